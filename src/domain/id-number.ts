import { parseServiceDate } from './calendar.ts';
import type { ServiceDate } from './calendar.ts';
import type { SEXES } from './elder.ts';
import { toHalfWidth } from './half-width.ts';

export type IdNumberProblem = 'length' | 'characters' | 'date' | 'checksum';

/** `number` is always the form of 18 characters. */
export type IdNumber = { number: string; birthDate: ServiceDate; sex: (typeof SEXES)[number] };

/**
 * A citizen's ID number by GB 11643-1999, as typed: full-width digits, spaces and a small x are put right first.
 * The form of 15 digits, void since 2013 but still found in old rosters, is upgraded by an explicit rule: 19 before the
 * year, the check character behind. (Its serial numbers 996 to 999 were kept for people then over a hundred, born in
 * 18yy. None of them can be alive, so 19yy it is for all.) Division codes are not judged: they change with the years.
 */
export function parseIdNumber(text: string): IdNumber | { problem: IdNumberProblem } {
  const typed = toHalfWidth(text).replace(/[\s\u200B\uFEFF]/g, '').toUpperCase();
  if (typed.length !== 15 && typed.length !== 18) return { problem: 'length' };
  if (!/^\d{15}$|^\d{17}[\dX]$/.test(typed)) return { problem: 'characters' };
  const body = typed.length === 15 ? `${typed.slice(0, 6)}19${typed.slice(6)}` : typed.slice(0, 17);
  const birthDate = parseServiceDate(`${body.slice(6, 10)}-${body.slice(10, 12)}-${body.slice(12, 14)}`);
  if (birthDate === null) return { problem: 'date' };
  const number = body + checkCharacter(body);
  if (typed.length === 18 && number !== typed) return { problem: 'checksum' };
  return { number, birthDate, sex: Number(body.charAt(16)) % 2 === 1 ? 'male' : 'female' };
}

/** The 18th character for the first 17 digits, by ISO 7064 MOD 11-2: each place weighs twice the one to its right. */
export function checkCharacter(body: string): string {
  const weighted = [...body].reduce((sum, digit) => ((sum + Number(digit)) * 2) % 11, 0);
  return '10X98765432'.charAt(weighted);
}
