import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { addDays, serviceDateOf, weekOf } from '../../domain/calendar.ts';
import { holdsOn } from '../../domain/elder.ts';
import { lacksRights } from '../../domain/family.ts';
import { weekDays, weekSums } from '../../domain/family-week.ts';
import { fen, sumFen } from '../../domain/money.ts';
import { currentPause } from '../../domain/pause.ts';
import type { App } from '../../request.ts';
import { loadOwnBindings, phoneAfterDeath, type Binding } from '../../store/family-bindings.ts';
import { loadFamilyWeek, type FamilyWeek } from '../../store/family-week.ts';
import { FamilyCallPage } from '../../../web/family/meal-pages.tsx';
import { FamilyWeekPage } from '../../../web/family/week-page.tsx';
import { selfText } from '../../../web/family-text.ts';
import { refusalWords } from '../../../web/refusals.ts';
import { id, query, segments, serviceDate } from '../fields.ts';
import { permit } from '../permit.ts';
import { carerOf, doerOf, familyFrame, whoText } from './frame.ts';

export const familyWeek = new Hono<App>();

const oneElder = segments(z.object({ elderId: id }));
const oneWeek = query(z.object({ week: serviceDate.optional() }));

familyWeek.get('/:elderId', permit('family.order'), oneElder, oneWeek, async (c) => {
  const { elderId } = c.req.valid('param');
  const today = serviceDateOf(c.var.now);
  const from = weekOf(c.req.valid('query').week ?? today);
  const [read, binding] = await Promise.all([
    loadFamilyWeek(c.var.db, c.var.scope, elderId, { from, to: addDays(from, 6), today }),
    standingBinding(c, elderId),
  ]);
  if (!read) return outOfReach(c, elderId);
  if (holdsOn(read.facts, 'death', today)) return c.html(<FamilyCallPage frame={familyFrame(c)} {...refusalWords.deceased} phone={read.point.phone} />);
  const orders = ordersOf(c, read);
  return c.html(
    <FamilyWeekPage
      frame={familyFrame(c)}
      elderId={elderId}
      who={whoText(c, read.elder, binding?.relation ?? null) ?? selfText}
      point={read.point}
      today={today}
      week={{ from, before: addDays(from, -7), after: addDays(from, 7) }}
      days={weekDays(orders, read.runs, from, c.var.now)}
      sums={weekSums(orders)}
      prepaidFen={read.prepaid.length === 0 ? null : fen(sumFen(read.prepaid.map((one) => one.fen)))}
      diet={read.diet}
      standing={read.standing}
      pause={currentPause(read.pauses, today)}
      failures={read.failures}
      mayArrange={binding === null || !lacksRights(binding)}
      bindingId={binding?.id ?? null}
    />,
  );
});

/** Whoever cared for somebody who has died finds a telephone and nothing else: no meal is theirs to see or to change any more. */
export async function outOfReach(c: Context<App>, elderId: string) {
  const carer = carerOf(c);
  const phone = carer.kind === 'family' ? await phoneAfterDeath(c.var.db, carer.personId, elderId) : null;
  return phone === null ? c.notFound() : c.html(<FamilyCallPage frame={familyFrame(c)} {...refusalWords.deceased} phone={phone} />, 409);
}

/** The family member's own binding to this elder, for what she is to them. */
export async function standingBinding(c: Context<App>, elderId: string): Promise<Binding | null> {
  const carer = carerOf(c);
  if (carer.kind === 'elder') return null;
  const own = await loadOwnBindings(c.var.db, c.var.vault, carer.personId);
  return own.find((one) => one.elderId === elderId && one.state === 'standing') ?? null;
}

function ordersOf(c: Context<App>, { elder, orders }: FamilyWeek) {
  return orders.map(({ placedBy, placerRelation, cancelledBy, cancellerRelation, ...order }) => ({
    ...order,
    doer: doerOf(c, placedBy, placerRelation, elder.id),
    cancelledBy: cancelledBy === null ? null : doerOf(c, cancelledBy, cancellerRelation, elder.id),
  }));
}
