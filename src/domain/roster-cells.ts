import { parseIdNumber } from './id-number.ts';
import type { Cell, RosterKind, RowProblem } from './roster.ts';
import { cleanText, isFormulaError, withoutBlanks } from './roster-text.ts';

const SCIENTIFIC = /^\d(?:\.\d+)?[eE]\+?\d+$/;

/**
 * The ID number of a cell, always 18 characters. A spreadsheet program that took it for a number has kept fifteen digits: those of
 * the old form are whole, of the new one the last three are lost, and no rule brings them back.
 */
export function readIdCell(cell: Cell): { number: string } | { problem: RowProblem['problem'] } {
  const text = withoutBlanks(cell.text);
  if (text === '') return { problem: 'id_missing' };
  if (SCIENTIFIC.test(text) || (cell.numeric && /^\d{16,}/.test(text))) return { problem: 'id_mangled' };
  const read = parseIdNumber(text);
  if ('number' in read) return { number: read.number };
  if (/^\d{15}0{3}$/.test(text)) return { problem: 'id_mangled' };
  return { problem: `id_${read.problem}` };
}

const LEVELS = ['intact', 'mild', 'moderate', 'severe', 'total'] as const;
const LEVEL_WORDS: Readonly<Record<string, (typeof LEVELS)[number]>> = {
  完好: 'intact', 轻度: 'mild', 中度: 'moderate', 重度: 'severe', 完全丧失: 'total', 完全: 'total', 极重度: 'total',
};

/** The five levels of GB/T 42195-2022 by word or number: 能力完好 (0), 轻度失能 (1) … 完全丧失 (4). Null: none of them. */
function abilityLevel(text: string): string | null {
  const word = withoutBlanks(text).replace(/^(?:老年人)?能力|[(（].*[)）]$/g, '');
  const number = /^([0-4])级?$/.exec(word);
  if (number) return LEVELS[Number(number[1])] ?? null;
  return LEVEL_WORDS[word.replace(/(?:失能|受损|丧失)$/, '')] ?? LEVEL_WORDS[word] ?? null;
}

const GRADE_DIGITS: Readonly<Record<string, string>> = { 一: '1', 二: '2', 三: '3', 四: '4', 壹: '1', 贰: '2', 叁: '3', 肆: '4', 1: '1', 2: '2', 3: '3', 4: '4', Ⅰ: '1', Ⅱ: '2', Ⅲ: '3', Ⅳ: '4' };

/** 一级 (the gravest) to 四级, with or without the kind of disability before it: 肢体残疾二级, 贰级, 2. Null: no grade. */
function disabilityGrade(text: string): string | null {
  const word = withoutBlanks(text);
  const found = /^(?:[\p{Script=Han}]*?(?:残疾|障碍|残)?)([一二三四壹贰叁肆1-4ⅠⅡⅢⅣ])(?:级|等)?$/u.exec(word);
  return found?.[1] === undefined ? null : (GRADE_DIGITS[found[1]] ?? null);
}

/** What the list says of a person. A category stays the word it is: what it means is the county's to say. */
export function readValueCell(kind: RosterKind, text: string): { value: string } | { problem: RowProblem['problem'] } {
  const word = cleanText(text);
  if (kind === 'death') return { value: 'yes' };
  if (word === '' || isFormulaError(word)) return { problem: 'value_missing' };
  if (kind === 'category') return { value: withoutBlanks(word) };
  const value = kind === 'ability' ? abilityLevel(word) : disabilityGrade(word);
  return value === null ? { problem: 'value_unknown' } : { value };
}
