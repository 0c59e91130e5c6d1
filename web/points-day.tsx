import { addDays, type Instant, type ServiceDate } from '../src/domain/calendar.ts';
import { daySums, type PointOfDay, type PointRun } from '../src/domain/points-day.ts';
import type { MonthTotals } from '../src/domain/statement.ts';
import { RunTag } from './canteen/run-tag.tsx';
import { Figure } from './civil/figure.tsx';
import { yuanGrouped } from './format.tsx';
import { NoPoints, PointsTable } from './points-table.tsx';
import { slotLabel } from './text.ts';

export type PointsDayProps = { points: readonly PointOfDay[]; now: Instant; complaints: string };

/** A day of several points: the whole first, then sitting by sitting. */
export function PointsDay({ points, now, complaints }: PointsDayProps) {
  const sums = daySums(points);
  return (
    <>
      <section class="card figures" aria-label="合计">
        <Figure value={`${sums.serving} / ${sums.points}`} label="个助餐点供餐" />
        <Figure value={String(sums.ordered)} label="订了（份）" />
        <Figure value={String(sums.handedOver)} label="吃了（份）" />
        <Figure value={String(sums.missed)} label="没来（份）" />
        <Figure value={String(sums.complaints)} label="意见等回话（条）" href={complaints} />
      </section>
      {points.length === 0 ? <NoPoints /> : <PointsOfDay points={points} now={now} complaints={complaints} towns={new Set(points.map(({ town }) => town)).size > 1} />}
    </>
  );
}

function PointsOfDay({ points, now, complaints, towns }: PointsDayProps & { towns: boolean }) {
  return (
    <PointsTable figures={['订了', '吃了', '没来', '没订来吃']} even>
      {points.map((point) => (
        <tbody>
          <PointRow point={point} towns={towns} complaints={complaints} />
          {point.runs.map((run) => (
            <RunRow run={run} now={now} />
          ))}
        </tbody>
      ))}
    </PointsTable>
  );
}

function PointRow({ point, towns, complaints }: { point: PointOfDay; towns: boolean; complaints: string }) {
  const sums = daySums([point]);
  return (
    <tr class="sums">
      <th scope="rowgroup">
        {point.name} {towns ? <small>{point.town}</small> : null}
        {point.runs.length === 0 ? <small> 这一天不供餐</small> : null}
        {point.complaints > 0 ? <a href={complaints}> 意见等回话 {point.complaints} 条</a> : null}
      </th>
      <td class="n">{sums.ordered}</td>
      <td class="n">{sums.handedOver - sums.walkIns}</td>
      <td class="n">{sums.missed}</td>
      <td class="n">{sums.walkIns}</td>
    </tr>
  );
}

function RunRow({ run, now }: { run: PointRun; now: Instant }) {
  return (
    <tr>
      <td>
        {slotLabel[run.slot]} <RunTag run={run} now={now} />
      </td>
      <td class="n">{run.ordered}</td>
      <td class="n">{run.handedOver - run.walkIns}</td>
      <td class="n">{run.missed}</td>
      <td class="n">{run.walkIns}</td>
    </tr>
  );
}

export function DaySteps({ date, today, hrefOf }: { date: ServiceDate; today: ServiceDate; hrefOf: (date?: ServiceDate) => string }) {
  return (
    <nav class="trail" aria-label="换一天">
      <a href={hrefOf(addDays(date, -1))}>前一天</a>
      {date === today ? null : <a href={hrefOf()}>今天</a>}
      <a href={hrefOf(addDays(date, 1))}>后一天</a>
    </nav>
  );
}

/** What a month has come to so far, with the way to its figures. */
export function MonthSums({ title, totals, href, more }: { title: string; totals: MonthTotals; href: string; more: string }) {
  return (
    <section class="card">
      <h2>{title}</h2>
      <div class="figures sums">
        <Figure value={yuanGrouped(totals.dueFen)} label="应拨补贴（元）" />
        <Figure value={String(totals.meals)} label="已交付（份）" />
        <Figure value={yuanGrouped(totals.selfPayFen)} label="老人自付（元）" />
      </div>
      <p class="trail">
        <a href={href}>{more}</a>
      </p>
    </section>
  );
}
