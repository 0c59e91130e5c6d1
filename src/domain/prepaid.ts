import { accountId, unresolved, type Bill, type PayWay, type StoredTransfer, type Till, type Transfer } from './ledger.ts';
import { fen, sumFen, type Fen } from './money.ts';
import { ELDER_PAYER } from './subsidy.ts';

/** 充值收据, 退款收据. */
export const RECEIPT_KINDS = ['top_up', 'refund'] as const;
export type ReceiptKind = (typeof RECEIPT_KINDS)[number];

/** What takes two people: a refund above the limit, a balance that goes to another operator. */
export const MONEY_REQUEST_KINDS = ['refund', 'move'] as const;
export type MoneyRequestKind = (typeof MONEY_REQUEST_KINDS)[number];

export const MONEY_OUTCOMES = ['approved', 'declined'] as const;
export type MoneyOutcome = (typeof MONEY_OUTCOMES)[number];

/** What an operator may take at once and hold for one elder, and up to what one person alone may give back. */
export type PrepaidRule = { topUpMostFen: Fen; heldMostFen: Fen; refundAloneMostFen: Fen; source: string };

/** What stands on an elder's account with one operator; `reservedFen` of it is set aside for meals that are ordered. */
export type Held = { balanceFen: Fen; reservedFen: Fen };

export const NOTHING_HELD: Held = { balanceFen: fen(0), reservedFen: fen(0) };

export const freeOf = ({ balanceFen, reservedFen }: Held): Fen => fen(balanceFen - reservedFen);

export const TOP_UP_REFUSALS = ['deceased', 'no_rule', 'nothing', 'above_most', 'above_held'] as const;
export type TopUpRefusal = (typeof TOP_UP_REFUSALS)[number];

/**
 * Whether cash may be paid in. Refusals: `deceased`, `no_rule` (nobody has said how much this operator may hold), `nothing`,
 * `above_most` (at once), `above_held` (in all). The limits are the operator's own row, with the paper they come from.
 */
export function decideTopUp(amountFen: Fen, held: Held, rule: PrepaidRule | null, deceased: boolean): { refused: TopUpRefusal | null } {
  if (deceased) return { refused: 'deceased' };
  if (!rule) return { refused: 'no_rule' };
  if (amountFen <= 0) return { refused: 'nothing' };
  if (amountFen > rule.topUpMostFen) return { refused: 'above_most' };
  return { refused: held.balanceFen + amountFen > rule.heldMostFen ? 'above_held' : null };
}

export const REFUND_REFUSALS = ['no_rule', 'nothing', 'reserved', 'above_balance'] as const;
export type RefundRefusal = (typeof REFUND_REFUSALS)[number];

/**
 * Whether prepaid money may be given back, and by how many people: above the operator's limit a second one approves. Only what
 * is not set aside for ordered meals (`reserved`), never more than there is (`above_balance`).
 */
export function decideRefund(amountFen: Fen, held: Held, rule: PrepaidRule | null): { refused: RefundRefusal } | { refused: null; people: 1 | 2 } {
  if (!rule) return { refused: 'no_rule' };
  if (amountFen <= 0) return { refused: 'nothing' };
  if (amountFen > held.balanceFen) return { refused: 'above_balance' };
  if (amountFen > freeOf(held)) return { refused: 'reserved' };
  return { refused: null, people: amountFen > rule.refundAloneMostFen ? 2 : 1 };
}

/** Whether somebody may decide what somebody else asked for: once, and never their own. */
export function decideApproval(request: { requestedBy: string; decided: boolean }, actor: string): { refused: null | 'decided' | 'own_request' } {
  if (request.decided) return { refused: 'decided' };
  return { refused: request.requestedBy === actor ? 'own_request' : null };
}

/** Cash into the point's box, owed to the elder from now on. */
export function topUpTransfer({ mealPointId, operatorId, elderId }: Till, amountFen: Fen): Transfer {
  return { kind: 'post', resolvesId: null, debit: accountId('cash', mealPointId), credit: accountId('prepaid', operatorId, elderId), amountFen };
}

/** The other way round: out of the box, owed no longer. */
export function refundTransfer(till: Till, amountFen: Fen): Transfer {
  const { debit, credit } = topUpTransfer(till, amountFen);
  return { kind: 'post', resolvesId: null, debit: credit, credit: debit, amountFen };
}

/** From one operator's care into another's. */
export function moveTransfer(elderId: string, fromOperatorId: string, toOperatorId: string, amountFen: Fen): Transfer {
  const account = (operatorId: string) => accountId('prepaid', operatorId, elderId);
  return { kind: 'post', resolvesId: null, debit: account(fromOperatorId), credit: account(toOperatorId), amountFen };
}

/**
 * How the elder's share is paid when the meal is given out. As ordered; prepaid also where somebody asks for it and the money
 * reaches. Whoever was missed has nothing set aside any more: where the money has gone since, it is cash after all. What was
 * paid already (a no-show whose share stayed) is not asked for again and stays as it was.
 */
export function payAtHandOver(bill: Bill, transfers: readonly StoredTransfer[], leftFen: Fen, asked?: 'prepaid'): PayWay {
  const isPrepaid = ({ debit }: Transfer) => debit.startsWith(`${accountId('prepaid')}:`);
  if ([...unresolved(transfers, 'reserve'), ...unresolved(transfers, 'post')].some(isPrepaid)) return 'prepaid';
  if (bill.payBy === 'cash' && asked !== 'prepaid') return 'cash';
  const own = ownFen(bill);
  return own > 0 && own <= leftFen ? 'prepaid' : 'cash';
}

/** The same for a whole list: what one meal takes from an account, the next one of the same elder no longer finds there. */
export function payListAtHandOver<Order extends { elderId: string; run: { operatorId: string }; bill: Bill; transfers: readonly StoredTransfer[]; prepaidFen: Fen }>(
  orders: readonly Order[],
): (Order & { payBy: PayWay })[] {
  const left = new Map<string, Fen>();
  return orders.map((order) => {
    const account = accountId('prepaid', order.run.operatorId, order.elderId);
    const before = left.get(account) ?? order.prepaidFen;
    const payBy = payAtHandOver(order.bill, order.transfers, before);
    const isFresh = payBy === 'prepaid' && payAtHandOver(order.bill, order.transfers, fen(0)) === 'cash';
    left.set(account, isFresh ? fen(before - ownFen(order.bill)) : before);
    return { ...order, payBy };
  });
}

/** The elder's own share of a bill. */
export function ownFen({ split }: Pick<Bill, 'split'>): Fen {
  return sumFen(split.filter((line) => line.payer === ELDER_PAYER).map((line) => line.fen));
}
