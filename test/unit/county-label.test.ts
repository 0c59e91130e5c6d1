import { describe, expect, test } from 'vitest';
import { categoryNameRefusal, codeOf, codeRefusal, decideWord, labelOf, nameRefusal, rulesName } from '../../src/domain/county-label.ts';
import { QINGDAO_CHENGYANG_2020 } from '../../src/demo/data/policy.ts';

const rows = [{ code: 'county', name: '县财政' }, { code: 'low', name: '低保对象' }];
const words = new Map([['低保对象', 'low'], ['低保', 'low'], ['特困', 'hard']]);

describe('a code', () => {
  test.each([
    ['charity_fund', null], ['a1', null], ['', 'code_empty'], ['a', 'code_form'], ['1a', 'code_form'], ['慈善', 'code_form'], ['a-b', 'code_form'], ['a:b', 'code_form'],
    ['x'.repeat(40), null], ['x'.repeat(41), 'code_form'], ['county', 'code_taken'], ['elder', 'code_reserved'], ['discount', 'code_reserved'], ['operator_concession', 'code_reserved'],
  ])('%s: %s', (code, refused) => expect(codeRefusal(code, rows)).toBe(refused));

  test('is read as it was meant', () => expect([codeOf(' ＣＨarity_ Fund\u200b'), labelOf(' 福彩\u3000公益金\n')]).toEqual(['charity_fund', '福彩 公益金']));
});

describe('a name', () => {
  test.each([
    ['福彩公益金', null], ['', 'name_empty'], ['福'.repeat(30), null], ['福'.repeat(31), 'name_long'], ['县 财政', 'name_taken'],
  ])('“%s”: %s', (name, refused) => expect(nameRefusal(name, rows)).toBe(refused));

  test('of a category is no word that stands for another', () => {
    expect(categoryNameRefusal('特困', rows, words, 'low')).toBe('name_is_word');
    expect(categoryNameRefusal('特困', rows, words, 'hard')).toBeNull();
  });
});

describe('a word of lists for 低保对象', () => {
  const names = [{ code: 'low', name: '低保对象' }, { code: 'hard', name: '特困人员' }];
  test.each<[string, string | null, string | null, boolean]>([
    ['城市低保', null, null, false], ['低保', null, null, true], ['低保对象', null, null, true], ['', null, 'word_empty', false], ['低'.repeat(31), null, 'word_long', false],
    ['特困人员', null, 'word_is_name', false], ['特困人员', 'hard', 'word_is_name', false], ['特困', null, 'word_means_other', false], ['特困', 'hard', null, false], ['特困', 'low', 'word_moved_on', false],
    ['城市低保', 'hard', 'word_moved_on', false],
  ])('“%s”, taken from %s: %s', (word, from, refused, known) => expect(decideWord(word, 'low', words, names, from)).toEqual({ refused, known }));
});

test('rules name payers in their list, and categories wherever a condition asks for one', () => {
  const { rules } = QINGDAO_CHENGYANG_2020;
  expect(['unspecified', 'county'].map((code) => rulesName(rules, 'payer', code))).toEqual([true, false]);
  expect(['extreme_hardship', 'lunch', 'unspecified'].map((code) => rulesName(rules, 'category', code))).toEqual([true, false, false]);
});
