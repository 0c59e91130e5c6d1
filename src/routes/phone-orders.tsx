import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef, type Permission, type Scope } from '../domain/access.ts';
import { ageOn, serviceDateOf } from '../domain/calendar.ts';
import { readSearch } from '../domain/counter.ts';
import { payWayOf } from '../domain/ledger.ts';
import { decideCancellation, decidePlacement, type CancellationRefusal, type Channel, type LateOrders, type PlacementRefusal } from '../domain/order.ts';
import { auditEntry, type App } from '../request.ts';
import { cancelOrder, loadOwnOrder, type OwnOrder } from '../store/cancellations.ts';
import { untilSettled } from '../store/commit.ts';
import { loadPlacement, placeOrder } from '../store/orders.ts';
import { findPeople } from '../store/people-search.ts';
import { bookOf, ofTheirs, type Reach } from '../store/reach.ts';
import { replay } from '../store/request-keys.ts';
import { newId, sha256 } from '../vault.ts';
import type { StoppablePoint } from '../../web/canteen/stopped-notice.tsx';
import { cancellationRefusalWords, phoneProblemText } from '../../web/refusals.ts';
import { PhoneOrdersPage, type PhoneLinks, type PhoneOrdersProps } from '../../web/phone-orders-page.tsx';
import type { StaffFrame } from '../../web/staff-layout.tsx';
import { personOf } from './application-view.ts';
import { form, hiddenFen, id, query, requestKey, segments, serviceMode } from './fields.ts';
import { permit } from './permit.ts';
import { callerOf, orderLine } from './phone-orders-view.ts';
import { problem } from './problems.tsx';

/** Where the telephone rings: what differs between a village's office and a canteen. */
export type PhoneDesk = {
  permission: Permission;
  channel: Channel;
  /** Whether orders after the cut-off are taken here, on a page of their own. */
  late: LateOrders;
  reach: (scope: Scope, today: ReturnType<typeof serviceDateOf>) => Reach;
  /** What stands around the page, and the points whose books may stand still. */
  around: (c: Context<App>) => Promise<{ frame: StaffFrame; points: readonly StoppablePoint[] }>;
  refusalText: (refused: PlacementRefusal) => string;
  links: PhoneLinks;
  /** The page itself; `done`: an order just placed or cancelled. */
  page: (show?: { elder?: string; done?: string }) => string;
};

type Desk = { c: Context<App>; desk: PhoneDesk; reach: Reach };

/** The same screen for a village's office and for a canteen: find by name, initials, phone tail or card, and order with one press. */
export function phoneOrders(desk: PhoneDesk): Hono<App> {
  const routes = new Hono<App>();
  const at = (c: Context<App>): Desk => ({ c, desk, reach: desk.reach(c.var.scope, serviceDateOf(c.var.now)) });

  routes.get('/', permit(desk.permission), query(z.object({ elder: id.optional(), run: id.optional(), done: id.optional() })), (c) => {
    const { elder, run, done } = c.req.valid('query');
    return elder === undefined ? empty(at(c), done) : person(at(c), { elder, run });
  });

  const searching = form(z.strictObject({ q: z.string().max(200) }), (c) => problem(c, 422));
  /** A search: changes nothing, and is posted so that nobody's name or card stands in an address. One hit leads to the person. */
  routes.post('/', permit(desk.permission), searching, (c) => search(at(c), c.req.valid('form').q));

  const ordering = form(
    z.strictObject({ key: requestKey, elder: id, run: id, meal: id, mode: serviceMode, selfPayFen: hiddenFen }),
    (c) => problem(c, 422),
  );
  routes.post('/orders', permit(desk.permission), ordering, (c) => place(at(c), c.req.valid('form')));

  /** Needs no key: an order is cancelled once, and the second press is shown what the first one did. */
  routes.post('/orders/:orderId/cancellation', permit(desk.permission), segments(z.object({ orderId: id })), (c) => cancel(at(c), c.req.valid('param').orderId));
  return routes;
}

async function show({ c, desk }: Desk, props: Omit<PhoneOrdersProps, 'frame' | 'points' | 'links' | 'today'>, status: 200 | 409 | 422 = 200) {
  const around = await desk.around(c);
  return c.html(<PhoneOrdersPage {...around} links={desk.links} today={serviceDateOf(c.var.now)} {...props} />, status);
}

/** The field for the next call, under what the last one came to. */
async function empty(at: Desk, doneId: string | undefined) {
  const { c, reach } = at;
  const done = doneId === undefined ? null : await loadOwnOrder(c.var.db, c.var.scope, doneId, ofTheirs(reach));
  return show(at, done ? { done: doneOf(c, done) } : {});
}

function doneOf(c: Context<App>, order: OwnOrder): NonNullable<PhoneOrdersProps['done']> {
  const { elderId, elderName, payBy, orderState: state, setMealName: name, late, id: runId } = order;
  const counted = late && order.state === 'closed' ? runId : null;
  return { counted, late, order: orderLine({ ...order, name, state, run: order }, c.var.now), elderId, elderName, payBy, cancelled: state === 'cancelled' };
}

async function search(at: Desk, typed: string) {
  const { c, desk, reach } = at;
  const meant = readSearch(typed);
  if (!meant) return c.redirect(desk.page(), 303);
  if (meant.kind === 'mistyped_card_number') return show(at, { typed, problem: phoneProblemText[meant.kind] }, 422);
  const { people, more, revokedCard } = await findPeople(c.var.db, c.var.vault, reach.elder, meant);
  const [only, ...others] = people;
  if (only && others.length === 0 && !more) return c.redirect(desk.page({ elder: only.elderId }), 303);
  if (!only) return show(at, { typed, problem: phoneProblemText[revokedCard ? 'revoked_card' : meant.kind] });
  const today = serviceDateOf(c.var.now);
  return show(at, { typed, found: { people: people.map(({ birthDate, ...one }) => ({ ...one, age: ageOn(birthDate, today) })), more } });
}

/** Somebody and what they can have; with the reason on top when the last press did nothing. */
async function person(at: Desk, asked: { elder: string; run?: string | undefined }, refusal?: string) {
  const { c, desk, reach } = at;
  const book = await bookOf(c.var.db, reach, asked.elder, serviceDateOf(c.var.now));
  const found = book.people[0];
  if (!found) return c.notFound();
  return show(at, { caller: callerOf(book, found, asked.run, c.var.now, desk), ...(refusal ? { refusal } : {}) }, refusal ? 409 : 200);
}

type Ordering = { key: string; elder: string; run: string; meal: string; mode: z.infer<typeof serviceMode>; selfPayFen: number };

function place(at: Desk, { key, ...wanted }: Ordering) {
  const { c, desk, reach } = at;
  const wish = { runId: wanted.run, setMealId: wanted.meal, mode: wanted.mode, elderId: wanted.elder };
  const actor = actorRef(personOf(c));
  return untilSettled(async () => {
    const payloadHash = await sha256(JSON.stringify([wanted.elder, wanted.run, wanted.meal, wanted.mode, wanted.selfPayFen]));
    const read = await loadPlacement(c.var.db, c.var.scope, wish, key, reach);
    if (!read) return c.notFound();
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const placement = decidePlacement(read.facts, c.var.now);
    if (placement.refused !== null) return person(at, wanted, desk.refusalText(placement.refused));
    if (placement.assessment.selfPayFen !== wanted.selfPayFen) return person(at, wanted, phoneProblemText.changed);
    const orderId = newId();
    const answer = desk.page({ done: orderId });
    const payBy = payWayOf(placement.assessment.selfPayFen, read.prepaidFen);
    const entry = auditEntry(c, actor, 'order.place', `order:${orderId}`);
    const outcome = await placeOrder(c.var.db, entry, { id: orderId, wish, channel: desk.channel, placement, payBy, read }, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
}

function cancel(at: Desk, orderId: string) {
  const { c, desk, reach } = at;
  return untilSettled(async () => {
    const own = await loadOwnOrder(c.var.db, c.var.scope, orderId, ofTheirs(reach));
    if (!own) return c.notFound();
    const { orderState, placedAt, late, state, cutoffAt, undoMinutes, elderId: elder } = own;
    const { refused } = decideCancellation({ state: orderState, placedAt, late, run: { state, cutoffAt, undoMinutes } }, c.var.now);
    if (refused === 'already_cancelled') return c.redirect(desk.page({ done: orderId }), 303);
    if (refused !== null) return person(at, { elder }, cancellationText(refused));
    const entry = auditEntry(c, actorRef(personOf(c)), 'order.cancel', `order:${orderId}`);
    const outcome = await cancelOrder(c.var.db, entry, own);
    return outcome === 'done' ? c.redirect(desk.page({ done: orderId }), 303) : outcome;
  });
}

const cancellationText = (refused: CancellationRefusal) => cancellationRefusalWords[refused].title;
