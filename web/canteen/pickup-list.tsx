import { yuanText, sumFen } from '../../src/domain/money.ts';
import { toCollect } from '../../src/domain/printed-line.ts';
import type { PickupList as Content, PickupRow } from '../../src/domain/sheet.ts';
import { SheetSum, Tick } from '../sheet-layout.tsx';
import { Table } from '../table.tsx';
import { CanteenSheet, type SheetFrame } from './canteen-sheet.tsx';
import { CareWords } from './care-words.tsx';
import { collectText } from './pay-text.ts';
import { equalityText } from './equality-text.ts';
import { PersonName } from './person-name.tsx';
import { mealBoxes } from './meal-boxes.ts';

const COLUMNS = [
  { head: '行', numeric: true, class: 'plain w10' },
  { head: '姓名', class: 'name w38' },
  { head: '套餐', class: 'w14' },
  { head: '要当心的' },
  { head: '收（元）', numeric: true, class: 'plain w18' },
  { head: '来了', class: 'w14' },
];

/** 堂食和自取名单: by name, a box to tick when the person has come. */
export function PickupList({ frame, content }: { frame: SheetFrame; content: Content }) {
  const { dineIn, pickup } = content;
  const cash = sumFen([...dineIn, ...pickup].map(toCollect));
  return (
    <CanteenSheet frame={frame} kind="pickup_list" head={content.head}>
      <SheetSum
        boxes={[
          { label: '堂食', count: dineIn.length },
          { label: '自取', count: pickup.length },
          ...mealBoxes([...dineIn, ...pickup]),
        ]}
      />
      <p class="equal">
        {equalityText(content.equality)}，核对一致。都来了，应收现金 {yuanText(cash)} 元。打勾以后，按单号 {frame.number} 和行号登记。
      </p>
      <Rows title="堂食" rows={dineIn} />
      <Rows title="自取" rows={pickup} />
      <p class="sign">
        <span>打勾的人签名</span>
        <span>收到现金（元）</span>
      </p>
    </CanteenSheet>
  );
}

function Rows({ title, rows }: { title: string; rows: readonly PickupRow[] }) {
  if (rows.length === 0) return null;
  return (
    <>
      <h2>
        {title}，{rows.length} 位
      </h2>
      <Table
        columns={COLUMNS}
        rows={rows.map((row) => [
          row.row,
          <PersonName row={row} />,
          <b>{row.letter}</b>,
          <CareWords {...row} />,
          collectText(row),
          <Tick />,
        ])}
      />
    </>
  );
}
