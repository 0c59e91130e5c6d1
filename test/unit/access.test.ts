import { describe, expect, test } from 'vitest';
import {
  actorRef, divisionPrefix, grantsUnder, isOfCounty, needsSecondFactor, PERMISSIONS, reachOf, readsOnly, ROLES, scopeFor, SIGN_IN_WAYS, type Actor, type Grant, type Permission, type Reach,
} from '../../src/domain/access.ts';

const elder: Actor = { kind: 'elder', elderId: 'e1', name: '李秀英', callAs: null, point: { id: 'p1', name: '', phone: '', phoneHours: '' } };
const family: Actor = { kind: 'family', personId: 'd', name: '刘芳' };
const person = (...grants: Grant[]): Actor => ({ kind: 'person', personId: 'x', name: '李芳', grants });
const nowhere: Reach = { elderId: null, familyId: null, familyRight: null, personId: null, mealPointIds: [], operatorIds: [], divisionPrefixes: [], everywhere: false };
const reach = (actor: Actor, permission: Permission): Reach | null => {
  const scope = scopeFor(actor, permission);
  return scope && reachOf(scope);
};

/** Everything that is allowed; what is not written here must be refused. */
const MAY: Record<'stranger' | 'elder' | 'family' | (typeof ROLES)[number] | 'person without a grant', Permission[]> = {
  stranger: ['menu.read', 'sign_in', 'outcome.own', 'application.file'],
  elder: ['menu.read', 'sign_in', 'outcome.own', 'application.file', 'order.own', 'application.own', 'family.order', 'family.arrange', 'family.allow'],
  canteen_staff: [
    'menu.read', 'sign_in', 'outcome.own', 'application.file', 'meal_run.read', 'meal_run.close', 'sheet.print', 'hand_over.record', 'cash.take', 'price_change.at_point',
    'order.by_phone', 'card.issue', 'complaint.answer', 'diet.record', 'picture.set', 'family.witness', 'login.own',
  ],
  county_official: [
    'menu.read', 'sign_in', 'outcome.own', 'application.file', 'statement.read', 'policy.read', 'policy.draft', 'policy.approve', 'application.read', 'appeal.decide',
    'roster.read', 'roster.prepare', 'roster.apply', 'prepaid.read', 'prepaid.move', 'point.set', 'month.read', 'month.propose', 'month.confirm',
    'claim.reverse', 'death.note', 'death.confirm', 'calendar.read', 'calendar.enter', 'calendar.confirm', 'price_change.in_area', 'payer.set',
    'category.set', 'donation.record', 'donation.reverse', 'card.oversee', 'complaint.read', 'message.oversee', 'county_rule.set', 'books_stop.end', 'policy_draft.read',
    'death.read', 'claim.read', 'point.read',
    'calendar.follow', 'price_change.read', 'payer.read', 'category.read', 'donation.read', 'message.read', 'county_rule.read', 'books_stop.read', 'application.look', 'elder.read', 'elder.look', 'login.own',
  ],
  community_worker: ['menu.read', 'sign_in', 'outcome.own', 'application.file', 'application.handle', 'order.for_village', 'login.own'],
  town_official: [
    'menu.read', 'sign_in', 'outcome.own', 'application.file', 'statement.read', 'policy.read', 'application.read', 'application.decide', 'claim.reverse', 'death.note',
    'death.confirm', 'calendar.read', 'price_change.in_area', 'card.oversee', 'complaint.read', 'death.read', 'claim.read', 'price_change.read',
    'application.look', 'elder.read', 'elder.look', 'login.own',
  ],
  // Everything that an office of the county reads, the log of who did what, and nothing that changes anything or shows a sealed value.
  auditor: [
    'menu.read', 'sign_in', 'outcome.own', 'application.file', 'statement.read', 'policy.read', 'policy_draft.read', 'application.read', 'roster.read', 'prepaid.read',
    'point.read', 'month.read', 'death.read', 'claim.read', 'calendar.read', 'calendar.follow', 'price_change.read', 'payer.read', 'category.read',
    'donation.read', 'complaint.read', 'message.read', 'county_rule.read', 'books_stop.read', 'elder.read', 'person.read', 'audit.read', 'tablet.read', 'login.own',
  ],
  operator_manager: ['menu.read', 'sign_in', 'outcome.own', 'application.file', 'operator.read', 'complaint.answer', 'tablet.enrol', 'login.own'],
  administrator: ['menu.read', 'sign_in', 'outcome.own', 'application.file', 'person.read', 'person.add', 'access.ask', 'access.confirm', 'access.end', 'tablet.read', 'login.manage', 'login.own'],
  'person without a grant': ['menu.read', 'sign_in', 'outcome.own', 'application.file', 'login.own'],
  family: ['menu.read', 'sign_in', 'outcome.own', 'application.file', 'family.self', 'family.order', 'family.arrange'],
};
const ACTORS: Record<keyof typeof MAY, Actor> = {
  stranger: { kind: 'stranger' },
  elder,
  family,
  canteen_staff: person({ role: 'canteen_staff', mealPointId: 'p1' }),
  county_official: person({ role: 'county_official', divisionCode: '370481000000' }),
  community_worker: person({ role: 'community_worker', divisionCode: '370481001001' }),
  town_official: person({ role: 'town_official', divisionCode: '370481001000' }),
  operator_manager: person({ role: 'operator_manager', operatorId: 'op1' }),
  administrator: person({ role: 'administrator', divisionCode: '370481000000' }),
  auditor: person({ role: 'auditor', divisionCode: '370481000000' }),
  'person without a grant': person(),
};

describe.each(Object.entries(ACTORS))('%s', (who, actor) => {
  test.each(PERMISSIONS)('%s', (permission) => {
    expect(scopeFor(actor, permission) !== null).toBe(MAY[who as keyof typeof MAY].includes(permission));
  });
});

test('every role is tried above', () => expect(Object.keys(MAY)).toEqual(expect.arrayContaining([...ROLES])));

describe('how far a permission reaches', () => {
  const cook = (mealPointId: string): Grant => ({ role: 'canteen_staff', mealPointId });
  const official = (divisionCode: string): Grant => ({ role: 'county_official', divisionCode });
  test.each<[string, Actor, Permission, Reach]>([
    ['what everybody may read is read everywhere', { kind: 'stranger' }, 'menu.read', { ...nowhere, everywhere: true }],
    ['an elder reaches themself', elder, 'order.own', { ...nowhere, elderId: 'e1' }],
    ['a family member reaches whoever consented', family, 'family.order', { ...nowhere, familyId: 'd', familyRight: 'order' }],
    ['and what is ordered day after day where the consent names it', family, 'family.arrange', { ...nowhere, familyId: 'd', familyRight: 'arrange' }],
    ['an elder orders for herself as her family does', elder, 'family.order', { ...nowhere, elderId: 'e1' }],
    ['a cook reaches one point', person(cook('p1')), 'meal_run.read', { ...nowhere, mealPointIds: ['p1'] }],
    ['a cook of two points reaches both', person(cook('p1'), cook('p2')), 'meal_run.read', { ...nowhere, mealPointIds: ['p1', 'p2'] }],
    ['a cook of a whole town', person({ role: 'canteen_staff', divisionCode: '370481001000' }), 'sheet.print', { ...nowhere, divisionPrefixes: ['370481001'] }],
    ['the manager of an operator', person({ role: 'operator_manager', operatorId: 'op1' }), 'operator.read', { ...nowhere, operatorIds: ['op1'] }],
    ['the manager of two operators, who is a cook too', person({ role: 'operator_manager', operatorId: 'op1' }, { role: 'operator_manager', operatorId: 'op2' }, cook('p9')), 'complaint.answer',
      { ...nowhere, operatorIds: ['op1', 'op2'], mealPointIds: ['p9'] }],
    ['an administrator', person({ role: 'administrator', divisionCode: '370481000000' }), 'person.read', { ...nowhere, divisionPrefixes: ['370481'] }],
    ['a county official', person(official('370481000000')), 'statement.read', { ...nowhere, divisionPrefixes: ['370481'] }],
    ['a town official', person(official('370481001000')), 'statement.read', { ...nowhere, divisionPrefixes: ['370481001'] }],
    ['somebody at work reaches their own sign-in', person(cook('p1')), 'login.own', { ...nowhere, personId: 'x' }],
    ['two roles do not lend each other their places: as cook', person(cook('p1'), official('370481002000')), 'meal_run.read', { ...nowhere, mealPointIds: ['p1'] }],
    ['two roles do not lend each other their places: as official', person(cook('p1'), official('370481002000')), 'statement.read', { ...nowhere, divisionPrefixes: ['370481002'] }],
  ])('%s', (_case, actor, permission, reached) => expect(reach(actor, permission)).toEqual(reached));
});

describe('the part of a division code that everything below it shares', () => {
  test.each([
    ['县市', '370481000000', '370481'],
    ['镇街', '370481001000', '370481001'],
    ['第一百个镇街', '370481100000', '370481100'],
    ['村居', '370481001001', '370481001001'],
    ['第十个村居', '370481001010', '370481001010'],
    ['第二百个村居', '370481001200', '370481001200'],
  ])('%s %s', (_level, code, prefix) => {
    expect(divisionPrefix(code)).toBe(prefix);
    expect(code.startsWith(prefix)).toBe(true);
  });

  test('a town does not reach its neighbour whose code begins alike', () => {
    expect('370481010001'.startsWith(divisionPrefix('370481001000'))).toBe(false);
  });
});

describe('what holds in a session depends on how it was begun', () => {
  const cook: Grant = { role: 'canteen_staff', mealPointId: 'p1' };
  const offices = ROLES.filter((role) => role !== 'canteen_staff').map((role): Grant => ({ role, divisionCode: '370481000000' }));

  test('every office needs a second factor, a cook of one point does not, a cook of a whole town does', () => {
    expect(offices.map(needsSecondFactor)).toEqual(offices.map(() => true));
    expect([needsSecondFactor(cook), needsSecondFactor({ role: 'canteen_staff', divisionCode: '370481001000' })]).toEqual([false, true]);
    expect(needsSecondFactor({ role: 'county_official', mealPointId: 'p1' })).toBe(true);
  });

  test.each(SIGN_IN_WAYS)('%s', (way) => {
    const holds: Partial<Record<typeof way, Grant[]>> = { password: [cook], totp: [cook, ...offices] };
    expect(grantsUnder(way, [cook, ...offices])).toEqual(holds[way] ?? []);
  });
});

test('records name who did it', () => {
  if (elder.kind !== 'elder') throw new Error('an elder');
  expect(actorRef(elder)).toBe('elder:e1');
  expect(actorRef({ kind: 'family', personId: 'd', name: '' })).toBe('person:d');
  expect(actorRef({ kind: 'person', personId: 'x', name: '', grants: [] })).toBe('person:x');
});

test('what is the whole county’s is no matter of an official of one of its towns', () => {
  const official = (divisionCode: string, role: 'county_official' | 'town_official' = 'county_official') => isOfCounty(person({ role, divisionCode }));
  expect([official('370481000000'), official('370481001000'), official('370481000000', 'town_official'), isOfCounty(elder)]).toEqual([true, false, false, false]);
});

test('an auditor is of the whole county, and granted for anything smaller of nothing', () => {
  const auditor = (place: { divisionCode: string } | { mealPointId: string }) => person({ role: 'auditor', ...place });
  expect(reach(auditor({ divisionCode: '370481000000' }), 'audit.read')).toEqual({ ...nowhere, divisionPrefixes: ['370481'] });
  for (const place of [{ divisionCode: '370481001000' }, { divisionCode: '370481001001' }, { mealPointId: 'p1' }]) {
    expect(PERMISSIONS.filter((one) => reach(auditor(place), one) !== null)).toEqual(MAY['person without a grant'].toSorted((a, b) => PERMISSIONS.indexOf(a) - PERMISSIONS.indexOf(b)));
  }
  expect([isOfCounty(auditor({ divisionCode: '370481000000' })), readsOnly(auditor({ divisionCode: '370481000000' }))]).toEqual([true, true]);
});

test('whoever is also at work as something else is shown its forms', () => {
  const county = { divisionCode: '370481000000' };
  expect([readsOnly(person({ role: 'auditor', ...county }, { role: 'county_official', ...county })), readsOnly(person()), readsOnly(elder)]).toEqual([false, false, false]);
});
