import type { Instant, ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import type { Fen } from '../../src/domain/money.ts';
import type { Face } from '../../src/domain/rating.ts';
import { fullDayText, spokenInstant, spokenMeal, spokenMoney, spokenSpan } from '../format.tsx';
import { paths } from '../paths.ts';
import { mealSpoken, modeSpoken } from '../text.ts';
import { ElderLayout, Question, type ElderFrame } from './elder-layout.tsx';
import { FaceButtons, faceSpoken } from './faces.tsx';
import { placeText } from './meal-offer.tsx';
import { Why, type WhyProps } from './why.tsx';

/** `kitchen`: placed, and too late to undo because the kitchen counts on it. */
export type OrderView = 'undoable' | 'kitchen' | 'cancelled' | 'handed_over' | 'missed';

export type OrderPageProps = {
  frame: ElderFrame;
  orderId: string;
  /** The number called out at the counter. */
  number: number;
  view: OrderView;
  today: ServiceDate;
  date: ServiceDate;
  slot: MealSlot;
  serve: { from: Instant; to: Instant };
  mode: ServiceMode;
  place: string;
  name: string;
  /** On the printed slip only, as are the dishes and the date: the screen has said them before, and paper outlives 明天. */
  eater: string;
  dishes: readonly string[];
  subsidyFen: Fen;
  selfPayFen: Fen;
  /** Who pays what and why; null where nobody pays any more. */
  why: WhyProps | null;
  /** What she was to pay when she ordered: another sum where the price has changed since. */
  orderedAtFen: Fen;
  /** From prepaid money: set aside, or paid. */
  prepaid: boolean;
  undoUntil: Instant;
  /** Whether the meal, once cancelled, can be ordered again. */
  reorder: boolean;
  /** What she said of it, and whether she can say it now. */
  rating: { face: Face } | null;
  mayRate: boolean;
  /** What is ordered day after day for this meal of the day; null: nothing is, and it can be set up from here. */
  standingOrderId: string | null;
  /** 您女儿, where it was not she herself who ordered or cancelled. */
  by?: string | null;
  cancelledBy?: string | null;
};

const heading: Record<OrderView, readonly string[]> = {
  undoable: ['订好了'],
  kitchen: ['订好了'],
  cancelled: ['这一顿', '已经退掉了'],
  handed_over: ['这一顿', '已经吃过了'],
  missed: ['这一顿', '您没有来吃'],
};

/** What was ordered; printed, it is the slip. */
export function OrderPage(props: OrderPageProps) {
  const { view } = props;
  const stands = view === 'undoable' || view === 'kitchen';
  return (
    <ElderLayout frame={props.frame} title={heading[view].join('')}>
      <Question phrases={heading[view]} />
      {stands && props.orderedAtFen !== props.selfPayFen ? (
        <p class="on-screen">
          这一餐的价钱变了：原来自己付 {spokenMoney(props.orderedAtFen)}，现在自己付 {spokenMoney(props.selfPayFen)}。
        </p>
      ) : null}
      <Slip {...props} stands={stands} />
      {doers(props) ? <p class="on-screen">{doers(props)}</p> : null}
      <p class="on-screen">{advice(props)}</p>
      <HowItWas {...props} />
      <a class={stands ? 'go' : 'plain'} href={paths.home()}>
        {stands ? '知道了' : '回到开头'}
      </a>
      {view === 'undoable' ? (
        <a class="plain" href={paths.cancellation(props.orderId)}>
          退掉这顿
        </a>
      ) : null}
      {view === 'cancelled' || view === 'missed' ? null : <DayAfterDay {...props} />}
      {props.why ? <Why {...props.why} /> : null}
    </ElderLayout>
  );
}

/** A meal that was eaten asks how it was: one press. What was said leads to where it can be changed, or to its answer. */
function HowItWas({ orderId, rating, mayRate }: OrderPageProps) {
  if (rating) {
    return (
      <a class="plain" href={paths.rating(orderId)}>
        您说：{faceSpoken[rating.face]}
      </a>
    );
  }
  if (!mayRate) return null;
  return (
    <div class="on-screen">
      <h2>吃得怎么样？</h2>
      <FaceButtons orderId={orderId} chosen={null} />
    </div>
  );
}

function DayAfterDay({ standingOrderId, orderId }: OrderPageProps) {
  const href = standingOrderId === null ? paths.newStandingOrder(orderId) : paths.standingOrder(standingOrderId);
  return (
    <a class="plain" href={href}>
      {standingOrderId === null ? '每天都来一份' : '看看天天订着的'}
    </a>
  );
}

function Slip(props: OrderPageProps & { stands: boolean }) {
  return (
    <div class={props.stands ? 'slip good' : 'slip'}>
      <div>
        <div class="on-paper">{props.eater}</div>
        {props.view === 'cancelled' ? null : <div class="number">您是 {props.number} 号</div>}
        <b>{props.name}</b>
        <div class="on-paper">{props.dishes.join('、')}</div>
      </div>
      <div>
        <div class="on-paper">{fullDayText(props.date)}</div>
        <b class="on-paper">{mealSpoken[props.slot]} </b>
        <b class="on-screen">{spokenMeal(props.date, props.slot, props.today)} </b>
        {spokenSpan(props.serve.from, props.serve.to)}
        <br />
        <b>{modeSpoken[props.mode]}</b> <span>{placeText(props.mode, props.place)}</span>
      </div>
      <div>
        <b>{payment(props)}</b>
      </div>
    </div>
  );
}

function payment({ view, subsidyFen, selfPayFen, prepaid }: OrderPageProps): string {
  if (view === 'missed' && prepaid) return `按食堂的规定，从预存款里扣了 ${spokenMoney(selfPayFen)}`;
  if (view === 'cancelled' || view === 'missed') return '不用付钱';
  const given = subsidyFen > 0 ? `补贴 ${spokenMoney(subsidyFen)}，` : '';
  if (selfPayFen === 0) return `${given}不用付钱`;
  if (prepaid) return `${given}从预存款里付${view === 'handed_over' ? '了' : ''} ${spokenMoney(selfPayFen)}`;
  return `${given}${view === 'handed_over' ? '您付了' : '拿到饭付'} ${spokenMoney(selfPayFen)}`;
}

/** 您女儿订的。 */
function doers({ by, cancelledBy }: OrderPageProps): string {
  return [by ? `${by}订的` : '', cancelledBy ? `${cancelledBy}退的` : ''].filter(Boolean).map((words) => `${words}。`).join('');
}

function advice({ view, undoUntil, today, reorder }: OrderPageProps): string {
  if (view === 'undoable') return `不想吃了，${spokenInstant(undoUntil, today)}以前都能退。有事打上面的电话。`;
  if (view === 'kitchen') return '厨房已经按份数做了。不能来吃，请打上面的电话。';
  if (view !== 'cancelled') return '要是不对，请打上面的电话。';
  return reorder ? '还想吃，可以再订。' : '这一顿不能再订了。有事打上面的电话。';
}
