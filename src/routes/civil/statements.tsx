import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { scopeFor } from '../../domain/access.ts';
import { addMonths, clockText, minuteOfDay, serviceDateOf, type Month } from '../../domain/calendar.ts';
import { csvText } from '../../domain/csv.ts';
import { checkCode } from '../../domain/sheet.ts';
import {
  clauseTotals, compareTotals, heldIn, monthTotals, NO_PAYER, summarize, tallyOf, type ClauseTotal, type SplitTally, type Summary,
} from '../../domain/statement.ts';
import { BESIDE_KINDS } from '../../domain/subsidy-facts.ts';
import type { App } from '../../request.ts';
import { loadStatement, loadStatementDetail, loadStatementRows, type StatementHeadRead } from '../../store/statements.ts';
import { sha256 } from '../../vault.ts';
import { RowsPage } from '../../../web/civil/rows-page.tsx';
import { csvFileName, csvRows } from '../../../web/civil/statement-csv.ts';
import type { StatementHead } from '../../../web/civil/statement-head.tsx';
import { StatementPage, type Books } from '../../../web/civil/statement-page.tsx';
import { StatementSheet } from '../../../web/civil/statement-sheet.tsx';
import { borrowedNote } from '../../../web/text.ts';
import { id, month, query, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { civilFrame, thisMonth } from './frame.ts';

export const statements = new Hono<App>();

const PAGE_SIZE = 200;

const ofMonth = segments(z.object({ pointId: id, month }));
const ofFile = segments(z.object({ pointId: id, month: z.string().transform((name) => name.replace(/\.csv$/, '')).pipe(month) }));

/** The rows as a file for spreadsheet programs. Stands first, because the next route would take `2026-11.csv` for a month. */
statements.get('/:pointId/:month{[0-9-]+\\.csv}', permit('statement.read'), ofFile, async (c) => {
  const of = c.req.valid('param');
  const read = of.month > thisMonth(c) ? null : await loadStatementDetail(c.var.db, c.var.scope, of);
  if (!read) return c.notFound();
  const fileName = encodeURIComponent(csvFileName(read.point.name, of.month));
  return c.body(csvText(csvRows(read.rows, read.payers, read.closings[0] ?? null)), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="statement-${of.month}.csv"; filename*=UTF-8''${fileName}`,
  });
});

statements.get('/:pointId/:month', permit('statement.read'), ofMonth, async (c) => {
  const of = c.req.valid('param');
  const read = of.month > thisMonth(c) ? null : await loadStatement(c.var.db, c.var.scope, of);
  if (!read) return c.notFound();
  return c.html(
    <StatementPage
      {...headOf(c, read, of.month)}
      settings={scopeFor(c.var.actor, 'point.read') !== null}
      summary={summaryOf(read, read.tallies)}
      books={booksOf(read.kept, read.tallies)}
      unsubsidised={read.unsubsidised}
      reversals={read.reversals}
    />,
  );
});

/** A clause is one of a payer's: without the payer it names no figure. */
const rowsAsked = query(
  z
    .object({
      line: z.enum(BESIDE_KINDS).optional(),
      payer: id.optional(),
      clause: z.string().min(1).max(200).optional(),
      page: z.string().regex(/^[1-9]\d{0,4}$/).default('1').transform(Number),
    })
    .refine(({ payer, clause }) => clause === undefined || (payer !== undefined && payer !== NO_PAYER)),
);

/** The rows behind one figure. */
statements.get('/:pointId/:month/rows', permit('statement.read'), ofMonth, rowsAsked, async (c) => {
  const of = c.req.valid('param');
  const { page, ...filter } = c.req.valid('query');
  const at = { size: PAGE_SIZE, number: page };
  const read = of.month > thisMonth(c) ? null : await loadStatementRows(c.var.db, c.var.scope, of, filter, at);
  if (!read) return c.notFound();
  const pages = Math.max(1, Math.ceil(read.count.entries / PAGE_SIZE));
  if (page > pages) return c.notFound();
  const place = { page, pages, first: (page - 1) * PAGE_SIZE + 1 };
  return c.html(<RowsPage {...headOf(c, read, of.month)} filter={filter} count={read.count} rows={read.rows} place={place} />);
});

const printAsked = query(z.object({ detail: z.literal('all').optional() }));

/** The A4 statement. Its check code stands for every row, whether they are printed with it (`?detail=all`) or not. */
statements.get('/:pointId/:month/print', permit('statement.read'), ofMonth, printAsked, async (c) => {
  const of = c.req.valid('param');
  const read = of.month > thisMonth(c) ? null : await loadStatementDetail(c.var.db, c.var.scope, of);
  if (!read) return c.notFound();
  const { now } = c.var;
  const tallies = tallyOf(read.rows);
  return c.html(
    <StatementSheet
      {...headOf(c, read, of.month)}
      summary={summaryOf(read, tallies)}
      books={booksOf(read.kept, tallies)}
      reversals={read.rows.filter((row) => row.reversal !== null)}
      rows={c.req.valid('query').detail ? read.rows : null}
      check={checkCode(await sha256(JSON.stringify([of, read.rows])))}
      printed={`${serviceDateOf(now)} ${clockText(minuteOfDay(now))}`}
    />,
  );
});

function headOf(c: Context<App>, read: StatementHeadRead & { point: StatementHead['point'] }, shown: Month): StatementHead {
  const latest = thisMonth(c);
  return {
    frame: civilFrame(c, read.offices, 'statements'),
    month: shown,
    next: shown < latest ? addMonths(shown, 1) : null,
    point: read.point,
    payers: read.payers,
    notes: heldIn(read.policies, shown).map(borrowedNote),
    closing: read.closings[0] ?? null,
  };
}

function summaryOf({ payers }: StatementHeadRead, tallies: readonly SplitTally[]): Summary {
  return summarize(tallies, payers.map((payer) => payer.code));
}

/** The month counted twice: as kept with each event, and again from the rows. */
function booksOf(kept: readonly ClauseTotal[], tallies: readonly SplitTally[]): Books {
  const recomputed = clauseTotals(tallies);
  return { kept: monthTotals(kept), recomputed: monthTotals(recomputed), differences: compareTotals(kept, recomputed) };
}
