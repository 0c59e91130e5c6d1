import { addDays, instantAt, monthOf, serviceDateOf, type ServiceDate } from '../domain/calendar.ts';
import { accountId } from '../domain/ledger.ts';
import { fen, type Fen } from '../domain/money.ts';
import { topUpTransfer } from '../domain/prepaid.ts';
import { shiftFigures, type CashEntry } from '../domain/shift.ts';
import * as t from '../store/schema.ts';
import { OPERATORS } from './data/operators.ts';
import { POINTS } from './data/points.ts';
import type { DemoOrder } from './invent-orders.ts';
import { elderIdOf } from './load-people.ts';
import type { DemoElder } from './people.ts';
import { CLERK, COOK, ELDER_ID, SECOND_COOK } from './personas.ts';
import { seeded } from './random.ts';
import type { Insert } from './rows.ts';

/** What is left of the elder persona's prepaid money, in fen. */
export const PERSONA_LEFT = 4550;
const OPENING = fen(10_000);

export type TransferRow = typeof t.transfer.$inferInsert;

/** Who has paid money in at the cook's point: the elder persona, and every fifth of the others who eat there. */
export function saversAmong(elders: readonly DemoElder[]): Set<string> {
  const saves = (elder: DemoElder) => elder.persona === 'elder' || (elder.persona === null && seeded(`saver:${elder.key}`).chance(0.2));
  return new Set(elders.filter((elder) => elder.homePointKey === COOK.pointKey && saves(elder)).map(elderIdOf));
}

/** Their orders at that point are paid from the account. */
export function paidBySavers(orders: readonly DemoOrder[], savers: ReadonlySet<string>): DemoOrder[] {
  const prepaid = ({ run, elderId, assessment }: DemoOrder) => run.point.key === COOK.pointKey && assessment.selfPayFen > 0 && savers.has(elderId);
  return orders.map((order) => (prepaid(order) ? { ...order, payBy: 'prepaid' } : order));
}

/** Nobody's own figures: the limit on named cards of a published rule, and for a refund by one person what the demo has chosen. */
export function loadPrepaidRules(insert: Insert, today: ServiceDate): void {
  const source = '演示借用商务部《单用途商业预付卡管理办法（试行）》第十八条：记名卡不超过 5000 元';
  const rule = { topUpMostFen: fen(500_000), heldMostFen: fen(500_000), refundAloneMostFen: fen(20_000), source };
  const setAt = instantAt(addDays(today, -100), 10 * 60);
  insert(t.prepaidRule, OPERATORS.map(({ key }) => ({ operatorId: key, setAt, ...rule, setBy: `person:${CLERK.id}` })));
}

/** Every saver's money before the first meal is ordered, each with its receipt, in a shift of its own. */
export function loadPurses(insert: Insert, savers: ReadonlySet<string>, orders: readonly DemoOrder[], firstDay: ServiceDate): void {
  const operatorId = POINTS.find((one) => one.key === COOK.pointKey)?.operatorKey ?? '';
  const spent = (elderId: string, all: boolean) =>
    orders.reduce((sum, one) => (one.elderId === elderId && one.payBy === 'prepaid' && (all || one.state === 'handed_over') ? sum + one.assessment.selfPayFen : sum), 0);
  const at = instantAt(firstDay, 9 * 60);
  const purses = [...savers].map((elderId, index) => {
    const amount = elderId === ELDER_ID ? spent(elderId, false) + PERSONA_LEFT : Math.ceil((spent(elderId, true) + 2000) / 5000) * 5000;
    return { id: `top-up-${elderId}`, elderId, amountFen: fen(amount), number: index + 1, at: at + index * 60_000 };
  });
  const accounts = purses.map(({ elderId }) => ({ elderId, id: accountId('prepaid', operatorId, elderId) }));
  insert(t.account, accounts.map(({ id, elderId }) => ({ id, kind: 'prepaid', ownerId: elderId, holderId: operatorId })));
  insert(t.balance, accounts.map(({ id }) => ({ accountId: id })));
  insert(
    t.receipt,
    purses.map((one) => ({
      ...one, mealPointId: COOK.pointKey, kind: 'top_up', operatorId, balanceBeforeFen: fen(0), balanceAfterFen: one.amountFen, counterpart: '本人', reason: '', by: `person:${COOK.id}`,
    })),
  );
  const rows = purses.map(({ id, elderId, amountFen, at: paidAt }) => {
    const { debit, credit, ...one } = topUpTransfer({ mealPointId: COOK.pointKey, operatorId, elderId }, amountFen);
    return { id, orderId: null, eventId: id, ...one, debitAccount: debit, creditAccount: credit, period: monthOf(firstDay), at: paidAt };
  });
  loadShift(insert, rows, 1, firstDay, false);
}

const BOX = accountId('cash', COOK.pointKey);
const isOfBox = (row: TransferRow) => row.debitAccount === BOX || row.creditAccount === BOX;

/** All transfers; those of the cook's own cash box day by day, each day a shift, as they came in life. */
export function insertTransfers(insert: Insert, rows: readonly TransferRow[]): void {
  insert(t.transfer, rows.filter((row) => !isOfBox(row)));
  const days = [...Map.groupBy(rows.filter(isOfBox), (row) => serviceDateOf(row.at))].toSorted(([one], [other]) => (one < other ? -1 : 1));
  days.forEach(([day, ofDay], index) => loadShift(insert, ofDay, index + 2, day, index === days.length - 1));
}

/** One day's shift from opening to closing. One of them counted a yuan too few; the last one nobody else has looked at yet. */
function loadShift(insert: Insert, rows: readonly TransferRow[], number: number, day: ServiceDate, last: boolean): void {
  const of = { mealPointId: COOK.pointKey, number };
  const by = `person:${COOK.id}`;
  insert(t.shift, [{ ...of, openedAt: instantAt(day, 6 * 60 + 30), openedBy: by, openingFen: OPENING, openingNote: number === 1 ? '' : '上一班的钱交了公司，留 100 元找零' }]);
  insert(t.transfer, rows);
  const figures = shiftFigures(OPENING, rows.map(entryOf), COOK.pointKey);
  const short = number % 17 === 5;
  const countedFen: Fen = fen(figures.expectedFen - (short ? 100 : 0));
  insert(t.shiftClosing, [{ ...of, closedAt: instantAt(day, 19 * 60), closedBy: by, ...figures, countedFen, explanation: short ? '中午人多，少收了一元' : '' }]);
  if (!last) insert(t.shiftReview, [{ ...of, seenAt: instantAt(addDays(day, 1), 9 * 60), seenBy: `person:${SECOND_COOK.id}` }]);
}

function entryOf(row: TransferRow): CashEntry {
  return { kind: row.kind, debit: row.debitAccount, credit: row.creditAccount, amountFen: fen(row.amountFen), ofOrder: row.orderId !== null, beforeOpening: false };
}
