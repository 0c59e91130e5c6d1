import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { scopeFor } from '../../domain/access.ts';
import { ageOn, monthOf, serviceDateOf, type Month } from '../../domain/calendar.ts';
import { LOOK_FIELDS, type AskedLook, type LookRefusal } from '../../domain/look.ts';
import type { App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { findElders, loadElderRecord, type ElderRecord, type OfficeSearch } from '../../store/elder-records.ts';
import { dietOf } from '../../store/elders.ts';
import { maskedPerson } from '../../store/sealed-person.ts';
import { newId } from '../../vault.ts';
import { ElderPage } from '../../../web/civil/elder-page.tsx';
import { EldersPage, elderSearchText } from '../../../web/civil/elders-page.tsx';
import { lookRefusalField, lookRefusalText } from '../../../web/look-text.ts';
import { paths } from '../../../web/paths.ts';
import { form, id, month, query, segments } from '../fields.ts';
import { hideAfter, lookFields, lookPass, shownLook, takeLook } from '../looks.ts';
import { readMeant } from '../office-search.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { civilFrame } from './frame.ts';

/** The people of an office's place: found, read, and looked at in full where somebody says what for. */
export const elders = new Hono<App>();

const MOST_TYPED = 200;

elders.get('/', permit('elder.read'), async (c) => searchPage(c, null, ''));

const searching = form(z.strictObject({ q: z.string().max(MOST_TYPED) }), (c, typed) => searchPage(c, null, (typed['q'] ?? '').slice(0, MOST_TYPED), elderSearchText.too_long));

/** A search: changes nothing, and is posted so that nobody's name or number stands in an address. One hit leads to the person. */
elders.post('/', permit('elder.read'), searching, async (c) => {
  const typed = c.req.valid('form').q;
  const meant = readMeant(typed);
  if (meant === null) return c.redirect(paths.civilElders(), 303);
  if ('wrong' in meant) return searchPage(c, null, typed, meant.wrong);
  return searchPage(c, meant, typed);
});

async function searchPage(c: Context<App>, meant: OfficeSearch | null, typed: string, wrong?: string) {
  const { offices, people, more } = await findElders(c.var.db, c.var.vault, c.var.scope, meant);
  const [only, ...others] = people;
  if (only && others.length === 0) return c.redirect(paths.civilElder(only.elderId), 303);
  const today = serviceDateOf(c.var.now);
  const nobody = meant !== null && people.length === 0 ? elderSearchText[meant.kind] : undefined;
  const page = (
    <EldersPage
      frame={civilFrame(c, offices, 'elders')}
      typed={typed}
      problem={wrong ?? nobody}
      people={people.map((one) => ({ ...one, age: ageOn(one.birthDate, today), href: paths.civilElder(one.elderId) }))}
      more={more}
    />
  );
  return c.html(page, wrong === undefined ? 200 : 422);
}

const oneElder = segments(z.object({ elderId: id }));
const shown = query(z.object({ month: month.optional(), look: lookPass.optional().catch(undefined) }));

elders.get('/:elderId', permit('elder.read'), oneElder, shown, async (c) => {
  const { elderId } = c.req.valid('param');
  const asked = c.req.valid('query');
  const of = asked.month ?? thisMonth(c);
  const read = await loadElderRecord(c.var.db, c.var.scope, elderId, of);
  return read ? recordPage(c, read, of, { pass: asked.look }) : c.notFound();
});

const looking = form(z.strictObject(lookFields), (c) => problem(c, 422));

/** One value of one person, for a reason that is written down first. */
elders.post('/:elderId/looks', permit('elder.look'), oneElder, looking, async (c) => {
  const { elderId } = c.req.valid('param');
  const asked = c.req.valid('form');
  return untilSettled(async () => {
    const read = await loadElderRecord(c.var.db, c.var.scope, elderId, thisMonth(c), asked.key);
    if (!read) return c.notFound();
    const taken = await takeLook(c, { elderId, sealed: read.elder, allowed: LOOK_FIELDS, prior: read.prior }, asked);
    if (taken === 'conflict') return taken;
    if (taken === 'misused') return problem(c, 422);
    if ('refused' in taken) return recordPage(c, read, thisMonth(c), { asked, refused: taken.refused });
    return c.redirect(paths.civilElder(elderId, { look: taken.pass }), 303);
  });
});

const thisMonth = (c: Context<App>): Month => monthOf(serviceDateOf(c.var.now));

type Shown = { pass?: string | undefined; asked?: AskedLook; refused?: LookRefusal };

async function recordPage(c: Context<App>, read: ElderRecord, of: Month, { pass, asked, refused }: Shown) {
  const { offices, elder, diets, dietItems, register, orders, standing, pauses, relatives, cards, categories, applications } = read;
  const may = scopeFor(c.var.actor, 'elder.look') !== null;
  const look = await shownLook(c, elder.id, elder, may ? LOOK_FIELDS : [], pass);
  hideAfter(c, look.full, paths.civilElder(elder.id));
  const { items, texture, feedingHelp, askedAt } = dietOf(diets[0], dietItems);
  const page = (
    <ElderPage
      frame={civilFrame(c, offices, 'elders')}
      elder={{ id: elder.id, name: elder.name, sex: elder.sex, age: ageOn(elder.birthDate, serviceDateOf(c.var.now)), village: elder.village, registered: elder.registered, pointName: elder.pointName }}
      diet={{ items, texture, feedingHelp, askedAt }}
      {...{ register, orders, standing, pauses, relatives, cards, categories, applications }}
      month={of}
      latest={thisMonth(c)}
      look={{
        masked: await maskedPerson(c.var.vault, elder.id, elder),
        ...look,
        may,
        action: paths.civilElderLooks(elder.id),
        hidden: { key: newId() },
        ...(asked && refused ? { typed: asked, errors: [{ field: lookRefusalField[refused], message: lookRefusalText[refused] }] } : {}),
      }}
      trail={scopeFor(c.var.actor, 'audit.read') !== null}
    />
  );
  return c.html(page, refused === undefined ? 200 : 422);
}
