import type { Instant, Month } from '../../src/domain/calendar.ts';
import type { MonthState, MonthStepKind, Obstacle } from '../../src/domain/month-closing.ts';
import type { OwnMoney } from '../../src/domain/month-figures.ts';
import type { MonthTotals } from '../../src/domain/statement.ts';
import { monthText, yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { StaffLayout, type StaffFrame } from '../staff-layout.tsx';
import { Table } from '../table.tsx';
import { listed } from '../text.ts';
import { closingText, monthStateLabel, monthStateTag, monthStepLabel, obstacleLabel } from './month-text.ts';

export type MonthLine = {
  month: Month;
  state: MonthState;
  closing: { at: Instant; proposedBy: string; confirmedBy: string } | null;
  /** The last step before the closing. */
  last: { kind: MonthStepKind; by: string; own: boolean } | null;
  totals: MonthTotals;
  /** Known from when it was proposed on. */
  money: OwnMoney | null;
};

export type MonthsPageProps = {
  frame: StaffFrame;
  months: readonly MonthLine[];
  /** The month that is still running. */
  running: Month;
  /** The one that is to be closed next. */
  earliest: Month | null;
  /** What is in its way, as far as it is known without counting again. */
  obstacles: readonly Obstacle[];
};

/** Every month of the county: what it comes to, and whether its figures rest. */
export function MonthsPage(props: MonthsPageProps) {
  return (
    <StaffLayout frame={props.frame} title="关账">
      <div>
        <h1>关账</h1>
        <p class="hint">按月份先后，一个人提请，另一个人看同样的数再确认。关了账，那个月就不再变。</p>
        <p>
          <a href={paths.booksStops()}>账对不上，停过的地方</a>
        </p>
      </div>
      <Next {...props} />
      <section class="card">
        <h2>各月</h2>
        {props.months.length === 0 ? <p class="empty">还没有供过餐，也没有收过预存款。有了第一笔，这里就按月列出。</p> : <MonthTable {...props} />}
      </section>
    </StaffLayout>
  );
}

/** What there is to do now. */
function Next({ months, earliest, running, obstacles }: MonthsPageProps) {
  const line = months.find((one) => one.month === earliest);
  if (!line) return null;
  if (line.month >= running) {
    return (
      <section class="card">
        <p>以前的月份都关了账。{monthText(line.month)}过完，补登记的日子也过了，再来关。</p>
      </section>
    );
  }
  return (
    <section class="card">
      <h2>接下来关 {monthText(line.month)}</h2>
      <p>{nextText(line, obstacles)}</p>
      <p class="acts">
        <a class="act main" href={paths.month(line.month)}>
          看 {monthText(line.month)}的数
        </a>
      </p>
    </section>
  );
}

const inTheWay = (obstacles: readonly Obstacle[]) => listed(obstacles.map(({ kind }) => obstacleLabel[kind]));

function nextText({ state, last }: MonthLine, obstacles: readonly Obstacle[]): string {
  if (state === 'proposed' && last) return last.own ? '您已经提请，等另一位经办人确认。' : `${last.by}已经提请，等您看过再确认。`;
  const left = obstacles.length === 0 ? '餐次都结束了，也过了补登记的日子。请看过数，提请关账。' : `还没完：${inTheWay(obstacles)}。点进去看是哪里。`;
  return last && last.kind !== 'proposed' ? `上次的提请，${last.by}${monthStepLabel[last.kind]}了。${left}` : left;
}

const columns = [
  { head: '月份', class: 'unbroken' },
  { head: '状态' },
  ...['份数', '应拨（元）', '餐费补贴', '运营补贴', '送餐补贴', '自付（元）', '其中收现金', '从预存款付', '充值'].map((head) => ({ head, numeric: true })),
];

function MonthTable(props: MonthsPageProps) {
  return (
    <>
      <Table
        class="ledger months"
        columns={columns}
        rows={props.months.map((line) => {
          const { month, totals, money } = line;
          const amounts = [totals.dueFen, totals.subsidyFen, totals.operatorFen, totals.deliveryFen, totals.selfPayFen];
          const own = money ? [money.cashFen, money.prepaidFen, money.topUpsFen].map(yuanGrouped) : ['–', '–', '–'];
          return [<a href={paths.month(month)}>{monthText(month)}</a>, <State line={line} {...props} />, String(totals.meals), ...amounts.map(yuanGrouped), ...own];
        })}
      />
      <p class="hint">没提请的月份，现金和预存款点进去看。</p>
    </>
  );
}

/** The state, and what is in the way. */
function State({ line, running, earliest, obstacles }: { line: MonthLine } & MonthsPageProps) {
  return (
    <>
      <span class={monthStateTag[line.state]}>{monthStateLabel[line.state]}</span> <small>{whyText()}</small>
    </>
  );
  function whyText(): string {
    if (line.closing) return closingText(line.closing);
    if (line.state === 'proposed' && line.last) return `${line.last.by}提请`;
    if (line.month === running) return '还没过完';
    if (line.month !== earliest) return earliest ? `先关 ${monthText(earliest)}` : '';
    return obstacles.length === 0 ? '可以提请' : inTheWay(obstacles);
  }
}
