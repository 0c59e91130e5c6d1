import { describe, expect, test } from 'vitest';
import {
  APPLICATION_STATES, decideGrant, decideStep, dueOn, nextMonth, nextParty, reviewAfter, ruleOn, STEPS, stepsOpen, type ApplicationAction,
  type ApplicationState, type EligibilityRule, type Party, type Step,
} from '../../src/domain/application.ts';
import { claimCodes, parseClaim } from '../../src/domain/application-claim.ts';
import type { DatedFact } from '../../src/domain/elder.ts';
import { decideProposal, decideReview } from '../../src/domain/eligibility-review.ts';
import { serviceDate } from '../support/demo.ts';

const TODAY = serviceDate('2026-11-23');
const PARTIES: Party[] = ['applicant', 'village', 'town', 'county'];

/** What may be done where, by whom, and where it leads; whatever is not written here is refused. */
const MAY: [ApplicationState, Step, Party, ApplicationState][] = [
  ['requested', 'register', 'village', 'submitted'],
  ['requested', 'dismiss', 'village', 'dismissed'],
  ['requested', 'withdraw', 'applicant', 'withdrawn'],
  ['requested', 'withdraw', 'village', 'withdrawn'],
  ['submitted', 'ask_papers', 'village', 'returned'],
  ['submitted', 'check', 'village', 'checked'],
  ['submitted', 'withdraw', 'applicant', 'withdrawn'],
  ['submitted', 'withdraw', 'village', 'withdrawn'],
  ['returned', 'bring_papers', 'village', 'submitted'],
  ['returned', 'withdraw', 'applicant', 'withdrawn'],
  ['returned', 'withdraw', 'village', 'withdrawn'],
  ['checked', 'send_back', 'town', 'submitted'],
  ['checked', 'grant', 'town', 'granted'],
  ['checked', 'refuse', 'town', 'refused'],
  ['checked', 'withdraw', 'applicant', 'withdrawn'],
  ['checked', 'withdraw', 'village', 'withdrawn'],
  ['refused', 'appeal', 'applicant', 'appealed'],
  ['refused', 'appeal', 'village', 'appealed'],
  ['appealed', 'uphold', 'county', 'upheld'],
  ['appealed', 'overturn', 'county', 'granted'],
];

const standing = (state: ApplicationState, events: { action: ApplicationAction; by: string }[] = [], dueDate = TODAY) => ({ state, events, dueDate });
const outcome = (state: ApplicationState, step: Step, party: Party) => decideStep(standing(state), step, { ref: 'person:x', party }, TODAY);

describe.each(APPLICATION_STATES)('an application that is %s', (state) => {
  test.each(STEPS.flatMap((step) => PARTIES.map((party) => [step, party] as const)))('%s by the %s', (step, party) => {
    const allowed = MAY.find(([from, action, by]) => from === state && action === step && by === party);
    const decision = outcome(state, step, party);
    if (allowed) expect(decision).toEqual({ refused: null, to: allowed[3] });
    else expect(decision.refused).not.toBeNull();
  });

  test('offers exactly what may be done', () => {
    for (const party of PARTIES) {
      const open = MAY.filter(([from, , by]) => from === state && by === party).map(([, step]) => step);
      expect(stepsOpen(state, party).toSorted()).toEqual(open.toSorted());
    }
  });
});

describe('another person', () => {
  const events = [{ action: 'submit' as const, by: 'person:a' }, { action: 'check' as const, by: 'person:b' }];
  test.each<[string, Party, Step, ApplicationState, string | null]>([
    ['person:a', 'town', 'grant', 'checked', 'same_person'],
    ['person:b', 'town', 'refuse', 'checked', 'same_person'],
    ['person:b', 'town', 'send_back', 'checked', null],
    ['person:c', 'town', 'grant', 'checked', null],
    ['person:b', 'county', 'uphold', 'appealed', 'same_person'],
    ['person:c', 'county', 'overturn', 'appealed', null],
  ])('%s at the %s: %s', (ref, party, step, state, refused) => {
    expect(decideStep(standing(state, events), step, { ref, party }, TODAY).refused).toBe(refused);
  });

  test('who only sent it back may decide it later', () => {
    const back = [...events, { action: 'send_back' as const, by: 'person:t' }];
    expect(decideStep(standing('checked', back), 'grant', { ref: 'person:t', party: 'town' }, TODAY).refused).toBeNull();
  });
});

test('an appeal on its last day, not the day after', () => {
  const on = (today: string) => decideStep(standing('refused', [], serviceDate('2026-11-23')), 'appeal', { ref: 'elder:e', party: 'applicant' }, serviceDate(today)).refused;
  expect([on('2026-11-23'), on('2026-11-24')]).toEqual([null, 'appeal_too_late']);
});

test('whose turn it is, wherever somebody waits', () => {
  const waiting = APPLICATION_STATES.filter((state) => nextParty(state) !== null);
  expect(waiting).toEqual(['requested', 'submitted', 'returned', 'checked', 'appealed']);
});

describe('the rule in force', () => {
  const rule = (fromDate: string, checkDays: number): EligibilityRule => ({
    fromDate: serviceDate(fromDate), document: '', checkDays, papersDays: 15, decideDays: 10, appealDays: 60, appealDecideDays: 30, reviewMonths: 12,
    reviewNoticeDays: 45, webLimit: 20, lookUpTries: 10,
  });
  const rules = [rule('2000-01-01', 10), rule('2026-12-01', 5)];
  test('is the last that has begun', () => {
    expect(ruleOn(rules, serviceDate('2026-11-30')).checkDays).toBe(10);
    expect(ruleOn(rules, serviceDate('2026-12-01')).checkDays).toBe(5);
    expect(() => ruleOn(rules, serviceDate('1999-12-31'))).toThrow('no eligibility rule');
  });
  test('says until when', () => {
    expect(dueOn('submitted', rule('2000-01-01', 10), TODAY)).toBe('2026-12-03');
    expect(dueOn('refused', rule('2000-01-01', 10), TODAY)).toBe('2027-01-22');
    expect(dueOn('granted', rule('2000-01-01', 10), TODAY)).toBeNull();
  });
});

describe('a grant', () => {
  const low = { kind: 'category' as const, value: 'low' };
  const fact = (kind: DatedFact['kind'], value: string, to: string | null = null): DatedFact => ({ kind, value, from: serviceDate('2026-01-01'), to: to === null ? null : serviceDate(to) });
  const grant = (facts: DatedFact[] | null, from = '2026-12-01', claim: typeof low | { kind: 'ability'; value: null } = low, point: string | null = null) =>
    decideGrant(claim, facts && { facts }, point, serviceDate(from), TODAY).refused;
  test.each<[string, string | null, string | null]>([
    ['from today', grant([], '2026-11-23'), null],
    ['from yesterday', grant([], '2026-11-22'), 'from_past'],
    ['from two years on', grant([], '2028-12-01'), 'from_too_far'],
    ['to somebody who has died', grant([fact('death', 'yes')]), 'deceased'],
    ['of what holds already', grant([fact('category', 'low')]), 'holds_already'],
    ['of what held once', grant([fact('category', 'low', '2026-06-01')]), null],
    ['beside another category', grant([fact('category', 'other')]), null],
    ['without a level', grant([], '2026-12-01', { kind: 'ability', value: null }), 'value_missing'],
    ['to somebody new without a point', grant(null), 'no_point'],
    ['to somebody new with a point', grant(null, '2026-12-01', low, 'p1'), null],
  ])('%s', (_what, refused, expected) => expect(refused).toBe(expected));
});

test.each([
  ['2026-11-23', '2026-12-01'],
  ['2026-12-31', '2027-01-01'],
])('after %s the next month begins on %s', (today, first) => expect(nextMonth(serviceDate(today))).toBe(first));

test.each([
  ['2026-12-01', 12, '2027-12-01'],
  ['2028-02-29', 12, '2029-02-28'],
  ['2026-08-31', 6, '2027-02-28'],
])('%s and %i months is %s', (from, months, date) => expect(reviewAfter(serviceDate(from), months)).toBe(date));

test('every claim that is offered is understood, and nothing else', () => {
  const codes = claimCodes(['low']);
  expect(codes.filter((code) => parseClaim(code, ['low']) === null)).toEqual([]);
  expect(parseClaim('category:high', ['low'])).toBeNull();
  expect(parseClaim('death:yes', ['low'])).toBeNull();
  expect(parseClaim('ability:', ['low'])).toEqual({ kind: 'ability', value: null });
});

describe('a yearly review', () => {
  const holds = { from: serviceDate('2025-12-01'), to: null, open: false };
  const propose = (fact: Parameters<typeof decideProposal>[0], finding: 'still_holds' | 'no_longer', end: string | null = null, note = '收入高了') =>
    decideProposal(fact, { finding, endDate: end === null ? null : serviceDate(end), note }, TODAY).refused;
  test.each<[string, string | null, string | null]>([
    ['still holds', propose(holds, 'still_holds', null, ''), null],
    ['no longer, from today', propose(holds, 'no_longer', '2026-11-23'), null],
    ['no longer, from yesterday', propose(holds, 'no_longer', '2026-11-22'), 'end_past'],
    ['no longer, without a day', propose(holds, 'no_longer'), 'no_end'],
    ['no longer, without a reason', propose(holds, 'no_longer', '2026-12-01', ''), 'no_note'],
    ['before the fact begins', propose({ ...holds, from: serviceDate('2026-12-15') }, 'no_longer', '2026-12-01'), 'end_before_fact'],
    ['of a fact that has ended', propose({ ...holds, to: serviceDate('2026-06-01') }, 'still_holds'), 'ended'],
    ['while another waits', propose({ ...holds, open: true }, 'still_holds'), 'open'],
  ])('%s', (_what, refused, expected) => expect(refused).toBe(expected));

  test.each<[string, Parameters<typeof decideReview>[0], string | null]>([
    ['by another person', { proposedBy: 'person:a', decided: false, factTo: null }, null],
    ['by whoever proposed it', { proposedBy: 'person:b', decided: false, factTo: null }, 'same_person'],
    ['twice', { proposedBy: 'person:a', decided: true, factTo: null }, 'decided'],
    ['of a fact that ended meanwhile', { proposedBy: 'person:a', decided: false, factTo: serviceDate('2026-12-01') }, 'ended'],
  ])('decided %s', (_what, review, refused) => expect(decideReview(review, 'person:b').refused).toBe(refused));
});
