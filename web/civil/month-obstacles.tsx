import type { Child } from 'hono/jsx';
import type { Month } from '../../src/domain/calendar.ts';
import type { Obstacle, PointNamed } from '../../src/domain/month-closing.ts';
import { dateText, dayAndClock, monthText } from '../format.tsx';
import { paths } from '../paths.ts';
import { invariantLabel } from './books-alarm.tsx';
import { listed, slotLabel } from '../text.ts';

/** What has to be done before the month can be closed, by name and with where to look. */
export function Obstacles({ month, obstacles }: { month: Month; obstacles: readonly Obstacle[] }) {
  return (
    <section class="card alarm" aria-labelledby="obstacles">
      <h2 id="obstacles">还不能关账，有 {obstacles.length} 件事没完</h2>
      <ul>
        {obstacles.map((one) => (
          <li>
            <ObstacleLine month={month} obstacle={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function ObstacleLine({ month, obstacle }: { month: Month; obstacle: Obstacle }): Child {
  switch (obstacle.kind) {
    case 'not_over':
      return <>这个月还没过完，下个月 1 日起才能关账。</>;
    case 'earlier_open':
      return (
        <>
          要按月份先后关账：<a href={paths.month(obstacle.month)}>{monthText(obstacle.month)}</a>还没关。
        </>
      );
    case 'runs_not_done':
      return (
        <>
          还有餐次没有结束，请食堂截止、登记完：
          <Named month={month} points={obstacle.points} more={(one) => `${one.runs} 餐，最早是 ${dateText(one.first)}${slotLabel[one.slot]}`} />
        </>
      );
    case 'claimable':
      return (
        <>
          还在可以补登记的日子里，纸单可能还没交上来：
          <Named month={month} points={obstacle.points} more={(one) => `${one.runs} 餐，到 ${dayAndClock(one.until)} 为止`} />
        </>
      );
    case 'drift':
      return (
        <>
          平时累计的数和重算的对不上，请系统管理员查清：
          <Named month={month} points={obstacle.points} more={() => '看哪一项不一致'} />
        </>
      );
    case 'ledger_differs':
      return <>出资方入账的数和结算单上的补贴不一样，请系统管理员查清。</>;
    case 'shifts_open':
      return (
        <>
          这个月开的班还没有交班，钱箱没有点过，请食堂交班：
          <Named month={month} points={obstacle.shifts} more={(one) => `第 ${one.number} 班，${dayAndClock(one.openedAt)} 开的`} />
        </>
      );
    case 'books_broken':
      return <>夜里核账发现不一致：{listed(obstacle.names.map((name) => invariantLabel[name]))}。请系统管理员查清；下一夜核对一致了，就可以关账。</>;
  }
}

/** So many are named at once, the others on a tap. */
const AT_ONCE = 8;

/** Points by name, each with a word of what is the matter there. */
function Named<T extends PointNamed>({ month, points, more }: { month: Month; points: readonly T[]; more?: (one: T) => string }) {
  const lines = points.map((one) => (
    <li>
      <a href={paths.statement(one.pointId, month)}>{one.pointName}</a>
      {more ? `：${more(one)}` : ''}
    </li>
  ));
  return (
    <>
      <ul class="named">{lines.slice(0, AT_ONCE)}</ul>
      {lines.length > AT_ONCE ? (
        <details>
          <summary>还有 {lines.length - AT_ONCE} 处</summary>
          <ul class="named">{lines.slice(AT_ONCE)}</ul>
        </details>
      ) : null}
    </>
  );
}

/** Cash that nobody has counted: to be known, and no reason to wait. */
export function UncountedCash({ month, points }: { month: Month; points: readonly PointNamed[] }) {
  if (points.length === 0) return null;
  return (
    <section class="card">
      <h2>{points.length} 处这个月收的现金没有点过</h2>
      <p>没有开班就收了现金，钱箱还没人点。不妨碍关账，请提醒他们开班、交班：</p>
      <Named month={month} points={points} />
    </section>
  );
}
