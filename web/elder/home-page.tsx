import type { Instant, ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import type { OrderState } from '../../src/domain/order.ts';
import { PostForm } from '../form.tsx';
import { spokenFrom, spokenMeal } from '../format.tsx';
import { paths } from '../paths.ts';
import { MealPicture } from '../pictogram.tsx';
import { modeSpoken, orderStateSpoken } from '../text.ts';
import { ElderLayout, Question, type ElderFrame } from './elder-layout.tsx';
import { ClashWarning, cutoffText, Pay, type MealOffer, type Sitting } from './meal-offer.tsx';

export type OrderedMeal = {
  orderId: string;
  date: ServiceDate;
  slot: MealSlot;
  mode: ServiceMode;
  name: string;
  serveFromAt: Instant;
  state: OrderState;
};

export type HomePageProps = {
  frame: ElderFrame;
  /** The form of address she chose, or her full name: 李阿姨. */
  callAs: string;
  today: ServiceDate;
  /** The meal to ask about first: the next open one without an order, with the dish she can eat. */
  next: { sitting: Sitting; cutoffAt: Instant; offer: MealOffer; otherDishes: boolean } | null;
  /** 和上次一样: the last set meal and mode, when the next meal offers both. */
  again: { setMealId: string; name: string; mode: ServiceMode } | null;
  /** The other open meals without an order. */
  others: readonly Sitting[];
  /** Orders for today and later, soonest first. */
  ordered: readonly OrderedMeal[];
};

export function HomePage(props: HomePageProps) {
  const { frame, callAs, today, next, ordered } = props;
  return (
    <ElderLayout frame={frame} title="您想吃什么" footnote={next ? cutoffText(next.cutoffAt, today) : null}>
      {next ? <NextMeal {...props} next={next} /> : <NothingOpen {...props} />}
      <OtherMeals others={props.others} />
      {ordered.length > 0 ? (
        <>
          <h2>已经订好的</h2>
          {ordered.map((order) => (
            <OrderedRow order={order} today={today} />
          ))}
        </>
      ) : null}
      <PostForm action={paths.signOut()}>
        <button class="aside">不是{callAs}？换个人用</button>
      </PostForm>
    </ElderLayout>
  );
}

function NextMeal({ callAs, today, next, again }: HomePageProps & { next: NonNullable<HomePageProps['next']> }) {
  const { sitting, offer } = next;
  const when = spokenMeal(sitting.date, sitting.slot, today);
  if (offer.state !== 'open') return <NothingForHer callAs={callAs} when={when} next={next} />;
  return (
    <>
      <Question phrases={[`${callAs}，`, `您${when}`, '想吃什么？']} />
      <section class="meal" aria-label={offer.name}>
        <MealPicture categories={offer.categories} />
        <div>
          <h2>{offer.name}</h2>
          <div>{offer.dishes.join('、')}</div>
          <ClashWarning clashes={offer.clashes} />
          <Pay selfPayFen={offer.selfPayFen} subsidyFen={offer.subsidyFen} />
          <a class="go" href={paths.setMeal(sitting.runId, offer.setMealId)}>
            就订这个
          </a>
        </div>
      </section>
      {again ? (
        <a class="plain" href={paths.check(sitting.runId, again.setMealId, again.mode)}>
          和上次一样：{again.name}，{modeSpoken[again.mode]}
        </a>
      ) : null}
      {next.otherDishes ? (
        <a class="plain" href={paths.mealRun(sitting.runId)}>
          看看别的菜
        </a>
      ) : null}
    </>
  );
}

/** Every dish of the next meal is sold out or would harm her: the phone is the way out, and the reason stands there. */
function NothingForHer({ callAs, when, next }: { callAs: string; when: string; next: NonNullable<HomePageProps['next']> }) {
  const blocked = next.offer.state === 'blocked';
  return (
    <>
      <Question phrases={[`${callAs}，`, `${when}`, blocked ? '没有您能吃的菜' : '的饭订完了']} />
      {blocked ? <ClashWarning clashes={next.offer.clashes} /> : null}
      <p>{blocked ? '打上面的电话，请食堂给您另做。' : '还想吃，打上面的电话问问食堂。'}</p>
    </>
  );
}

function NothingOpen({ callAs, others, ordered }: HomePageProps) {
  if (others.length > 0) return <Question phrases={[`${callAs}，`, '您想订哪一顿？']} />;
  const done = ordered.some((order) => order.state === 'placed');
  return (
    <>
      <Question phrases={[`${callAs}，`, done ? '您的饭都订好了' : '现在没有能订的饭']} />
      {done ? null : <p>要吃饭，打上面的电话问问食堂。</p>}
    </>
  );
}

/** One other meal is a button; several fold away, so that the page asks one thing. */
function OtherMeals({ others }: { others: readonly Sitting[] }) {
  const buttons = others.map((sitting) => (
    <a class="plain" href={paths.mealRun(sitting.runId)}>
      订{spokenMeal(sitting.date, sitting.slot, sitting.today)}的饭
    </a>
  ));
  if (buttons.length < 2) return <>{buttons}</>;
  return (
    <details>
      <summary>订别的几顿</summary>
      {buttons}
    </details>
  );
}

function OrderedRow({ order, today }: { order: OrderedMeal; today: ServiceDate }) {
  return (
    <a class="done" href={paths.order(order.orderId)}>
      <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2.5" aria-hidden="true">
        <path d="M4 12.5l5 5L20 6.5" />
      </svg>
      <span>
        <b>
          {spokenMeal(order.date, order.slot, today)}，{modeSpoken[order.mode]}
        </b>{' '}
        {order.name}，
        {order.state === 'placed' ? spokenFrom(order.serveFromAt) : orderStateSpoken[order.state]}
      </span>
    </a>
  );
}
