import { addDays, addMonths, firstDay, monthOf, type ServiceDate } from './calendar.ts';
import { holdsOn, type DatedFact } from './elder.ts';
import type { Claim } from './application-claim.ts';

/**
 * 待登记 (asked for by the elder or the family), 待核查, 待补材料, 待审批, 已批准, 未批准, 复核中, 维持 (the appeal found nothing else),
 * 已撤回, 未受理.
 */
export const APPLICATION_STATES = [
  'requested', 'submitted', 'returned', 'checked', 'granted', 'refused', 'appealed', 'upheld', 'withdrawn', 'dismissed',
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

export const APPLICATION_CHANNELS = ['village', 'elder_page', 'family_page'] as const;
export type ApplicationChannel = (typeof APPLICATION_CHANNELS)[number];

/** Who acts: whoever applies (the elder, the family with their code), the village, the town, the county. */
export type Party = 'applicant' | 'village' | 'town' | 'county';

/** How an application begins: as a wish, or registered at once. */
export const OPENINGS = ['request', 'submit'] as const;
export const STEPS = [
  'register', 'dismiss', 'ask_papers', 'bring_papers', 'check', 'send_back', 'grant', 'refuse', 'appeal', 'uphold', 'overturn', 'withdraw',
] as const;
export type Step = (typeof STEPS)[number];
export const APPLICATION_ACTIONS = [...OPENINGS, ...STEPS] as const;
export type ApplicationAction = (typeof APPLICATION_ACTIONS)[number];

const PATHS: Record<Step, { from: readonly ApplicationState[]; to: ApplicationState; by: readonly Party[] }> = {
  register: { from: ['requested'], to: 'submitted', by: ['village'] },
  dismiss: { from: ['requested'], to: 'dismissed', by: ['village'] },
  ask_papers: { from: ['submitted'], to: 'returned', by: ['village'] },
  bring_papers: { from: ['returned'], to: 'submitted', by: ['village'] },
  check: { from: ['submitted'], to: 'checked', by: ['village'] },
  send_back: { from: ['checked'], to: 'submitted', by: ['town'] },
  grant: { from: ['checked'], to: 'granted', by: ['town'] },
  refuse: { from: ['checked'], to: 'refused', by: ['town'] },
  appeal: { from: ['refused'], to: 'appealed', by: ['applicant', 'village'] },
  uphold: { from: ['appealed'], to: 'upheld', by: ['county'] },
  overturn: { from: ['appealed'], to: 'granted', by: ['county'] },
  withdraw: { from: ['requested', 'submitted', 'returned', 'checked'], to: 'withdrawn', by: ['applicant', 'village'] },
};

/** Only one who had no part in it before: what one prepares another decides, and no town judges its own refusal. Sending back is no part. */
const FOR_ANOTHER_PERSON: readonly Step[] = ['grant', 'refuse', 'uphold', 'overturn'];

export type Standing = {
  state: ApplicationState;
  dueDate: ServiceDate | null;
  events: readonly { action: ApplicationAction; by: string }[];
};

export type StepRefusal = 'not_yours' | 'not_now' | 'same_person' | 'appeal_too_late';
export type StepDecision = { refused: null; to: ApplicationState } | { refused: StepRefusal };

/**
 * Whether this step may be taken now, and where it leads. Refusals: another party's turn; the application stands elsewhere by now;
 * somebody who had a part in it; an appeal after its last day.
 */
export function decideStep(application: Standing, step: Step, actor: { ref: string; party: Party }, today: ServiceDate): StepDecision {
  const path = PATHS[step];
  if (!path.by.includes(actor.party)) return { refused: 'not_yours' };
  if (!path.from.includes(application.state)) return { refused: 'not_now' };
  const tookPart = application.events.some(({ action, by }) => action !== 'send_back' && by === actor.ref);
  if (FOR_ANOTHER_PERSON.includes(step) && tookPart) return { refused: 'same_person' };
  if (step === 'appeal' && (application.dueDate === null || today > application.dueDate)) return { refused: 'appeal_too_late' };
  return { refused: null, to: path.to };
}

/** What this party could do now, were it not for who they are. */
export function stepsOpen(state: ApplicationState, party: Party): Step[] {
  return STEPS.filter((step) => PATHS[step].from.includes(state) && PATHS[step].by.includes(party));
}

/** Whose turn it is. */
export function nextParty(state: ApplicationState): Party | null {
  if (state === 'requested' || state === 'submitted') return 'village';
  if (state === 'returned') return 'applicant';
  if (state === 'checked') return 'town';
  return state === 'appealed' ? 'county' : null;
}

/** The county's rule on how long things take, in calendar days and months. */
export type EligibilityRule = {
  fromDate: ServiceDate;
  document: string;
  checkDays: number;
  papersDays: number;
  decideDays: number;
  appealDays: number;
  appealDecideDays: number;
  reviewMonths: number;
  reviewNoticeDays: number;
  webLimit: number;
  lookUpTries: number;
};

/** The rule in force on a date. Throws when there is none: the first migration brings one. */
export function ruleOn(rules: readonly EligibilityRule[], date: ServiceDate): EligibilityRule {
  const held = rules.filter((rule) => rule.fromDate <= date).toSorted((a, b) => (a.fromDate < b.fromDate ? 1 : -1))[0];
  if (!held) throw new Error('no eligibility rule holds on that date');
  return held;
}

/** Until when whoever is next must act; after a refusal the last day for an appeal; null when nothing is awaited. The day itself counts. */
export function dueOn(state: ApplicationState, rule: EligibilityRule, today: ServiceDate): ServiceDate | null {
  const days: Partial<Record<ApplicationState, number>> = {
    requested: rule.checkDays,
    submitted: rule.checkDays,
    returned: rule.papersDays,
    checked: rule.decideDays,
    refused: rule.appealDays,
    appealed: rule.appealDecideDays,
  };
  const given = days[state];
  return given === undefined ? null : addDays(today, given);
}

export type GrantRefusal = 'from_past' | 'from_too_far' | 'deceased' | 'holds_already' | 'value_missing' | 'no_point';

/** Further ahead than this is a slip of the keys. */
const MOST_DAYS_AHEAD = 366;

/**
 * Whether the fact can be granted from that day on. Not for days that are over: their meals were judged on what held then.
 * `person`: null for somebody new to the system, for whom a meal point must be known.
 */
export function decideGrant(
  claim: Claim,
  person: { facts: readonly DatedFact[] } | null,
  mealPointId: string | null,
  from: ServiceDate,
  today: ServiceDate,
): { refused: GrantRefusal | null } {
  if (claim.value === null) return { refused: 'value_missing' };
  if (from < today) return { refused: 'from_past' };
  if (from > addDays(today, MOST_DAYS_AHEAD)) return { refused: 'from_too_far' };
  if (person && holdsOn(person.facts, 'death', today)) return { refused: 'deceased' };
  if (person && holdsAlready(person.facts, claim, from)) return { refused: 'holds_already' };
  return { refused: person || mealPointId ? null : 'no_point' };
}

/** The very same fact, until further notice. */
export function holdsAlready(facts: readonly DatedFact[], { kind, value }: Claim, date: ServiceDate): boolean {
  return facts.some((fact) => fact.kind === kind && fact.value === value && fact.to === null && fact.from <= date);
}

/** 下月 1 日. */
export function nextMonth(today: ServiceDate): ServiceDate {
  return firstDay(addMonths(monthOf(today), 1));
}

/** The review date: so many months after `from`, on the same day of the month or the last one that it has. */
export function reviewAfter(from: ServiceDate, months: number): ServiceDate {
  const month = addMonths(monthOf(from), months);
  const wanted = addDays(firstDay(month), Number(from.slice(8)) - 1);
  return monthOf(wanted) === month ? wanted : addDays(firstDay(addMonths(month, 1)), -1);
}
