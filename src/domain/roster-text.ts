import { toHalfWidth } from './half-width.ts';
import type { RosterKind } from './roster.ts';

/** Text without what nobody sees: controls, zero-width and direction marks, a byte order mark; blanks of every kind as one space. */
export function cleanText(text: string): string {
  return toHalfWidth(text)
    .replace(/_x000[dD]_/g, ' ')
    .replace(/[\s\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}\uFFFD]/gu, '')
    .replace(/^['’‘`]+/, '')
    .trim();
}

/** The same without any blank: numbers and dates are read so. */
export const withoutBlanks = (text: string): string => cleanText(text).replaceAll(' ', '');

/** A name as it is compared: 王 桂兰 with any blank inside is 王桂兰. Latin names keep a space between words. */
export function nameOf(text: string): string {
  return cleanText(text).replace(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '').replace(/[•・‧∙]/g, '·');
}

/** An address or phone as it is compared with what we have: blanks and hyphens say nothing. */
export const comparable = (text: string): string => withoutBlanks(text).replace(/[-－—]/g, '').toUpperCase();

const NOTE = /[(（[【][^()（）[\]【】]*[)）\]】]$/;
const OF_DEATH = /[故亡逝死]/;

/** A name without the note behind it: 王桂兰（户主） is 王桂兰. A note of a death stays, except on a list of deaths: a person must look into it. */
export function nameWithoutNote(name: string, kind: RosterKind): string {
  const note = NOTE.exec(name)?.[0];
  return note === undefined || (kind !== 'death' && OF_DEATH.test(note)) ? name : name.slice(0, -note.length).trim();
}

/** What a spreadsheet shows where a formula failed. It is nobody's phone, category or level. */
export const isFormulaError = (text: string): boolean => /^#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!)$/.test(text.trim());
