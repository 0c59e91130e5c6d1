import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { parseServiceDate, serviceDateOf, type ServiceDate } from '../../domain/calendar.ts';
import { csvText } from '../../domain/csv.ts';
import { sumFen } from '../../domain/money.ts';
import { auditEntry, type App } from '../../request.ts';
import { recordLook } from '../../store/looks.ts';
import { loadPrepaid, maskedPhones } from '../../store/prepaid-balances.ts';
import { OperatorPrepaidPage, PrepaidPage } from '../../../web/civil/prepaid-page.tsx';
import { prepaidCsvRows } from '../../../web/civil/prepaid-csv.ts';
import { id, pageNumber, query, segments, serviceDate } from '../fields.ts';
import { permit } from '../permit.ts';
import { civilFrame, officialOf } from './frame.ts';

export const prepaid = new Hono<App>();

const PAGE_SIZE = 200;

/** A day that cannot be read, or is still to come, is today. The page is a look, not a form. */
function dayOf(c: Context<App>): ServiceDate {
  const today = serviceDateOf(c.var.now);
  const asked = parseServiceDate(c.req.query('date') ?? '');
  return asked && asked <= today ? asked : today;
}

/** What each operator held of the elders' money at the end of a day. */
prepaid.get('/', permit('prepaid.read'), async (c) => {
  const date = dayOf(c);
  const read = await loadPrepaid(c.var.db, c.var.scope, date, 'move');
  const operators = [...Map.groupBy(read.accounts, (one) => one.operatorId)].map(([operatorId, its]) => ({
    id: operatorId,
    name: its[0]?.operatorName ?? '',
    agreementTo: read.operators.find((one) => one.id === operatorId)?.agreementTo ?? null,
    people: its.length,
    fen: sumFen(its.map((one) => one.fen)),
  }));
  return c.html(<PrepaidPage frame={civilFrame(c, read.offices, 'prepaid')} today={serviceDateOf(c.var.now)} waiting={read.waiting} limits={read.limits} {...{ date, operators }} />);
});

const ofFile = segments(z.object({ file: z.string().transform((name) => name.replace(/\.csv$/, '')).pipe(serviceDate) }));

prepaid.get('/files/:file{[0-9-]+\\.csv}', permit('prepaid.read'), ofFile, async (c) => {
  const date = c.req.valid('param').file;
  if (date > serviceDateOf(c.var.now)) return c.notFound();
  const read = await loadPrepaid(c.var.db, c.var.scope, date, 'move');
  const phones = await maskedPhones(c.var.vault, read.accounts);
  // A file of names goes out of the house: the trace comes first.
  await recordLook(c.var.db, auditEntry(c, actorRef(officialOf(c)), 'prepaid.export', `prepaid:${date}`));
  return c.body(csvText(prepaidCsvRows(date, read.accounts, phones)), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="prepaid-${date}.csv"`,
  });
});

/** Whose money one operator holds. */
prepaid.get('/:operatorId', permit('prepaid.read'), segments(z.object({ operatorId: id })), query(z.object({ page: pageNumber })), async (c) => {
  const { operatorId } = c.req.valid('param');
  const { page } = c.req.valid('query');
  const date = dayOf(c);
  const read = await loadPrepaid(c.var.db, c.var.scope, date, 'move');
  const its = read.accounts.filter((one) => one.operatorId === operatorId);
  const pages = Math.max(1, Math.ceil(its.length / PAGE_SIZE));
  const [first] = its;
  if (!first || page > pages) return c.notFound();
  const shown = its.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  const phones = await maskedPhones(c.var.vault, shown);
  const rows = shown.map((one) => ({ ...one, phone: phones.get(one.elderId) ?? '' }));
  const today = serviceDateOf(c.var.now);
  const operator = { id: operatorId, name: first.operatorName, fen: sumFen(its.map((one) => one.fen)), people: its.length };
  return c.html(<OperatorPrepaidPage frame={civilFrame(c, read.offices, 'prepaid')} {...{ date, today, operator, rows, page, pages }} />);
});
