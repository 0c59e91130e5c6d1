import { Hono } from 'hono';
import * as z from 'zod';
import { pinProblem, readPin } from '../../domain/pin.ts';
import { auditEntry, type App } from '../../request.ts';
import { commit, untilSettled } from '../../store/commit.ts';
import { giveBackTo } from '../../store/guesses.ts';
import { loginAsRead } from '../../store/staff-logins.ts';
import { setPin } from '../../store/staff-pins.ts';
import { hashSecret } from '../../vault.ts';
import { paths } from '../../../web/paths.ts';
import { OwnPinPage } from '../../../web/sign-in/own-pin-page.tsx';
import { pinErrors } from '../../../web/sign-in/sign-in-text.ts';
import type { FieldError } from '../../../web/form.tsx';
import { form } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { presentPassword, type Count } from './guess.ts';
import { atCanteen, findOwnLogin, ownFrame, personOf } from './own.tsx';

/** The PIN for the canteen's shared tablets, set where one is signed in by password: also when it was forgotten, or locked by wrong guesses. */
export const ownPinRoutes = new Hono<App>();

ownPinRoutes.get('/', permit('login.own'), async (c) => {
  const { login } = await findOwnLogin(c);
  if (!login?.passwordHash || !atCanteen(personOf(c))) return c.redirect(paths.ownLogin(), 303);
  return c.html(<OwnPinPage frame={ownFrame(c)} />);
});

const setting = form(z.strictObject({ current: z.string().max(1000), pin: z.string().max(40), again: z.string().max(40) }), (c) => problem(c, 422));

ownPinRoutes.post('/', permit('login.own'), setting, async (c) => {
  const typed = c.req.valid('form');
  const { db, now } = c.var;
  const once: Count = { counted: false };
  return untilSettled(async () => {
    const { login } = await findOwnLogin(c);
    if (!login?.passwordHash || !atCanteen(personOf(c))) return c.redirect(paths.ownLogin(), 303);
    const page = (errors: FieldError[]) => c.html(<OwnPinPage frame={ownFrame(c)} errors={errors} />, 422);
    const wrong = pinProblem(typed.pin, typed.again);
    if (wrong) return page(pinErrors(wrong));
    const present = await presentPassword(c, login, typed.current, once);
    if (present === 'conflict') return present;
    if ('refused' in present) return page([{ field: 'current', message: present.refused }]);
    const actor = `person:${login.personId}`;
    const changes = [...setPin(db, login.personId, await hashSecret(readPin(typed.pin) ?? ''), now), giveBackTo(present.guess.counter, now)];
    const done = await commit(db, auditEntry(c, actor, 'pin.set', actor), { guards: [loginAsRead(login)], changes });
    return done === 'done' ? c.redirect(paths.ownLogin('pin'), 303) : done;
  });
});
