import type { Month, ServiceDate } from '../../src/domain/calendar.ts';
import { CLAIM_REVERSAL_REASONS, type ClaimRequestRefusal } from '../../src/domain/claim.ts';
import type { PayWay } from '../../src/domain/ledger.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import type { Fen } from '../../src/domain/money.ts';
import { reversedLines } from '../../src/domain/claim.ts';
import type { LineBill } from '../../src/domain/statement.ts';
import { Radios, TextArea } from '../choice-fields.tsx';
import { ErrorSummary, PostForm, type FieldError } from '../form.tsx';
import { dayText, monthText, yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { reversalReasonLabel, slotLabel } from '../text.ts';
import { ClaimLines } from './claim-lines.tsx';
import { claimRefusalText, reasonHint } from './claim-text.ts';

export type ClaimOrder = { id: string; serviceDate: ServiceDate; slot: MealSlot; elderName: string; pointName: string; priceFen: Fen };
export type OwnShare = { payBy: PayWay; fen: Fen } | null;

export type ClaimFormPageProps = {
  frame: StaffFrame;
  order: ClaimOrder;
  payers: readonly { code: string; name: string }[];
  bill: LineBill;
  /** What the elder has paid. */
  own: OwnShare;
  able: { period: Month } | { refused: ClaimRequestRefusal };
  waiting: readonly { id: string }[];
  typed: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
};

/** One meal whose subsidy should not have been claimed: why, for another official to look at. */
export function ClaimFormPage(props: ClaimFormPageProps) {
  const { frame, order, able, errors } = props;
  return (
    <StaffLayout frame={frame} title="冲回">
      <nav class="trail" aria-label="返回">
        <a href={paths.civilOrder(order.id)}>← 这一单</a>
      </nav>
      <h1>{claimTitle(order)}</h1>
      <ErrorSummary errors={errors} />
      {'refused' in able ? <Refused {...props} refused={able.refused} /> : <Ask {...props} period={able.period} />}
    </StaffLayout>
  );
}

/** 冲回：李秀英，11 月 23 日，星期一，午餐 */
export function claimTitle({ elderName, serviceDate, slot }: ClaimOrder): string {
  return `冲回：${elderName}，${dayText(serviceDate)}，${slotLabel[slot]}`;
}

function Refused({ refused, waiting }: ClaimFormPageProps & { refused: ClaimRequestRefusal }) {
  return (
    <section class="card alarm" role="alert">
      <p class="wrong">{claimRefusalText[refused]}</p>
      {waiting.map((one) => (
        <p>
          <a class="act" href={paths.claimRequest(one.id)}>
            去看
          </a>
        </p>
      ))}
    </section>
  );
}

function Ask({ order, bill, payers, own, period, typed, errors }: ClaimFormPageProps & { period: Month }) {
  return (
    <>
      <section class="card">
        <h2>申领了什么</h2>
        <p>
          {order.pointName}，套餐价 {yuanGrouped(order.priceFen)} 元。
        </p>
        <ClaimLines lines={reversedLines(bill, 'wrong_subsidy')} payers={payers} foot="补贴合计" />
        {own ? (
          <p>
            老人自付 {yuanGrouped(own.fen)} 元，{own.payBy === 'prepaid' ? '从预存款付的' : '付的现金'}。
          </p>
        ) : null}
      </section>
      <section class="card">
        <PostForm action={paths.claimRequests()} hidden={{ key: typed['key'] ?? '', order: order.id }}>
          <Radios
            legend="为什么冲回"
            name="reason"
            options={CLAIM_REVERSAL_REASONS.map((value) => ({ value, label: `${reversalReasonLabel[value]}（${reasonHint[value]}）` }))}
            value={typed['reason'] ?? ''}
            errors={errors}
          />
          <TextArea name="note" label="凭什么" hint="哪份材料，或者谁查的、怎么查实的。会印在结算单上。" value={typed['note'] ?? ''} errors={errors} />
          <button class="act main">请另一位经办人来看</button>
          <p class="hint">现在什么都不动。另一位同意以后，冲回记在 {monthText(period)}的结算单上；原来那一行不改。</p>
        </PostForm>
      </section>
    </>
  );
}
