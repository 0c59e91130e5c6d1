import { describe, expect, test } from 'vitest';
import { PERMISSIONS } from '../../src/domain/access.ts';
import { APPLICATION_ACTIONS } from '../../src/domain/application.ts';
import { CALENDAR_OUTCOMES } from '../../src/domain/calendar-list.ts';
import { lookAction, LOOK_FIELDS } from '../../src/domain/look.ts';
import { auditActionLabel } from '../../web/audit-text.ts';
import { actorText, isLook, recordHref, seenText, subjectText } from '../../web/civil/audit-words.ts';
import { projectFiles } from '../support/tree.ts';

const sources = projectFiles().filter(({ path }) => /^src\/(routes|jobs|store)\//.test(path));
const found = (pattern: RegExp) => [...new Set(sources.flatMap(({ text }) => [...text.matchAll(pattern)].map(([, one = '']) => one)))].sort();

/**
 * Everything that the program writes down: whatever is written like one ('order.place') and is no permission, so that none is missed however it comes
 * to its entry; and `month.${…}`, of which every step there is stands beside it.
 */
const literals = () => found(/'([a-z_]{3,}\.(?!csv'|json')[a-z_]+)'/g).filter((one) => !(PERMISSIONS as readonly string[]).includes(one) || written().has(one));
/** A few acts are called as the permission for them is. */
const written = () => new Set(found(/(?:auditEntry\(c, [^;]*?|action: )'([a-z_]+\.[a-z_]+)'/g));
const STEPS = {
  application: APPLICATION_ACTIONS, month: ['proposed', 'withdrawn', 'returned'], calendar: CALENDAR_OUTCOMES, death: ['confirm', 'decline'],
} as const;

test('every kind of act has its word in the log', () => {
  expect(literals().length).toBeGreaterThan(100);
  expect(literals().filter((action) => !(action in auditActionLabel))).toEqual([]);
  expect(found(/auditEntry\(c, [^;]*?`([a-z_]+)\.\$\{/g)).toEqual(Object.keys(STEPS).sort());
  const stepped = Object.entries(STEPS).flatMap(([kind, steps]) => steps.map((step) => `${kind}.${step}`));
  expect([...stepped, ...LOOK_FIELDS.map(lookAction)].filter((action) => !(action in auditActionLabel))).toEqual([]);
});

test('every kind of thing that an act is about has its word too', () => {
  const kinds = found(/(?:auditEntry\(c, [^;]*?|[sS]ubject(?: =|:)[^;]*?)`([a-z_]+):\$\{/g);
  expect(kinds.length).toBeGreaterThan(30);
  expect(kinds.filter((kind) => about(`${kind}:x`) === kind)).toEqual([]);
});

test('what is a look says what was seen', () => {
  const looks = Object.keys(auditActionLabel).filter(isLook);
  expect(looks).toEqual(expect.arrayContaining(['elder.look', 'elder.look_phone', 'application.look', 'price_change.look', 'standing_order.look', 'sheet.look']));
  expect(looks.filter((action) => action !== 'elder.look' && seenText(action) === auditActionLabel[action])).toEqual([]);
});

const about = (subject: string, more: Partial<Parameters<typeof subjectText>[0]> = {}) => subjectText({ subject, elderName: null, name: null, date: null, slot: null, ...more });

describe('what an entry is about', () => {
  test.each([
    ['an elder', about('elder:e1', { elderName: '李秀英' }), '李秀英'],
    ['her card', about('card:c1', { elderName: '李秀英' }), '李秀英，助餐卡'],
    ['a month', about('month:2026-10'), '2026 年 10 月，月份'],
    ['something that is gone', about('order:x'), '订单'],
    ['something without a colon', about('messages'), '短信'],
    ['a kind that nobody knows', about('thing:x'), 'thing'],
  ])('%s', (_case, words, expected) => expect(words).toBe(expected));

  test('leads to its page where an auditor may read it', () => {
    expect(['elder:e1', 'order:o1', 'roster:r1', 'message:m1', 'card:c1', 'messages', 'toString:x'].map((subject) => recordHref({ subject, action: 'x.y' }))).toEqual([
      '/civil/elders/e1', '/civil/orders/o1', '/civil/rosters/r1', '/civil/messages/m1', null, null, null,
    ]);
    const ofPerson = (action: string) => recordHref({ subject: 'person:p1', action });
    expect(['access.ask', 'person.disable', 'login.give', 'start_code.issue'].map(ofPerson)).toEqual(Array(4).fill('/civil/people/p1'));
    expect(['session.start', 'sign_in.use'].map(ofPerson)).toEqual([null, null]);
  });

  test('names nobody by a word of the program', () => {
    const actor = (ref: string) => actorText({ actor: ref, actorName: ref });
    expect(['stranger', 'job:send-messages'].map(actor)).toEqual(['还没登录的人', '系统自动']);
  });
});
