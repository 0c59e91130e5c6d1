import { describe, expect, test } from 'vitest';
import { decideLook, LOOK_FIELDS, passText, type AskedLook, type LookField, type LookRefusal } from '../../src/domain/look.ts';

const asked: AskedLook = { field: 'phone', why: 'call', words: '' };
const decide = (more: Partial<AskedLook>, known: readonly LookField[] = LOOK_FIELDS) => decideLook({ ...asked, ...more }, known, 1_000);

describe('a look in full', () => {
  test.each<[string, Partial<AskedLook>, LookRefusal | null]>([
    ['a reason of the list is enough', {}, null],
    ['with words', { words: '改送餐时间' }, null],
    ['another one with words', { why: 'other', words: '纪委函询' }, null],
    ['nothing chosen to look at', { field: null }, 'no_field'],
    ['no reason', { why: null }, 'no_reason'],
    ['another one without words', { why: 'other' }, 'too_short'],
    ['signs are no words', { why: 'other', words: '。。。！！！' }, 'too_short'],
    ['three letters', { why: 'other', words: '查一下' }, 'too_short'],
    ['few words beside a reason', { words: '嗯' }, 'too_short'],
    ['a hundred letters', { words: '查'.repeat(100) }, null],
    ['a hundred and one', { words: '查'.repeat(101) }, 'too_long'],
  ])('%s', (_case, more, refused) => expect(decide(more).refused).toBe(refused));

  test('is shown for two minutes', () => expect(decide({})).toEqual({ refused: null, look: { field: 'phone', why: 'call', words: '', until: 121_000 } }));
  test('of what nobody knows is refused', () => expect(decide({ field: 'address' }, ['id_number', 'phone']).refused).toBe('not_known'));
  test('no two passes say the same', () => {
    const of = { elderId: 'e1', field: 'phone', session: 's', until: 1 } as const;
    const texts = [of, { ...of, elderId: 'e2' }, { ...of, field: 'address' as const }, { ...of, session: 't' }, { ...of, until: 2 }].map(passText);
    expect(new Set(texts).size).toBe(5);
  });
});
