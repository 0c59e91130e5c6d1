import type { ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import { sumFen, type Fen } from '../../src/domain/money.ts';
import type { Recomputation } from '../../src/domain/recomputation.ts';
import { ELDER_PAYER, type SplitLine } from '../../src/domain/subsidy.ts';
import { dayText, yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { payerWord, type PolicyNames } from '../policy-words.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { reasonText } from '../subsidy-text.ts';
import { Table } from '../table.tsx';
import { borrowedNote, slotLabel } from '../text.ts';

export type RecomputationPageProps = {
  frame: StaffFrame;
  order: { id: string; elderName: string; serviceDate: ServiceDate; slot: MealSlot; priceFen: Fen; split: readonly SplitLine[] };
  recomputed: Recomputation;
  /** The papers of the versions that were judged by, and how many earlier meals counted. */
  documents: readonly { title: string; issuer: string; documentNo: string; borrowedFrom: string | null }[];
  counted: number;
  payers: PolicyNames['payers'];
};

const WHY_NOT = {
  not_recorded: '这一单是早先写的，当时没有记下算补贴时用到的就餐地点和以前的餐，所以不能一分不差地重算。订单上的条件、理由和钱的去向都在，可以回去逐条核对。',
  earlier_meals_missing: '这一单记下的以前的餐，有的在库里找不到了，不能重算。请报管理员核查。',
} as const;

/** The same order judged again from what it kept. */
export function RecomputationPage({ frame, order, recomputed, documents, counted, payers }: RecomputationPageProps) {
  return (
    <StaffLayout frame={frame} title="重算一遍">
      <nav class="trail" aria-label="返回">
        <a href={paths.civilOrder(order.id)}>← 这一单</a>
      </nav>
      <h1>
        {order.elderName}，{dayText(order.serviceDate)}，{slotLabel[order.slot]}，重算一遍
      </h1>
      {recomputed.exact ? (
        <>
          <Verdict recomputed={recomputed} />
          <Lines order={order} recomputed={recomputed} payers={payers} />
          <section class="card">
            <h2>用什么算的</h2>
            {documents.length === 0 ? <p>下单时，供餐日没有已批准的补贴办法。</p> : documents.map((one) => <p>{borrowedNote(one)}。</p>)}
            <p>本人当天的条件，是订单上记下的；以前的餐算进限次、限额的有 {counted} 份，是下单时有效的那些。</p>
            <h2>重算的理由</h2>
            {recomputed.assessment.reasons.map((reason) => (
              <p>{reasonText(reason, (code) => payerWord({ payers }, code))}</p>
            ))}
          </section>
        </>
      ) : (
        <section class="card">
          <p class="wrong">{WHY_NOT[recomputed.why]}</p>
        </section>
      )}
    </StaffLayout>
  );
}

type Exact = Extract<Recomputation, { exact: true }>;

function Verdict({ recomputed: { differences, besideDiffers } }: { recomputed: Exact }) {
  if (differences.length === 0 && !besideDiffers) {
    return (
      <section class="card good">
        <h2>重算出来一分不差</h2>
      </section>
    );
  }
  return (
    <section class="card alarm" role="alert">
      <h2>{differences.length > 0 ? `有 ${differences.length} 处对不上` : '餐费以外的补贴对不上'}</h2>
      <p>钱以订单上记下的为准。请报管理员核查为什么不同。</p>
    </section>
  );
}

function Lines({ order, recomputed, payers }: Pick<RecomputationPageProps, 'order' | 'payers'> & { recomputed: Exact }) {
  const again = recomputed.assessment.split;
  const lines = new Map([...order.split, ...again].map((line) => [JSON.stringify([line.payer, line.clause]), line]));
  const fenIn = (split: readonly SplitLine[], { payer, clause }: SplitLine) => sumFen(split.filter((one) => one.payer === payer && one.clause === clause).map((one) => one.fen));
  return (
    <section class="card">
      <Table
        class="ledger"
        columns={[{ head: '谁出' }, { head: '依据' }, { head: '订单上（元）', numeric: true }, { head: '重算（元）', numeric: true }]}
        rows={[...lines.values()].map((line) => [
          payerWord({ payers }, line.payer),
          line.clause || (line.payer === ELDER_PAYER ? '自付' : '店里优惠'),
          yuanGrouped(fenIn(order.split, line)),
          yuanGrouped(fenIn(again, line)),
        ])}
        rowClass={(index) => {
          const line = [...lines.values()][index];
          return line && fenIn(order.split, line) !== fenIn(again, line) ? 'wrong' : undefined;
        }}
        foot={['合计', '', yuanGrouped(sumFen(order.split.map((one) => one.fen))), yuanGrouped(sumFen(again.map((one) => one.fen)))]}
      />
    </section>
  );
}
