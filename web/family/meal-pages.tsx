import type { Instant } from '../../src/domain/calendar.ts';
import type { Clash } from '../../src/domain/diet.ts';
import type { ServiceMode } from '../../src/domain/meal-slot.ts';
import type { Fen } from '../../src/domain/money.ts';
import type { PayerShare } from '../elder/why.tsx';
import type { MealOffer, Sitting } from '../elder/meal-offer.tsx';
import { PostForm } from '../form.tsx';
import { spokenInstant, spokenMeal, spokenMoney, spokenSpan } from '../format.tsx';
import { paths } from '../paths.ts';
import { notAChoiceText } from '../refusals.ts';
import { clashText, modeLabel, slotLabel } from '../text.ts';
import { FamilyLayout, type FamilyFrame } from './family-layout.tsx';

type About = { frame: FamilyFrame; elderId: string; /** 妈妈 李秀英 */ who: string; sitting: Sitting; cutoffAt: Instant };

export type ChooseMealPageProps = About & {
  offers: readonly MealOffer[];
  modes: readonly { mode: ServiceMode; full: boolean }[];
  /** The meal and the way of the last time, where both can be had again. */
  again: { setMealId: string; name: string; mode: ServiceMode } | null;
  /** In a sentence. */
  diet: string;
};

/** What there is, what it costs her, what she may not eat; the way it reaches her is the button. */
export function ChooseMealPage({ frame, elderId, who, sitting, cutoffAt, offers, modes, again, diet }: ChooseMealPageProps) {
  return (
    <FamilyLayout title="订饭" frame={frame}>
      <h1>
        给{who}订{spokenMeal(sitting.date, sitting.slot, sitting.today)}
      </h1>
      <p class="hint">
        {spokenInstant(cutoffAt, sitting.today)}以前能订、能退。{diet}
      </p>
      {again ? (
        <p>
          <a class="act main big" href={paths.familyCheck(elderId, sitting.runId, again.setMealId, again.mode)}>
            和上次一样：{again.name}，{modeLabel[again.mode]}
          </a>
        </p>
      ) : null}
      {offers.map((offer) => (
        <OfferCard {...{ elderId, sitting, modes, offer }} />
      ))}
      <Back elderId={elderId} />
    </FamilyLayout>
  );
}

function OfferCard({ offer, modes, elderId, sitting }: Pick<ChooseMealPageProps, 'elderId' | 'sitting' | 'modes'> & { offer: MealOffer }) {
  const { refused } = offer;
  return (
    <section class="card" aria-label={offer.name}>
      <h2>{offer.name}</h2>
      <p>{offer.dishes.join('、')}</p>
      {offer.clashes.length > 0 ? <p class="wrong">{offer.clashes.map(clashText).join('，')}。</p> : null}
      {refused === null ? (
        <>
          <p>
            自己付 <b>{spokenMoney(offer.selfPayFen)}</b>，补贴 {spokenMoney(offer.subsidyFen)}
          </p>
          <p class="acts">
            {modes.map(({ mode, full }) =>
              full ? (
                <span>{modeLabel[mode]}满了</span>
              ) : (
                <a class="act" href={paths.familyCheck(elderId, sitting.runId, offer.setMealId, mode)} aria-label={`${offer.name}，${modeLabel[mode]}`}>
                  {modeLabel[mode]}
                </a>
              ),
            )}
          </p>
        </>
      ) : (
        <p class="wrong">{notAChoiceText(refused)}</p>
      )}
    </section>
  );
}

export type FamilyCheckPageProps = About & {
  serve: { from: Instant; to: Instant };
  setMeal: { id: string; name: string; dishes: readonly string[] };
  mode: ServiceMode;
  place: string;
  priceFen: Fen;
  selfPayFen: Fen;
  subsidyFen: Fen;
  payers: readonly PayerShare[];
  clashes: readonly Clash[];
  /** From her prepaid money: what there is of it. Null: in cash when she gets it. */
  prepaidFen: Fen | null;
  changed: boolean;
  requestKey: string;
};

/** Before it counts: everything on one page, and a button that names the act. */
export function FamilyCheckPage(props: FamilyCheckPageProps) {
  const { frame, elderId, who, sitting, setMeal, mode, prepaidFen } = props;
  const hidden = {
    key: props.requestKey, runId: sitting.runId, setMealId: setMeal.id, mode, selfPayFen: String(props.selfPayFen), payBy: prepaidFen === null ? 'cash' : 'prepaid',
  };
  return (
    <FamilyLayout title="请核对" frame={frame}>
      <h1>{props.changed ? '价钱变了，请再看一遍' : '这样订，对不对？'}</h1>
      <section class="card">
        <h2>
          给{who}，{spokenMeal(sitting.date, sitting.slot, sitting.today)}
        </h2>
        <dl class="facts">
          <dt>吃什么</dt>
          <dd>
            {setMeal.name}：{setMeal.dishes.join('、')}
          </dd>
          <dt>怎么吃</dt>
          <dd>
            {modeLabel[mode]}，{props.place}，{spokenSpan(props.serve.from, props.serve.to)}
          </dd>
          <dt>自己付</dt>
          <dd>
            <b>{spokenMoney(props.selfPayFen)}</b>
            {prepaidFen === null ? '，拿到饭付' : `，从预存款里付，余额 ${spokenMoney(prepaidFen)}`}
          </dd>
          <dt>补贴</dt>
          <dd>
            {spokenMoney(props.subsidyFen)}
            {payersText(props.payers)}；这份饭一共 {spokenMoney(props.priceFen)}
          </dd>
        </dl>
        {props.clashes.length > 0 ? <p class="wrong">请留意：{props.clashes.map(clashText).join('，')}。</p> : null}
        <PostForm action={paths.familyOrders(elderId)} hidden={hidden}>
          <button class="act main big">对的，订{slotLabel[sitting.slot]}</button>
        </PostForm>
        <p class="hint">{spokenInstant(props.cutoffAt, sitting.today)}以前都能退。</p>
      </section>
      <p>
        <a class="act" href={paths.familyMeal(elderId, sitting.runId)}>
          换一样
        </a>
      </p>
    </FamilyLayout>
  );
}

/** Some rules name a sum and nobody who gives it; the county then keeps a payer of this code. */
function payersText(payers: readonly PayerShare[]): string {
  const named = payers.filter(({ code }) => code !== 'unspecified').map(({ payer, fen }) => `${payer} ${spokenMoney(fen)}`);
  return named.length === 0 ? '' : `（${named.join('，')}）`;
}

function Back({ elderId }: { elderId: string }) {
  return (
    <p>
      <a class="act" href={paths.familyWeek(elderId)}>
        回到这一周
      </a>
    </p>
  );
}

export type FamilyRefusalPageProps = { frame: FamilyFrame; elderId: string; title: string; advice: string; wayOut?: { href: string; label: string }; phone: string };

/** Why it was not ordered or not undone, the page that helps, and the canteen's phone. */
export function FamilyRefusalPage({ frame, elderId, title, advice, wayOut, phone }: FamilyRefusalPageProps) {
  return (
    <FamilyLayout title={title} frame={frame}>
      <section class="card">
        <h1>{title}</h1>
        <p>{advice}</p>
        <p class="acts">
          {wayOut ? (
            <a class="act main" href={wayOut.href}>
              {wayOut.label}
            </a>
          ) : null}
          <a class="act" href={paths.familyWeek(elderId)}>
            回到这一周
          </a>
        </p>
        <p class="hint">
          食堂电话 <a href={`tel:${phone.replaceAll('-', '')}`}>{phone}</a>
        </p>
      </section>
    </FamilyLayout>
  );
}

/** Somebody has died: no week, no meals, no figures. */
export function FamilyCallPage({ frame, title, advice, phone }: { frame: FamilyFrame; title: string; advice: string; phone: string }) {
  return (
    <FamilyLayout title={title} frame={frame}>
      <section class="card">
        <h1>{title}</h1>
        <p>{advice}</p>
        <p>
          <a class="act main" href={`tel:${phone.replaceAll('-', '')}`}>
            {phone}
          </a>
        </p>
      </section>
    </FamilyLayout>
  );
}
