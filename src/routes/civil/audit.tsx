import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { readDate } from '../../domain/application-form.ts';
import { addDays, ageOn, instantAt, serviceDateOf, type ServiceDate } from '../../domain/calendar.ts';
import { csvText } from '../../domain/csv.ts';
import { auditEntry, type App } from '../../request.ts';
import { findActors, loadAudit, type AuditFilter, type Cursor } from '../../store/audit-log.ts';
import { findElders } from '../../store/elder-records.ts';
import { recordLook } from '../../store/looks.ts';
import { formProblemText } from '../../../web/application-text.ts';
import { auditCsvRows } from '../../../web/civil/audit-csv.ts';
import { AuditPage, type AuditPageProps } from '../../../web/civil/audit-page.tsx';
import { auditSearchText, doerText, elderText } from '../../../web/civil/audit-words.ts';
import { elderSearchText } from '../../../web/civil/elders-page.tsx';
import type { FieldError } from '../../../web/form.tsx';
import type { AuditQuery } from '../../../web/office-paths.ts';
import { paths } from '../../../web/paths.ts';
import { form, id, query, serviceDate } from '../fields.ts';
import { readMeant } from '../office-search.ts';
import { permit } from '../permit.ts';
import { civilFrame, officialOf } from './frame.ts';

/** Who did what, and who looked at whom: read by the auditor, and changed by nobody. */
export const audit = new Hono<App>();

const PAGE_SIZE = 50;
/** Rows of a file. Whoever needs more names a shorter time. */
const FILE_SIZE = 2000;

const filters = {
  by: z.string().regex(/^[a-z]+:[\w-]{1,60}$/).optional(),
  of: z.string().regex(/^[a-z_]+(:[\w:.-]{1,80})?$/).optional(),
  whose: id.optional(),
  kind: z.string().regex(/^[a-z_]{1,30}(\.[a-z_]{1,40})?$/).optional(),
  since: serviceDate.optional(),
  until: serviceDate.optional(),
};
const cursor = z.string().regex(/^\d{1,15}\.[\w.-]{1,60}$/).transform((text): Cursor => {
  const dot = text.indexOf('.');
  return { at: Number(text.slice(0, dot)), id: text.slice(dot + 1) };
});
const asked = query(z.object({ ...filters, before: cursor.optional() }));
type Asked = { [K in keyof typeof filters]?: z.infer<(typeof filters)[K]> };

/** Days are whole: until the end of the last one. */
function filterOf({ since, until, ...others }: Asked): AuditFilter {
  return { ...others, since: since && instantAt(since, 0), until: until && instantAt(addDays(until, 1), 0) };
}

audit.get('/', permit('audit.read'), asked, (c) => logPage(c, c.req.valid('query')));

type Said = Pick<AuditPageProps, 'candidates' | 'typed' | 'errors'>;

async function logPage(c: Context<App>, { before, ...of }: Asked & { before?: Cursor | undefined }, said: Said = {}) {
  const read = await loadAudit(c.var.db, c.var.scope, { ...filterOf(of), before }, PAGE_SIZE);
  const filter: AuditQuery = of;
  const page = (
    <AuditPage
      frame={civilFrame(c, read.offices, 'audit')}
      {...{ filter, who: read.who, whom: read.whom, lines: read.lines, first: before === undefined }}
      next={read.next && paths.audit({ ...filter, before: `${read.next.at}.${read.next.id}` })}
      {...said}
    />
  );
  return c.html(page, (said.errors?.length ?? 0) > 0 ? 422 : 200);
}

const MOST_TYPED = 60;
const typedText = z.string().max(MOST_TYPED);
const hidden = { by: filters.by.or(z.literal('').transform(() => undefined)), of: filters.of.or(z.literal('').transform(() => undefined)), whose: filters.whose.or(z.literal('').transform(() => undefined)) };
const searching = form(
  z.strictObject({ ...hidden, who: typedText, whom: typedText, kind: filters.kind.or(z.literal('').transform(() => undefined)), since: typedText.default(''), until: typedText.default('') }),
  (c) => logPage(c, {}, { errors: [{ field: 'who', message: auditSearchText.unread }] }),
);

/** A search: changes nothing. Who is meant is found by name, and an address names them by id; days and kinds of act may stand in it as they are. */
audit.post('/', permit('audit.read'), searching, async (c) => {
  const { who, whom, since, until, ...carried } = c.req.valid('form');
  const typed = { who, whom, since, until };
  const [from, to] = [readDate('since', since), readDate('until', until)];
  const of: Asked = { ...carried, ...(from.value ? { since: from.value } : {}), ...(to.value ? { until: to.value } : {}) };
  const problems = [...from.problems, ...to.problems].map(({ field, problem }): FieldError => ({ field, message: formProblemText[problem] }));
  if (problems.length === 0 && isBackwards(from.value, to.value)) problems.push({ field: 'until', message: auditSearchText.backwards });
  const [doers, elders] = [await doersMeant(c, who.trim()), await eldersMeant(c, whom.trim())];
  const errors = [...problems, ...doers.errors, ...elders.errors];
  if (errors.length > 0) return logPage(c, of, { typed, errors });
  const found: Asked = { ...of, ...(doers.found.length === 1 ? { by: doers.found[0]?.ref } : {}), ...(elders.found.length === 1 ? { whose: elders.found[0]?.ref, of: undefined } : {}) };
  if (doers.found.length < 2 && elders.found.length < 2) return c.redirect(paths.audit(found), 303);
  // The other question keeps its answer, or waits: whoever chooses one person is asked for the next.
  const candidates = doers.found.length > 1
    ? doers.found.map(({ ref, words }) => ({ words, href: paths.audit({ ...found, by: ref }) }))
    : elders.found.map(({ ref, words }) => ({ words, href: paths.audit({ ...found, whose: ref, of: undefined }) }));
  return logPage(c, found, { typed, candidates });
});

const isBackwards = (since: ServiceDate | null, until: ServiceDate | null) => since !== null && until !== null && until < since;

type Meant = { found: { ref: string; words: string }[]; errors: FieldError[] };

async function doersMeant(c: Context<App>, typed: string): Promise<Meant> {
  if (typed === '') return { found: [], errors: [] };
  const people = await findActors(c.var.db, typed);
  const found = people.map(({ id: personId, name, roles }) => ({ ref: `person:${personId}`, words: doerText(name, roles) }));
  return { found, errors: found.length === 0 ? [{ field: 'who', message: auditSearchText.nobody }] : [] };
}

async function eldersMeant(c: Context<App>, typed: string): Promise<Meant> {
  const meant = typed === '' ? null : readMeant(typed);
  if (meant === null) return { found: [], errors: [] };
  if ('wrong' in meant) return { found: [], errors: [{ field: 'whom', message: meant.wrong }] };
  const { people } = await findElders(c.var.db, c.var.vault, c.var.scope, meant);
  const today = serviceDateOf(c.var.now);
  const found = people.map((one) => ({ ref: one.elderId, words: elderText({ ...one, age: ageOn(one.birthDate, today) }) }));
  return { found, errors: found.length === 0 ? [{ field: 'whom', message: elderSearchText[meant.kind] }] : [] };
}

/** The same entries as a file. That it was taken, and with which question, is an entry itself and is written before the file leaves. */
audit.get('/file.csv', permit('audit.read'), query(z.object(filters)), async (c) => {
  const of = c.req.valid('query');
  const question = paths.auditFile(of).split('?')[1] ?? '';
  await recordLook(c.var.db, { ...auditEntry(c, actorRef(officialOf(c)), 'audit.export', 'audit'), ...(question === '' ? {} : { reason: question }) });
  const { lines, next } = await loadAudit(c.var.db, c.var.scope, filterOf(of), FILE_SIZE);
  return c.body(csvText(auditCsvRows(lines, next !== null)), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="audit-${serviceDateOf(c.var.now)}.csv"`,
  });
});
