import { aspectsOf, type Change, type ChangeRow } from '../../src/domain/change-sheet.ts';
import { Tick } from '../sheet-layout.tsx';
import { Table } from '../table.tsx';
import { restrictionLabel, textureLabel } from '../text.ts';
import { aspectLabel } from './change-text.ts';
import { lineCollectText } from './pay-text.ts';
import { PersonName } from './person-name.tsx';

/** What differs for the driver, on a page of its own. As on the delivery list: what the box must not hold, never why. */
export function ChangedDeliveries({ rows }: { rows: readonly ChangeRow[] }) {
  const brought = rows.filter(({ change }) => matters(change));
  if (brought.length === 0) return null;
  const of = (kind: Change['kind']) => brought.filter((row) => row.change.kind === kind);
  return (
    <section class="detail">
      <h2>送餐的变动，这一页带在路上</h2>
      <Doors title="加送" tick="送到" rows={of('added')} />
      <Doors title="不送了，从送餐单上划掉" tick="划掉" rows={of('removed')} />
      <Doors title="改了的，照这里的" tick="送到" rows={of('changed')} />
    </section>
  );
}

/** A box is packed by what the kitchen knows; the driver is told of a meal more or less, of what is in it, the door and the money. */
function matters(change: Change): boolean {
  return change.line.mode === 'home_delivery' || (change.kind === 'changed' && change.was.mode === 'home_delivery');
}

function Doors({ title, tick, rows }: { title: string; tick: string; rows: readonly ChangeRow[] }) {
  if (rows.length === 0) return null;
  return (
    <>
      <h2>
        {title}，{rows.length} 位
      </h2>
      <Table
        columns={[
          { head: '行', numeric: true, class: 'plain w10' }, { head: '谁', class: 'w38' }, { head: '送到哪里' }, { head: '哪一份', class: 'w36' },
          { head: '收（元）', numeric: true, class: 'plain w18' }, { head: tick, class: 'w14' },
        ]}
        rows={rows.map((row) => [row.row, <Who row={row} />, <Where row={row} />, <Box change={row.change} />, lineCollectText(row.change.line), <Tick />])}
      />
    </>
  );
}

function Who({ row }: { row: ChangeRow }) {
  return (
    <>
      <PersonName row={{ name: row.change.line.name, namesakeAge: row.namesakeAge }} />
      <br />
      {row.door?.phone ?? '没有电话'}
    </>
  );
}

function Where({ row: { door, change } }: { row: ChangeRow }) {
  if (change.line.mode !== 'home_delivery') return <b>不用送了</b>;
  return (
    <>
      {door?.address ?? <b>没有地址，先打电话问清再送</b>}
      {door?.doorNote ? <p>{door.doorNote}</p> : null}
    </>
  );
}

function Box({ change }: { change: Change }) {
  const { letter, texture, items, clashes, feedingHelp, note } = change.line;
  const avoids = [...new Set(items.map((item) => restrictionLabel[item.code]))];
  return (
    <>
      <b class="person">
        {letter} {texture === 'regular' ? '' : textureLabel[texture]}
      </b>
      {avoids.length > 0 ? <p>{avoids.join('、')}</p> : null}
      {clashes.length > 0 ? <b class="clash">单独做的，对清名字</b> : null}
      {feedingHelp ? <p>要人喂</p> : null}
      {note ? <p>有嘱咐，出门前问厨房</p> : null}
      {change.kind === 'changed' ? <p>改了：{aspectsOf(change.was, change.line).map((aspect) => aspectLabel[aspect]).join('、')}</p> : null}
    </>
  );
}
