import { sumFen, yuanText } from '../../src/domain/money.ts';
import { toCollect } from '../../src/domain/printed-line.ts';
import type { DeliveryList as Content, DeliveryRow } from '../../src/domain/sheet.ts';
import { SheetSum, Tick } from '../sheet-layout.tsx';
import { Table } from '../table.tsx';
import { restrictionLabel, textureLabel } from '../text.ts';
import { CanteenSheet, type SheetFrame } from './canteen-sheet.tsx';
import { equalityText } from './equality-text.ts';
import { mealBoxes } from './meal-boxes.ts';
import { collectText } from './pay-text.ts';
import { PersonName } from './person-name.tsx';

const COLUMNS = [
  { head: '行', numeric: true, class: 'plain w10' },
  { head: '谁', class: 'w38' },
  { head: '送到哪里' },
  { head: '哪一份', class: 'w36' },
  { head: '收（元）', numeric: true, class: 'plain w18' },
  { head: '送到', class: 'w14' },
];

/** 送餐单: door after door; who has no address stands last and is called first. */
export function DeliveryList({ frame, content }: { frame: SheetFrame; content: Content }) {
  const { delivery, unassigned } = content;
  const all = [...delivery, ...unassigned];
  return (
    <CanteenSheet frame={frame} kind="delivery_list" head={content.head}>
      <SheetSum boxes={[{ label: '要送（份）', count: all.length }, ...mealBoxes(all)]} />
      <p class="equal">
        {equalityText(content.equality)}，核对一致。都送到，应收现金 {yuanText(sumFen(all.map(toCollect)))}
        {` 元。送到打勾，没人应门不打勾，马上打食堂电话 ${content.head.pointPhone}。`}
      </p>
      <Rows title={`要送 ${delivery.length} 位`} rows={delivery} />
      <Rows title={`未分配 ${unassigned.length} 位：没有地址，先打电话问清再送`} rows={unassigned} />
      <p class="sign">
        <span>送餐人签名</span>
        <span>出发时间</span>
        <span>交回现金（元）</span>
      </p>
    </CanteenSheet>
  );
}

function Rows({ title, rows }: { title: string; rows: readonly DeliveryRow[] }) {
  if (rows.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <Table
        columns={COLUMNS}
        rows={rows.map((row) => [row.row, <Who row={row} />, <Door row={row} />, <Box row={row} />, collectText(row), <Tick />])}
      />
    </>
  );
}

function Who({ row }: { row: DeliveryRow }) {
  return (
    <>
      <PersonName row={row} />
      <br />
      {row.phone ?? '没有电话'}
    </>
  );
}

function Door({ row }: { row: DeliveryRow }) {
  return (
    <>
      {row.address ? row.address : <b>没有地址</b>}
      {row.doorNote ? (
        <>
          <br />
          {row.doorNote}
        </>
      ) : null}
    </>
  );
}

/** Which box, and what must not be in it. Why not is nobody's business on the stairs. */
function Box({ row }: { row: DeliveryRow }) {
  return (
    <>
      <b class="person">
        {row.letter} {row.texture === 'regular' ? '' : textureLabel[row.texture]}
      </b>
      {row.avoids.length > 0 ? <p>{row.avoids.map((code) => restrictionLabel[code]).join('、')}</p> : null}
      {row.changed ? <b class="clash">单独做的，对清名字</b> : null}
      {row.feedingHelp ? <p>要人喂</p> : null}
      {row.hasNote ? <p>有嘱咐，出门前问厨房</p> : null}
    </>
  );
}
