import type { Month } from '../../src/domain/calendar.ts';
import { dueByPayer, ownMoney, totalsByPoint, totalsOf, type MonthFigures, type OwnMoney } from '../../src/domain/month-figures.ts';
import { capitalYuan } from '../../src/domain/money.ts';
import { yuanGrouped } from '../format.tsx';
import { paths } from '../paths.ts';
import { Table } from '../table.tsx';
import { monthLineLabel } from '../text.ts';
import { Figure } from './figure.tsx';
import { besideLines, madeOf } from './statement-page.tsx';

/** Who pays and where it was eaten, in the order in which they are shown. */
export type MonthNames = { payers: readonly { code: string; name: string }[]; points: readonly { id: string; name: string }[] };

const ownMoneyLabel: Record<keyof OwnMoney, string> = {
  cashFen: '饭钱，收的现金',
  prepaidFen: '饭钱，从预存款付（含没来不退的）',
  topUpsFen: '充值，收的现金',
  refundsFen: '退预存款，付的现金',
  movedFen: '预存款转到别的运营机构',
};
const OWN_MONEY = ['cashFen', 'prepaidFen', 'topUpsFen', 'refundsFen', 'movedFen'] as const satisfies readonly (keyof OwnMoney)[];

/** Exactly what the two officials agree on: the whole, payer by payer, elders' own money, point by point. */
export function MonthFiguresCards({ month, figures, names, check }: { month: Month; figures: MonthFigures; names: MonthNames; check: string }) {
  const totals = totalsOf(figures);
  return (
    <>
      <section class="card" aria-label="合计">
        <div class="figures sums">
          <Figure value={yuanGrouped(totals.dueFen)} label="应拨补贴（元）" />
          {besideLines(totals).map(([line, amount]) => (
            <Figure value={yuanGrouped(amount)} label={`其中${monthLineLabel[line]}（元）`} />
          ))}
          <Figure value={String(totals.meals)} label="已交付（份）" href={paths.civil(month)} />
          <Figure value={yuanGrouped(totals.priceFen)} label="餐费合计（元）" />
          <Figure value={yuanGrouped(totals.selfPayFen)} label="老人自付（元）" />
          {totals.discountFen === 0 ? null : <Figure value={yuanGrouped(totals.discountFen)} label="店里优惠、让利（元）" />}
        </div>
        <p>
          应拨补贴 人民币{capitalYuan(totals.dueFen)}
          {madeOf(totals)}。{figures.reversals === 0 ? '' : `其中已减去冲回以前的餐 ${figures.reversals} 份。`}
        </p>
        <p class="hint">核对码 {check}。两个人看的是同样的数，核对码就一样。</p>
      </section>
      <section class="card">
        <h2>谁出钱</h2>
        <Payers figures={figures} names={names} />
        <h2>老人自己的钱</h2>
        <Own figures={figures} />
      </section>
      <Points month={month} figures={figures} names={names} />
    </>
  );
}

function Payers({ figures, names }: { figures: MonthFigures; names: MonthNames }) {
  const due = dueByPayer(figures);
  if (due.length === 0) return <p class="empty">这个月没有要拨付的补贴。</p>;
  return (
    <Table
      class="ledger"
      columns={[{ head: '出资方' }, { head: '应拨（元）', numeric: true }]}
      rows={due.map(({ payer, fen }) => [payerOf(names, payer), yuanGrouped(fen)])}
      foot={['合计', yuanGrouped(totalsOf(figures).dueFen)]}
    />
  );
}

function Own({ figures }: { figures: MonthFigures }) {
  const money = ownMoney(figures);
  return (
    <Table
      class="ledger"
      columns={[{ head: '哪一项' }, { head: '金额（元）', numeric: true }]}
      rows={OWN_MONEY.filter((which) => which !== 'movedFen' || money[which] !== 0).map((which) => [ownMoneyLabel[which], yuanGrouped(money[which])])}
    />
  );
}

function Points({ month, figures, names }: { month: Month; figures: MonthFigures; names: MonthNames }) {
  const rows = totalsByPoint(figures, names.points.map((one) => one.id));
  return (
    <section class="card">
      <h2>各助餐点</h2>
      {rows.length === 0 ? (
        <p class="empty">这个月没有已交付的餐。</p>
      ) : (
        <Table
          class="ledger folded"
          columns={[{ head: '助餐点' }, ...['份数', '餐费（元）', '补贴（元）', '自付（元）'].map((head) => ({ head, numeric: true }))]}
          rows={rows.map(({ pointId, totals }) => [
            <a href={paths.statement(pointId, month)}>{pointOf(names, pointId)}</a>,
            String(totals.meals),
            yuanGrouped(totals.priceFen),
            yuanGrouped(totals.dueFen),
            yuanGrouped(totals.selfPayFen),
          ])}
        />
      )}
    </section>
  );
}

const payerOf = ({ payers }: MonthNames, code: string) => payers.find((one) => one.code === code)?.name ?? code;
const pointOf = ({ points }: MonthNames, id: string) => points.find((one) => one.id === id)?.name ?? id;

/** Every figure of the page under its word. */
function said(figures: MonthFigures, names: MonthNames): Map<string, string> {
  const totals = totalsOf(figures);
  const money = ownMoney(figures);
  const points = totalsByPoint(figures, names.points.map((one) => one.id));
  return new Map([
    ['应拨补贴', yuanGrouped(totals.dueFen)],
    ['已交付（份）', String(totals.meals)],
    ['餐费合计', yuanGrouped(totals.priceFen)],
    ['老人自付', yuanGrouped(totals.selfPayFen)],
    ['冲回以前的餐（份）', String(figures.reversals)],
    ...OWN_MONEY.map((which): [string, string] => [ownMoneyLabel[which], yuanGrouped(money[which])]),
    ...points.map(({ pointId, totals: its }): [string, string] => [`${pointOf(names, pointId)}，份数和补贴`, `${its.meals} 份，${yuanGrouped(its.dueFen)} 元`]),
  ]);
}

export type FigureDifference = { what: string; before: string; after: string };

/** What has moved between two sets of figures, by name. */
export function figureDifferences(before: MonthFigures, after: MonthFigures, names: MonthNames): FigureDifference[] {
  const [then, now] = [said(before, names), said(after, names)];
  return [...new Set([...then.keys(), ...now.keys()])]
    .map((what) => ({ what, before: then.get(what) ?? '0', after: now.get(what) ?? '0' }))
    .filter((one) => one.before !== one.after);
}
