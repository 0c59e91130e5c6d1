import type { ToWatch } from '../../src/domain/canteen-day.ts';
import { dateText } from '../format.tsx';
import { paths } from '../paths.ts';
import { dietItemText, modeLabel, slotLabel } from '../text.ts';
import { changeCountText } from './change-text.ts';
import { clashesText } from './clashes-text.ts';

/** What is wrong comes first, above everything else. */
export function UrgentList({ watch }: { watch: readonly ToWatch[] }) {
  const urgent = watch.filter(isUrgent);
  if (urgent.length === 0) return null;
  return (
    <section class="card alarm">
      <h2>{urgent.length === 1 ? '先办这一件' : `先办这 ${urgent.length} 件`}</h2>
      <Items watch={urgent} />
    </section>
  );
}

/** The rest, to be kept in mind. */
export function WatchList({ title, watch }: { title: string; watch: readonly ToWatch[] }) {
  const other = watch.filter((one) => !isUrgent(one));
  const nothing = watch.length === 0 ? '没有要留意的。' : '没有别的要留意。';
  return (
    <section class="card">
      <h2>{title}</h2>
      {other.length > 0 ? <Items watch={other} /> : <p class="empty">{nothing}</p>}
    </section>
  );
}

function isUrgent({ kind }: ToWatch): boolean {
  return kind === 'licence_expired' || kind === 'severe_clash' || kind === 'not_printed' || kind === 'changed_since';
}

function Items({ watch }: { watch: readonly ToWatch[] }) {
  return (
    <ul>
      {watch.map((one) => (
        <li>
          <Item one={one} />
        </li>
      ))}
    </ul>
  );
}

function Item({ one }: { one: ToWatch }) {
  switch (one.kind) {
    case 'licence_expired':
      return <>食品许可 {dateText(one.expires)}已经到期，这天以后不能供餐。请马上找民政经办人。</>;
    case 'licence_expiring':
      return <>食品许可{one.days === 0 ? '今天' : `还有 ${one.days} 天`}到期（{dateText(one.expires)}），请去续办。</>;
    case 'not_printed':
      return (
        <>
          {slotLabel[one.slot]}已截止，厨房的备餐单还没打印。<a href={paths.sheets(one.runId)}>去打印</a>
        </>
      );
    case 'changed_since':
      return (
        <>
          {slotLabel[one.slot]}的单子印出后有变动（{changeCountText(one.changed)}），厨房还不知道。<a href={paths.sheets(one.runId)}>去打变更单</a>
        </>
      );
    case 'unticked':
      return (
        <>
          昨天{slotLabel[one.slot]} {one.people} 位没登记，纸单录了吗？<a href={paths.paperLists()}>去录纸单</a>
        </>
      );
    case 'mild_clash':
      return <MildClashes one={one} />;
    case 'severe_clash':
      return <SevereClash one={one} />;
    case 'no_address':
      return (
        <>
          {slotLabel[one.slot]}要送餐，不知道送到哪里：
          {one.people.map(({ name, orderNo }) => `${name}（${orderNo} 号）`).join('、')}。先打电话问清，名单上写在“未分配”里。
        </>
      );
  }
}

function SevereClash({ one }: { one: Extract<ToWatch, { kind: 'severe_clash' }> }) {
  const { line, slot, runId } = one;
  return (
    <>
      <a href={paths.canteenMealRun(runId)}>
        {slotLabel[slot]} {line.orderNo} 号 {line.name}
      </a>
      （{modeLabel[line.mode]}）：{line.items.map(dietItemText).join('；')}。订的 {line.letter} 里，
      {clashesText(line.clashes)}。一定要换。
    </>
  );
}

function MildClashes({ one }: { one: Extract<ToWatch, { kind: 'mild_clash' }> }) {
  const { lines, more, slot, runId } = one;
  return (
    <>
      <p>
        {slotLabel[slot]}要换菜，{lines.length + more} 位：
      </p>
      {lines.map((line) => (
        <p>
          {line.orderNo} 号 {line.name}，{line.letter}：{clashesText(line.clashes)}
        </p>
      ))}
      {more > 0 ? (
        <p>
          还有 {more} 位，<a href={paths.canteenMealRun(runId)}>看{slotLabel[slot]}名单</a>
        </p>
      ) : null}
    </>
  );
}
