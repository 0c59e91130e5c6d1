import { describe, expect, test } from 'vitest';
import { decideDonationReversal, donationTransfer, missingFor, readDonation, type TypedDonation } from '../../src/domain/donation.ts';
import { fen } from '../../src/domain/money.ts';
import { serviceDate } from '../support/demo.ts';

const today = serviceDate('2026-11-23');
const typed: TypedDonation = { donor: '善国食品厂', anonymous: false, way: 'bank', amount: '100', received: '2026-11-20', note: '' };
const read = (more: Partial<TypedDonation>) => readDonation({ ...typed, ...more }, today);

describe('what was typed as a donation', () => {
  test.each<[string, Partial<TypedDonation>, object]>([
    ['a company by bank', {}, { donor: '善国食品厂', anonymous: false, way: 'bank', amountFen: 10_000, received: '2026-11-20', note: '' }],
    ['today, in cash, as a Chinese keyboard writes it', { way: 'cash', received: today, amount: '１００．５元' }, { way: 'cash', amountFen: 10_050, received: today }],
    ['nobody’s name', { donor: ' \u3000 ' }, { donor: null, anonymous: true }],
    ['a name that is not to be said', { anonymous: true }, { donor: '善国食品厂', anonymous: true }],
  ])('%s', (_what, more, expected) => expect(read(more)).toMatchObject({ donation: expected }));

  test.each<[string, Partial<TypedDonation>, [string, string][]]>([
    ['nothing', { amount: '0' }, [['amount', 'nothing']]],
    ['tomorrow', { received: '2026-11-24' }, [['received', 'ahead']]],
    ['no day', { received: '2026-02-30' }, [['received', 'no_date']]],
    ['another way', { way: 'shares' }, [['way', 'no_way']]],
    ['everything at once', { donor: '善'.repeat(41), amount: '-1', way: '', received: '', note: '善'.repeat(101) }, [
      ['donor', 'too_long'], ['amount', 'negative'], ['way', 'no_way'], ['received', 'no_date'], ['note', 'too_long'],
    ]],
  ])('%s is refused', (_what, more, expected) => {
    const said = read(more);
    expect('problems' in said && said.problems.map(({ field, fault }) => [field, fault])).toEqual(expected);
  });
});

test('comes out of the county’s account or its cash, into the fund', () => {
  expect(donationTransfer({ way: 'bank', amountFen: fen(100) }, '370481000000', 'charity')).toEqual({
    kind: 'post', resolvesId: null, debit: 'bank:370481000000', credit: 'payer:charity', amountFen: 100,
  });
  expect(donationTransfer({ way: 'cash', amountFen: fen(100) }, '370481000000', 'charity').debit).toBe('office_cash:370481000000');
});

describe('taking a donation of 10 yuan back', () => {
  const given = { recordedBy: 'person:a', reversed: false, amountFen: fen(1000) };
  const asked = { actor: 'person:b', asShown: true, reason: '汇错' };
  const holding = (balanceFen: number, reservedFen = 0) => ({ balanceFen: fen(balanceFen), reservedFen: fen(reservedFen) });
  test.each([
    ['another person, the fund just reaches', given, holding(1000), asked, null],
    ['a second time', { ...given, reversed: true }, holding(1000), asked, 'reversed'],
    ['whoever recorded it', given, holding(1000), { ...asked, actor: 'person:a' }, 'own'],
    ['something else was shown', given, holding(1000), { ...asked, asShown: false }, 'changed'],
    ['no reason', given, holding(1000), { ...asked, reason: '' }, 'no_reason'],
    ['one fen was spent', given, holding(999), asked, 'spent'],
    ['one fen is promised', given, holding(1000, 1), asked, 'spent'],
  ])('%s', (_what, donation, held, by, refused) => expect(decideDonationReversal(donation, held, by)).toEqual({ refused }));

  test('what must come in first', () => {
    expect([missingFor(fen(1000), holding(1200, 500)), missingFor(fen(1000), holding(5000))]).toEqual([300, 0]);
  });
});
