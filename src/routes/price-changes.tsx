import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef, type Permission } from '../domain/access.ts';
import { decideTelling, priceCauses, TOLD_HOW } from '../domain/price-change.ts';
import { fen } from '../domain/money.ts';
import { maskPhone } from '../domain/masking.ts';
import { auditEntry, type App } from '../request.ts';
import { untilSettled } from '../store/commit.ts';
import { recordLook } from '../store/looks.ts';
import { maskedPhones } from '../store/prepaid-balances.ts';
import { loadPriceChange, loadPriceChanges, PRICE_LISTS, recordTelling, type PriceChangeRead } from '../store/price-changes.ts';
import type { FieldError } from '../../web/form.tsx';
import { paths } from '../../web/paths.ts';
import { PriceChangePage, type TellingTyped } from '../../web/price-change-page.tsx';
import { howMissing, reasonMissing, tellerMissing, tellingRefusalText } from '../../web/price-change-text.ts';
import { PriceChangesPage, type Where } from '../../web/price-changes-page.tsx';
import type { StaffFrame } from '../../web/staff-layout.tsx';
import { listed } from '../../web/text.ts';
import { personOf } from './application-view.ts';
import { canteenFrame } from './canteen/frame.ts';
import { civilFrame } from './civil/frame.ts';
import { form, hiddenFen, id, pageNumber, query, segments } from './fields.ts';
import { permit } from './permit.ts';
import { problem } from './problems.tsx';

// The same pages at a canteen, of its own meals, and at an office, of the meals of its places.

const PAGE_SIZE = 200;
const asked = query(z.object({ show: z.enum(PRICE_LISTS).default('open'), page: pageNumber }));
const oneOrder = segments(z.object({ orderId: id }));
const telling = form(
  z.strictObject({
    assessment: z.string().regex(/^\d{1,6}$/).transform(Number),
    selfPayFen: hiddenFen,
    teller: z.string().trim().max(40),
    how: z.enum(TOLD_HOW).or(z.literal('')).default(''),
    note: z.string().trim().max(200),
  }),
  (c) => problem(c, 422),
);
const looking = form(z.strictObject({ reason: z.string().trim().max(200) }), (c) => problem(c, 422));

/** `may`: own points, or the places of an office; who reads the lists may not be who tells. */
export function priceChangesAt(where: Where, may: { read: Permission; tell: Permission }): Hono<App> {
  const routes = new Hono<App>();
  routes.get('/', permit(may.read), asked, (c) => listPage(c, where, c.req.valid('query')));
  routes.get('/:orderId', permit(may.read), oneOrder, async (c) => {
    const read = await loadPriceChange(c.var.db, c.var.scope, c.req.valid('param').orderId);
    return read ? changePage(c, where, read) : c.notFound();
  });
  routes.post('/:orderId/told', permit(may.tell), oneOrder, telling, (c) => tell(c, where, c.req.valid('param').orderId, c.req.valid('form')));
  routes.post('/:orderId/look', permit(may.tell), oneOrder, looking, (c) => look(c, where, c.req.valid('param').orderId, c.req.valid('form').reason));
  return routes;
}

type Read = { offices: readonly { name: string }[]; points: readonly { name: string }[] };

function frameOf(c: Context<App>, where: Where, { offices, points }: Read): StaffFrame {
  return where === 'civil' ? civilFrame(c, offices, 'price_changes') : canteenFrame(c, listed(points.map((one) => one.name)), 'price_changes');
}

async function listPage(c: Context<App>, where: Where, { show: list, page }: { show: (typeof PRICE_LISTS)[number]; page: number }) {
  const read = await loadPriceChanges(c.var.db, c.var.scope, { list, size: PAGE_SIZE, number: page });
  const pages = Math.max(1, Math.ceil(read.count / PAGE_SIZE));
  if (page > pages) return c.notFound();
  const phones = await maskedPhones(c.var.vault, read.changes);
  const changes = read.changes.map((one) => ({ ...one, phone: phones.get(one.elderId) ?? '', causes: priceCauses(one.was, one.is, one.reasons) }));
  const { count, categories, tellings: told } = read;
  return c.html(<PriceChangesPage frame={frameOf(c, where, read)} {...{ where, list, changes, told, count, categories, page, pages }} />);
}

type Shown = { typed?: Partial<TellingTyped>; errors?: readonly FieldError[]; refusal?: string; looked?: boolean };

/** With what was typed, where something is to change; with the whole phone only after a look was recorded. */
async function changePage(c: Context<App>, where: Where, read: PriceChangeRead, { typed = {}, errors = [], refusal, looked = false }: Shown = {}) {
  const { order, change, tellings: told, categories } = read;
  const phone = order.phoneSealed === null ? '' : await c.var.vault.open({ table: 'elder', column: 'phone_sealed', row: order.elderId }, order.phoneSealed);
  const page = (
    <PriceChangePage
      frame={frameOf(c, where, read)}
      {...{ where, order, told, categories, errors, looked }}
      change={change && { ...change, causes: priceCauses(change.was, change.is, change.reasons) }}
      phone={looked || phone === '' ? phone : maskPhone(phone)}
      typed={{ teller: personOf(c).name, how: '', note: '', reason: '', ...typed }}
      {...(refusal === undefined ? {} : { refusal })}
    />
  );
  return c.html(page, errors.length > 0 ? 422 : refusal === undefined ? 200 : 409);
}

type Told = { assessment: number; selfPayFen: number; teller: string; how: TellingTyped['how'] & ('' | (typeof TOLD_HOW)[number]); note: string };

/** Needs no key: each answer is told once, and the second press is shown the list that the first one led to. */
async function tell(c: Context<App>, where: Where, orderId: string, { assessment: assessmentNo, selfPayFen, teller, how, note }: Told) {
  return untilSettled(async () => {
    const read = await loadPriceChange(c.var.db, c.var.scope, orderId);
    if (!read) return c.notFound();
    const answer = paths.priceChanges(where);
    if (read.tellings.some((one) => one.toldNo === assessmentNo)) return c.redirect(answer, 303);
    const typed = { teller, how, note };
    const { order } = read;
    const { refused } = decideTelling(order, { assessmentNo });
    if (refused !== null || order.selfPayFen !== selfPayFen) return changePage(c, where, read, { typed, refusal: tellingRefusalText[refused ?? 'changed_again'] });
    const errors = [...(teller === '' ? [{ field: 'teller', message: tellerMissing }] : []), ...(how === '' ? [{ field: 'how', message: howMissing }] : [])];
    if (how === '' || errors.length > 0) return changePage(c, where, read, { typed, errors });
    const entry = auditEntry(c, actorRef(personOf(c)), 'price_change.told', `order:${orderId}`);
    const outcome = await recordTelling(c.var.db, entry, { orderId, assessmentNo, selfPayFen: fen(selfPayFen), how, toldByName: teller, note });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
}

/** The whole phone: one record, with a reason that is written down before anything is shown. */
async function look(c: Context<App>, where: Where, orderId: string, reason: string) {
  const read = await loadPriceChange(c.var.db, c.var.scope, orderId);
  if (!read) return c.notFound();
  if (reason === '') return changePage(c, where, read, { errors: [{ field: 'reason', message: reasonMissing }] });
  await recordLook(c.var.db, { ...auditEntry(c, actorRef(personOf(c)), 'price_change.look', `order:${orderId}`), reason });
  return changePage(c, where, read, { looked: true });
}
