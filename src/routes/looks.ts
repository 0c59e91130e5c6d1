import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import * as z from 'zod';
import { actorRef } from '../domain/access.ts';
import type { Instant } from '../domain/calendar.ts';
import { decideLook, LOOK_FIELDS, LOOK_WHYS, lookAction, passText, type AskedLook, type LookField, type LookRefusal } from '../domain/look.ts';
import { auditEntry, SESSION_COOKIE, type App } from '../request.ts';
import { recordKeyedLook } from '../store/looks.ts';
import { replay, type PriorAnswer } from '../store/request-keys.ts';
import { isKnown, openSealed, type SealedRow } from '../store/sealed-person.ts';
import { sha256 } from '../vault.ts';
import { lookReasonText } from '../../web/look-text.ts';
import { personOf } from './application-view.ts';
import { requestKey } from './fields.ts';

// A look in full has two steps: the reason is written down, and then the page shows the value for as long as its pass is good. The
// pass stands in the address and says nothing; it is good for one value of one person, in the session that asked, and for two minutes.

/** `<field>.<until>.<signature>` */
export const lookPass = z.string().regex(/^[a-z_]{5,9}\.[0-9a-z]{6,10}\.[\w-]{22}$/);

/** What the form of a look sends, beside whose value it is. How many words are too many the decision says, in words of its own. */
export const lookFields = {
  key: requestKey, field: z.enum(LOOK_FIELDS).nullable().default(null), why: z.enum(LOOK_WHYS).nullable().default(null), words: z.string().trim().max(2000).default(''),
};

/** The session that asks: a pass that is carried elsewhere opens nothing. */
const sessionOf = (c: Context<App>) => sha256(getCookie(c, SESSION_COOKIE) ?? '');

async function passFor(c: Context<App>, elderId: string, field: LookField, until: Instant): Promise<string> {
  const text = passText({ elderId, field, session: await sessionOf(c), until });
  return `${field}.${until.toString(36)}.${await c.var.vault.sign('look_pass', text)}`;
}

/** `allowed`: what may be looked at at this door. */
type Whose = { elderId: string; sealed: SealedRow; allowed: readonly LookField[]; prior: PriorAnswer | undefined };

/**
 * Writes down who looks at what of whom and why, before anything is shown. The answer kept under the key is what is shown until
 * when: the second press of a form finds the first look, and no new time.
 */
export async function takeLook(c: Context<App>, { elderId, sealed, allowed, prior }: Whose, { key, ...asked }: AskedLook & { key: string }): Promise<{ pass: string } | { refused: LookRefusal } | 'misused' | 'conflict'> {
  const actor = actorRef(personOf(c));
  const payloadHash = await sha256(JSON.stringify(['look', elderId, asked.field, asked.why, asked.words]));
  const before = replay(prior, { actor, payloadHash });
  if (before === 'misused') return 'misused';
  if (before !== 'fresh' && asked.field !== null) return { pass: await passFor(c, elderId, asked.field, Number(before.answer)) };
  const decision = decideLook(asked, allowed.filter((one) => isKnown(sealed, one)), c.var.now);
  if (decision.refused !== null) return { refused: decision.refused };
  const { field, why, words, until } = decision.look;
  const entry = { ...auditEntry(c, actor, lookAction(field), `elder:${elderId}`), reason: lookReasonText(why, words) };
  const outcome = await recordKeyedLook(c.var.db, entry, { key, payloadHash, answer: String(until) });
  return outcome === 'done' ? { pass: await passFor(c, elderId, field, until) } : outcome;
}

/** What a pass shows now. A pass that is made up, of another person, session or value, or over shows nothing. */
export async function shownLook(c: Context<App>, elderId: string, sealed: SealedRow, allowed: readonly LookField[], pass: string | undefined) {
  if (pass === undefined) return { full: null, over: false };
  const [named = '', written = '', signature = ''] = pass.split('.');
  const field = allowed.find((one) => one === named);
  const until = Number.parseInt(written, 36);
  const ours = field !== undefined && (await c.var.vault.isSigned('look_pass', passText({ elderId, field, session: await sessionOf(c), until }), signature));
  const value = ours && c.var.now < until ? await openSealed(c.var.vault, elderId, sealed, field) : null;
  return { full: value !== null && field !== undefined ? { field, value, until } : null, over: value === null };
}

/** The browser asks again when the time is up, without the pass: nothing stays on a screen that somebody has left. */
export function hideAfter(c: Context<App>, full: { until: Instant } | null, address: string): void {
  if (full) c.header('Refresh', `${Math.max(1, Math.ceil((full.until - c.var.now) / 1000))};url=${address}`);
}
