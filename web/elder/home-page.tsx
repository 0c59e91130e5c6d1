import type { Child } from 'hono/jsx';
import { addDays, type Instant, type ServiceDate } from '../../src/domain/calendar.ts';
import type { DoingKind } from '../../src/domain/family-doing.ts';
import type { Relation } from '../../src/domain/family.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import type { DishCategory } from '../../src/domain/menu.ts';
import { DAYS_AHEAD } from '../../src/domain/open-meals.ts';
import type { OrderState, PlacementRefusal } from '../../src/domain/order.ts';
import { doingShort, relationLabel } from '../family-text.ts';
import { spokenDay, spokenFrom, spokenMeal, spokenTime } from '../format.tsx';
import { paths } from '../paths.ts';
import { MealPicture } from '../pictogram.tsx';
import { nothingLeftWords, refusalWords } from '../refusals.ts';
import { modeSpoken, orderStateSpoken } from '../text.ts';
import { ElderLayout, Question, type ElderFrame } from './elder-layout.tsx';
import { Failures, standingText } from './standing-order-page.tsx';
import { ClashWarning, cutoffText, Pay, type MealOffer, type Sitting } from './meal-offer.tsx';

export type OrderedMeal = {
  orderId: string;
  date: ServiceDate;
  slot: MealSlot;
  mode: ServiceMode;
  name: string;
  categories: readonly DishCategory[];
  pictureId: string | null;
  serveFromAt: Instant;
  state: OrderState;
  /** 您女儿, where it was not she herself. */
  by?: string | null;
};

export type HomePageProps = {
  frame: ElderFrame;
  /** The form of address she chose, or her full name: 李阿姨. */
  callAs: string;
  today: ServiceDate;
  /** Where she usually eats. */
  pointId: string;
  /** The meal to ask about first: the next open one without an order, with the dish she can eat. */
  next: { sitting: Sitting; cutoffAt: Instant; offer: MealOffer; otherDishes: boolean } | null;
  /** What the last order spares. `same`: the very meal of the last time, 和上次一样, or only the way in which it reached her. */
  again: { same: 'meal' | 'mode'; setMealId: string; name: string; mode: ServiceMode } | null;
  /** Whether somebody has asked what she cannot eat. */
  dietAsked: boolean;
  /** The other open meals without an order. */
  others: readonly Sitting[];
  /** The canteen's books stand still: it takes orders by telephone, on paper. */
  stopped: boolean;
  /** Orders for today and later, soonest first. */
  ordered: readonly OrderedMeal[];
  /** When nothing is open and nothing ordered: the meal that comes next, and the day on which this page begins to offer it. */
  comesNext: { date: ServiceDate; slot: MealSlot; offeredFrom: ServiceDate } | null;
  /** What is ordered for her day after day, the pause of it, and the next days that could not be ordered. */
  standing: readonly { id: string; slot: MealSlot; weekdays: string }[];
  pause: { from: ServiceDate; resume: ServiceDate | null } | null;
  failures: readonly { slot: MealSlot; serviceDate: ServiceDate; refused: PlacementRefusal }[];
  /** Family who ask to order for her. */
  asking?: readonly { bindingId: string; name: string; relation: Relation }[];
  /** What family did for her these days. */
  doing?: { kind: DoingKind; name: string; relation: Relation } | null;
};

export function HomePage(props: HomePageProps) {
  const { frame, callAs, today, next, ordered } = props;
  const pictured = next ? undefined : ordered.find((order) => order.state === 'placed');
  const rows = ordered.filter((order) => order !== pictured);
  const footnote = next?.offer.refused === null ? cutoffText(next.cutoffAt, today) : null;
  return (
    <ElderLayout frame={frame} title="您想吃什么" footnote={footnote}>
      {next ? <NextMeal {...props} next={next} /> : <NothingOpen {...props} pictured={pictured} />}
      {props.failures.map(({ slot, serviceDate, refused }) => (
        <Failures standing={{ slot }} days={[{ date: serviceDate, is: 'failed', refused }]} today={today} />
      ))}
      {props.asking?.map(({ bindingId, name, relation }) => (
        <a class="plain" href={paths.relative(bindingId)}>
          {name}，您{relationLabel[relation]}，想替您订饭
        </a>
      ))}
      <OtherMeals others={props.others} />
      {rows.length > 0 ? (
        <>
          <h2>{pictured ? '还有' : '已经订好的'}</h2>
          {rows.map((order) => (
            <OrderedRow order={order} today={today} />
          ))}
        </>
      ) : null}
      {props.doing ? (
        <a class="aside" href={paths.doings()}>
          {props.doing.name}，您{relationLabel[props.doing.relation]}，{doingShort[props.doing.kind]}，看看
        </a>
      ) : null}
      {props.dietAsked || props.doing ? null : (
        <a class="aside" href={paths.diet()}>
          有没有不能吃的？跟食堂说一声
        </a>
      )}
      {props.standing.map((one) => (
        <a class="plain" href={paths.standingOrder(one.id)}>
          天天订着：{standingText(one)}
          {props.pause ? '，停着' : ''}
        </a>
      ))}
      <BesideTheMeal callAs={callAs} dietAsked={props.dietAsked} doing={props.doing} />
    </ElderLayout>
  );
}

/** What is no choice of a meal folds away behind one button, so that the page goes on asking one thing. */
function BesideTheMeal({ callAs, dietAsked, doing }: Pick<HomePageProps, 'callAs' | 'dietAsked' | 'doing'>) {
  return (
    <details>
      <summary>还有别的事</summary>
      <a class="plain" href={paths.ownWeek()}>
        看看我这一周
      </a>
      {dietAsked || doing ? (
        <a class="plain" href={paths.diet()}>
          {dietAsked ? '我不能吃的' : '有没有不能吃的？跟食堂说一声'}
        </a>
      ) : null}
      <a class="plain" href={paths.applications()}>
        家里困难，想办补贴
      </a>
      <a class="plain" href={paths.relatives()}>
        谁能替我订饭
      </a>
      <a class="plain" href={paths.signOut()}>
        不是{callAs}？换个人用
      </a>
    </details>
  );
}

/** The card of somebody who has died: the family reads this. Nobody is addressed by name, and nothing is offered. */
export function DeceasedPage({ frame }: { frame: ElderFrame }) {
  const { title, advice } = refusalWords.deceased;
  return (
    <ElderLayout frame={frame} title={title}>
      <Question phrases={[title]} />
      <p>{advice}</p>
      <a class="plain" href={paths.signOut()}>
        换个人用
      </a>
    </ElderLayout>
  );
}

function NextMeal({ callAs, today, next, again }: HomePageProps & { next: NonNullable<HomePageProps['next']> }) {
  const { sitting, offer } = next;
  if (offer.refused !== null) return <NothingLeft callAs={callAs} {...next} refused={offer.refused} />;
  return (
    <>
      <Question phrases={[`${callAs}，`, `您${spokenTime(sitting.date, sitting.slot, today)}`, '想吃什么？']} />
      <section class="meal" aria-label={offer.name}>
        <MealPicture categories={offer.categories} pictureId={offer.pictureId} />
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
          {again.same === 'meal' ? `和上次一样：${again.name}，${modeSpoken[again.mode]}` : `和上次一样${modeSpoken[again.mode]}：${again.name}`}
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

/** Nothing of the next meal can be had: why, and the phone as the way out. */
function NothingLeft({ callAs, sitting, offer, refused }: { callAs: string; sitting: Sitting; offer: MealOffer; refused: PlacementRefusal }) {
  const { title, advice } = nothingLeftWords(refused, spokenMeal(sitting.date, sitting.slot, sitting.today));
  return (
    <>
      <Question phrases={[`${callAs}，`, ...title]} />
      {refused === 'severe_allergy' ? <ClashWarning clashes={offer.clashes} /> : null}
      <p>{advice}</p>
    </>
  );
}

/** The canteen takes no orders here just now. What is ordered stays, so it is shown as ever; with her card she may eat at any other. */
function ByTelephone({ callAs, coming }: { callAs: string; coming: Child }) {
  const { title, advice } = refusalWords.point_stopped;
  return (
    <>
      <Question phrases={[`${callAs}，`, title]} />
      {coming}
      <p>{advice}</p>
      <a class="plain" href={paths.places()}>
        带上助餐卡，去别的食堂吃
      </a>
    </>
  );
}

/** `pictured`: the meal that she eats next, of those that are ordered. It is the one picture of a page that asks nothing. */
function NothingOpen({ callAs, today, pointId, others, stopped, comesNext, pictured }: HomePageProps & { pictured: OrderedMeal | undefined }) {
  const coming = pictured ? <ComingMeal order={pictured} today={today} /> : null;
  if (stopped && !isNear(pictured, today)) return <ByTelephone callAs={callAs} coming={coming} />;
  if (others.length > 0) {
    return (
      <>
        <Question phrases={[`${callAs}，`, '您想订哪一顿？']} />
        {coming}
      </>
    );
  }
  return (
    <>
      <Question phrases={[`${callAs}，`, ...(pictured ? [`您${spokenMeal(pictured.date, pictured.slot, today)}`, '订好了'] : ['现在没有能订的饭'])]} />
      {coming}
      {comesNext ? (
        <p>
          {spokenTime(comesNext.date, comesNext.slot, today)}有饭，<b>{spokenDay(comesNext.offeredFrom, today)}就能订。</b>
        </p>
      ) : null}
      {isNear(pictured, today) ? null : <p>今天、明天要吃饭，打上面的电话问问食堂。</p>}
      <a class="plain" href={paths.menu(pointId)}>
        看看这几天吃什么
      </a>
    </>
  );
}

/** Of today or tomorrow: an order of a later day leaves nobody fed until then. */
const isNear = (order: OrderedMeal | undefined, today: ServiceDate) => order !== undefined && order.date <= addDays(today, DAYS_AHEAD);

/** The meal that is ordered, as a picture that opens it. */
function ComingMeal({ order, today }: { order: OrderedMeal; today: ServiceDate }) {
  return (
    <a class="meal coming" href={paths.order(order.orderId)}>
      <MealPicture categories={order.categories} pictureId={order.pictureId} />
      <span>
        <b>
          {spokenMeal(order.date, order.slot, today)}，{modeSpoken[order.mode]}
        </b>{' '}
        {order.name}，{spokenFrom(order.serveFromAt)}
      </span>
    </a>
  );
}

/** One other meal is a button; several fold away, so that the page asks one thing. */
function OtherMeals({ others }: { others: readonly Sitting[] }) {
  const buttons = others.map((sitting) => (
    <a class="plain" href={paths.mealRun(sitting.runId)}>
      订{spokenMeal(sitting.date, sitting.slot, sitting.today)}
    </a>
  ));
  if (buttons.length < 2) return <>{buttons}</>;
  return (
    <details>
      <summary>订别的时候的饭</summary>
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
        {order.by ? `，${order.by}订的` : ''}
      </span>
    </a>
  );
}
