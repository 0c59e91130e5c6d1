import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { needsSecondFactor, type PersonActor, type WorkWay } from '../../domain/access.ts';
import { passwordProblem, plainPassword } from '../../domain/staff-login.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled, type Conflict } from '../../store/commit.ts';
import { giveBackTo } from '../../store/guesses.ts';
import { forgetDevices } from '../../store/known-devices.ts';
import { alsoRecorded } from '../../store/sessions.ts';
import { changeLogin, endSessionsOf, loadOwnLogin, loginAsRead } from '../../store/staff-logins.ts';
import { findOwnPin } from '../../store/staff-pins.ts';
import { endOtherSessions, endOwnSession, listSessions } from '../../store/staff-sessions.ts';
import { hashSecret } from '../../vault.ts';
import { clockOf } from '../../../web/format.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { OwnLoginPage } from '../../../web/sign-in/own-page.tsx';
import { OwnPasswordPage } from '../../../web/sign-in/own-password-page.tsx';
import { passwordErrors } from '../../../web/sign-in/sign-in-text.ts';
import type { StaffFrame } from '../../../web/staff-layout.tsx';
import { ownLoginNavLabel } from '../../../web/text.ts';
import { form, query } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { openSession, ownTokenHash } from '../session.ts';
import { firstPageOf } from './first-page.ts';
import { presentPassword, type Count, type Guess } from './guess.ts';
import { deviceHash } from './known-device.ts';

/** Everybody at work: how they sign in and where they are signed in. */
export const ownLoginRoutes = new Hono<App>();

/** The permission is every person's and nobody else's. */
export function personOf(c: Context<App>): PersonActor {
  const { actor } = c.var;
  if (actor.kind !== 'person') throw new Error('a page of somebody’s own sign-in without a person');
  return actor;
}

/** Who has a use for a PIN: whoever may be at work at a canteen in the session that they are in. */
export const atCanteen = ({ grants }: PersonActor): boolean => grants.some((grant) => grant.role === 'canteen_staff' && 'mealPointId' in grant);

export function ownFrame(c: Context<App>): StaffFrame {
  const { name, grants } = personOf(c);
  const work = firstPageOf(grants);
  const nav = work === paths.ownLogin() ? [] : [{ href: work, label: ownLoginNavLabel.work }];
  return { place: ownLoginNavLabel.place, nav: [...nav, { href: paths.ownLogin(), label: ownLoginNavLabel.own, current: true }], who: name, clock: clockOf(c.var.now) };
}

export async function findOwnLogin(c: Context<App>) {
  return loadOwnLogin(c.var.db, c.var.scope, await ownTokenHash(c));
}

const shown = query(z.object({ done: z.enum(['password', 'pin', 'session', 'sessions']).optional().catch(undefined) }));

ownLoginRoutes.get('/', permit('login.own'), shown, async (c) => {
  const { login, way, grants } = await findOwnLogin(c);
  const here = await ownTokenHash(c);
  const sessions = (await listSessions(c.var.db, c.var.scope, c.var.now)).map((one) => ({ ...one, here: one.tokenHash === here }));
  const secondFactor = login?.totpConfirmedAt ? 'set' : grants.some(needsSecondFactor) ? (way === 'start_code' && login?.totpSealed ? 'to_set' : 'missing') : 'not_needed';
  const lacks = way !== 'totp' && grants.some(needsSecondFactor);
  const pin = atCanteen(personOf(c)) ? { setAt: await findOwnPin(c.var.db, c.var.scope) } : null;
  return c.html(
    <OwnLoginPage frame={ownFrame(c)} done={c.req.valid('query').done} login={login && { name: login.login, passwordSetAt: login.passwordSetAt }} {...{ sessions, secondFactor, lacks, pin }} granted={grants.length > 0} />,
  );
});

const ending = form(z.strictObject({ session: z.string().regex(/^[\w-]{43}$/) }), (c) => problem(c, 422));

/** Where there is nothing to end any more, nothing is written: the list says what is left. */
ownLoginRoutes.post('/sessions/endings', permit('login.own'), ending, async (c) => {
  const actor = `person:${personOf(c).personId}`;
  const { session } = c.req.valid('form');
  const alive = await listSessions(c.var.db, c.var.scope, c.var.now);
  if (alive.some((one) => one.tokenHash === session)) await endOwnSession(c.var.db, auditEntry(c, actor, 'session.end_one', actor), c.var.scope, session);
  return c.redirect(paths.ownLogin('session'), 303);
});

ownLoginRoutes.post('/sessions/other-endings', permit('login.own'), async (c) => {
  const { personId } = personOf(c);
  const actor = `person:${personId}`;
  const alive = await listSessions(c.var.db, c.var.scope, c.var.now);
  const elsewhere = forgetDevices(personId, await deviceHash(c));
  if (alive.length > 1) await endOtherSessions(c.var.db, auditEntry(c, actor, 'session.end_others', actor), c.var.scope, await ownTokenHash(c), elsewhere);
  return c.redirect(paths.ownLogin('sessions'), 303);
});

ownLoginRoutes.get('/password', permit('login.own'), async (c) => {
  const { login, rule } = await findOwnLogin(c);
  if (!login?.passwordHash) return c.redirect(paths.ownLogin(), 303);
  return c.html(<OwnPasswordPage frame={ownFrame(c)} login={login.login} letters={rule.passwordLetters} />);
});

const changing = form(z.strictObject({ current: z.string().max(1000), password: z.string().max(1000), again: z.string().max(1000) }), (c) => problem(c, 422));

ownLoginRoutes.post('/password', permit('login.own'), changing, async (c) => {
  const typed = c.req.valid('form');
  const once: Count = { counted: false };
  return untilSettled(async () => {
    const { login, rule, way } = await findOwnLogin(c);
    if (!login?.passwordHash) return c.redirect(paths.ownLogin(), 303);
    const page = (errors: FieldError[]) => c.html(<OwnPasswordPage frame={ownFrame(c)} login={login.login} letters={rule.passwordLetters} errors={errors} />, 422);
    const wrong = passwordProblem(typed.password, typed.again, login.login, rule);
    if (wrong) return page(passwordErrors(wrong, rule.passwordLetters));
    const present = await presentPassword(c, login, typed.current, once);
    if (present === 'conflict') return present;
    if ('refused' in present) return page([{ field: 'current', message: present.refused }]);
    return changed(c, present.guess, { login, way: way === 'totp' || way === 'password' ? way : 'start_code', password: plainPassword(typed.password) });
  });
});

/** Everywhere else they are signed out; here they go on under a new token. */
async function changed(c: Context<App>, guess: Guess, to: { login: NonNullable<Guess['login']>; way: WorkWay; password: string }): Promise<Response | Conflict> {
  const { db, now } = c.var;
  const { login, way } = to;
  const change = { passwordHash: await hashSecret(to.password), passwordSetAt: now };
  const recorded = alsoRecorded(auditEntry(c, `person:${login.personId}`, 'password.change', `person:${login.personId}`));
  const changes = [...changeLogin(db, login.personId, change), endSessionsOf(login.personId, now), giveBackTo(guess.counter, now), recorded];
  const opened = await openSession(c, { personId: login.personId, way }, { guards: [loginAsRead(login)], changes });
  return opened === 'done' ? c.redirect(paths.ownLogin('password'), 303) : opened;
}
