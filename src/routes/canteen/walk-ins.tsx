import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { ageOn, serviceDateOf } from '../../domain/calendar.ts';
import type { Caller } from '../../domain/counter.ts';
import { clashesOf, isSevere } from '../../domain/diet.ts';
import { decideWalkIn, type Placement, type PlacementRefusal } from '../../domain/order.ts';
import { ELDER_PAYER } from '../../domain/subsidy.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import type { PlacementRead } from '../../store/orders.ts';
import { replay } from '../../store/request-keys.ts';
import { loadWalkIn, loadWalkInChoice, recordWalkIn, type WalkInChoice, type WalkInWish } from '../../store/walk-ins.ts';
import { newId, sha256 } from '../../vault.ts';
import { WalkInCheckPage, WalkInPage, type WalkInSitting } from '../../../web/canteen/walk-in-page.tsx';
import { paths } from '../../../web/paths.ts';
import { refusalWords } from '../../../web/refusals.ts';
import { borrowedNote } from '../../../web/text.ts';
import { form, id, query, requestKey } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { canteenFrame, staffOf } from './frame.ts';

export const walkIns = new Hono<App>();

/** At a counter nothing is brought home. */
const COUNTER_MODES = ['dine_in', 'pickup'] as const;

const caller = { elder: id, card: id.optional() };
const meal = { run: id, meal: id, mode: z.enum(COUNTER_MODES) };
const nobody = z.object({ elder: z.undefined().optional() });
const asked = query(z.union([z.object({ ...caller, ...meal }), z.object(caller), nobody]));

walkIns.get('/', permit('hand_over.record'), asked, async (c) => {
  const wanted = c.req.valid('query');
  if (wanted.elder === undefined) return c.redirect(paths.counter(), 303);
  if (!('run' in wanted)) return choice(c, callerOf(wanted));
  const wish = wishOf(wanted);
  const read = await loadWalkIn(c.var.db, c.var.scope, wish, serviceDateOf(c.var.now));
  if (!read) return c.notFound();
  const placement = decideWalkIn(read.facts, serviceDateOf(c.var.now));
  return placement.refused === null ? check(c, wish, read, placement) : choice(c, wish, placement.refused);
});

const serving = form(z.strictObject({ key: requestKey, ...caller, ...meal }), (c) => problem(c, 422));

walkIns.post('/', permit('hand_over.record'), serving, async (c) => {
  const { key, ...wanted } = c.req.valid('form');
  const wish = wishOf(wanted);
  const actor = actorRef(staffOf(c));
  const payloadHash = await sha256(JSON.stringify([wanted.elder, wanted.run, wanted.meal, wanted.mode]));
  const today = serviceDateOf(c.var.now);
  return untilSettled(async () => {
    const read = await loadWalkIn(c.var.db, c.var.scope, wish, today, key);
    if (!read) return c.notFound();
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const placement = decideWalkIn(read.facts, today);
    if (placement.refused !== null) return choice(c, wish, placement.refused);
    const [orderId, handOverId] = [newId(), newId()];
    const answer = paths.counter({ done: handOverId });
    const proof = wish.cardId ? ('card' as const) : ('name' as const);
    const walkIn = { id: orderId, handOverId, wish, channel: 'walk_in' as const, proof, placement, read };
    const entry = auditEntry(c, actor, 'walk_in.record', `order:${orderId}`);
    const outcome = await recordWalkIn(c.var.db, entry, walkIn, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

type Wanted = { elder: string; card?: string | undefined };

function callerOf({ elder, card }: Wanted): Caller {
  return { elderId: elder, ...(card === undefined ? {} : { cardId: card }) };
}

function wishOf(wanted: Wanted & { run: string; meal: string; mode: (typeof COUNTER_MODES)[number] }): WalkInWish {
  return { ...callerOf(wanted), runId: wanted.run, setMealId: wanted.meal, mode: wanted.mode };
}

/** Which meal; with the reason on top when the one asked for cannot be had. */
async function choice(c: Context<App>, wanted: Caller, refused?: PlacementRefusal) {
  const today = serviceDateOf(c.var.now);
  const read = await loadWalkInChoice(c.var.db, c.var.scope, wanted, today);
  if (!read) return c.notFound();
  const { birthDate, ...person } = read.person;
  const over = ({ run }: WalkInChoice['sittings'][number]) => Number(run.serveToAt <= c.var.now);
  const sittings = read.sittings.toSorted((one, other) => over(one) - over(other));
  const page = (
    <WalkInPage
      frame={canteenFrame(c, read.points[0]?.name ?? '', 'counter')}
      person={{ ...person, age: ageOn(birthDate, today) }}
      cardId={wanted.cardId}
      diet={read.diet}
      sittings={sittings.map((sitting) => sittingOf(sitting, read, wanted))}
      refusal={refused && refusalWords[refused].staff}
    />
  );
  return c.html(page, refused ? 409 : 200);
}

function sittingOf({ run, pointName, ordered, offers, modes }: WalkInChoice['sittings'][number], read: WalkInChoice, wanted: Caller): WalkInSitting {
  const counterModes = COUNTER_MODES.filter((mode) => modes.includes(mode));
  return {
    pointName: read.points.length > 1 ? pointName : null,
    slot: run.slot,
    ordered,
    offers: offers.map(({ letter, name, priceFen, setMealId, dishes }) => {
      const links = { elder: wanted.elderId, card: wanted.cardId, run: run.id, meal: setMealId };
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

function check(c: Context<App>, wish: WalkInWish, read: PlacementRead, { priceFen, assessment, clashes }: Placement) {
  const { selfPayFen, reasons, split, policyVersionId } = assessment;
  const document = read.facts.policies.find((version) => version.id === policyVersionId)?.document;
  const wanted = { elder: wish.elderId, run: wish.runId, meal: wish.setMealId, mode: wish.mode };
  const hidden = { key: newId(), ...wanted, ...(wish.cardId ? { card: wish.cardId } : {}) };
  return c.html(
    <WalkInCheckPage
      frame={canteenFrame(c, read.point.name, 'counter')}
      person={read.elder}
      cardId={wish.cardId}
      diet={read.facts.elder.diet}
      slot={read.facts.run.slot}
      setMealName={read.facts.offer?.name ?? ''}
      mode={wish.mode}
      {...{ priceFen, selfPayFen, reasons, clashes }}
      payers={split
        .filter((line) => line.payer !== ELDER_PAYER)
        .map((line) => ({ payer: read.payers.find((one) => one.code === line.payer)?.name ?? line.payer, fen: line.fen }))}
      document={document ? borrowedNote(document) : null}
      hidden={hidden}
    />,
  );
}
