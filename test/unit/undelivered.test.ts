import { describe, expect, test } from 'vitest';
import { instantAt, parseServiceDate } from '../../src/domain/calendar.ts';
import type { LetterFacts } from '../../src/domain/message.ts';
import { decideResend, decideTold, readTold, type GivenUp } from '../../src/domain/undelivered.ts';

const day = parseServiceDate('2026-11-23');
if (!day) throw new Error('a Monday');
const at = (clock: string) => instantAt(day, Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)));

const MESSAGE: GivenUp = { kind: 'handed_over', state: 'given_up', attempts: 10, told: false };
const FACTS: LetterFacts = { kind: 'handed_over', phone: '15400001001', mayKnow: true, deceased: false, undone: false };

describe('一条没发出去的短信', () => {
  test.each<[string, Partial<GivenUp>, Partial<LetterFacts>, number, string | null, string | null]>([
    ['谁都没动过：能再发，也能登记', {}, {}, 10, null, null],
    ['已经又在发了', { state: 'waiting' }, {}, 10, 'moved_on', 'moved_on'],
    ['后来发出去了', { state: 'sent' }, {}, 10, 'moved_on', 'moved_on'],
    ['页面是上一回的，又试过三次了', { attempts: 13 }, {}, 10, 'moved_on', null],
    ['已经有人告诉过', { told: true }, {}, 10, 'told', null],
    ['是验证码', { kind: 'sign_in_code' }, { kind: 'sign_in_code' }, 10, 'code', 'code'],
    ['老人去世了', {}, { deceased: true }, 10, 'deceased', 'deceased'],
    ['去世了，也解除了：先说去世', {}, { deceased: true, mayKnow: false }, 10, 'deceased', 'deceased'],
    ['家属解除了', {}, { mayKnow: false }, 10, 'not_theirs', 'not_theirs'],
    ['交付撤销了', {}, { undone: true }, 10, 'undone', 'undone'],
    ['没有电话：发不了，当面能说', {}, { phone: null }, 10, 'no_phone', null],
  ])('%s', (_case, message, facts, shown, resend, told) => {
    expect(decideResend({ ...MESSAGE, ...message }, { ...FACTS, ...facts }, shown)).toBe(resend);
    expect(decideTold({ ...MESSAGE, ...message }, { ...FACTS, ...facts })).toBe(told);
  });
});

describe('谁、什么时候、怎么告诉的', () => {
  const TYPED = { how: 'phone', teller: ' 周 敏 ', when: '２０２６-11-23 9:05', note: '' };
  const read = (typed: Partial<typeof TYPED>) => readTold({ ...TYPED, ...typed }, at('08:30') + 59_000, at('10:00'));
  test('全角数字、多的空格都认', () => {
    expect(read({})).toEqual({ told: { how: 'phone', toldByName: '周 敏', toldAt: at('09:05'), note: '' } });
    expect(read({ when: '2026-11-23T09:05' })).toEqual(read({}));
  });
  test.each<[string, Partial<typeof TYPED>, string, string]>([
    ['没有选', { how: '' }, 'how', 'missing'],
    ['不是页面上的', { how: 'pigeon' }, 'how', 'missing'],
    ['没有名字', { teller: ' ' }, 'teller', 'missing'],
    ['名字太长', { teller: '敏'.repeat(21) }, 'teller', 'too_long'],
    ['没有时间', { when: '' }, 'when', 'missing'],
    ['没有这一天', { when: '2026-02-30 9:00' }, 'when', 'unreadable'],
    ['没有这一刻', { when: '2026-11-23 24:00' }, 'when', 'unreadable'],
    ['还没有到', { when: '2026-11-23 10:01' }, 'when', 'in_future'],
    ['比短信早', { when: '2026-11-23 8:29' }, 'when', 'before_written'],
    ['不用再说，没写为什么', { how: 'needless' }, 'note', 'missing'],
    ['说明太长', { note: '字'.repeat(201) }, 'note', 'too_long'],
  ])('%s', (_case, typed, field, problem) => {
    expect(read(typed)).toEqual({ problems: [{ field, problem }] });
  });
  test('写短信的那一分钟、现在这一分钟，都行', () => {
    for (const when of ['2026-11-23 8:30', '2026-11-23 10:00']) expect(read({ when })).toHaveProperty('told');
  });
});
