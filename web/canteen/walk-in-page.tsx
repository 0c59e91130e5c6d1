import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { Clash, Diet } from '../../src/domain/diet.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import type { PayWay } from '../../src/domain/ledger.ts';
import { yuanText, type Fen } from '../../src/domain/money.ts';
import { stoppedBriefly } from '../books-stop-text.ts';
import { PostForm } from '../form.tsx';
import { dayText, Money } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { clashText, modeLabel, slotLabel } from '../text.ts';
import { Given, type Person } from './caller.tsx';
import { DietAlert } from './diet-alert.tsx';
import { willPayText } from './pay-text.ts';
import { PriceLines } from './price-lines.tsx';
import { StoppedNotice, type StoppablePoint } from './stopped-notice.tsx';

export type WalkInOffer = {
  letter: string;
  name: string;
  dishes: readonly string[];
  priceFen: Fen;
  /** What of it this person must not have: it is not offered. */
  blocked: readonly Clash[];
  modes: readonly { mode: ServiceMode; href: string }[];
};

export type WalkInSitting = {
  /** Null where the counter serves one point only. */
  pointName: string | null;
  /** Of another day than today: eaten while the books stood still, and written on paper. */
  date: ServiceDate | null;
  slot: MealSlot;
  /** They have an order for this sitting, here or elsewhere. */
  ordered: boolean;
  /** From when on, where nobody is served yet without an order: 14:00. */
  from: string | null;
  /** The books of its point stand still. */
  stopped: boolean;
  offers: readonly WalkInOffer[];
};

export type WalkInPageProps = {
  frame: StaffFrame;
  points: readonly StoppablePoint[];
  person: Person;
  pass?: string;
  diet: Diet;
  sittings: readonly WalkInSitting[];
  refusal?: string;
};

/** Somebody without an order: which meal, and eaten here or taken along. */
export function WalkInPage({ frame, points, person, pass, diet, sittings, refusal }: WalkInPageProps) {
  return (
    <StaffLayout frame={frame} title="没订来吃">
      <h1>没订来吃：{person.name}</h1>
      <StoppedNotice points={points} />
      {refusal ? (
        <p class="card alarm wrong" role="alert">
          {refusal}
        </p>
      ) : null}
      <section class="card">
        <p>
          {person.age} 岁，{person.village}，常在{person.pointName}
        </p>
        <DietAlert diet={diet} />
      </section>
      {sittings.length === 0 ? <p class="card empty">今天没有还在供的餐。</p> : null}
      {sittings.map((sitting) => (
        <Sitting sitting={sitting} />
      ))}
      <p class="trail">
        <a href={paths.counter({ elder: person.id, pass })}>返回</a>
      </p>
    </StaffLayout>
  );
}

function Sitting({ sitting }: { sitting: WalkInSitting }) {
  const { pointName, date, slot, stopped, offers } = sitting;
  const why = whyNotText(sitting);
  return (
    <section class="card">
      <h2>
        {pointName ? `${pointName} ` : ''}
        {sittingText(date, slot)}
      </h2>
      {date === null || stopped ? null : <p class="hint">那天账停着，记在纸上的，在这里补登记。</p>}
      {why === null ? <Offers offers={offers} /> : <p class="hint">{why}</p>}
    </section>
  );
}

function whyNotText({ ordered, stopped, from }: WalkInSitting): string | null {
  if (ordered) return '这一餐已有订单，不能再登记一份。';
  if (stopped) return stoppedBriefly;
  return from === null ? null : `这一餐还能订，请先预订。没订的，${from} 起才能登记来吃。`;
}

const sittingText = (date: ServiceDate | null, slot: MealSlot) => `${date === null ? '' : `${dayText(date)} `}${slotLabel[slot]}`;

function Offers({ offers }: { offers: readonly WalkInOffer[] }) {
  if (offers.length === 0) return <p class="empty">这一餐还没有套餐。</p>;
  return (
    <ul>
      {offers.map((offer) => (
        <Offer offer={offer} />
      ))}
    </ul>
  );
}

function Offer({ offer }: { offer: WalkInOffer }) {
  return (
    <li class="line">
      <span>
        <b class="letter">{offer.letter}</b> <b>{offer.name}</b>，<Money fen={offer.priceFen} />
        <br />
        <small>{offer.dishes.join('、')}</small>
        {offer.blocked.length > 0 ? <p class="wrong">不能给：{offer.blocked.map(clashText).join('，')}，严重过敏。</p> : null}
      </span>
      {offer.blocked.length > 0 ? null : (
        <span class="acts">
          {offer.modes.map(({ mode, href }) => (
            <a class="act" href={href}>
              {modeLabel[mode]}
            </a>
          ))}
        </span>
      )}
    </li>
  );
}

export type WalkInCheckPageProps = {
  frame: StaffFrame;
  person: { id: string; name: string };
  pass?: string;
  diet: Diet;
  clashes: readonly Clash[];
  /** Null for today's. */
  date: ServiceDate | null;
  slot: MealSlot;
  setMealName: string;
  mode: ServiceMode;
  priceFen: Fen;
  payers: readonly { payer: string; fen: Fen }[];
  selfPayFen: Fen;
  /** Why the last press did nothing. */
  problem?: string;
  payBy: PayWay;
  /** Prepaid money reaches, and cash is taken all the same where they want it. */
  otherWay: boolean;
  reasons: readonly string[];
  /** Which paper the subsidy comes from. */
  borrowed: string | null;
  /** The page seen before showed another price: this one says so. */
  changed?: boolean;
  hidden: Readonly<Record<string, string>>;
};

/** What it costs whom and why, before anything is recorded. */
export function WalkInCheckPage(props: WalkInCheckPageProps) {
  const { frame, person, pass, diet, clashes, date, slot, setMealName, mode } = props;
  return (
    <StaffLayout frame={frame} title="没订来吃">
      <h1>没订来吃：{person.name}</h1>
      {props.changed ? (
        <p class="card alarm wrong" role="alert">
          价钱变了，刚才没有登记。请看清楚，按现在的收。
        </p>
      ) : null}
      {props.problem ? (
        <p class="card alarm wrong" role="alert">
          {props.problem}
        </p>
      ) : null}
      <section class="card caller">
        <DietAlert diet={diet} clashes={clashes} />
        <p class="meal">
          <b>{setMealName}</b>，{sittingText(date, slot)}，{modeLabel[mode]}
        </p>
        <p class="pay">{willPayText({ selfPayFen: props.selfPayFen, prepaid: props.payBy === 'prepaid' })}</p>
        <Split {...props} />
        <PostForm action={paths.walkIns()} hidden={props.hidden}>
          {props.selfPayFen > 0 && props.payBy === 'cash' ? <Given /> : null}
          <button class="act main big" autofocus>
            {payButton(props)}
          </button>
        </PostForm>
        {props.otherWay ? (
          <PostForm action={paths.walkIns()} hidden={{ ...props.hidden, pay: 'cash' }}>
            <button class="act">不动预存款，收现金 {yuanText(props.selfPayFen)} 元</button>
          </PostForm>
        ) : null}
      </section>
      <p class="trail">
        <a href={paths.walkIns({ elder: person.id, pass })}>换一个</a>
        <a href={paths.counter()}>不登记了</a>
      </p>
    </StaffLayout>
  );
}

const payButton = ({ selfPayFen, payBy }: WalkInCheckPageProps) =>
  selfPayFen > 0 && payBy === 'cash' ? '收钱并交给本人' : '交给本人';

function Split({ priceFen, payers, selfPayFen, reasons, borrowed }: WalkInCheckPageProps) {
  return (
    <>
      <dl class="facts">
        <PriceLines priceFen={priceFen} payers={payers} />
        <dt>自付</dt>
        <dd>
          <Money fen={selfPayFen} />
        </dd>
      </dl>
      <p>{reasons.join('')}</p>
      {borrowed ? <p class="hint">{borrowed}。</p> : null}
    </>
  );
}
