import type { Instant } from '../../src/domain/calendar.ts';
import type { Fen } from '../../src/domain/money.ts';
import type { PriceCause, ToldHow } from '../../src/domain/price-change.ts';
import { yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { causesText } from '../price-change-text.ts';
import { toldText } from '../price-changes-page.tsx';
import { Table } from '../table.tsx';
import { actorText } from '../text.ts';
import { momentText } from './statement-csv.ts';

export type ReassessmentLine = {
  at: Instant; by: string; beforeFen: Fen; afterFen: Fen; causes: readonly PriceCause[];
  how: ToldHow | null; toldByName: string | null; note: string | null; recordedAt: Instant | null; recordedBy: string | null;
};

type ReassessmentsProps = { orderId: string; lines: readonly ReassessmentLine[]; categories: readonly { code: string; name: string }[] };

/** What changed between ordering and eating, and whether its person knew. */
export function Reassessments({ orderId, lines, categories }: ReassessmentsProps) {
  if (lines.length === 0) return null;
  return (
    <section class="card">
      <h2>下单以后重新认定过</h2>
      <Table
        class="ledger told"
        columns={[{ head: '时间' }, { head: '自付（元）' }, { head: '为什么' }, { head: '告知老人' }]}
        rows={lines.map((one) => [
          `${momentText(one.at)}，${actorText(one.by)}`,
          one.beforeFen === one.afterFen ? `${yuanGrouped(one.afterFen)}，没有变` : `${yuanGrouped(one.beforeFen)} → ${yuanGrouped(one.afterFen)}`,
          causesText(one.causes, categories),
          knownText(one),
        ])}
      />
      <p>
        <a href={paths.priceChange('civil', orderId)}>告知老人</a>
      </p>
    </section>
  );
}

function knownText({ beforeFen, afterFen, how, toldByName, note, recordedAt, recordedBy }: ReassessmentLine): string {
  if (how === null || toldByName === null || recordedAt === null) return beforeFen === afterFen ? '价钱没变，不用告知' : '没有登记';
  return toldText({ toldByName, how, note: note ?? '', recordedAt, recordedBy: recordedBy ?? '' });
}
