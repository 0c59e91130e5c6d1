import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { serviceDateOf } from '../../domain/calendar.ts';
import { MEAL_SLOTS, type MealSlot } from '../../domain/meal-slot.ts';
import { ordersToChange, splitByCancelling } from '../../domain/standing-order.ts';
import type { App } from '../../request.ts';
import { recordStanding } from '../../store/arrangement-changes.ts';
import type { Arrangements, Standing } from '../../store/arrangements.ts';
import { untilSettled } from '../../store/commit.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { FamilyStandingCheckPage, StandingFormPage } from '../../../web/family/standing-change.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { arrangementProblemText } from '../../../web/standing-order-text.ts';
import { arrangedSlot, changesFrom, dayTicks, orderAtOnce, seenFrom, sittings, tickedDays, weekdays } from '../arranging.ts';
import { form, id, query, requestKey, segments, serviceMode, type Typed } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { arrangementsPage, saidHere, theirs } from './arrangements.tsx';
import { carerRef, familyFrame } from './frame.ts';
import { whoIs } from './meals.tsx';

/** From now on: begun, or changed. Filled in, read over, then it holds. */
export const standingSetting = new Hono<App>();

const slot = z.enum(MEAL_SLOTS);

/** Whoever has one for this meal of the day is led to it: it is changed, not doubled. */
standingSetting.get('/:elderId/standing-orders/new/:slot', permit('family.arrange'), segments(z.object({ elderId: id, slot })), async (c) => {
  const { elderId, slot: wanted } = c.req.valid('param');
  const found = await theirs(c, elderId);
  if ('page' in found) return found.page;
  const standing = found.read.standing.find((one) => one.slot === wanted);
  return standing ? c.redirect(paths.familyStanding(elderId, standing.id, 'change'), 303) : formPage(c, found.read, wanted);
});

standingSetting.get('/:elderId/standing-orders/:id/change', permit('family.arrange'), segments(z.object({ elderId: id, id })), async (c) => {
  const { elderId, id: own } = c.req.valid('param');
  const found = await theirs(c, elderId);
  if ('page' in found) return found.page;
  const standing = found.read.standing.find((one) => one.id === own);
  return standing ? formPage(c, found.read, standing.slot) : c.notFound();
});

async function formPage(c: Context<App>, read: Arrangements, wanted: MealSlot, wrong?: { typed: Typed; error: FieldError }) {
  const { person } = read;
  const today = serviceDateOf(c.var.now);
  const one = arrangedSlot(read, wanted, today);
  if (!one) return arrangementsPage(c, read);
  const more = wrong ? { typed: wrong.typed, errors: [wrong.error] } : {};
  return c.html(<StandingFormPage frame={familyFrame(c)} elderId={person.id} who={await whoIs(c, person.id, person)} {...{ today, one }} {...more} />, wrong ? 422 : 200);
}

const wish = { slot, follows: id.optional(), mode: serviceMode, meal: z.union([z.literal(''), id]) };
type Wish = { slot: MealSlot; follows?: string | undefined; days: string; mode: Standing['mode']; meal: string };

standingSetting.get('/:elderId/standing-orders/check', permit('family.arrange'), segments(z.object({ elderId: id })), query(z.object({ ...wish, ...dayTicks })), async (c) => {
  const asked = c.req.valid('query');
  const found = await theirs(c, c.req.valid('param').elderId);
  if ('page' in found) return found.page;
  const { read } = found;
  const days = tickedDays(asked);
  const typed = Object.fromEntries(Object.entries(asked).filter((field): field is [string, string] => field[1] !== undefined));
  if (days === null) return formPage(c, read, asked.slot, { typed, error: { field: 'day', message: arrangementProblemText.no_days } });
  return checkPage(c, read, { ...asked, days });
});

async function checkPage(c: Context<App>, read: Arrangements, wanted: Wish) {
  const { person } = read;
  const set = settingOf(c, read, wanted);
  if (set === 'changed') return arrangementsPage(c, read, arrangementProblemText.changed);
  if (set === 'same') return c.redirect(paths.familyArrangements(person.id), 303);
  const { follows, days, mode, meal } = wanted;
  return c.html(
    <FamilyStandingCheckPage
      frame={familyFrame(c)}
      elderId={person.id}
      who={await whoIs(c, person.id, person)}
      today={serviceDateOf(c.var.now)}
      slot={wanted.slot}
      next={{ weekdays: days, mode, setMealName: set.mealName }}
      place={set.old?.pointName ?? person.pointName}
      from={set.from}
      changes={set.old !== undefined}
      hidden={{ key: newId(), slot: wanted.slot, days, mode, meal, ...(follows ? { follows } : {}) }}
      gone={sittings(set.cancel)}
      stay={sittings(set.stay)}
    />,
  );
}

/** What would be written, or that it stands so already, or that it was changed since the page was shown. */
function settingOf(c: Context<App>, read: Arrangements, { slot: wanted, follows, days, mode, meal }: Wish) {
  const old = read.standing.find((one) => one.slot === wanted);
  const offered = arrangedSlot(read, wanted, serviceDateOf(c.var.now));
  if (old?.id !== follows || !offered?.modes.includes(mode)) return 'changed';
  const next = { weekdays: days, mode, setMealId: meal === '' ? null : meal };
  const mealName = offered.meals.find((one) => one.value === meal)?.label ?? null;
  if (meal !== '' && mealName === null) return 'changed';
  if (old && old.weekdays === days && old.mode === mode && old.setMealId === next.setMealId) return 'same';
  const from = changesFrom(c, read, { mealPointId: offered.pointId, slot: wanted });
  const moved = old ? splitByCancelling(ordersToChange(read.orders, old, next, from), c.var.now) : { cancel: [], stay: [] };
  return { old, next, mealName, from, mealPointId: offered.pointId, ...moved };
}

const setting = form(z.strictObject({ key: requestKey, days: weekdays, ...wish }), (c) => problem(c, 422));

standingSetting.post('/:elderId/standing-orders', permit('family.arrange'), segments(z.object({ elderId: id })), setting, async (c) => {
  const { elderId } = c.req.valid('param');
  const { key, ...wanted } = c.req.valid('form');
  const actor = carerRef(c);
  const page = paths.familyArrangements(elderId);
  const payloadHash = await sha256(JSON.stringify(['standing', elderId, wanted.slot, wanted.follows ?? null, wanted.days, wanted.mode, wanted.meal]));
  const answer = await untilSettled(async () => {
    const found = await theirs(c, elderId, key);
    if ('page' in found) return found.page;
    const { read } = found;
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const set = settingOf(c, read, wanted);
    if (set === 'changed') return arrangementsPage(c, read, arrangementProblemText.changed);
    if (set === 'same') return c.redirect(page, 303);
    const { old, next, from, mealPointId, cancel } = set;
    const fresh = newId();
    const { entry, channel, allowed } = saidHere(c, elderId, old ? 'standing_order.change' : 'standing_order.begin', `standing_order:${fresh}`);
    const standing = { id: fresh, elderId, mealPointId, slot: wanted.slot, ...next, from, channel };
    const outcome = await recordStanding(c.var.db, entry, { standing, follows: old?.id ?? null, seen: seenFrom(read, from, allowed), cancel }, { key, payloadHash, answer: page });
    return outcome === 'done' ? c.redirect(page, 303) : outcome;
  });
  if (answer.status === 303) await orderAtOnce(c, elderId);
  return answer;
});
