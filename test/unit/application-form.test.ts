import { describe, expect, test } from 'vitest';
import { readDate, readIdNumber, readName, readPapers, readPhone, readWords } from '../../src/domain/application-form.ts';
import { maskIdNumber, maskName, maskNumber } from '../../src/domain/masking.ts';
import { serviceDate } from '../support/demo.ts';
import { idNumberFor } from '../support/id-numbers.ts';

const TODAY = serviceDate('2026-11-23');
const problems = ({ problems: found }: { problems: { problem: string }[] }) => found.map((one) => one.problem);

describe('names', () => {
  test.each([
    [' 王 桂兰 ', '王 桂兰', []],
    ['阿卜杜•热合曼', '阿卜杜·热合曼', []],
    ['', '', ['missing']],
    ['王2', '王2', ['unreadable_name']],
    ['=HYPERLINK', '=HYPERLINK', ['unreadable_name']],
    ['字'.repeat(41), '字'.repeat(41), ['too_long']],
  ])('%s', (typed, value, wrong) => {
    const read = readName('name', typed);
    expect([read.value, problems(read)]).toEqual([value, wrong]);
  });
});

describe('telephones', () => {
  test.each([
    ['１５４ 1234 5678', '15412345678', []],
    ['+86 15412345678', '15412345678', []],
    ['0632-5550123', '06325550123', []],
    ['', null, []],
    ['12345', null, ['unreadable_phone']],
  ])('%s', (typed, value, wrong) => {
    const read = readPhone('phone', typed, false);
    expect([read.value, problems(read)]).toEqual([value, wrong]);
  });
  test('one that is needed is asked for', () => expect(problems(readPhone('phone', ' ', true))).toEqual(['missing']));
});

describe('dates', () => {
  test.each([
    ['2026-1-5', '2026-01-05'],
    ['2026.01.05', '2026-01-05'],
    ['2026年1月5日', '2026-01-05'],
    ['２０２６０１０５', '2026-01-05'],
    ['', null],
  ])('%s', (typed, value) => expect(readDate('d', typed)).toEqual({ value, problems: [] }));
  test.each(['2026-02-30', '昨天', '5/1/2026'])('%s is none', (typed) => expect(problems(readDate('d', typed))).toEqual(['unreadable_date']));
});

describe('papers', () => {
  test('lines that are left empty are none; the others come with number, date and whether the original was seen', () => {
    const typed = { paper1_kind: 'id_card', paper1_original: 'on', paper3_kind: 'other', paper3_number: ' Ａ１ ', paper3_date: '2026.11.1' };
    expect(readPapers(typed, TODAY)).toEqual({
      value: [{ kind: 'id_card', number: null, date: null, original: true }, { kind: 'other', number: 'A1', date: '2026-11-01', original: false }],
      problems: [],
    });
  });
  test('a number without a kind, a date ahead', () => {
    expect(problems(readPapers({ paper1_number: '1' }, TODAY))).toEqual(['paper_without_kind']);
    expect(problems(readPapers({ paper1_kind: 'id_card', paper1_date: '2026-11-24' }, TODAY))).toEqual(['date_ahead']);
  });
});

test('ID numbers say what is wrong with them', () => {
  const good = idNumberFor('1950-03-01', 2);
  expect(readIdNumber('n', good)).toEqual({ value: good, problems: [] });
  expect(problems(readIdNumber('n', good.slice(0, 17)))).toEqual(['id_length']);
  expect(problems(readIdNumber('n', ''))).toEqual(['missing']);
});

test('words are trimmed and bounded', () => {
  expect(readWords('w', ' 一\n 二 ', true)).toEqual({ value: '一 二', problems: [] });
  expect(problems(readWords('w', '字'.repeat(501), false))).toEqual(['too_long']);
});

test.each([
  ['370499195003010028', '370499**********28'],
  ['37049950030100', '37**********00'],
  ['123', '***'],
])('the number %s shows as %s', (number, masked) => expect(maskIdNumber(number)).toBe(masked));
test.each([['王桂兰', '王*兰'], ['李强', '李*'], ['欧阳建国', '欧**国'], ['', '']])('%s shows as %s', (name, masked) => expect(maskName(name)).toBe(masked));
test('a paper’s number shows its last two characters at most', () => expect([maskNumber('AB1234'), maskNumber('12')]).toEqual(['****34', '**']));
