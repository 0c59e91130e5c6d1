import type { Context } from 'hono';
import { actorRef } from '../../domain/access.ts';
import { decideStartCode, loginStateOf } from '../../domain/access-request.ts';
import { codesFor, type Resets } from '../../domain/staff-login.ts';
import type { App } from '../../request.ts';
import type { PersonRead } from '../../store/people.ts';
import { findSignInRule } from '../../store/staff-logins.ts';
import { freshStartCode, type StartCodeIssue } from '../../store/start-codes.ts';
import { newId } from '../../vault.ts';
import { accessRefusalText } from '../../../web/civil/people-text.ts';
import { StartCodeFormPage } from '../../../web/civil/start-code-page.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { asStanding } from './access-view.ts';
import { civilFrame, officialOf } from './frame.ts';

type Typed = { resets?: Resets | undefined; reason: string };

/** The question for a start code: which, why, and whether one administrator gives it or asks another one to. */
export function startCodeForm(c: Context<App>, read: PersonRead, { resets: chosen, reason }: Typed, wrong: { errors?: readonly FieldError[]; refusal?: string } = {}) {
  const standing = asStanding(read);
  const state = loginStateOf(standing);
  const choices = state ? codesFor(state) : [];
  const resets = chosen ?? (choices.length === 1 ? choices[0] : undefined);
  const decided = decideStartCode(standing, resets ?? choices[0] ?? 'nothing', actorRef(officialOf(c)));
  const two = decided === 'takes_two';
  const refusal = wrong.refusal ?? (decided === null || two ? undefined : accessRefusalText[decided]);
  const shown = { person: read.person, choices, resets: resets ?? null, two, typed: { reason }, errors: wrong.errors ?? [], requestKey: newId() };
  const page = <StartCodeFormPage frame={civilFrame(c, read.offices, 'people')} {...shown} {...(refusal ? { refusal } : {})} />;
  return c.html(page, wrong.refusal ? 409 : wrong.errors ? 422 : 200);
}

/** A fresh code, for the batch that gives it. `codeId`: of the request that asked for it. */
export async function issueOf(c: Context<App>, { person, login }: PersonRead, of: { resets: Resets; reason: string; codeId?: string }): Promise<StartCodeIssue> {
  if (login === null) throw new Error('a start code without a login');
  const { db, vault } = c.var;
  const loginIndex = await vault.indexOf('login', login.login);
  return { personId: person.id, loginIndex, code: await freshStartCode(vault, of.codeId), resets: of.resets, reason: of.reason, rule: await findSignInRule(db) };
}
