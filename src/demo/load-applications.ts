import type { Claim, PaperKind } from '../domain/application-claim.ts';
import { ABILITY_SCALE, wishOf } from '../domain/application-claim.ts';
import { dueOn, nextParty, reviewAfter, type ApplicationAction, type ApplicationState, type EligibilityRule } from '../domain/application.ts';
import { addDays, instantAt, type ServiceDate } from '../domain/calendar.ts';
import { holdsOn } from '../domain/elder.ts';
import * as t from '../store/schema.ts';
import type { Vault } from '../vault.ts';
import { DEMO_APPLICATIONS, type DemoApplication } from './data/applications.ts';
import { DIVISION_BY_CODE, VILLAGES_OF } from './data/divisions.ts';
import { elderIdOf } from './load-people.ts';
import { grantStaff, type DemoStaff } from './load-staff.ts';
import { inventIdentity, inventName } from './people-identity.ts';
import type { DemoElder } from './people.ts';
import { COMMUNITY_WORKER, TOWN_OFFICIAL } from './personas.ts';
import { seeded } from './random.ts';
import type { Insert } from './rows.ts';

/** As the first migration has it: the demo's applications keep to it. */
const RULE: Pick<EligibilityRule, 'checkDays' | 'papersDays' | 'decideDays' | 'appealDays' | 'appealDecideDays' | 'reviewMonths'> = {
  checkDays: 10, papersDays: 15, decideDays: 10, appealDays: 60, appealDecideDays: 30, reviewMonths: 12,
};

type Setting = { insert: Insert; vault: Vault; elders: readonly DemoElder[]; today: ServiceDate };

/** Applications in every state, in several towns: what waits, what was answered, what is due for review. */
export async function loadApplications(setting: Setting): Promise<void> {
  const taken = new Set(setting.elders.map((elder) => elder.idNumber));
  const used = new Set<string>();
  loadStaff(setting);
  const numbers = new Map<ServiceDate, number>();
  // In order of the days on which they came in, so that the numbers of a day count on.
  for (const [index, plan] of [...DEMO_APPLICATIONS.entries()].toSorted(([, a], [, b]) => b.daysAgo - a.daysAgo)) {
    const date = addDays(setting.today, -plan.daysAgo);
    const number = (numbers.get(date) ?? 0) + 1;
    numbers.set(date, number);
    await loadOne(setting, plan, `app-${String(index + 1).padStart(2, '0')}`, `${date.replaceAll('-', '')}-${String(number).padStart(4, '0')}`, { taken, used });
  }
}

/** Everywhere but at the personas' own places, the village's and the town's are invented. */
function workerOf(villageCode: string): { id: string; name: string } {
  if (villageCode === COMMUNITY_WORKER.divisionCode) return COMMUNITY_WORKER;
  return { id: `worker-${villageCode}`, name: inventName(seeded(`worker:${villageCode}`), 'female', 1985) };
}

function officialOf(townCode: string): { id: string; name: string } {
  if (townCode === TOWN_OFFICIAL.divisionCode) return TOWN_OFFICIAL;
  return { id: `official-${townCode}`, name: inventName(seeded(`official:${townCode}`), 'male', 1980) };
}

const townOf = (villageCode: string) => `${villageCode.slice(0, 9)}000`;

function loadStaff({ insert, today }: Setting): void {
  const villages = [...new Set(DEMO_APPLICATIONS.map((one) => villageOf(one)))].filter((code) => code !== COMMUNITY_WORKER.divisionCode);
  const towns = [...new Set(villages.map(townOf))].filter((code) => code !== TOWN_OFFICIAL.divisionCode);
  const nameOf = (code: string) => DIVISION_BY_CODE.get(code)?.name ?? '';
  grantStaff(insert, today, [
    ...villages.map((divisionCode): DemoStaff => ({ ...workerOf(divisionCode), unit: nameOf(divisionCode), role: 'community_worker', place: { divisionCode } })),
    ...towns.map((divisionCode): DemoStaff => ({ ...officialOf(divisionCode), unit: `${nameOf(divisionCode)}民政办`, role: 'town_official', place: { divisionCode } })),
  ]);
}

/** The persona's community, or the first village of the named town. */
function villageOf({ town }: DemoApplication): string {
  if (town === null) return COMMUNITY_WORKER.divisionCode;
  const [first] = VILLAGES_OF.get(town) ?? [];
  if (!first) throw new Error(`no such town: ${town}`);
  return first.code;
}

type Taken = { taken: Set<string>; used: Set<string> };

async function loadOne(setting: Setting, plan: DemoApplication, id: string, applicationNo: string, { taken, used }: Taken): Promise<void> {
  const { insert, vault, today } = setting;
  const villageCode = villageOf(plan);
  const elder = plan.newcomer ? null : residentOf(setting, villageCode, plan.claim, used);
  const random = seeded(`application:${id}`);
  const newcomer = elder ? null : inventIdentity(random, today, taken);
  const events = eventsOf(plan, villageCode, elder);
  const last = events.at(-1);
  const submittedDate = addDays(today, -plan.daysAgo);
  if (!last) throw new Error('an application without a step');
  const at = (daysAgo: number, minute: number) => instantAt(addDays(today, -daysAgo), minute);
  const seal = (column: string, value: string) => vault.seal({ table: 'application', column, row: id }, value);
  const granted = events.find((one) => one.fromDaysAgo !== undefined);
  const factId = granted ? `${id}-fact` : null;
  const fromFamily = plan.channel === 'family_page';
  const phone = fromFamily ? `154${String(random.int(100_000_000)).padStart(8, '0')}` : (newcomer?.phone ?? null);
  const idNumber = newcomer?.idNumber ?? (fromFamily ? elder?.idNumber : undefined);
  const registered = last.state !== 'requested' && last.state !== 'dismissed';
  if (granted && elder) insertFact(setting, plan, factId ?? '', elder, applicationNo, granted);
  insert(t.application, [
    {
      id, applicationNo, channel: plan.channel, wish: plan.claim ? wishOf(plan.claim.kind) : plan.wish,
      kind: registered ? (plan.claim?.kind ?? null) : null, value: registered ? (plan.claim?.value ?? null) : null,
      villageCode, elderId: elder && (registered || plan.channel === 'elder_page') ? elderIdOf(elder) : null,
      name: elder?.name ?? newcomer?.name ?? '',
      idNumberSealed: idNumber ? await seal('id_number_sealed', idNumber) : null,
      idNumberIndex: await vault.indexOf('id_number', elder?.idNumber ?? newcomer?.idNumber ?? ''),
      phoneSealed: phone && (await seal('phone_sealed', phone)), phoneIndex: phone && (await vault.indexOf('phone', phone)),
      registeredDivision: registered || plan.channel === 'elder_page' ? villageCode : null, registeredPlace: null, addressSealed: null,
      mealPointId: registered || plan.channel === 'elder_page' ? (elder?.homePointKey ?? setting.elders.find((one) => townOf(one.residenceDivisionCode) === townOf(villageCode))?.homePointKey ?? null) : null,
      applicantName: fromFamily ? inventName(random, 'female', 1975) : null, applicantRelation: fromFamily ? '女儿' : null,
      submittedAt: at(plan.daysAgo, 9 * 60), submittedDate, submittedBy: events[0]?.by ?? '',
      state: last.state, stateAt: at(last.daysAgo, last.minute), dueDate: dueDateOf(last.state, addDays(today, -last.daysAgo)),
      steps: events.length, factId,
    },
  ]);
  insert(
    t.applicationEvent,
    events.map(({ action, state, by, note, codes, daysAgo, minute, fromDaysAgo }, index) => ({
      applicationId: id, seq: index + 1, action, state, at: at(daysAgo, minute), by, note, codes: JSON.stringify(codes),
      fromDate: fromDaysAgo === undefined ? null : addDays(today, -fromDaysAgo), contentHash: null,
    })),
  );
  const seen = events.find((one) => one.action === 'check' || one.action === 'submit');
  if (seen && registered) insertPapers(setting, id, plan.papers, at(seen.daysAgo, seen.minute), seen.by);
  if (granted && factId) insertReview(setting, plan, id, factId, granted);
}

function dueDateOf(state: ApplicationState, since: ServiceDate): ServiceDate | null {
  return nextParty(state) || state === 'refused' ? dueOn(state, { ...RULE, fromDate: since, document: '', reviewNoticeDays: 0, webLimit: 0, lookUpTries: 0 }, since) : null;
}

/** Somebody of that village who is alive, has not applied yet and does not have it already. */
function residentOf({ elders, today }: Setting, villageCode: string, claim: Claim | null, used: Set<string>): DemoElder {
  const fits = (elder: DemoElder) =>
    elder.persona === null && !used.has(elder.key) && !holdsOn(elder.facts, 'death', today) && !(claim && elder.facts.some((fact) => fact.kind === claim.kind && (fact.kind !== 'living' || fact.value === claim.value)));
  const near = elders.find((elder) => elder.residenceDivisionCode === villageCode && fits(elder));
  const found = near ?? elders.find((elder) => townOf(elder.residenceDivisionCode) === townOf(villageCode) && fits(elder));
  if (!found) throw new Error(`nobody to apply in ${villageCode}`);
  used.add(found.key);
  return found;
}

type DemoEvent = DemoApplication['steps'][number] & { state: ApplicationState; by: string };

const LEADS_TO: Record<ApplicationAction, ApplicationState> = {
  request: 'requested', submit: 'submitted', register: 'submitted', dismiss: 'dismissed', ask_papers: 'returned', bring_papers: 'submitted', check: 'checked',
  send_back: 'submitted', grant: 'granted', refuse: 'refused', appeal: 'appealed', uphold: 'upheld', overturn: 'granted', withdraw: 'withdrawn',
};

function eventsOf({ steps, channel }: DemoApplication, villageCode: string, elder: DemoElder | null): DemoEvent[] {
  return steps.map((step) => ({ ...step, state: LEADS_TO[step.action], by: byOf(step.action, channel, villageCode, elder) }));
}

function byOf(action: ApplicationAction, channel: DemoApplication['channel'], villageCode: string, elder: DemoElder | null): string {
  if (action === 'request') return channel === 'elder_page' && elder ? `elder:${elderIdOf(elder)}` : 'family:page';
  if (['grant', 'refuse', 'send_back'].includes(action)) return `person:${officialOf(townOf(villageCode)).id}`;
  return action === 'uphold' || action === 'overturn' ? 'person:zhoumin' : `person:${workerOf(villageCode).id}`;
}

function insertFact({ insert, today }: Setting, plan: DemoApplication, factId: string, elder: DemoElder, document: string, granted: DemoEvent): void {
  if (!plan.claim?.value) throw new Error('a grant without a value');
  insert(t.elderFact, [
    {
      id: factId, elderId: elderIdOf(elder), kind: plan.claim.kind, value: plan.claim.value, scale: plan.claim.kind === 'ability' ? ABILITY_SCALE : null,
      fromDate: addDays(today, -(granted.fromDaysAgo ?? 0)), toDate: null, source: '申请审批', document,
      recordedAt: instantAt(addDays(today, -granted.daysAgo), granted.minute), recordedBy: granted.by,
    },
  ]);
}

function insertPapers({ insert }: Setting, applicationId: string, papers: readonly PaperKind[], seenAt: number, seenBy: string): void {
  insert(
    t.applicationPaper,
    papers.map((kind, index) => ({ applicationId, position: index + 1, kind, numberSealed: null, paperDate: null, original: index === 0 ? 1 : 0, seenAt, seenBy })),
  );
}

function insertReview({ insert, today }: Setting, plan: DemoApplication, applicationId: string, factId: string, granted: DemoEvent): void {
  const reviewDate = reviewAfter(addDays(today, -(granted.fromDaysAgo ?? 0)), RULE.reviewMonths);
  insert(t.eligibility, [{ factId, applicationId, reviewDate }]);
  if (!plan.proposed) return;
  const { finding, note, daysAgo } = plan.proposed;
  insert(t.eligibilityReview, [
    {
      id: `${applicationId}-review`, factId, attempt: 1, dueDate: reviewDate, finding, endDate: finding === 'no_longer' ? addDays(today, 5) : null, note,
      proposedAt: instantAt(addDays(today, -daysAgo), 10 * 60), proposedBy: `person:${workerOf(villageOf(plan)).id}`,
    },
  ]);
}

