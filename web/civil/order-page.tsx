import type { Instant, Month, ServiceDate } from '../../src/domain/calendar.ts';
import type { Proof } from '../../src/domain/hand-over.ts';
import type { AccountKind, TransferKind } from '../../src/domain/ledger.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import { sumFen, type Fen } from '../../src/domain/money.ts';
import type { Channel, OrderState } from '../../src/domain/order.ts';
import { subsidyLines } from '../../src/domain/statement.ts';
import { ELDER_PAYER, type SplitLine } from '../../src/domain/subsidy.ts';
import type { BesideLine } from '../../src/domain/subsidy-facts.ts';
import type { Reason } from '../../src/domain/subsidy-reason.ts';
import { dayText, monthText, yuanGrouped } from '../format.tsx';
import { auditActionLabel } from '../audit-text.ts';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { reasonText } from '../subsidy-text.ts';
import { Table } from '../table.tsx';
import {
  accountText, actorText, borrowedNote, channelLabel, modeLabel, orderStateLabel, proofLabel, slotLabel,
  transferKindLabel,
} from '../text.ts';
import { Figure } from './figure.tsx';
import { TakenBack, type OrderClaimRequest, type OrderReversal } from './order-taken-back.tsx';
import { Reassessments, type ReassessmentLine } from './order-reassessments.tsx';
import { momentText } from './statement-csv.ts';
import { payerName } from './statement-head.tsx';

export type OrderTrailPageProps = {
  frame: StaffFrame;
  month: Month;
  order: {
    id: string;
    orderNo: number;
    serviceDate: ServiceDate;
    slot: MealSlot;
    mode: ServiceMode;
    state: OrderState;
    priceFen: Fen;
    selfPayFen: Fen;
    channel: Channel;
    placedBy: string;
    /** Why a canteen took it after the cut-off. */
    lateReason: string | null;
    placedAt: Instant;
    elderName: string;
    pointId: string;
    pointName: string;
    letter: string;
    setMealName: string;
    facts: { age: number };
    reasons: readonly Reason[];
    beside: readonly BesideLine[];
  };
  /** The categories that the order was judged on, with the entries of the register behind them. */
  categories: readonly { name: string; entries: readonly RegisterEntry[] }[];
  policy: { title: string; issuer: string; documentNo: string; borrowedFrom: string | null; fromDate: ServiceDate } | null;
  payers: readonly { code: string; name: string }[];
  split: readonly SplitLine[];
  transfers: readonly TransferLine[];
  handOvers: readonly HandOverLine[];
  cancelled: { at: Instant; by: string } | null;
  reassessments: readonly ReassessmentLine[];
  categoryNames: readonly { code: string; name: string }[];
  audits: readonly AuditLine[];
  /** How the claim was taken back, and what was asked about it. */
  reversal: OrderReversal | null;
  claimRequests: readonly OrderClaimRequest[];
};

export type RegisterEntry = { from: ServiceDate; to: ServiceDate | null; source: string; document: string | null };
export type TransferLine = {
  at: Instant;
  kind: TransferKind;
  debitKind: AccountKind;
  debitOwner: string;
  creditKind: AccountKind;
  creditOwner: string;
  amountFen: Fen;
};
export type HandOverLine = {
  handedAt: Instant;
  handedBy: string;
  tickedBy: string | null;
  proof: Proof;
  recordedAt: Instant;
  recordedBy: string;
  sheetNumber: number | null;
  rowNo: number | null;
  undoneAt: Instant | null;
  undoneBy: string | null;
};
export type AuditLine = { at: Instant; by: string; action: string; requestId: string; reason: string | null };

/** Everything recorded about one meal, in the order in which an auditor asks. */
export function OrderTrailPage(props: OrderTrailPageProps) {
  const { frame, month, order } = props;
  return (
    <StaffLayout frame={frame} title="订单">
      <nav class="trail" aria-label="返回">
        <a href={paths.statement(order.pointId, month)}>
          ← {order.pointName} {monthText(month)}结算单
        </a>
      </nav>
      <div class="head">
        <h1>
          {order.elderName}，{dayText(order.serviceDate)}，{slotLabel[order.slot]}
        </h1>
        <span class={order.state === 'handed_over' ? 'tag done' : 'tag shut'}>{orderStateLabel[order.state]}</span>
      </div>
      <Claim {...props} />
      <TakenBack {...props} />
      <Why {...props} />
      <Reassessments orderId={order.id} lines={props.reassessments} categories={props.categoryNames} />
      <WhatWasOrdered {...props} />
      <HandOvers {...props} />
      <Money {...props} />
      <Audit audits={props.audits} />
    </StaffLayout>
  );
}

function Claim({ order, split }: OrderTrailPageProps) {
  const subsidy = sumFen(subsidyLines(split).map((line) => line.fen));
  return (
    <section class="card" aria-label="金额">
      <div class="figures sums">
        <Figure value={yuanGrouped(order.priceFen)} label="套餐价（元）" />
        <Figure value={yuanGrouped(subsidy)} label="补贴（元）" />
        <Figure value={yuanGrouped(order.selfPayFen)} label="自付（元）" />
      </div>
      {order.state === 'handed_over' ? null : <p class="wrong">没有有效的交付记录，这一份不进结算单。</p>}
    </section>
  );
}

function Why(props: OrderTrailPageProps) {
  const { order, categories, policy } = props;
  return (
    <section class="card">
      <h2>为什么这样补</h2>
      {order.reasons.map((reason) => (
        <p>{reasonText(reason, (code) => payerName(props, code))}</p>
      ))}
      <dl class="facts">
        <dt>当天年龄</dt>
        <dd>{order.facts.age} 周岁</dd>
        <dt>当天类别</dt>
        <dd>{categories.length === 0 ? '没有困难类别' : categories.map((one) => <p>{categoryText(one)}</p>)}</dd>
        <dt>补贴办法</dt>
        <dd>{policy ? `${borrowedNote(policy)}。自 ${policy.fromDate} 起执行。` : '这一天没有生效的补贴办法。'}</dd>
      </dl>
      <p class="hint">{props.reassessments.length > 0 ? '以上是最后一次认定的条件。' : '以上是下单时按供餐日认定的条件。'}吃过以后档案再改，这里也不变。</p>
      <p>
        <a class="act" href={paths.recomputation(order.id)}>
          重算一遍
        </a>
      </p>
    </section>
  );
}

/** 低保对象（低保名册，鲁民〔2025〕1 号，2025-01-01 起） */
function categoryText({ name, entries }: OrderTrailPageProps['categories'][number]): string {
  const papers = entries.map(({ source, document, from, to }) => {
    const span = to === null ? `${from} 起` : `${from} 起，${to} 前止`;
    return [source, document, span].filter(Boolean).join('，');
  });
  return papers.length === 0 ? `${name}（档案里现在没有这一天的登记）` : `${name}（${papers.join('；')}）`;
}

function WhatWasOrdered({ order, cancelled }: OrderTrailPageProps) {
  return (
    <section class="card">
      <h2>订了什么</h2>
      <dl class="facts">
        <dt>助餐点</dt>
        <dd>{order.pointName}</dd>
        <dt>套餐</dt>
        <dd>
          {order.letter} {order.setMealName}，{modeLabel[order.mode]}
        </dd>
        <dt>怎么订的</dt>
        <dd>
          {channelLabel[order.channel]}，{actorText(order.placedBy)}，{momentText(order.placedAt)}
          {order.lateReason === null ? '' : `。截止后补订，原因：${order.lateReason}`}
        </dd>
        {cancelled ? (
          <>
            <dt>退订</dt>
            <dd>
              {actorText(cancelled.by)}，{momentText(cancelled.at)}
            </dd>
          </>
        ) : null}
        <dt>号码</dt>
        <dd>{order.orderNo} 号</dd>
        <dt>订单号</dt>
        <dd>{order.id}</dd>
      </dl>
    </section>
  );
}

function HandOvers({ handOvers, reversal }: OrderTrailPageProps) {
  return (
    <section class="card">
      <h2>交付记录</h2>
      {handOvers.length === 0 ? (
        <p class="empty">没有交付记录。</p>
      ) : (
        <Table
          class="ledger"
          columns={['交付时间', '经手人', '凭什么', '登记', '结果'].map((head) => ({ head }))}
          rows={handOvers.map((one) => [
            momentText(one.handedAt),
            one.tickedBy ?? actorText(one.handedBy),
            proofText(one),
            `${actorText(one.recordedBy)}，${momentText(one.recordedAt)}`,
            one.undoneAt === null ? (reversal ? '有效，补贴已冲回' : '有效') : `已撤销，${actorText(one.undoneBy ?? '')}，${momentText(one.undoneAt)}`,
          ])}
        />
      )}
    </section>
  );
}

/** 刷卡 · 纸单打勾，第 12 号单第 3 行 */
function proofText({ proof, sheetNumber, rowNo }: HandOverLine): string {
  return sheetNumber === null || rowNo === null ? proofLabel[proof] : `${proofLabel[proof]}，第 ${sheetNumber} 号单第 ${rowNo} 行`;
}

function Money(props: OrderTrailPageProps) {
  return (
    <section class="card">
      <h2>钱是怎么分的</h2>
      <Table
        class="ledger"
        columns={[{ head: '谁出' }, { head: '依据' }, { head: '金额（元）', numeric: true }]}
        rows={props.split.map((line) => [payerName(props, line.payer), line.clause || (line.payer === ELDER_PAYER ? '自付' : '店里优惠'), yuanGrouped(line.fen)])}
        foot={['合计，等于套餐价', '', yuanGrouped(props.order.priceFen)]}
      />
      {props.order.beside.length === 0 ? null : (
        <Table
          class="ledger"
          columns={[{ head: '餐费以外，谁出' }, { head: '依据' }, { head: '金额（元）', numeric: true }]}
          rows={props.order.beside.map((line) => [payerName(props, line.payer), line.clause, yuanGrouped(line.fen)])}
        />
      )}
      <h2>账上怎么走的</h2>
      {props.transfers.length === 0 ? (
        <p class="empty">账上没有动过。</p>
      ) : (
        <Table
          class="ledger"
          columns={[{ head: '时间' }, { head: '动作' }, { head: '从' }, { head: '到' }, { head: '金额（元）', numeric: true }]}
          rows={props.transfers.map((one) => [
            momentText(one.at),
            transferKindLabel[one.kind],
            accountText(one.debitKind, one.debitOwner),
            accountText(one.creditKind, one.creditOwner),
            yuanGrouped(one.amountFen),
          ])}
        />
      )}
    </section>
  );
}

function Audit({ audits }: { audits: readonly AuditLine[] }) {
  return (
    <section class="card">
      <h2>操作记录</h2>
      <Table
        class="ledger"
        columns={['时间', '谁', '做了什么', '理由', '请求编号'].map((head) => ({ head }))}
        rows={audits.map((one) => [
          momentText(one.at),
          actorText(one.by),
          auditActionLabel[one.action] ?? one.action,
          one.reason ?? '',
          one.requestId,
        ])}
      />
    </section>
  );
}
