import { sumFen } from '../../src/domain/money.ts';
import type { LineBill } from '../../src/domain/statement.ts';
import { ELDER_PAYER } from '../../src/domain/subsidy.ts';
import { yuanGrouped } from '../format.tsx';
import { Table } from '../table.tsx';
import { monthLineLabel } from '../text.ts';
import { payerName } from './statement-head.tsx';

/** Who paid what of one meal, of its price and beside it. A line of nothing is none. */
export function ClaimLines({ lines, payers, foot }: { lines: LineBill; payers: readonly { code: string; name: string }[]; foot: string }) {
  const all = [
    ...lines.split.filter((line) => line.fen > 0).map((line) => ({ ...line, words: line.clause || (line.payer === ELDER_PAYER ? '自付' : '店里优惠') })),
    ...lines.beside.map((line) => ({ ...line, words: `${monthLineLabel[line.kind]}，${line.clause}` })),
  ];
  return (
    <Table
      class="ledger"
      columns={[{ head: '谁出' }, { head: '依据' }, { head: '金额（元）', numeric: true }]}
      rows={all.map((line) => [payerName({ payers }, line.payer), line.words, yuanGrouped(line.fen)])}
      foot={[foot, '', yuanGrouped(sumFen(all.map((line) => line.fen)))]}
    />
  );
}
