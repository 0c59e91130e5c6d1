import { toHalfWidth } from './half-width.ts';

// What a county sets for messages, families, complaints, signing in at work and tablets: whole numbers and times of the day, each set of them from a paper or by the
// county's own decision. What is set is never edited: what was set last holds.

export const COUNTY_RULES = ['messages', 'families', 'complaints', 'sign_in', 'tablets'] as const;
export type CountyRuleName = (typeof COUNTY_RULES)[number];

/** `least` and `most` bound a number; a time of the day is kept as minutes after midnight. */
export type RuleField = { name: string } & ({ kind: 'time' } | { kind: 'number'; least: number; most: number });

const number = (name: string, least: number, most: number): RuleField => ({ name, kind: 'number', least, most });

/**
 * The fields as the store keeps them. A family's code must live 15 minutes at least: who is slow with a phone is not shut out. The ends keep typing
 * errors out, and what would make a limit none: whoever stole a tablet has at most 2,880 guesses a day at all PINs together and 480 at one of them,
 * of a million; at a password a stranger has 960.
 */
export const RULE_FIELDS: Readonly<Record<CountyRuleName, readonly RuleField[]>> = {
  messages: [{ name: 'quietFromMinute', kind: 'time' }, { name: 'quietToMinute', kind: 'time' }, number('retryMinutes', 1, 60), number('attempts', 1, 20)],
  families: [
    number('codeMinutes', 15, 60), number('codeTries', 1, 10), number('codesADay', 1, 50), number('cardTries', 1, 50),
    number('countyCodesAnHour', 2, 100_000), number('countyCodesADay', 1, 1_000_000), number('addressCodesAnHour', 1, 10_000),
  ],
  complaints: [number('answerDays', 1, 60)],
  sign_in: [number('windowMinutes', 15, 120), number('windowTries', 3, 10), number('passwordLetters', 8, 30), number('startCodeHours', 1, 72)],
  tablets: [number('idleMinutes', 1, 60), number('windowMinutes', 15, 240), number('pinTries', 1, 5), number('tabletTries', 1, 30)],
};

export type RuleValues = Readonly<Record<string, number>>;
export type TypedRule = Readonly<Record<string, string>>;
export type RuleProblem = 'missing' | 'no_number' | 'too_small' | 'too_large' | 'no_time' | 'same_time' | 'hour_above_day' | 'not_below_county' | 'too_long';

const MOST_DOCUMENT = 100;

/**
 * A rule as typed. Refusals, each with its field: `missing`, `no_number`, `too_small`, `too_large`, `no_time`, `too_long` (the paper),
 * `same_time` (quiet hours that end when they begin are none), `hour_above_day` (an hour may take more than its day), `not_below_county` (one address may take the whole hour).
 */
export function readCountyRule(name: CountyRuleName, typed: TypedRule): { values: RuleValues; document: string } | { problems: { field: string; problem: RuleProblem }[] } {
  const read = RULE_FIELDS[name].map((field) => ({ field: field.name, ...readField(field, typed[field.name] ?? '') }));
  const document = (typed['document'] ?? '').replace(/\s+/g, ' ').trim();
  const values = Object.fromEntries(read.flatMap((one) => ('value' in one ? [[one.field, one.value]] : [])));
  const problems = [
    ...read.flatMap((one) => ('problem' in one ? [{ field: one.field, problem: one.problem }] : [])),
    ...together(values),
    ...(document === '' ? [{ field: 'document', problem: 'missing' as const }] : document.length > MOST_DOCUMENT ? [{ field: 'document', problem: 'too_long' as const }] : []),
  ];
  return problems.length > 0 ? { problems } : { values, document };
}

function together({ quietFromMinute, quietToMinute, countyCodesAnHour, countyCodesADay, addressCodesAnHour }: RuleValues): { field: string; problem: RuleProblem }[] {
  if (quietFromMinute !== undefined && quietFromMinute === quietToMinute) return [{ field: 'quietToMinute', problem: 'same_time' }];
  if (countyCodesAnHour !== undefined && countyCodesADay !== undefined && countyCodesAnHour > countyCodesADay) return [{ field: 'countyCodesAnHour', problem: 'hour_above_day' }];
  if (addressCodesAnHour !== undefined && countyCodesAnHour !== undefined && addressCodesAnHour >= countyCodesAnHour) return [{ field: 'addressCodesAnHour', problem: 'not_below_county' }];
  return [];
}

function readField(field: RuleField, typed: string): { value: number } | { problem: RuleProblem } {
  const text = toHalfWidth(typed).replace(/\s/g, '');
  if (text === '') return { problem: 'missing' };
  return field.kind === 'time' ? readTime(text) : readNumber(field, text);
}

function readTime(text: string): { value: number } | { problem: RuleProblem } {
  const match = /^(\d{1,2}):(\d{2})$/.exec(text);
  const [hours, minutes] = [Number(match?.[1]), Number(match?.[2])];
  return match && hours < 24 && minutes < 60 ? { value: hours * 60 + minutes } : { problem: 'no_time' };
}

function readNumber({ least, most }: { least: number; most: number }, text: string): { value: number } | { problem: RuleProblem } {
  if (!/^\d+$/.test(text)) return { problem: 'no_number' };
  const value = Number(text);
  if (value < least) return { problem: 'too_small' };
  return value > most ? { problem: 'too_large' } : { value };
}
