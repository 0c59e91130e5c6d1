import type { Child } from 'hono/jsx';
import type { ServiceDate } from '../src/domain/calendar.ts';
import type { Clash, Diet } from '../src/domain/diet.ts';
import type { PayWay } from '../src/domain/ledger.ts';
import type { MealSlot, ServiceMode } from '../src/domain/meal-slot.ts';
import { yuanText, type Fen } from '../src/domain/money.ts';
import { clashesText } from './canteen/clashes-text.ts';
import { DietAlert } from './canteen/diet-alert.tsx';
import { StoppedNotice, type StoppablePoint } from './canteen/stopped-notice.tsx';
import { Candidates } from './candidates.tsx';
import { Field, PostForm } from './form.tsx';
import { clockSeenFrom, spokenMeal } from './format.tsx';
import { refusalWords } from './refusals.ts';
import { paths, type LateWish } from './paths.ts';
import { StaffLayout, type StaffFrame } from './staff-layout.tsx';
import { modeLabel } from './text.ts';

export type PhoneLinks = {
  /** Where a name, number or card is posted to, and an order. */
  search: string;
  order: string;
  person: (show: { elder: string; run?: string }) => string;
  cancellation: (orderId: string) => string;
  /** Where an order after the cut-off is written, where it may be. */
  late?: (wish: LateWish) => string;
};

export type FoundPerson = { elderId: string; name: string; age: number; village: string; phone: string | null };

/** One way to have one set meal, ready to be pressed. `refused`: why it cannot be had. */
export type PhoneWay = { mode: ServiceMode; refused: string | null; selfPayFen: Fen; wish: LateWish; key: string };
export type PhoneOffer = { letter: string; name: string; dishes: readonly string[]; priceFen: Fen; clashes: readonly Clash[]; ways: readonly PhoneWay[] };
export type PhoneSitting = { runId: string; date: ServiceDate; slot: MealSlot; pointName: string; cutoffAt: number };

export type PhoneOrder = { orderId: string; date: ServiceDate; slot: MealSlot; letter: string; name: string; mode: ServiceMode; selfPayFen: Fen; undoable: boolean };

export type PhoneCaller = {
  person: { id: string; name: string; callAs: string | null; age: number; village: string };
  diet: Diet;
  /** The sitting that is asked about; null: nothing can be ordered now. */
  sitting: (PhoneSitting & { late: boolean }) | null;
  /** What is done instead where a stop of the books is why nothing can; null: there is none. */
  stopped: string | null;
  /** 和上次一样, where it can be had; otherwise what suits, in the same way as last time. Null: there was no last time. */
  again: { same: 'meal' | 'mode'; offer: PhoneOffer; way: PhoneWay } | null;
  offers: readonly PhoneOffer[];
  others: readonly PhoneSitting[];
  /** Those past their cut-off that the canteen may still take, with a reason. */
  late: readonly PhoneSitting[];
  ordered: readonly PhoneOrder[];
};

export type PhoneOrdersProps = {
  frame: StaffFrame;
  points: readonly StoppablePoint[];
  links: PhoneLinks;
  today: ServiceDate;
  typed?: string;
  problem?: string;
  found?: { people: readonly FoundPerson[]; more: boolean };
  /** Just ordered, or just cancelled. `counted`: the run whose portions were fixed before, so that the kitchen must be told. */
  done?: { counted: string | null; late: boolean; order: PhoneOrder; elderId: string; elderName: string; payBy: PayWay; cancelled: boolean };
  caller?: PhoneCaller;
  refusal?: string;
};

/** Orders by telephone: find somebody, press once. Works by keyboard alone and without JavaScript. */
export function PhoneOrdersPage(props: PhoneOrdersProps) {
  const { frame, points, links, today, typed, problem, found, done, caller, refusal } = props;
  return (
    <StaffLayout frame={frame} title="电话订餐">
      <h1>电话订餐</h1>
      <StoppedNotice points={points} />
      {done ? <Done done={done} {...{ links, today }} /> : null}
      {refusal ? (
        <p class="card alarm wrong" role="alert">
          {refusal}
        </p>
      ) : null}
      <PostForm action={links.search} class="card find">
        <Field
          name="q"
          label="谁要订？打姓名、拼音首字母、手机号后四位、楼号，或扫卡，再按回车"
          value={typed}
          errors={problem ? [{ field: 'q', message: problem }] : []}
          autofocus={!caller || caller.sitting === null}
          class="big"
        />
        <button class="act">查找</button>
      </PostForm>
      {found ? <Candidates more={found.more} people={found.people.map((one) => ({ ...one, href: links.person({ elder: one.elderId }) }))} /> : null}
      {caller ? <Caller caller={caller} {...{ links, today }} /> : null}
    </StaffLayout>
  );
}

const mealText = ({ date, slot, letter, name }: PhoneOrder, today: ServiceDate) => `${spokenMeal(date, slot, today)}，${letter} ${name}`;
const priceText = (selfPayFen: Fen) => (selfPayFen === 0 ? '自己不用付' : `自己付 ${yuanText(selfPayFen)} 元`);

function Done({ done, links, today }: { done: NonNullable<PhoneOrdersProps['done']>; links: PhoneLinks; today: ServiceDate }) {
  const { order, elderId, elderName, payBy, cancelled, late, counted } = done;
  const pays = order.selfPayFen === 0 ? '' : payBy === 'prepaid' ? '，从预存款付' : '，到时收现金';
  const words = cancelled
    ? `退掉了：${elderName}，${mealText(order, today)}。不收钱。`
    : `${late ? '补订好了' : '订好了'}：${elderName}，${mealText(order, today)}，${modeLabel[order.mode]}，${priceText(order.selfPayFen)}${pays}。`;
  return (
    <section class="card good">
      <p class="done-line" role="status">
        {words}
      </p>
      {counted ? <p>这一餐的份数厨房已经定了。请打变更单交给厨房，或者当面说一声。</p> : null}
      <div class="acts">
        {counted ? (
          <a class="act main" href={paths.sheets(counted)}>
            去打变更单
          </a>
        ) : null}
        <a class="act" href={links.person({ elder: elderId })}>
          再给{elderName}订一顿
        </a>
        {order.undoable && !cancelled ? <CancelForm {...{ order, links, today }} /> : null}
      </div>
    </section>
  );
}

/** Asked once more, naming the meal: who calls waits for it, and a slip of the finger takes nobody's meal away. */
function CancelForm({ order, links, today }: { order: PhoneOrder; links: PhoneLinks; today: ServiceDate }) {
  return (
    <details>
      <summary>退掉这顿</summary>
      <PostForm action={links.cancellation(order.orderId)}>
        <p>退掉{mealText(order, today)}？不收钱。</p>
        <button class="act">对，退掉</button>
      </PostForm>
    </details>
  );
}

function Caller({ caller, links, today }: Pick<PhoneOrdersProps, 'links' | 'today'> & { caller: PhoneCaller }) {
  const { person, diet, sitting, stopped, again, offers, others, late, ordered } = caller;
  const action: Action = { order: links.order, late: sitting?.late ? links.late : undefined };
  return (
    <>
      <section class="card caller">
        <p class="name">{person.name}</p>
        <p>
          {person.callAs ? `${person.callAs}，` : ''}
          {person.age} 岁，{person.village}
        </p>
        <DietAlert diet={diet} />
        {sitting ? (
          <>
            <h2>
              {spokenMeal(sitting.date, sitting.slot, today)}，{sitting.pointName}
              <small>（{clockSeenFrom(sitting.date, sitting.cutoffAt)} 截止{sitting.late ? '，现在是补订，下一步写原因' : ''}）</small>
            </h2>
            {again ? <Again {...again} action={action} /> : null}
            {offers.length === 0 ? <p class="empty">这一餐没有菜可以订。</p> : null}
            <ul>
              {offers.map((offer, index) => (
                <Offer offer={offer} action={action} first={again === null && index === 0} />
              ))}
            </ul>
          </>
        ) : (
          <p class="empty">{stopped ?? `现在没有能给${person.name}订的餐：都已截止、订过，或者还没有排菜单。`}</p>
        )}
      </section>
      <Others title="换一顿" others={others} person={person} {...{ links, today }} />
      <Others title="过了截止，食堂补订" others={late} person={person} {...{ links, today }} />
      <Ordered ordered={ordered} {...{ links, today }} />
    </>
  );
}

/** Where a press goes: it orders at once, or after the cut-off leads to the page that asks why. */
type Action = { order: string; late: PhoneLinks['late'] };

function Press({ way, action, main, autofocus, children }: { way: PhoneWay; action: Action; main?: boolean; autofocus?: boolean; children: Child }) {
  const look = main ? 'act main big' : 'act';
  if (action.late) {
    return (
      <div>
        <a class={look} href={action.late(way.wish)} autofocus={autofocus}>
          {children}
        </a>
      </div>
    );
  }
  return (
    <PostForm action={action.order} hidden={{ key: way.key, ...way.wish, selfPayFen: String(way.selfPayFen) }}>
      <button class={look} autofocus={autofocus}>
        {children}
      </button>
    </PostForm>
  );
}

/** The Enter key orders it: what was said on the phone is read back from the button. */
function Again({ same, offer, way, action }: NonNullable<PhoneCaller['again']> & { action: Action }) {
  const lead = same === 'meal' ? '和上次一样' : '上次的菜这餐没有，换成';
  return (
    <Press way={way} action={action} main autofocus>
      {lead}：{offer.letter} {offer.name}，{modeLabel[way.mode]}，{priceText(way.selfPayFen)}
    </Press>
  );
}

function Offer({ offer, action, first }: { offer: PhoneOffer; action: Action; first: boolean }) {
  const { letter, name, dishes, clashes, ways } = offer;
  const free = ways.findIndex((way) => way.refused === null);
  return (
    <li class="line offer">
      <span>
        <b class="letter">{letter}</b> {name}
        <br />
        <small>{dishes.join('、')}</small>
        {clashes.length > 0 ? <b class="clash">{clashesText(clashes)}</b> : null}
      </span>
      <div class="acts">
        {free < 0 ? <span class="wrong">{ways[0]?.refused ?? refusalWords.mode_not_offered.staff}</span> : null}
        {ways.map((way, index) =>
          way.refused === null ? (
            <Press way={way} action={action} autofocus={first && index === free}>
              {modeLabel[way.mode]}，{priceText(way.selfPayFen)}
            </Press>
          ) : free < 0 ? null : (
            <span class="hint">
              {modeLabel[way.mode]}：{way.refused}
            </span>
          ),
        )}
      </div>
    </li>
  );
}

function Others({ title, others, person, links, today }: Pick<PhoneCaller, 'others' | 'person'> & { title: string; links: PhoneLinks; today: ServiceDate }) {
  if (others.length === 0) return null;
  return (
    <section class="card">
      <h2>{title}</h2>
      <Sittings sittings={others.slice(0, NEXT_SHOWN)} {...{ person, links, today }} />
      {others.length > NEXT_SHOWN ? (
        <details>
          <summary>更晚的</summary>
          <Sittings sittings={others.slice(NEXT_SHOWN)} {...{ person, links, today }} />
        </details>
      ) : null}
    </section>
  );
}

/** Two days of three meals: who calls asks about these. */
const NEXT_SHOWN = 6;

function Sittings({ sittings, person, links, today }: Pick<PhoneCaller, 'person'> & { sittings: readonly PhoneSitting[]; links: PhoneLinks; today: ServiceDate }) {
  return (
    <p class="trail">
      {sittings.map(({ runId, date, slot }) => (
        <a href={links.person({ elder: person.id, run: runId })}>{spokenMeal(date, slot, today)}</a>
      ))}
    </p>
  );
}

function Ordered({ ordered, links, today }: { ordered: readonly PhoneOrder[]; links: PhoneLinks; today: ServiceDate }) {
  if (ordered.length === 0) return null;
  return (
    <section class="card">
      <h2>已经订了的</h2>
      <ul>
        {ordered.map((order) => (
          <li class="line">
            <span>
              {mealText(order, today)}，{modeLabel[order.mode]}，{priceText(order.selfPayFen)}
            </span>
            {order.undoable ? <CancelForm {...{ order, links, today }} /> : <small>厨房已定份数，退不了</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}
