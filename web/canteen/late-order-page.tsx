import type { Instant, ServiceDate } from '../../src/domain/calendar.ts';
import type { Clash, Diet } from '../../src/domain/diet.ts';
import type { PayWay } from '../../src/domain/ledger.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import type { Fen } from '../../src/domain/money.ts';
import { ErrorSummary, Field, PostForm, Refusal, type FieldError } from '../form.tsx';
import { clockSeenFrom, spokenMeal } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { modeLabel } from '../text.ts';
import { DietAlert } from './diet-alert.tsx';
import { willPayText } from './pay-text.ts';
import { PriceLines } from './price-lines.tsx';
import { StoppedNotice } from './stopped-notice.tsx';

/** What it costs whom, and what is sent when it is pressed. */
export type LateOffer = {
  priceFen: Fen;
  payers: readonly { payer: string; fen: Fen }[];
  selfPayFen: Fen;
  payBy: PayWay;
  clashes: readonly Clash[];
  reasons: readonly string[];
  borrowed: string | null;
  hidden: Readonly<Record<string, string>>;
};

export type LateOrderPageProps = {
  frame: StaffFrame;
  today: ServiceDate;
  person: { id: string; name: string };
  diet: Diet;
  sitting: { runId: string; date: ServiceDate; slot: MealSlot; cutoffAt: Instant; pointName: string; stoppedSince: Instant | null };
  setMealName: string;
  mode: ServiceMode;
  /** The kitchen's portions are fixed: it must be told. */
  counted: boolean;
  /** Why it cannot be, or why the last press did nothing. */
  refusal?: string;
  /** Null: it cannot be ordered. */
  offer: LateOffer | null;
  reason?: string;
  errors?: readonly FieldError[];
};

/** What comes up most. Any other words will do. */
const USUAL_REASONS = ['忘了订', '刚出院回来', '家里临时没人做饭', '电话没打进来', '原来的饭退错了'];

/** An order after the cut-off: what it is, what it costs, and why it is late. */
export function LateOrderPage(props: LateOrderPageProps) {
  const { frame, today, person, sitting, offer } = props;
  return (
    <StaffLayout frame={frame} title="过了截止，补订">
      <h1>补订：{person.name}</h1>
      <StoppedNotice points={[{ name: sitting.pointName, stoppedSince: sitting.stoppedSince }]} />
      <Refusal words={props.refusal} />
      <ErrorSummary errors={props.errors ?? []} />
      <section class="card caller">
        <DietAlert diet={props.diet} clashes={offer?.clashes ?? []} />
        <p class="meal">
          <b>{props.setMealName}</b>，{spokenMeal(sitting.date, sitting.slot, today)}，{modeLabel[props.mode]}，{sitting.pointName}
        </p>
        <p>
          {clockSeenFrom(sitting.date, sitting.cutoffAt)} 截止。
          {props.counted ? <b>厨房的份数已经定了：订好以后打变更单，或者马上告诉厨房。</b> : '厨房还没有定份数。'}
        </p>
        {offer ? <Asked offer={offer} reason={props.reason ?? ''} errors={props.errors ?? []} /> : null}
      </section>
      <p class="trail">
        <a href={paths.canteenPhoneOrders({ elder: person.id, run: sitting.runId })}>换一份</a>
        <a href={paths.canteenPhoneOrders()}>不订了</a>
      </p>
    </StaffLayout>
  );
}

function Asked({ offer, reason, errors }: { offer: LateOffer; reason: string; errors: readonly FieldError[] }) {
  const { priceFen, payers, selfPayFen, payBy, reasons, borrowed } = offer;
  return (
    <>
      <p class="pay">{willPayText({ selfPayFen, prepaid: payBy === 'prepaid' })}</p>
      <dl class="facts">
        <PriceLines priceFen={priceFen} payers={payers} />
      </dl>
      <p>{reasons.join('')}</p>
      {borrowed ? <p class="hint">{borrowed}。</p> : null}
      <PostForm action={paths.lateOrders()} hidden={offer.hidden}>
        <Field name="reason" label="为什么过了截止还订" hint={`例如：${USUAL_REASONS.join('、')}。跟订单一起留着。`} value={reason} errors={errors} list={USUAL_REASONS} autofocus />
        <button class="act main big">补订这一份</button>
      </PostForm>
    </>
  );
}
