import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { isLocked } from '../../domain/guess.ts';
import { pageOfCanteen, readPin } from '../../domain/pin.ts';
import { auditEntry, type App } from '../../request.ts';
import { commit, untilSettled, type Conflict } from '../../store/commit.ts';
import { giveBackTo } from '../../store/guesses.ts';
import { rehashPin } from '../../store/staff-pins.ts';
import { loadLockedTablet, loadPinGuess, switchingIn, type PinGuess } from '../../store/tablet-sign-in.ts';
import { checkSecret, hashSecret } from '../../vault.ts';
import { paths } from '../../../web/paths.ts';
import { LockedTabletPage, PinPage, type LockNotice } from '../../../web/sign-in/tablet-pages.tsx';
import { form, id, query, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { closeSession, openSession, staysTablet } from '../session.ts';
import { firstPageOf } from './first-page.ts';
import { counted, type Count } from './guess.ts';

/** The shared tablet of a canteen: its locked screen, and switching in by a PIN. On any other browser there is nothing here but the way to the password. */
export const sharedTablet = new Hono<App>();

const wayBack = query(z.object({ back: z.string().max(500).optional().catch(undefined) }));
const backOf = (said: string | undefined) => pageOfCanteen(said ?? '') ?? undefined;

sharedTablet.get('/', permit('sign_in'), wayBack, async (c) => {
  const { actor, tabletHash, db } = c.var;
  if (actor.kind === 'person') return c.redirect(firstPageOf(actor.grants), 303);
  const locked = await loadLockedTablet(db, tabletHash);
  if (!locked) return c.redirect(paths.staffSignIn(), 303);
  const back = backOf(c.req.valid('query').back);
  return c.html(<LockedTabletPage {...locked} {...(back ? { back, notice: 'locked' as const } : {})} />);
});

/** At once, whoever is in, and however they came in. */
sharedTablet.post('/lock', permit('sign_in'), async (c) => {
  await closeSession(c);
  return c.redirect(paths.lockedTablet(), 303);
});

const onePerson = segments(z.object({ personId: id }));

sharedTablet.get('/people/:personId', permit('sign_in'), onePerson, wayBack, (c) => pinPage(c, c.req.valid('param').personId, backOf(c.req.valid('query').back)));

/** `empty`: the last press came with no PIN at all. */
async function pinPage(c: Context<App>, personId: string, back: string | undefined, empty = false) {
  const locked = await loadLockedTablet(c.var.db, c.var.tabletHash);
  if (!locked) return c.redirect(paths.staffSignIn(), 303);
  const person = locked.staff.find((one) => one.id === personId);
  if (!person) return c.redirect(paths.lockedTablet(back), 303);
  return c.html(<PinPage tablet={locked.tablet} person={person} empty={empty} {...(back ? { back } : {})} />, empty ? 422 : 200);
}

const typing = form(z.strictObject({ pin: z.string().max(40), back: z.string().max(500).default('') }), (c) => problem(c, 422));

/**
 * Refused, it is the locked screen again with the names: as often as not it was the wrong name that was pressed, and it says the same whoever was
 * meant. Where nothing was typed nothing was guessed: it is asked again, and not counted.
 */
sharedTablet.post('/people/:personId', permit('sign_in'), onePerson, typing, async (c) => {
  const { tabletHash, db } = c.var;
  const { personId } = c.req.valid('param');
  const typed = c.req.valid('form');
  const back = backOf(typed.back);
  const once: Count = { counted: false };
  if (tabletHash === null) return c.redirect(paths.staffSignIn(), 303);
  if (typed.pin.trim() === '') return pinPage(c, personId, back, true);
  return untilSettled(async () => {
    const guess = await loadPinGuess(db, tabletHash, personId);
    if (!guess) return c.redirect(paths.staffSignIn(), 303);
    const refused = (notice: LockNotice) => c.html(<LockedTabletPage {...guess} notice={notice} minutes={guess.rule.windowMinutes} {...(back ? { back } : {})} />, 422);
    const count = await counted(c, [guess.person, guess.onTablet], pinEntry(c, guess, personId, 'pin.try'), once);
    if (count === 'conflict') return count;
    if (count === 'locked') return refused(isLocked(guess.onTablet.tried, guess.onTablet.limit, c.var.now) ? 'tablet_locked' : 'person_locked');
    const pin = readPin(typed.pin) ?? '';
    const checked = await checkSecret(pin, guess.pinHash);
    if (checked !== 'wrong' && guess.pinHash !== null) return switched(c, guess, { personId, pin, pinHash: guess.pinHash, stale: checked === 'stale', back });
    await commit(db, pinEntry(c, guess, personId, 'pin.wrong'), { changes: [] });
    return refused('wrong');
  });
});

/** Until the PIN was right nobody knows who stands there: the tablet did it, to whoever was meant. */
function pinEntry(c: Context<App>, { tablet, staff }: PinGuess, personId: string, action: 'pin.try' | 'pin.wrong') {
  const known = staff.some((one) => one.id === personId);
  return auditEntry(c, `tablet:${tablet.id}`, action, known ? `person:${personId}` : `tablet:${tablet.id}`);
}

type Right = { personId: string; pin: string; pinHash: string; stale: boolean; back: string | undefined };

/** In, at the page that was open when the tablet locked if it was theirs, and else at the canteen's day. */
async function switched(c: Context<App>, guess: PinGuess, { personId, pin, pinHash, stale, back }: Right): Promise<Response | Conflict> {
  const { db, now } = c.var;
  const { guards, changes } = switchingIn(now, guess.tablet, personId, pinHash);
  const given = [guess.person, guess.onTablet].map((at) => giveBackTo(at, now));
  const renewed = stale ? [rehashPin(db, personId, await hashSecret(pin))] : [];
  const opened = await openSession(c, { personId, tabletId: guess.tablet.id, idleMinutes: guess.rule.idleMinutes }, { guards, changes: [...changes, ...given, ...renewed] });
  if (opened !== 'done') return opened;
  staysTablet(c);
  const goesOn = back !== undefined && guess.lastPersonId === personId;
  return c.redirect(goesOn ? back : paths.canteen(), 303);
}
