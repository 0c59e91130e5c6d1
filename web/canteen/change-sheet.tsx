import { aspectsOf, countChanges, type ChangeRow, type ChangeSheet as Content } from '../../src/domain/change-sheet.ts';
import { yuanText } from '../../src/domain/money.ts';
import type { PrintedLine } from '../../src/domain/printed-line.ts';
import { SheetSum, Tick } from '../sheet-layout.tsx';
import { Table } from '../table.tsx';
import { modeLabel, sheetKindLabel, textureLabel } from '../text.ts';
import { CanteenSheet, type SheetFrame } from './canteen-sheet.tsx';
import { CareWords } from './care-words.tsx';
import { ChangedDeliveries } from './changed-deliveries.tsx';
import { equalityText } from './equality-text.ts';
import { lineCollectText } from './pay-text.ts';
import { PersonName } from './person-name.tsx';

/** 变更单: what is otherwise than the sheets printed before, for the kitchen and the counter; on a page of its own what goes along with the driver. */
export function ChangeSheet({ frame, content }: { frame: SheetFrame; content: Content }) {
  const { rows, before, after } = content;
  const { added, removed, changed } = countChanges(rows.map((row) => row.change));
  const of = (kind: ChangeRow['change']['kind']) => rows.filter((row) => row.change.kind === kind);
  return (
    <CanteenSheet frame={frame} kind="change_sheet" head={content.head}>
      <SheetSum
        boxes={[
          { label: '上次印出（份）', count: before }, { label: '加', count: added }, { label: '减', count: removed },
          { label: '改', count: changed }, { label: '现在要做（份）', count: after },
        ]}
      />
      <p class="equal">
        {amendsText(content)}
        {`上次印出 ${before} ＋ 加 ${added} － 减 ${removed} ＝ 现在 ${after}。${equalityText(content.equality)}，核对一致。`}
      </p>
      <Portions content={content} />
      <Added rows={of('added')} number={frame.number} />
      <Removed rows={of('removed')} />
      <Changed rows={of('changed')} />
      <p class="sign">
        <span>厨房收到（签名）</span>
        <span>几点</span>
      </p>
      <ChangedDeliveries rows={rows} />
    </CanteenSheet>
  );
}

/** 本餐第 2 次变更，改的是第 11 号备餐单、第 12 号送餐单。 */
function amendsText({ changeNo, amends }: Content): string {
  const sheets = amends.map(({ number, kind }) => `第 ${number} 号${sheetKindLabel[kind]}`).join('、');
  return `本餐第 ${changeNo} 次变更，改的是${sheets}${changeNo > 1 ? '，接着前面的变更单' : ''}。`;
}

function Portions({ content: { portions } }: { content: Content }) {
  if (portions.length === 0) return null;
  return (
    <>
      <h2>按套餐</h2>
      <Table
        columns={[{ head: '套餐' }, { head: '质地', class: 'w24' }, { head: '原来', numeric: true, class: 'plain w18' }, { head: '变动', class: 'what w30' }, { head: '现在', numeric: true, class: 'w18' }]}
        rows={portions.map(({ letter, mealName, texture, before, plus, minus, after }) => [
          `${letter} ${mealName}`,
          textureLabel[texture],
          before,
          [plus > 0 ? `+${plus}` : '', minus > 0 ? `−${minus}` : ''].filter(Boolean).join(' '),
          after,
        ])}
      />
    </>
  );
}

const ROW = { head: '行', numeric: true, class: 'plain w10' };
const WHO = { head: '谁', class: 'w36' };

function Added({ rows, number }: { rows: readonly ChangeRow[]; number: number }) {
  if (rows.length === 0) return null;
  return (
    <>
      <h2>加 {rows.length} 份</h2>
      <Table
        columns={[ROW, WHO, { head: '哪一份', class: 'w24' }, { head: '要当心的' }, { head: '收（元）', numeric: true, class: 'plain w18' }, { head: '做好', class: 'w14' }, { head: '领走', class: 'w14' }]}
        rows={rows.map((row) => [row.row, <Who row={row} />, <Meal line={row.change.line} />, <CareWords {...row.change.line} />, lineCollectText(row.change.line), <Tick />, <Tick />])}
      />
      <p class="note">
        “领走”打勾以后，按单号 {number} 和行号登记。
      </p>
    </>
  );
}

function Removed({ rows }: { rows: readonly ChangeRow[] }) {
  if (rows.length === 0) return null;
  return (
    <>
      <h2>减 {rows.length} 份：不做了，从名单上划掉</h2>
      <Table
        columns={[ROW, WHO, { head: '哪一份', class: 'w24' }, { head: '原来要当心的' }, { head: '划掉', class: 'w14' }]}
        rows={rows.map((row) => [row.row, <Who row={row} />, <Meal line={row.change.line} />, <CareWords {...row.change.line} />, <Tick />])}
      />
    </>
  );
}

function Changed({ rows }: { rows: readonly ChangeRow[] }) {
  if (rows.length === 0) return null;
  return (
    <>
      <h2>改 {rows.length} 位：份数不变</h2>
      <Table
        class="alarm"
        columns={[ROW, WHO, { head: '原来' }, { head: '现在', class: 'what' }, { head: '改好', class: 'w14' }]}
        rows={rows.map((row) => [row.row, <Who row={row} />, <Side row={row} which="was" />, <Side row={row} which="line" />, <Tick />])}
      />
    </>
  );
}

function Who({ row }: { row: ChangeRow }) {
  const { line } = row.change;
  return (
    <>
      <PersonName row={{ name: line.name, namesakeAge: row.namesakeAge }} />
      <br />
      {line.orderNo} 号，{modeLabel[line.mode]}
    </>
  );
}

function Meal({ line: { letter, texture } }: { line: PrintedLine }) {
  return (
    <b class="person">
      {letter} {texture === 'regular' ? '' : textureLabel[texture]}
    </b>
  );
}

/** Only what differs, on both sides in the same order. */
function Side({ row: { change }, which }: { row: ChangeRow; which: 'was' | 'line' }) {
  if (change.kind !== 'changed') return null;
  const aspects = aspectsOf(change.was, change.line);
  const line = change[which];
  const words = {
    name: <>{line.name}</>,
    meal: <>{`${line.letter}，${modeLabel[line.mode]}`}</>,
    care: <Minded line={line} />,
    door: which === 'was' ? <>照原来的送餐单</> : <>地址或电话改了，看送餐那一页</>,
    cash: <>{line.paid ? '已付，不收钱' : `收 ${yuanText(line.collectFen)} 元`}</>,
  };
  return (
    <>
      {aspects.map((aspect) => (
        <p>{words[aspect]}</p>
      ))}
    </>
  );
}

function Minded({ line }: { line: PrintedLine }) {
  const plain = line.texture === 'regular' && line.items.length === 0 && !line.feedingHelp && line.note === '' && line.clashes.length === 0;
  return plain ? <>{line.letter}，普食，没有要当心的</> : <>{line.letter}，<CareWords {...line} /></>;
}
