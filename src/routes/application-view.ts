import type { Context } from 'hono';
import * as z from 'zod';
import { actorRef, type PersonActor } from '../domain/access.ts';
import { APPLICATION_STATES, type Step } from '../domain/application.ts';
import { CLAIM_KINDS } from '../domain/application-claim.ts';
import type { FieldProblem } from '../domain/application-form.ts';
import { ageOn, serviceDateOf } from '../domain/calendar.ts';
import { auditEntry, type App } from '../request.ts';
import { birthDateOf, masked, openPerson } from '../store/application-person.ts';
import { PAGE_SIZE } from '../store/application-lists.ts';
import type { ApplicationRead } from '../store/applications.ts';
import { recordLook } from '../store/looks.ts';
import { claimText, formProblemText } from '../../web/application-text.ts';
import type { ApplicationRecord } from '../../web/application-record.tsx';
import type { FieldError } from '../../web/form.tsx';
import { placeUnknown } from '../../web/text.ts';
import { id, query } from './fields.ts';

// What the pages of villages and offices share: who is at work, the list's place, the record with masks.

/** The person at work. Such permissions are granted to persons only, so anybody else here is a fault. */
export function personOf(c: Context<App>): PersonActor {
  const { actor } = c.var;
  if (actor.kind !== 'person') throw new Error('a page of work without a person');
  return actor;
}

const page = z.string().regex(/^[1-9]\d{0,4}$/).default('1').transform(Number);
export const pageAsked = query(z.object({ page }));

export const listAsked = query(
  z.object({
    show: z.enum(['waiting', 'answered']).default('waiting'),
    state: z.enum(APPLICATION_STATES).optional(),
    town: id.optional(),
    page,
  }),
);

/** Null when there is no such page. */
export function pageAt(wanted: number, count: number): { page: number; pages: number; first: number } | null {
  const pages = Math.max(1, Math.ceil(count / PAGE_SIZE));
  return wanted > pages ? null : { page: wanted, pages, first: (wanted - 1) * PAGE_SIZE + 1 };
}

/** The record as it is shown: with stars, unless a look has just been recorded. */
export async function recordOf(c: Context<App>, read: ApplicationRead, looked = false): Promise<ApplicationRecord> {
  const { application, elder, categories } = read;
  const opened = await openPerson(c.var.vault, read);
  const stars = masked(opened);
  const birthDate = birthDateOf(read, opened);
  const shown = looked ? opened : { ...stars, address: null };
  return {
    ...application,
    age: birthDate && ageOn(birthDate, serviceDateOf(c.var.now)),
    idNumber: shown.idNumber,
    phone: shown.phone,
    address: shown.address,
    addressKnown: stars.addressKnown,
    registered: application.registeredPlace ?? application.registeredName ?? placeUnknown,
    known: elder === null ? 'no' : elder.near ? 'here' : 'elsewhere',
    knownName: elder?.near ? elder.name : null,
    facts: read.facts.flatMap((fact) => {
      const kind = CLAIM_KINDS.find((one) => one === fact.kind);
      return kind ? [{ text: claimText({ kind, value: fact.value }, categories), from: fact.from, to: fact.to }] : [];
    }),
    events: read.events,
    papers: read.papers.map((paper, index) => ({ ...paper, number: shown.papers[index] ?? null, date: paper.paperDate, original: paper.original === 1 })),
    others: read.others.map(({ applicationNo, kind, value }) => ({ applicationNo, text: kind ? claimText({ kind, value }, categories) : '' })),
    looked,
  };
}

/** Before the full values are shown: who, what and why. */
export async function noteApplicationLook(c: Context<App>, applicationId: string, reason: string): Promise<void> {
  const entry = auditEntry(c, actorRef(personOf(c)), 'application.look', `application:${applicationId}`);
  await recordLook(c.var.db, { ...entry, reason });
}

/** What to change, field by field, in words. */
export function errorsOf(problems: readonly FieldProblem[]): FieldError[] {
  return problems.map(({ field, problem }) => ({ field, message: formProblemText[problem] }));
}

/** The same press a second time: it is shown what the first one did. */
export function takenBefore({ application, events }: ApplicationRead, seen: number, step: Step, actor: string): boolean {
  const last = events.at(-1);
  return application.steps === seen + 1 && last?.action === step && last.by === actor;
}
