import { bySeverity, type CareLine, type DietGroup } from '../../src/domain/meal-count.ts';
import { SERVICE_MODES } from '../../src/domain/meal-slot.ts';
import type { ProductionSheet as Content } from '../../src/domain/sheet.ts';
import { SheetSum, Tick } from '../sheet-layout.tsx';
import { Table } from '../table.tsx';
import { dietItemText, modeLabel, textureLabel } from '../text.ts';
import { CanteenSheet, type SheetFrame } from './canteen-sheet.tsx';
import { clashesText } from './clashes-text.ts';
import { CountTable, DishTable } from './count-table.tsx';
import { equalityText } from './equality-text.ts';

/** 备餐单: how many of what, and for whom it must be different. */
export function ProductionSheet({ frame, content }: { frame: SheetFrame; content: Content }) {
  const { count } = content;
  const { severe, mustChange, takeCare } = bySeverity(count);
  const modes = SERVICE_MODES.map((mode) => ({ label: modeLabel[mode], count: count.byMode[mode] }));
  return (
    <CanteenSheet frame={frame} kind="production" head={content.head}>
      <SheetSum boxes={[{ label: '要做（份）', count: count.total }, ...modes]} />
      <p class="equal">{equalityText(content.equality)}，核对一致。没订来吃的人不在里面。</p>
      <Severe lines={severe} />
      <h2>按套餐</h2>
      <CountTable count={count} />
      <MustChange lines={mustChange} others={mustChange.length < count.mustChange.length} />
      <TakeCare lines={takeCare} />
      <h2>按菜下锅</h2>
      <DishTable count={count} />
      {count.groups.length > 0 ? (
        <p class="groups">
          <b>忌口的份数：</b>
          {count.groups.map(groupText).join('；')}
        </p>
      ) : null}
    </CanteenSheet>
  );
}

/** 少盐 7（A4 B2 C1） */
function groupText({ item, count, byMeal }: DietGroup): string {
  return `${dietItemText(item)} ${count}（${byMeal.map((one) => `${one.letter}${one.count}`).join(' ')}）`;
}

/** Before all figures: on the first page, however long the sheet is. */
function Severe({ lines }: { lines: readonly CareLine[] }) {
  const changed = lines.filter(({ clashes }) => clashes.length > 0).length;
  return <ByName title={`严重过敏 ${lines.length} 位，${changed > 0 ? `其中 ${changed} 位要换，` : ''}先看`} lines={lines} />;
}

/** `others`: some of those who need another dish stand among the severe above. */
function MustChange({ lines, others }: { lines: readonly CareLine[]; others: boolean }) {
  return <ByName title={`${others ? '另外' : '这'} ${lines.length} 位要换，先做`} lines={lines} />;
}

function ByName({ title, lines }: { title: string; lines: readonly CareLine[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <Table
        class="alarm"
        columns={[
          { head: '谁', class: 'w30' },
          { head: '要求和忌口', class: 'what' },
          { head: '订的里面', class: 'w40' },
          { head: '换成', class: 'w36' },
          { head: '做好', class: 'w14' },
        ]}
        rows={lines.map((line) => [<Who line={line} />, <Diet line={line} />, <Clashes line={line} />, line.clashes.length > 0 ? '' : '不用换', <Tick />])}
      />
    </>
  );
}

function TakeCare({ lines }: { lines: readonly CareLine[] }) {
  if (lines.length === 0) return null;
  return (
    <>
      <h2>这 {lines.length} 位要当心，菜不用换</h2>
      <Table
        columns={[
          { head: '谁', class: 'w30' },
          { head: '要求和忌口', class: 'what' },
          { head: '套餐', class: 'w14' },
          { head: '做好', class: 'w14' },
        ]}
        rows={lines.map((line) => [<Who line={line} />, <Diet line={line} />, line.letter, <Tick />])}
      />
    </>
  );
}

function Who({ line }: { line: CareLine }) {
  return (
    <>
      <b>{line.name}</b>
      <br />
      {line.orderNo} 号，{modeLabel[line.mode]}
    </>
  );
}

/** In full, however long: a note cut short is worse than none. */
function Diet({ line }: { line: CareLine }) {
  const words = [
    ...(line.texture === 'regular' ? [] : [`要${textureLabel[line.texture]}`]),
    ...line.items.map(dietItemText),
    ...(line.feedingHelp ? ['要人喂'] : []),
    ...(line.note ? [line.note] : []),
  ];
  return <>{words.join('；')}</>;
}

function Clashes({ line }: { line: CareLine }) {
  return (
    <>
      {line.severe ? <b>不能上桌！</b> : null}
      {line.letter}：{line.clashes.length > 0 ? clashesText(line.clashes) : '菜里没有，别沾到'}
    </>
  );
}
