import { describe, expect, test } from 'vitest';
import { instantAt, parseServiceDate, type ServiceDate } from '../../src/domain/calendar.ts';
import { isQuiet, nextTryAt, stateAfter, whyDropped, type LetterFacts } from '../../src/domain/message.ts';
import { fen } from '../../src/domain/money.ts';
import { hmacHex } from '../../src/vault.ts';
import { smsOf, webhookSms } from '../../src/ports/sms.ts';
import { codeOf, readCode } from '../../src/domain/sign-in-code.ts';
import { mealMessage, type MealTold } from '../../web/message-text.ts';

const day = (text: string) => parseServiceDate(text) as ServiceDate;
const TODAY = day('2026-11-23');
const at = (clock: string) => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return instantAt(TODAY, hours * 60 + minutes);
};
const RULE = { quietFromMinute: 21 * 60, quietToMinute: 7 * 60, retryMinutes: 1, attempts: 3 };

describe('when a phone may ring', () => {
  test.each([['06:59', true], ['07:00', false], ['20:59', false], ['21:00', true], ['00:00', true]])('%s: quiet is %s', (clock, quiet) => {
    expect(isQuiet(at(clock), RULE)).toBe(quiet);
  });
  test.each([['12:59', false], ['13:00', true], ['13:59', true], ['14:00', false]])('a quiet noon, %s: %s', (clock, quiet) => {
    expect(isQuiet(at(clock), { ...RULE, quietFromMinute: 780, quietToMinute: 840 })).toBe(quiet);
  });
  test('no quiet hours at all', () => expect(isQuiet(at('00:00'), { ...RULE, quietFromMinute: 0, quietToMinute: 0 })).toBe(false));
});

test('each wait is twice the one before', () => {
  expect([1, 2, 3, 4].map((attempt) => nextTryAt(0, attempt, { ...RULE, retryMinutes: 2 }) / 60_000)).toEqual([2, 4, 8, 16]);
});

test.each([
  ['sent', 1, 'sent'], ['dropped', 1, 'dropped'], ['refused', 1, 'given_up'], ['failed', 2, 'waiting'], ['failed', 3, 'given_up'],
] as const)('%s at try %i: %s', (outcome, attempt, state) => expect(stateAfter(outcome, attempt, RULE)).toBe(state));

describe('why a message is not sent after all', () => {
  const facts: LetterFacts = { kind: 'handed_over', phone: '1', mayKnow: true, deceased: false, undone: false };
  test.each<[string, Partial<LetterFacts>, ReturnType<typeof whyDropped>]>([
    ['it is', {}, null],
    ['not theirs to know', { mayKnow: false, undone: true }, 'not_theirs'],
    ['a death', { deceased: true, mayKnow: false }, 'deceased'],
    ['taken back', { undone: true }, 'undone'],
    ['what corrects it is sent', { kind: 'corrected', undone: true }, null],
    ['no phone', { phone: null }, 'no_phone'],
  ])('%s', (_why, more, dropped) => expect(whyDropped({ ...facts, ...more })).toBe(dropped));
});

describe('codes', () => {
  test.each([['123456', '123456'], ['１２３ ４５６', '123456'], ['12345', null], ['1234567', null], ['12a456', null], ['', null]])('%s is read as %s', (typed, code) => {
    expect(readCode(typed)).toBe(code);
  });
  test('are always six digits, and differ with their mark', () => {
    expect(codeOf('AAAAAAAA')).toBe('000000');
    expect(new Set(['AAAAAAAB', 'BAAAAAAA', 'zzzzzzzz'].map(codeOf)).size).toBe(3);
    for (const mark of ['AAAAAAAB', '________']) expect(codeOf(mark)).toMatch(/^\d{6}$/);
  });
});

describe('the words', () => {
  const told: MealTold = {
    kind: 'handed_over', elder: { id: 'e1', name: '李秀英', sex: 'female' }, reader: 'daughter', by: { actor: 'person:c', relation: null },
    meal: { date: TODAY, slot: 'lunch', mode: 'home_delivery', name: '红烧肉套餐', cutoffAt: at('09:40') },
    subsidyFen: fen(900), selfPayFen: fen(650), balanceFen: fen(9350), phone: '0632-5550123',
  };
  const words = (more: Partial<MealTold>) => mealMessage({ ...told, ...more }, TODAY, at('08:00'));
  test.each<[Partial<MealTold>, string]>([
    [{}, '您妈妈今天午饭拿到了：红烧肉套餐。补贴 9 元，自己付 6 元 5 角，余额 93 元 5 角。'],
    [{ reader: 'son_in_law', elder: { ...told.elder, sex: 'male' }, balanceFen: null }, '您岳父今天午饭拿到了：红烧肉套餐。补贴 9 元，自己付 6 元 5 角。'],
    [{ reader: 'neighbour' }, '您李家老人今天午饭拿到了'],
    [{ kind: 'cancelled', reader: null, by: { actor: 'person:c', relation: null } }, '食堂把您今天午饭退了，不收钱。'],
    [{ kind: 'price_changed', reader: null }, '您今天午饭的价钱变了。补贴 9 元，自己付 6 元 5 角，余额 93 元 5 角。'],
    [{ kind: 'missed', selfPayFen: fen(0) }, '您妈妈今天午饭没有拿，也没有退。没有收钱。请打个电话问问她'],
  ])('%j', (more, text) => expect(words(more)).toContain(text));
  test('never a whole name', () => {
    for (const kind of ['ordered', 'cancelled', 'handed_over', 'corrected', 'missed', 'price_changed'] as const) {
      for (const reader of [null, 'daughter', 'relative'] as const) expect(words({ kind, reader })).not.toContain('李秀英');
    }
  });
});

describe('the webhook', () => {
  const SECRET = 's'.repeat(32);
  const answering = (answer: () => Promise<Response>) => {
    const asked: Request[] = [];
    const post = async (url: RequestInfo | URL, init?: RequestInit) => {
      asked.push(new Request(url, { ...init, signal: null }));
      return answer();
    };
    return { asked, port: webhookSms('https://sms.example/send', SECRET, hmacHex, post as typeof fetch) };
  };
  const letter = { key: 'ordered.o1.person:d1', to: '15400001001', text: '您妈妈…' };

  test('signs the time and the body, and names the message by its key', async () => {
    const { asked, port } = answering(async () => new Response(null, { status: 202 }));
    expect(await port.send(letter, 1_000)).toEqual({ sent: true });
    const [request] = asked;
    const body = await request?.text();
    expect(JSON.parse(body ?? '')).toEqual(letter);
    expect(Object.fromEntries(request?.headers ?? [])).toMatchObject({
      'idempotency-key': letter.key, 'x-zhucan-time': '1000', 'x-zhucan-signature': await hmacHex(SECRET, `1000.${body}`), 'content-type': 'application/json',
    });
    expect(await hmacHex('key', 'The quick brown fox jumps over the lazy dog')).toBe('f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8');
  });

  test.each([[500, false], [503, false], [429, false], [408, false], [400, true], [401, true], [302, true]])('%i: refused for good is %s', async (status, final) => {
    const { port } = answering(async () => new Response(null, { status }));
    expect(await port.send(letter, 0)).toEqual({ sent: false, cause: `status ${status}`, final });
  });

  test('nobody answers: later again, and the cause holds nothing of the message', async () => {
    const { port } = answering(async () => Promise.reject(new Error(`could not post ${letter.to}`)));
    expect(await port.send(letter, 0)).toEqual({ sent: false, cause: 'unreachable', final: false });
  });

  test.each([
    [{}], [{ SMS_WEBHOOK_URL: 'https://sms.example' }], [{ SMS_WEBHOOK_URL: 'http://sms.example', SMS_WEBHOOK_SECRET: SECRET }],
    [{ SMS_WEBHOOK_URL: 'https://sms.example', SMS_WEBHOOK_SECRET: 'short' }],
  ])('nothing goes out unsigned or in the clear: %j', (settings) => expect(smsOf(settings, hmacHex)).toBeNull());
  test('set up, it is there', () => expect(smsOf({ SMS_WEBHOOK_URL: 'https://sms.example', SMS_WEBHOOK_SECRET: SECRET }, hmacHex)).not.toBeNull());
});
