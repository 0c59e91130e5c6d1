import { Hono, type Context } from 'hono';
import * as z from 'zod';
import type { AskedLook, LookField, LookRefusal } from '../../domain/look.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import type { App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadSealedAtCounter, maskedPerson } from '../../store/sealed-person.ts';
import { newId } from '../../vault.ts';
import { CanteenLookPage } from '../../../web/canteen/look-page.tsx';
import { lookRefusalField, lookRefusalText } from '../../../web/look-text.ts';
import { paths } from '../../../web/paths.ts';
import { form, id, query } from '../fields.ts';
import { hideAfter, lookFields, lookPass, shownLook, takeLook } from '../looks.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { canteenFrame } from './frame.ts';
import { callerOf, noteLook, pass } from './passes.ts';

/** The telephone and the address of somebody at the counter, where the work needs them. Never the ID number: no canteen has a use for it. */
export const canteenLooks = new Hono<App>();

const AT_COUNTER: readonly LookField[] = ['phone', 'address'];
const atCounter = z.object({ elder: id, pass: pass.optional() });
type Caller = z.infer<typeof atCounter>;

canteenLooks.get('/', permit('hand_over.record'), query(atCounter.extend({ look: lookPass.optional().catch(undefined) })), async (c) => {
  const { look, ...caller } = c.req.valid('query');
  const read = await personAt(c, caller);
  if (!read) return c.notFound();
  await noteLook(c, read, caller.elder);
  return lookPage(c, read, caller, { look });
});

const looking = form(z.strictObject({ ...lookFields, ...atCounter.shape }), (c) => problem(c, 422));

canteenLooks.post('/', permit('hand_over.record'), looking, async (c) => {
  const { elder, pass: shown, ...asked } = c.req.valid('form');
  const caller = { elder, ...(shown === undefined ? {} : { pass: shown }) };
  return untilSettled(async () => {
    const read = await personAt(c, caller, asked.key);
    if (!read) return c.notFound();
    const taken = await takeLook(c, { elderId: elder, sealed: read.elder, allowed: AT_COUNTER, prior: read.prior }, asked);
    if (taken === 'conflict') return taken;
    if (taken === 'misused') return problem(c, 422);
    if ('refused' in taken) return lookPage(c, read, caller, { asked, refused: taken.refused });
    return c.redirect(paths.canteenLooks({ ...caller, look: taken.pass }), 303);
  });
});

type Read = NonNullable<Awaited<ReturnType<typeof loadSealedAtCounter>>>;

async function personAt(c: Context<App>, caller: Caller, key?: string): Promise<Read | null> {
  return loadSealedAtCounter(c.var.db, c.var.scope, await callerOf(c, caller), serviceDateOf(c.var.now), key);
}

async function lookPage(c: Context<App>, { elder, points }: Read, caller: Caller, { look, asked, refused }: { look?: string | undefined; asked?: AskedLook; refused?: LookRefusal }) {
  const shown = await shownLook(c, elder.id, elder, AT_COUNTER, look);
  hideAfter(c, shown.full, paths.canteenLooks(caller));
  const { phone, address } = await maskedPerson(c.var.vault, elder.id, elder);
  const page = (
    <CanteenLookPage
      frame={canteenFrame(c, points[0]?.name ?? '', 'counter')}
      name={elder.name}
      back={paths.counter(caller)}
      look={{
        masked: { phone, address },
        ...shown,
        may: true,
        action: paths.canteenLooks(),
        hidden: { key: newId(), ...caller },
        ...(asked && refused ? { typed: asked, errors: [{ field: lookRefusalField[refused], message: lookRefusalText[refused] }] } : {}),
      }}
    />
  );
  return c.html(page, refused === undefined ? 200 : 422);
}
