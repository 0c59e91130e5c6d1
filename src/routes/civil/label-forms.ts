import type { Context } from 'hono';
import * as z from 'zod';
import { labelOf, rulesName, type LabelKind, type LabelRefusal } from '../../domain/county-label.ts';
import { policyRules } from '../../domain/policy-rules.ts';
import { cleanText } from '../../domain/roster-text.ts';
import type { App } from '../../request.ts';
import { labelDoneText, labelRefusalText, reasonMissing, type LabelDone } from '../../../web/civil/county-label-text.ts';
import type { NamingVersion } from '../../../web/civil/payers-page.tsx';
import { form, id, query, segments } from '../fields.ts';
import { problem } from '../problems.tsx';

// What the pages of payers and of categories ask for in the same way.

export const ofCode = segments(z.object({ code: id }));

const DONE = Object.keys(labelDoneText).filter((one): one is LabelDone => one in labelDoneText);
export const doneAsked = query(z.object({ done: z.enum(DONE).optional() }));

/** Room for what is too long, so that it is refused in words. */
export const typedText = z.string().max(200);

export const renaming = form(z.strictObject({ was: typedText, name: typedText, reason: typedText }), (c) => problem(c, 422));
export const nothingTyped = form(z.strictObject({}), (c: Context<App>) => problem(c, 422));

type Errors = { field: string; message: string }[];

export const labelErrors = (refused: Readonly<Record<'code' | 'name', LabelRefusal | null>>): Errors =>
  Object.entries(refused).flatMap(([field, why]) => (why === null ? [] : [{ field, message: labelRefusalText(why) }]));

export function renamingErrors(name: LabelRefusal | null, reason: string): Errors {
  return [...labelErrors({ code: null, name }), ...(reason === '' ? [{ field: 'reason', message: reasonMissing }] : [])];
}

/** What was typed for a new name, as it will be kept. */
export const renamingOf = (typed: { name: string; reason: string }) => ({ name: labelOf(typed.name), reason: cleanText(typed.reason) });

/** The versions whose rules name a payer or category. */
export function namingVersions(versions: readonly (NamingVersion & { rules: string })[], kind: LabelKind, code: string): NamingVersion[] {
  return versions.filter((one) => rulesName(policyRules.parse(JSON.parse(one.rules)), kind, code));
}
