import type { Instant, Month } from '../../src/domain/calendar.ts';
import type { PointKind } from '../../src/domain/network.ts';
import { monthText } from '../format.tsx';
import { paths } from '../paths.ts';
import type { StaffFrame } from '../staff-layout.tsx';
import { pointKindLabel } from '../text.ts';
import { closingText } from './month-text.ts';

/** What every page of one statement says first. */
export type StatementHead = {
  frame: StaffFrame;
  month: Month;
  next: Month | null;
  point: { id: string; name: string; kind: PointKind; town: string; operatorName: string; agreementNo: string };
  payers: readonly { code: string; name: string }[];
  notes: readonly string[];
  /** When the month was closed and by whom; null while it is open. */
  closing: { at: Instant; proposedBy: string; confirmedBy: string } | null;
};

export function payerName({ payers }: Pick<StatementHead, 'payers'>, code: string): string {
  return payers.find((payer) => payer.code === code)?.name ?? code;
}

/** 荆河街道 · 长者食堂 · 由康和餐饮运营（协议 滕民助 1 号） */
export function pointLine({ town, kind, operatorName, agreementNo }: StatementHead['point']): string {
  return `${town} · ${pointKindLabel[kind]} · 由${operatorName}运营（协议 ${agreementNo}）`;
}

/** That the figures rest, since when and by whom. */
export function ClosedNote({ closing }: Pick<StatementHead, 'closing'>) {
  if (closing === null) return null;
  return (
    <p>
      <span class="tag done">已关账</span> {closingText(closing)}。这些数不再变。
    </p>
  );
}

/** The way back: to all points of the month, and from the rows to the statement. */
export function Trail({ month, point, here }: Pick<StatementHead, 'month' | 'point'> & { here: 'statement' | 'rows' }) {
  return (
    <nav class="trail" aria-label="返回">
      <a href={paths.civil(month)}>← {monthText(month)}各助餐点</a>
      {here === 'rows' ? <a href={paths.statement(point.id, month)}>← {point.name}结算单</a> : null}
    </nav>
  );
}
