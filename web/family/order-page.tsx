import type { Instant, ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import type { Fen } from '../../src/domain/money.ts';
import type { OrderView } from '../elder/order-page.tsx';
import { PostForm } from '../form.tsx';
import { dayText, spokenInstant, spokenMeal, spokenMoney, spokenSpan } from '../format.tsx';
import { paths } from '../paths.ts';
import { modeLabel } from '../text.ts';
import { FamilyLayout, type FamilyFrame } from './family-layout.tsx';

export type FamilyOrderPageProps = {
  frame: FamilyFrame;
  elderId: string;
  orderId: string;
  /** 妈妈 李秀英 */
  who: string;
  number: number;
  view: OrderView;
  today: ServiceDate;
  date: ServiceDate;
  slot: MealSlot;
  serve: { from: Instant; to: Instant };
  mode: ServiceMode;
  place: string;
  name: string;
  dishes: readonly string[];
  subsidyFen: Fen;
  selfPayFen: Fen;
  prepaid: boolean;
  undoUntil: Instant;
  /** Whether the meal, once cancelled, can be ordered again. */
  reorder: boolean;
  /** Who ordered, and who cancelled: 您 · 儿子 · 本人. */
  doer: string;
  cancelledBy: string | null;
  phone: string;
};

const heading: Record<OrderView, string> = { undoable: '订好了', kitchen: '订好了', cancelled: '已经退了', handed_over: '已经拿到了', missed: '没有拿' };

/** One order: what became of it, who did what, and how to undo it while that is possible. */
export function FamilyOrderPage(props: FamilyOrderPageProps) {
  const { view, frame, elderId } = props;
  const stands = view === 'undoable' || view === 'kitchen';
  return (
    <FamilyLayout title={heading[view]} frame={frame}>
      <h1>{heading[view]}</h1>
      <section class={stands || view === 'handed_over' ? 'card good' : 'card'}>
        <h2>
          {props.who}，{spokenMeal(props.date, props.slot, props.today)}
        </h2>
        <dl class="facts">
          <dt>吃什么</dt>
          <dd>
            {props.name}：{props.dishes.join('、')}
          </dd>
          <dt>什么时候</dt>
          <dd>
            {dayText(props.date, props.today)}，{spokenSpan(props.serve.from, props.serve.to)}
          </dd>
          <dt>怎么吃</dt>
          <dd>
            {modeLabel[props.mode]}，{props.place}，{props.number} 号
          </dd>
          <dt>钱</dt>
          <dd>{payment(props)}</dd>
          <dt>谁订的</dt>
          <dd>
            {props.doer}
            {props.cancelledBy === null ? '' : `；${props.cancelledBy}退的`}
          </dd>
        </dl>
        <p>{advice(props)}</p>
      </section>
      <p class="acts">
        <a class="act main" href={paths.familyWeek(elderId)}>
          回到这一周
        </a>
        {view === 'undoable' ? (
          <a class="act" href={paths.familyCancellation(elderId, props.orderId)}>
            退掉这顿
          </a>
        ) : null}
      </p>
    </FamilyLayout>
  );
}

function payment({ view, subsidyFen, selfPayFen, prepaid }: FamilyOrderPageProps): string {
  if (view === 'missed' && prepaid) return `按食堂的规定，从预存款里扣了 ${spokenMoney(selfPayFen)}`;
  if (view === 'cancelled' || view === 'missed') return '没有收钱';
  const own = selfPayFen === 0 ? '不用付钱' : `自己付 ${spokenMoney(selfPayFen)}${prepaid ? '，从预存款里付' : '，拿到饭付'}`;
  return `补贴 ${spokenMoney(subsidyFen)}，${own}`;
}

function advice({ view, undoUntil, today, phone, reorder }: FamilyOrderPageProps): string {
  if (view === 'undoable') return `${spokenInstant(undoUntil, today)}以前能退。饭拿到没拿到，会发短信给您。`;
  if (view === 'kitchen') return `厨房已经按份数做了。不能来吃，请打 ${phone}。`;
  if (view === 'cancelled' && reorder) return '还想吃，可以再订。';
  return `要是不对，请打 ${phone}。`;
}

export type FamilyCancellationPageProps = {
  frame: FamilyFrame; elderId: string; orderId: string; who: string; today: ServiceDate; date: ServiceDate; slot: MealSlot; name: string; doer: string;
  undoUntil: Instant; reorder: boolean;
};

export function FamilyCancellationPage(props: FamilyCancellationPageProps) {
  const { frame, elderId, orderId, today, date, slot } = props;
  return (
    <FamilyLayout title="退掉这顿" frame={frame}>
      <h1>
        退掉{props.who}的{spokenMeal(date, slot, today)}？
      </h1>
      <section class="card">
        <p>
          {props.name}，{props.doer}订的。{spokenInstant(props.undoUntil, today)}以前能退，不收钱。退了会发短信告诉家里人。
        </p>
        {props.reorder ? null : <p class="wrong">退了就不能再订了，订饭的时间过了。</p>}
        <PostForm action={paths.familyCancellation(elderId, orderId)}>
          <p class="acts">
            <button class="act main">对，退掉</button>
            <a class="act" href={paths.familyOrder(elderId, orderId)}>
              不退
            </a>
          </p>
        </PostForm>
      </section>
    </FamilyLayout>
  );
}
