import { describe, expect, it } from 'vitest';
import { jsonText, readJson } from '../../src/domain/json-text.ts';

const at = (text: string) => {
  const read = readJson(text);
  return 'problem' in read ? [read.problem.line, read.problem.column, read.problem.fault, read.problem.found] : 'read';
};

describe('a JSON text as typed', () => {
  it.each([
    ['', [1, 1, 'empty', '']],
    ['{\n  "id": “a”\n}', [2, 9, 'chinese_mark', '“']],
    ['{"a": 1，"b": 2}', [1, 8, 'chinese_mark', '，']],
    ['{"a": 1 "b": 2}', [1, 9, 'comma_or_end', '"']],
    ['{"a": [1, 2}', [1, 12, 'comma_or_end', '}']],
    ['{"a": 1,\n}', [2, 1, 'comma_too_many', '}']],
    ['[1, ]', [1, 5, 'comma_too_many', ']']],
    ['{a: 1}', [1, 2, 'name', 'a']],
    ['{"a" 1}', [1, 6, 'colon', '1']],
    ['{"a": }', [1, 7, 'value', '}']],
    ['{"a": 01}', [1, 7, 'number', '0']],
    ['{"a": 1.}', [1, 7, 'number', '1']],
    ['{"a": "x', [1, 7, 'unclosed_text', '"']],
    ['{"a": "\\x"}', [1, 7, 'text_broken', '"']],
    ['{"文": 1,\n "文": 2}', [2, 2, 'name_twice', '"']],
    ['{} {}', [1, 4, 'more_after_end', '{']],
    ['['.repeat(70), [1, 62, 'too_deep', '[']],
  ])('%j is wrong at %j', (text, place) => expect(at(text)).toEqual(place));

  it('is written again as people write it: what is short on one line, and nothing lost', () => {
    const value = { a: { b: [1, 'x'], c: {} }, long: Array.from({ length: 4 }, (_, index) => ({ clause: '条'.repeat(30), index })) };
    expect(jsonText(value).split('\n').slice(0, 5)).toEqual(['{', '  "a": { "b": [1, "x"], "c": {} },', '  "long": [', `    { "clause": "${'条'.repeat(30)}", "index": 0 },`, `    { "clause": "${'条'.repeat(30)}", "index": 1 },`]);
    expect(JSON.parse(jsonText(value))).toEqual(value);
  });

  it.each(['{"a": [1, -2.5e3, true, false, null, "x\\n\\u4e2d"], "b": {}}', ' [] ', '\uFEFF{"a": 1}'])('%j is read as JSON.parse reads it', (text) =>
    expect(readJson(text)).toEqual({ value: JSON.parse(text.replace(/^\uFEFF/, '')) }));
});
