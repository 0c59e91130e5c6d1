import { describe, expect, test } from 'vitest';
import { lookAction, LOOK_FIELDS } from '../../src/domain/look.ts';
import { auditActionLabel } from '../../web/audit-text.ts';
import { isLook, recordHref, seenText, subjectText } from '../../web/civil/audit-words.ts';
import { projectFiles } from '../support/tree.ts';

/** Everything that the program writes down under a name of its own: 'order.place', in routes, jobs and store. */
function actionsWritten(): string[] {
  const sources = projectFiles().filter(({ path }) => /^src\/(routes|jobs|store)\//.test(path));
  const named = sources.flatMap(({ text }) => [...text.matchAll(/(?:auditEntry\(c, [^;]*?|action: )'([a-z_]+\.[a-z_]+)'(?: : '([a-z_]+\.[a-z_]+)')?/g)].flatMap(([, one, other]) => [one, other]));
  return [...new Set(named.filter((one) => one !== undefined))].sort();
}

test('every kind of act has its word in the log', () => {
  const written = actionsWritten();
  expect(written.length).toBeGreaterThan(60);
  expect(written.filter((action) => !(action in auditActionLabel))).toEqual([]);
  expect(LOOK_FIELDS.map(lookAction).filter((action) => !(action in auditActionLabel))).toEqual([]);
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
    expect(['elder:e1', 'order:o1', 'roster:r1', 'card:c1', 'messages', 'toString:x'].map(recordHref)).toEqual(['/civil/elders/e1', '/civil/orders/o1', '/civil/rosters/r1', null, null, null]);
  });
});
