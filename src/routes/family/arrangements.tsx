import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { addDays, serviceDateOf } from '../../domain/calendar.ts';
import { holdsOn } from '../../domain/elder.ts';
import { takesOrders } from '../../domain/meal-run.ts';
import { MEAL_SLOTS } from '../../domain/meal-slot.ts';
import { isStopped } from '../../domain/standing-order.ts';
import { auditEntry, type App } from '../../request.ts';
import { loadArrangements, type Arrangements } from '../../store/arrangements.ts';
import { elderWithin, mayActFor } from '../../store/scope.ts';
import { askMoreText } from '../../../web/family-text.ts';
import { FamilyCallPage } from '../../../web/family/meal-pages.tsx';
import { FamilyAskMorePage, FamilyStandingPage } from '../../../web/family/standing-page.tsx';
import { refusalWords } from '../../../web/refusals.ts';
import { countyService } from '../../../web/text.ts';
import { arrangedSlot, type Said } from '../arranging.ts';
import { id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { carerRef, channelOf, familyFrame, saidBy } from './frame.ts';
import { whoIs } from './meals.tsx';
import { outOfReach, standingBinding } from './week.tsx';

/** What is ordered day after day for somebody whom the family cares for. */
export const familyArrangements = new Hono<App>();

familyArrangements.get('/:elderId/standing-orders', permit('family.arrange'), segments(z.object({ elderId: id })), async (c) => {
  const found = await theirs(c, c.req.valid('param').elderId);
  return 'page' in found ? found.page : arrangementsPage(c, found.read);
});

/** What is ordered for her day after day, or the page that is shown instead. */
export async function theirs(c: Context<App>, elderId: string, key = ''): Promise<{ read: Arrangements } | { page: Response }> {
  const today = serviceDateOf(c.var.now);
  const read = await loadArrangements(c.var.db, elderWithin(c.var.scope), elderId, today, key);
  if (!read) return { page: await notTheirs(c, elderId) };
  if (!holdsOn(read.facts, 'death', today)) return { read };
  return { page: await c.html(<FamilyCallPage frame={familyFrame(c)} {...refusalWords.deceased} phone={read.person.phone} />, c.req.method === 'GET' ? 200 : 409) };
}

/** Whoever may order for her and no more is told how she may say yes to this; to everybody else she is nobody. */
export async function notTheirs(c: Context<App>, elderId: string): Promise<Response> {
  const binding = await standingBinding(c, elderId);
  if (!binding || binding.deceased === 1) return outOfReach(c, elderId);
  return c.html(<FamilyAskMorePage frame={familyFrame(c)} {...{ elderId }} words={askMoreText} phone={countyService.phone} />, 409);
}

/** Who says it; whether they still may is asked inside the write. */
export function saidHere(c: Context<App>, elderId: string, action: string, subject: string): Said {
  return { entry: auditEntry(c, carerRef(c), action, subject), channel: channelOf(c), allowed: mayActFor(c.var.scope, elderId) };
}

/** The page, with why the last press did nothing. */
export async function arrangementsPage(c: Context<App>, read: Arrangements, notice?: string) {
  const { person } = read;
  const today = serviceDateOf(c.var.now);
  const slots = MEAL_SLOTS.flatMap((slot) => {
    const one = arrangedSlot(read, slot, today);
    return one ? [{ ...one, said: one.standing && saidBy(c, one.standing, person.id) }] : [];
  });
  return c.html(
    <FamilyStandingPage
      frame={familyFrame(c)}
      elderId={person.id}
      who={await whoIs(c, person.id, person)}
      {...{ today, slots }}
      tomorrow={addDays(today, 1)}
      pauses={read.pauses.map((pause) => ({ ...pause, said: saidBy(c, pause, person.id) }))}
      stopped={isStopped(read.facts, today)}
      open={read.runs.filter((run) => takesOrders(run, c.var.now) && run.mealPointId === person.mealPointId).map(({ slot, serviceDate: date, id: runId }) => ({ slot, date, runId }))}
      point={{ name: person.pointName, phone: person.phone }}
      {...(notice ? { notice } : {})}
    />,
    notice ? 409 : 200,
  );
}
