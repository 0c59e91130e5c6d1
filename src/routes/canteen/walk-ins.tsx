import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { ageOn, serviceDateOf, type Instant } from '../../domain/calendar.ts';
import type { Caller } from '../../domain/counter.ts';
import { clashesOf, isSevere } from '../../domain/diet.ts';
import { PAY_WAYS, payWayOf } from '../../domain/ledger.ts';
import { onlyOnOrder, walkInsFrom } from '../../domain/meal-run.ts';
import { COUNTER_MODES } from '../../domain/meal-slot.ts';
import { decideWalkIn, type Placement, type WalkInRefusal } from '../../domain/order.ts';
import { fen } from '../../domain/money.ts';
import { readChange } from '../../domain/typed-yuan.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { replay } from '../../store/request-keys.ts';
import { loadWalkIn, loadWalkInChoice, recordWalkIn, type WalkInChoice, type WalkInRead, type WalkInWish } from '../../store/walk-ins.ts';
import { newId, sha256 } from '../../vault.ts';
import { WalkInCheckPage, WalkInPage, type WalkInSitting } from '../../../web/canteen/walk-in-page.tsx';
import { paths } from '../../../web/paths.ts';
import { clockOf } from '../../../web/format.tsx';
import { walkInRefusalText } from '../../../web/canteen/not-ordered-text.ts';
import { changeProblemText } from '../../../web/refusals.ts';
import { explanation } from '../explanation.ts';
import { form, hiddenFen, id, query, requestKey } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { canteenFrame, staffOf } from './frame.ts';
import { callerOf, noteLook, pass } from './passes.ts';

export const walkIns = new Hono<App>();

const caller = { elder: id, pass: pass.optional() };
const meal = { run: id, meal: id, mode: z.enum(COUNTER_MODES) };
const nobody = z.object({ elder: z.undefined().optional() });
const asked = query(z.union([z.object({ ...caller, ...meal }), z.object(caller), nobody]));

walkIns.get('/', permit('hand_over.record'), asked, async (c) => {
  const wanted = c.req.valid('query');
  if (wanted.elder === undefined) return c.redirect(paths.counter(), 303);
  if (!('run' in wanted)) return choice(c, await callerOf(c, wanted));
  const wish = await wishOf(c, wanted);
  const read = await loadWalkIn(c.var.db, c.var.scope, wish, serviceDateOf(c.var.now));
  if (!read) return c.notFound();
  const placement = decideWalkIn(read.facts, c.var.now);
  return placement.refused === null ? check(c, wish, read, placement) : choice(c, wish, placement.refused);
});

/** `selfPayFen`: what the page showed, so that nobody is asked for another price than the one that was read out. */
const serving = form(z.strictObject({ key: requestKey, selfPayFen: hiddenFen, pay: z.enum(PAY_WAYS).optional(), given: z.string().max(20).default(''), ...caller, ...meal }), (c) => problem(c, 422));

walkIns.post('/', permit('hand_over.record'), serving, async (c) => {
  const { key, selfPayFen, pay, given, ...wanted } = c.req.valid('form');
  const wish = await wishOf(c, wanted);
  const actor = actorRef(staffOf(c));
  const payloadHash = await sha256(JSON.stringify([wanted.elder, wanted.run, wanted.meal, wanted.mode, selfPayFen, pay, given]));
  const today = serviceDateOf(c.var.now);
  return untilSettled(async () => {
    const read = await loadWalkIn(c.var.db, c.var.scope, wish, today, key);
    if (!read) return c.notFound();
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const placement = decideWalkIn(read.facts, c.var.now);
    if (placement.refused !== null) return choice(c, wish, placement.refused);
    if (placement.assessment.selfPayFen !== selfPayFen) return check(c, wish, read, placement, 'changed');
    const covered = payWayOf(placement.assessment.selfPayFen, read.prepaidFen);
    if (pay === 'prepaid' && covered === 'cash') return check(c, wish, read, placement, 'too_little_prepaid');
    const payBy = pay ?? covered;
    const change = readChange(given, payBy === 'cash' ? placement.assessment.selfPayFen : fen(0));
    if (change.problem !== null) return check(c, wish, read, placement, change.problem);
    const [orderId, handOverId] = [newId(), newId()];
    const answer = paths.counter({ done: handOverId, given: change.givenFen ?? undefined });
    const proof = wish.card ? ('card' as const) : ('name' as const);
    const walkIn = { id: orderId, handOverId, wish, channel: 'walk_in' as const, proof, placement, payBy, read };
    const entry = auditEntry(c, actor, 'walk_in.record', `order:${orderId}`);
    const outcome = await recordWalkIn(c.var.db, entry, walkIn, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

type Wanted = { elder: string; pass?: string | undefined; run: string; meal: string; mode: (typeof COUNTER_MODES)[number] };

async function wishOf(c: Context<App>, wanted: Wanted): Promise<WalkInWish> {
  return { ...(await callerOf(c, wanted)), runId: wanted.run, setMealId: wanted.meal, mode: wanted.mode };
}

/** Which meal; with the reason on top when the one asked for cannot be had. */
async function choice(c: Context<App>, wanted: Caller, refused?: WalkInRefusal) {
  const today = serviceDateOf(c.var.now);
  const read = await loadWalkInChoice(c.var.db, c.var.scope, wanted, c.var.now);
  if (!read) return c.notFound();
  await noteLook(c, read, wanted.elderId);
  const { birthDate, ...person } = read.person;
  const over = ({ run }: WalkInChoice['sittings'][number]) => Number(run.serveToAt <= c.var.now) + Number(run.serviceDate !== today);
  const sittings = read.sittings.toSorted((one, other) => over(one) - over(other));
  const page = (
    <WalkInPage
      frame={canteenFrame(c, read.points[0]?.name ?? '', 'counter')}
      points={read.points}
      person={{ ...person, age: ageOn(birthDate, today) }}
      pass={wanted.card?.pass}
      diet={read.diet}
      sittings={sittings.map((sitting) => sittingOf(sitting, read, wanted, c.var.now))}
      refusal={refused && walkInRefusalText(refused)}
    />
  );
  return c.html(page, refused ? 409 : 200);
}

function sittingOf(sitting: WalkInChoice['sittings'][number], read: WalkInChoice, wanted: Caller, now: Instant): WalkInSitting {
  const { run, pointName, ordered, offers, modes } = sitting;
  const counterModes = COUNTER_MODES.filter((mode) => modes.includes(mode));
  return {
    pointName: read.points.length > 1 ? pointName : null,
    date: run.serviceDate === serviceDateOf(now) ? null : run.serviceDate,
    slot: run.slot,
    ordered,
    stopped: run.stoppedSince !== null,
    from: onlyOnOrder(run, now) ? clockOf(walkInsFrom(run)) : null,
    offers: offers.map(({ letter, name, priceFen, setMealId, dishes }) => {
      const links = { elder: wanted.elderId, pass: wanted.card?.pass, run: run.id, meal: setMealId };
      return {
        letter,
        name,
        priceFen,
        dishes: dishes.map((dish) => dish.name),
        blocked: clashesOf(read.diet, dishes).filter(isSevere),
        modes: counterModes.map((mode) => ({ mode, href: paths.walkIns({ ...links, mode }) })),
      };
    }),
  };
}

type WalkInProblem = 'changed' | keyof typeof changeProblemText;

/** What it costs, before anything is recorded. `changed`: another price was shown before, and nothing has been recorded. */
async function check(c: Context<App>, wish: WalkInWish, read: WalkInRead, placement: Placement, problemFound?: WalkInProblem) {
  await noteLook(c, read, wish.elderId);
  const { priceFen, assessment, clashes } = placement;
  const { selfPayFen } = assessment;
  const payBy = payWayOf(selfPayFen, read.prepaidFen);
  const wanted = { elder: wish.elderId, run: wish.runId, meal: wish.setMealId, mode: wish.mode };
  const page = (
    <WalkInCheckPage
      frame={canteenFrame(c, read.point.name, 'counter')}
      person={read.elder}
      diet={read.facts.elder.diet}
      date={read.facts.run.serviceDate === serviceDateOf(c.var.now) ? null : read.facts.run.serviceDate}
      slot={read.facts.run.slot}
      setMealName={read.facts.offer?.name ?? ''}
      mode={wish.mode}
      changed={problemFound === 'changed'}
      {...(problemFound === undefined || problemFound === 'changed' ? {} : { problem: changeProblemText[problemFound] })}
      payBy={payBy}
      otherWay={payBy === 'prepaid'}
      pass={wish.card?.pass}
      {...{ priceFen, selfPayFen, clashes }}
      {...await explanation(c.var.db, read, assessment)}
      hidden={{ key: newId(), ...wanted, selfPayFen: String(selfPayFen), pay: payBy, ...(wish.card ? { pass: wish.card.pass } : {}) }}
    />
  );
  return c.html(page, problemFound === undefined ? 200 : problemFound === 'changed' ? 409 : 422);
}
