import { addDays, instantAt, monthOf, serviceDateOf, type ServiceDate } from '../domain/calendar.ts';
import { donationAccount, donationTransfer, type DonationWay } from '../domain/donation.ts';
import { accountId, reversePosted } from '../domain/ledger.ts';
import { fen } from '../domain/money.ts';
import * as t from '../store/schema.ts';
import { COUNTY_CODE } from './data/divisions.ts';
import { CLERK, SECOND_OFFICIAL } from './personas.ts';
import type { Insert } from './rows.ts';

/** Invented, and no policy of the demo names it: what a county would do with it is the county's to say. */
export const FUND = { code: 'charity_demo', name: '爱心餐基金（演示）', position: 2 };

type Gift = { daysAgo: number; donor: string | null; anonymous: boolean; way: DonationWay; yuan: number; note: string; reversed?: string };

const GIFTS: readonly Gift[] = [
  { daysAgo: 34, donor: '善国食品厂（演示）', anonymous: false, way: 'bank', yuan: 20_000, note: '' },
  { daysAgo: 21, donor: '热心居民（演示）', anonymous: true, way: 'cash', yuan: 500, note: '给行动不便的老人' },
  { daysAgo: 20, donor: '龙泉商行（演示）', anonymous: false, way: 'bank', yuan: 8000, note: '', reversed: '汇错账户，已退回原账户' },
  { daysAgo: 6, donor: null, anonymous: true, way: 'cash', yuan: 200, note: '' },
];

/** A fund with a few donations, one of them taken back. */
export function loadDonations(insert: Insert, today: ServiceDate): void {
  const fund = accountId('payer', FUND.code);
  insert(t.payer, [{ ...FUND, funded: 1 }]);
  insert(t.account, [
    { id: fund, kind: 'payer', ownerId: FUND.code },
    { id: donationAccount('cash', COUNTY_CODE), kind: 'office_cash', ownerId: COUNTY_CODE },
  ]);
  insert(t.balance, [{ accountId: fund }]);
  GIFTS.forEach((gift, index) => loadGift(insert, gift, index + 1, addDays(today, -gift.daysAgo)));
}

function loadGift(insert: Insert, { donor, anonymous, way, yuan, note, reversed }: Gift, number: number, received: ServiceDate): void {
  const id = `gift-${number}`;
  const recordedAt = instantAt(received, 10 * 60);
  const amountFen = fen(yuan * 100);
  insert(t.donation, [
    { id, number, payerCode: FUND.code, donor, anonymous: anonymous ? 1 : 0, way, amountFen, receivedDate: received, note, recordedAt, recordedBy: `person:${CLERK.id}` },
  ]);
  const given = { id: `${id}-in`, ...donationTransfer({ way, amountFen }, COUNTY_CODE, FUND.code) };
  insert(t.transfer, [rowOf(id, given, recordedAt)]);
  if (reversed === undefined) return;
  const reversedAt = instantAt(addDays(received, 1), 15 * 60);
  insert(t.donationReversal, [{ donationId: id, reason: reversed, shownHash: 'demo', reversedAt, reversedBy: `person:${SECOND_OFFICIAL.id}` }]);
  insert(t.transfer, reversePosted([given]).map((back) => rowOf(id, { id: `${id}-out`, ...back }, reversedAt)));
}

function rowOf(eventId: string, { debit, credit, ...one }: ReturnType<typeof donationTransfer> & { id: string }, at: number) {
  return { orderId: null, eventId, ...one, debitAccount: debit, creditAccount: credit, period: monthOf(serviceDateOf(at)), at };
}
