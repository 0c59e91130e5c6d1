import { PAPER_KINDS, type PaperKind } from './application-claim.ts';
import { parseServiceDate, type ServiceDate } from './calendar.ts';
import { toHalfWidth } from './half-width.ts';
import { parseIdNumber, type IdNumberProblem } from './id-number.ts';

// What is typed into the forms of applications, read the way people type: full-width digits, spaces, 2026.1.5.

export type FormProblem =
  | `id_${IdNumberProblem}`
  | 'missing'
  | 'too_long'
  | 'unreadable_name'
  | 'unreadable_phone'
  | 'unreadable_date'
  | 'date_ahead'
  | 'no_such_choice'
  | 'nothing_ticked'
  | 'no_reason'
  | 'paper_without_kind';
export type FieldProblem = { field: string; problem: FormProblem };

export type Read<T> = { value: T; problems: FieldProblem[] };

/** Longer than anybody's words to a form. */
export const MOST_WORDS = 500;

const ok = <T>(value: T): Read<T> => ({ value, problems: [] });
const bad = <T>(value: T, field: string, problem: FormProblem): Read<T> => ({ value, problems: [{ field, problem }] });

/** A person's name: letters of any script, with the dot of 阿卜杜·热合曼. */
export function readName(field: string, typed: string): Read<string> {
  const name = toHalfWidth(typed).replace(/[•・]/g, '·').replace(/\s+/g, ' ').trim();
  if (name === '') return bad(name, field, 'missing');
  if (name.length > 40) return bad(name, field, 'too_long');
  return /^[\p{L}\p{M}· .'-]+$/u.test(name) ? ok(name) : bad(name, field, 'unreadable_name');
}

export function readIdNumber(field: string, typed: string): Read<string> {
  if (typed.trim() === '') return bad('', field, 'missing');
  const parsed = parseIdNumber(typed);
  return 'problem' in parsed ? bad('', field, `id_${parsed.problem}`) : ok(parsed.number);
}

/** A mobile of eleven digits or a landline with its area code; without punctuation. Null: none was given. */
export function readPhone(field: string, typed: string, required: boolean): Read<string | null> {
  const digits = toHalfWidth(typed).replace(/[\s\-()—]/g, '').replace(/^\+?86(?=1\d{10}$)/, '');
  if (digits === '') return required ? bad(null, field, 'missing') : ok(null);
  return /^(1\d{10}|0\d{9,11})$/.test(digits) ? ok(digits) : bad(null, field, 'unreadable_phone');
}

export function readWords(field: string, typed: string, required: boolean, most = MOST_WORDS): Read<string> {
  const words = typed.replace(/\s+/g, ' ').trim();
  if (words === '' && required) return bad(words, field, 'missing');
  return words.length > most ? bad(words, field, 'too_long') : ok(words);
}

/** 2026-01-05, 2026.1.5, 2026/1/5, 2026年1月5日, 20260105. Null: nothing was typed. */
export function readDate(field: string, typed: string): Read<ServiceDate | null> {
  const text = toHalfWidth(typed).replace(/\s/g, '');
  if (text === '') return ok(null);
  const parts = /^(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  const date = parts && parseServiceDate(`${parts[1]}-${(parts[2] ?? '').padStart(2, '0')}-${(parts[3] ?? '').padStart(2, '0')}`);
  return date ? ok(date) : bad(null, field, 'unreadable_date');
}

/** How many papers one form takes; more can be added with the next step. */
export const PAPER_LINES = [1, 2, 3] as const;

export type PaperTyped = { kind: PaperKind; number: string | null; date: ServiceDate | null; original: boolean };

/** The lines of a form on which a paper is named: `paper1_kind`, `paper1_number`, `paper1_date`, `paper1_original`. */
export function readPapers(typed: Readonly<Record<string, string | undefined>>, today: ServiceDate): Read<PaperTyped[]> {
  const lines = PAPER_LINES.map((line) => readPaper(`paper${line}`, typed, today));
  return { value: lines.flatMap((line) => line.value), problems: lines.flatMap((line) => line.problems) };
}

function readPaper(line: string, typed: Readonly<Record<string, string | undefined>>, today: ServiceDate): Read<PaperTyped[]> {
  const of = (name: string) => typed[`${line}_${name}`] ?? '';
  const kind = PAPER_KINDS.find((one) => one === of('kind'));
  const number = readWords(`${line}_number`, toHalfWidth(of('number')), false, 60);
  const date = readDate(`${line}_date`, of('date'));
  if (!kind) return number.value === '' && date.value === null && date.problems.length === 0 ? ok([]) : bad([], `${line}_kind`, 'paper_without_kind');
  const ahead = date.value !== null && date.value > today ? [{ field: `${line}_date`, problem: 'date_ahead' as const }] : [];
  const paper = { kind, number: number.value || null, date: date.value, original: of('original') === 'on' };
  return { value: [paper], problems: [...number.problems, ...date.problems, ...ahead] };
}
