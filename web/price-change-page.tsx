import type { ServiceDate } from '../src/domain/calendar.ts';
import type { MealSlot, ServiceMode } from '../src/domain/meal-slot.ts';
import type { OrderState } from '../src/domain/order.ts';
import { yuanText, type Fen } from '../src/domain/money.ts';
import { TOLD_HOW, type PriceCause } from '../src/domain/price-change.ts';
import { called } from './field-names.tsx';
import { ErrorSummary, Field, PostForm, type FieldError } from './form.tsx';
import { paths } from './paths.ts';
import { causesText, mealStateText, toldHowLabel } from './price-change-text.ts';
import { mealText, PriceStep, toldText, type ToldLine, type Where } from './price-changes-page.tsx';
import { StaffLayout, type StaffFrame } from './staff-layout.tsx';
import { modeLabel } from './text.ts';

export type TellingTyped = { teller: string; how: string; note: string; reason: string };

export type PriceChangePageProps = {
  frame: StaffFrame;
  where: Where;
  order: { orderId: string; elderName: string; serviceDate: ServiceDate; slot: MealSlot; mode: ServiceMode; state: OrderState; pointName: string; assessmentNo: number; selfPayFen: Fen };
  /** What she has not been told; null when there is nothing. */
  change: { beforeFen: Fen; afterFen: Fen; causes: readonly PriceCause[] } | null;
  told: readonly ToldLine[];
  categories: readonly { code: string; name: string }[];
  /** With stars, unless a look has just been recorded; '' where there is none. */
  phone: string;
  looked: boolean;
  typed: TellingTyped;
  errors: readonly FieldError[];
  refusal?: string;
};

/** One meal whose price changed: what to say, the phone, and that it was said. */
export function PriceChangePage(props: PriceChangePageProps) {
  const { frame, where, order, change, categories, refusal, errors } = props;
  return (
    <StaffLayout frame={frame} title="告知价钱变了">
      <nav class="trail" aria-label="返回">
        <a href={paths.priceChanges(where)}>← 价钱变了的餐</a>
      </nav>
      <ErrorSummary errors={errors} />
      {refusal ? (
        <p class="card alarm wrong" role="alert">
          {refusal}
        </p>
      ) : null}
      <h1>
        {order.elderName}，{mealText(order)}
      </h1>
      <section class="card caller">
        <p class="pay">
          {change ? `原来付 ${yuanText(change.beforeFen)} 元，现在付 ${yuanText(change.afterFen)} 元` : `自己付 ${yuanText(order.selfPayFen)} 元`}
        </p>
        <dl class="facts">
          {change ? (
            <>
              <dt>为什么</dt>
              <dd>{causesText(change.causes, categories)}</dd>
            </>
          ) : null}
          <dt>哪里吃</dt>
          <dd>
            {order.pointName}，{modeLabel[order.mode]}，{mealStateText[order.state]}
          </dd>
          <dt>电话</dt>
          <dd>{props.phone === '' ? '没有登记电话，请当面告诉，或请社区转告' : props.phone}</dd>
        </dl>
        {where === 'civil' ? (
          <p>
            <a href={paths.civilOrder(order.orderId)}>看这一餐的全部记录</a>
          </p>
        ) : null}
      </section>
      {change && order.state !== 'cancelled' ? (
        <>
          {props.phone === '' ? null : <Look {...props} />}
          <Words {...props} change={change} />
          <TellForm {...props} change={change} />
        </>
      ) : (
        <p class="card">{order.state === 'cancelled' ? '这一餐已经退订，不用告知。' : '没有还没告知的变化。'}</p>
      )}
      <Told told={props.told} />
    </StaffLayout>
  );
}

type ToTell = PriceChangePageProps & { change: NonNullable<PriceChangePageProps['change']> };

function Words({ order, change }: ToTell) {
  return (
    <section class="card">
      <h2>可以这样说</h2>
      <p>
        “{order.elderName}您好，{mealText(order)}原来自己付 {yuanText(change.beforeFen)} 元，现在自己付 {yuanText(change.afterFen)} 元。不想吃了，截止以前可以退。”
      </p>
    </section>
  );
}

const HOW = '怎么告诉的';

function TellForm({ where, order, change, typed, errors }: ToTell) {
  called('how', HOW);
  const wrong = errors.find((one) => one.field === 'how')?.message;
  return (
    <section class="card">
      <h2>告诉了以后，登记一下</h2>
      <PostForm action={paths.priceChangeTold(where, order.orderId)} hidden={{ assessment: String(order.assessmentNo), selfPayFen: String(change.afterFen) }}>
        <Field name="teller" label="谁告诉老人的" value={typed.teller} errors={errors} />
        <fieldset class="field" id="how">
          <legend>{HOW}</legend>
          {wrong ? <p class="wrong">{wrong}</p> : null}
          {TOLD_HOW.map((how) => (
            <label class="choice">
              <input type="radio" name="how" value={how} checked={typed.how === how} />
              {toldHowLabel[how]}
            </label>
          ))}
        </fieldset>
        <Field name="note" label="说明（可以不写）" hint="例如：女儿接的电话，说照样吃。" value={typed.note} errors={errors} />
        <button class="act main big">已告知</button>
      </PostForm>
    </section>
  );
}

function Look({ where, order, looked, typed, errors }: PriceChangePageProps) {
  return (
    <section class="card">
      <h2>完整的电话</h2>
      {looked ? (
        <p>上面显示的是完整号码。这次查看和理由已经记下。</p>
      ) : (
        <PostForm action={paths.priceChangeLook(where, order.orderId)}>
          <Field name="reason" label="为什么要看完整的电话" hint="谁看的、为什么，会记下来。" value={typed.reason} errors={errors} />
          <button class="act">记下理由，看电话</button>
        </PostForm>
      )}
    </section>
  );
}

function Told({ told }: Pick<PriceChangePageProps, 'told'>) {
  if (told.length === 0) return null;
  return (
    <section class="card">
      <h2>告知过的</h2>
      <ul>
        {told.map((one) => (
          <li>
            <PriceStep {...one} />
            <p>{toldText(one)}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}
