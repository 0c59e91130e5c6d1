import { parseServiceDate, type ServiceDate } from './calendar.ts';
import { accountId, type Transfer } from './ledger.ts';
import { fen, type Fen } from './money.ts';
import { freeOf, type Held } from './prepaid.ts';
import { cleanText, withoutBlanks } from './roster-text.ts';
import { readYuan, type YuanProblem } from './typed-yuan.ts';

/** 转账 into the county's account, or 现金 at its office. */
export const DONATION_WAYS = ['bank', 'cash'] as const;
export type DonationWay = (typeof DONATION_WAYS)[number];

/** `donor`: null where nobody said a name. `anonymous`: no ledger that leaves the office names them. */
export type Donation = { donor: string | null; anonymous: boolean; way: DonationWay; amountFen: Fen; received: ServiceDate; note: string };

/** As the form sends it. */
export type TypedDonation = { donor: string; anonymous: boolean; way: string; amount: string; received: string; note: string };

export type DonationField = 'donor' | 'way' | 'amount' | 'received' | 'note';
export type DonationFault = YuanProblem | 'nothing' | 'no_way' | 'no_date' | 'ahead' | 'too_long';
export type DonationProblem = { field: DonationField; fault: DonationFault };

const MOST_LETTERS = { donor: 40, note: 100 };

/** What was typed as a donation, or everything that is wrong with it. Who gives no name gives without a name; nothing is received tomorrow. */
export function readDonation(typed: TypedDonation, today: ServiceDate): { donation: Donation } | { problems: DonationProblem[] } {
  const [donor, note] = [cleanText(typed.donor), cleanText(typed.note)];
  const amount = readYuan(typed.amount);
  const received = parseServiceDate(withoutBlanks(typed.received));
  const way = DONATION_WAYS.find((one) => one === typed.way);
  const problems: DonationProblem[] = [
    ...(donor.length > MOST_LETTERS.donor ? [{ field: 'donor', fault: 'too_long' } as const] : []),
    ...amountProblems(amount),
    ...(way ? [] : [{ field: 'way', fault: 'no_way' } as const]),
    ...(received === null ? [{ field: 'received', fault: 'no_date' } as const] : received > today ? [{ field: 'received', fault: 'ahead' } as const] : []),
    ...(note.length > MOST_LETTERS.note ? [{ field: 'note', fault: 'too_long' } as const] : []),
  ];
  if (problems.length > 0 || 'problem' in amount || !way || received === null) return { problems };
  return { donation: { donor: donor === '' ? null : donor, anonymous: typed.anonymous || donor === '', way, amountFen: amount.fen, received, note } };
}

function amountProblems(amount: ReturnType<typeof readYuan>): DonationProblem[] {
  if ('problem' in amount) return [{ field: 'amount', fault: amount.problem }];
  return amount.fen === 0 ? [{ field: 'amount', fault: 'nothing' }] : [];
}

/** Where a county's donations come in: its account at the bank, or the cash of its office. */
export const donationAccount = (way: DonationWay, county: string): string => accountId(way === 'cash' ? 'office_cash' : 'bank', county);

/** From the county's account or cash to the fund, which can spend it from now on. */
export function donationTransfer({ way, amountFen }: Pick<Donation, 'way' | 'amountFen'>, county: string, fund: string): Transfer {
  return { kind: 'post', resolvesId: null, debit: donationAccount(way, county), credit: accountId('payer', fund), amountFen };
}

export const DONATION_REVERSAL_REFUSALS = ['reversed', 'own', 'changed', 'no_reason', 'spent'] as const;
export type DonationReversalRefusal = (typeof DONATION_REVERSAL_REFUSALS)[number];

/**
 * Whether a donation may be taken back: once, by another person than recorded it (`own`), as it was shown (`changed`), with a reason, and
 * whole: what has been spent or set aside for meals since stays spent (`spent`).
 */
export function decideDonationReversal(
  donation: { recordedBy: string; reversed: boolean; amountFen: Fen },
  held: Held,
  asked: { actor: string; asShown: boolean; reason: string },
): { refused: DonationReversalRefusal | null } {
  if (donation.reversed) return { refused: 'reversed' };
  if (donation.recordedBy === asked.actor) return { refused: 'own' };
  if (!asked.asShown) return { refused: 'changed' };
  if (asked.reason === '') return { refused: 'no_reason' };
  return { refused: freeOf(held) < donation.amountFen ? 'spent' : null };
}

/** What has to come in first, before a donation can be taken back; nothing where the fund reaches. */
export const missingFor = (amountFen: Fen, held: Held): Fen => fen(Math.max(0, amountFen - freeOf(held)));
