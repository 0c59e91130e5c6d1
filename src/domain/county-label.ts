import { CONCESSION, DISCOUNT, ELDER, type PolicyRules } from './policy-rules.ts';
import { cleanText, withoutBlanks } from './roster-text.ts';

/** What a county has rows of its own for: who pays, and whom a rule calls by a word (困难类别). */
export const LABEL_KINDS = ['payer', 'category'] as const;
export type LabelKind = (typeof LABEL_KINDS)[number];

/** A billed budget, or a fund that pays until what it was given is used up. */
export const PAYER_KINDS = ['budget', 'fund'] as const;
export type PayerKind = (typeof PAYER_KINDS)[number];

/** Everybody has them: the elder, the seller's own discount, what the operator forgoes. */
export const EVERYWHERE: readonly string[] = [ELDER, DISCOUNT, CONCESSION];

export type Label = { code: string; name: string };

export const LABEL_REFUSALS = ['code_empty', 'code_form', 'code_reserved', 'code_taken', 'name_empty', 'name_long', 'name_taken', 'name_is_word'] as const;
export type LabelRefusal = (typeof LABEL_REFUSALS)[number];

const MOST_LETTERS = 30;

/** A code as it was meant: full-width letters and capitals are the same code. */
export const codeOf = (typed: string): string => withoutBlanks(typed).toLowerCase();

/** A name as it will be printed. */
export const labelOf = (typed: string): string => cleanText(typed);

/** Whether a code can be given: small letters, digits and _, beginning with a letter, not anybody else's, not one that everybody has. */
export function codeRefusal(code: string, others: readonly Label[]): LabelRefusal | null {
  if (code === '') return 'code_empty';
  if (EVERYWHERE.includes(code)) return 'code_reserved';
  if (!/^[a-z][a-z0-9_]{1,39}$/.test(code)) return 'code_form';
  return others.some((one) => one.code === code) ? 'code_taken' : null;
}

/** Whether something can be called so: not empty, at most 30 letters, not as another is called; blanks make no difference. */
export function nameRefusal(name: string, others: readonly Label[]): LabelRefusal | null {
  if (name === '') return 'name_empty';
  if (name.length > MOST_LETTERS) return 'name_long';
  return others.some((one) => withoutBlanks(one.name) === withoutBlanks(name)) ? 'name_taken' : null;
}

/** A word of the county's lists, and the category that it stands for now. */
export type CountyWord = { word: string; code: string };

/** The same for a category: lists read its name as a word, so it must not be one that stands for another. */
export function categoryNameRefusal(name: string, others: readonly Label[], words: ReadonlyMap<string, string>, code: string): LabelRefusal | null {
  const meant = words.get(withoutBlanks(name));
  return nameRefusal(name, others) ?? (meant !== undefined && meant !== code ? 'name_is_word' : null);
}

export const WORD_REFUSALS = ['word_empty', 'word_long', 'word_is_name', 'word_means_other', 'word_moved_on'] as const;
export type WordRefusal = (typeof WORD_REFUSALS)[number];

/**
 * Whether a word of lists may stand for a category. `names`: what every category is called. `from`: the other category that it is taken
 * from, where the page said that it stands for that one; null where nothing was said. Refusals: `word_empty`, `word_long`, `word_is_name` (what
 * another category is called), `word_means_other` (say so first), `word_moved_on` (it stands for yet another by now).
 */
export function decideWord(word: string, code: string, words: ReadonlyMap<string, string>, names: readonly Label[], from: string | null): { refused: null | WordRefusal; known: boolean } {
  const refuse = (refused: WordRefusal) => ({ refused, known: false });
  if (word === '') return refuse('word_empty');
  if (word.length > MOST_LETTERS) return refuse('word_long');
  if (names.some((one) => one.code !== code && withoutBlanks(one.name) === word)) return refuse('word_is_name');
  const meant = words.get(word);
  if (meant === code) return { refused: null, known: true };
  if (meant !== undefined && from === null) return refuse('word_means_other');
  return from !== null && meant !== from ? refuse('word_moved_on') : { refused: null, known: false };
}

/** Whether rules name a payer, or a category anywhere among their conditions. */
export function rulesName(rules: PolicyRules, kind: LabelKind, code: string): boolean {
  return kind === 'payer' ? rules.payers.some((one) => one.payer === code) : categoriesIn(rules).includes(code);
}

function categoriesIn(part: unknown): string[] {
  if (part === null || typeof part !== 'object') return [];
  return Object.entries(part).flatMap(([field, value]) => (field === 'anyCategory' || field === 'allCategories' ? [value].flat().map(String) : categoriesIn(value)));
}
