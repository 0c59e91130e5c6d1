import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { Clash, Diet } from '../../src/domain/diet.ts';
import type { HandOverRefusal } from '../../src/domain/hand-over.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import { yuanText, type Fen } from '../../src/domain/money.ts';
import type { OrderState } from '../../src/domain/order.ts';
import { Field, PostForm } from '../form.tsx';
import { dayText } from '../format.tsx';
import { paths } from '../paths.ts';
import { handOverRefusalText } from '../refusals.ts';
import { modeLabel, slotLabel } from '../text.ts';
import { DietAlert } from './diet-alert.tsx';
import { payText } from './pay-text.ts';

export type Person = { id: string; name: string; age: number; village: string; pointName: string };

/** One order in front of the counter. */
export type CallerMeal = {
  orderId: string;
  orderNo: number;
  slot: MealSlot;
  /** Null for today. */
  date: ServiceDate | null;
  /** Null where the counter serves one point only. */
  pointName: string | null;
  letter: string;
  setMealName: string;
  mode: ServiceMode;
  selfPayFen: Fen;
  /** Paid, or about to be, from prepaid money. */
  prepaid: boolean;
  /** What is left of it, where it would reach for this meal although cash was agreed. */
  couldPayFen: Fen | null;
  clashes: readonly Clash[];
  state: OrderState;
  /** Why it cannot be handed over now; null when it can. */
  refused: HandOverRefusal | null;
  handOver: { id: string; clock: string; by: string; tickedBy: string | null; undoable: boolean } | null;
  requestKey: string;
};

export type CallerProps = {
  person: Person;
  /** Says that their card was shown. */
  pass?: string;
  diet: Diet;
  main: CallerMeal | null;
  others: readonly CallerMeal[];
  early: readonly CallerMeal[];
  /** Whose usual place this is: their card is made here. */
  own: boolean;
  /** Prepaid money that is free to spend, where there is any. */
  prepaidFen: Fen;
};

/** Somebody at the counter: who, what they may not eat, their meal, what to take from them, one button. */
export function Caller({ person, pass, diet, main, others, early, prepaidFen, own }: CallerProps) {
  const walkIn = paths.walkIns({ elder: person.id, pass });
  const hasOrdered = main !== null || others.length > 0;
  return (
    <section class="card caller" aria-label={person.name}>
      <h2 class="name">{person.name}</h2>
      <p class="hint">
        {person.age} 岁，{person.village}，常在{person.pointName}
      </p>
      <DietAlert diet={diet} clashes={main?.clashes} />
      {main ? <MainMeal meal={main} pass={pass} /> : null}
      {others.length > 0 ? (
        <ul>
          {others.map((meal) => (
            <OtherMeal meal={meal} pass={pass} />
          ))}
        </ul>
      ) : null}
      {hasOrdered ? null : <p class="empty">今天没有订餐。</p>}
      <p class="acts">
        <a class={hasOrdered ? 'act' : 'act main big'} href={walkIn} autofocus={!hasOrdered}>
          {hasOrdered ? '另一餐没订，登记来吃' : '没订，登记来吃'}
        </a>
        <a class="act" href={paths.topUps({ elder: person.id, pass })}>
          充值
        </a>
        <a class="act" href={paths.canteenArrangements({ elder: person.id, pass })}>
          长期订餐
        </a>
        <a class="act" href={paths.canteenRelatives({ elder: person.id, pass })}>
          家里人代订
        </a>
        <a class="act" href={paths.canteenLooks({ elder: person.id, pass })}>
          电话、住址
        </a>
        {prepaidFen > 0 ? (
          <a class="act" href={paths.refunds({ elder: person.id, pass })}>
            退预存款
          </a>
        ) : null}
      </p>
      {own ? (
        <p class="trail">
          <a href={paths.canteenDiets(person.id)}>{diet.askedAt === null ? '问忌口、过敏' : '改忌口、过敏'}</a>
          <a href={paths.cards('canteen', person.id)}>助餐卡：办卡、换卡、停卡</a>
        </p>
      ) : null}
      {prepaidFen > 0 ? <p class="hint">预存款可用 {yuanText(prepaidFen)} 元</p> : null}
      {early.length > 0 ? (
        <>
          <h3>提前取</h3>
          <ul>
            {early.map((meal) => (
              <OtherMeal meal={meal} pass={pass} />
            ))}
          </ul>
        </>
      ) : null}
    </section>
  );
}

/** Whether Enter presses something of the person's; otherwise it belongs to the search. */
export const takesEnter = ({ main, others }: CallerProps) => main !== null || others.length === 0;

function MainMeal({ meal, pass }: { meal: CallerMeal; pass: string | undefined }) {
  return (
    <div class="meal">
      <p>
        <b class="letter">{meal.letter}</b> <b>{meal.setMealName}</b>
      </p>
      <p>
        {whenText(meal)}，{modeLabel[meal.mode]}，{meal.orderNo} 号
      </p>
      <p class="pay">{payText(meal)}</p>
      <HandOverForm meal={meal} pass={pass} main />
    </div>
  );
}

function OtherMeal({ meal, pass }: { meal: CallerMeal; pass: string | undefined }) {
  return (
    <li class="line">
      <span>
        <b>
          {whenText(meal)} {meal.letter}
        </b>{' '}
        {meal.setMealName}，{modeLabel[meal.mode]}。{stateText(meal)}
      </span>
      {meal.refused === null ? <HandOverForm meal={meal} pass={pass} /> : null}
      {meal.handOver?.undoable ? <UndoForm handOverId={meal.handOver.id} /> : null}
    </li>
  );
}

function HandOverForm({ meal, pass, main = false }: { meal: CallerMeal; pass: string | undefined; main?: boolean }) {
  return (
    <PostForm action={paths.handOver(meal.orderId)} hidden={{ key: meal.requestKey, ...(pass ? { pass } : {}) }}>
      {main && takesCash(meal) ? <Given /> : null}
      <p class="acts">
        <button class={main ? 'act main big' : 'act'} autofocus={main}>
          {actionText(meal)}
        </button>
        {meal.couldPayFen === null ? null : (
          <button class="act" name="pay" value="prepaid">
            从预存款里扣（有 {yuanText(meal.couldPayFen)} 元）
          </button>
        )}
      </p>
    </PostForm>
  );
}

const takesCash = ({ selfPayFen, prepaid }: CallerMeal) => selfPayFen > 0 && !prepaid;

/** Who types what was put down is told the change. */
export function Given() {
  return <Field name="given" label="收了多少（可不填，填了算找零）" inputmode="decimal" />;
}

/** Needs no key: a hand-over is undone once, and the second press is shown what the first one did. */
export function UndoForm({ handOverId }: { handOverId: string }) {
  return (
    <PostForm action={paths.handOverUndo(handOverId)}>
      <button class="act">撤销</button>
    </PostForm>
  );
}

/** What became of it, or what to take for it. */
function stateText(meal: CallerMeal): string {
  const { state, refused, handOver } = meal;
  if (handOver) return `${handOver.clock} 已交，${handOver.tickedBy === null ? '' : `纸单，${handOver.tickedBy}打的勾，`}${handOver.by}登记。`;
  if (state === 'cancelled') return '已退订。';
  if (state === 'missed') return `记为没来，${payText(meal)}。`;
  return refused === null ? `${payText(meal)}。` : handOverRefusalText[refused];
}

function actionText({ state, date }: CallerMeal): string {
  if (state === 'missed') return '人来了，补登记';
  return date ? '提前交' : '交给本人';
}

function whenText({ date, slot, pointName }: CallerMeal): string {
  return `${pointName ? `${pointName} ` : ''}${date ? `${dayText(date)} ` : ''}${slotLabel[slot]}`;
}
