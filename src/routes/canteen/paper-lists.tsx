import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { beyondFunds, type PayWay } from '../../domain/ledger.ts';
import { decideTicks, parseSheetNumber, readTickedBy, ROW_OUTCOMES, tickedAt, type TickedRow } from '../../domain/paper-list.ts';
import { payListAtHandOver } from '../../domain/prepaid.ts';
import { parseRowNumbers } from '../../domain/row-numbers.ts';
import { sheetRows } from '../../domain/change-sheet.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { loadHandOvers, recordHandOvers, type OrderToHandOver } from '../../store/hand-overs.ts';
import { findPoints } from '../../store/points.ts';
import { findPrintRun, findPrintRunByNumber, type PrintRunRead } from '../../store/print-runs.ts';
import { findAnswer, replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import {
  PaperListPage,
  PaperPreviewPage,
  PaperResultPage,
  type PaperRowLine,
  type PaperSheet,
  type TypedPaperList,
} from '../../../web/canteen/paper-list-page.tsx';
import type { FieldError } from '../../../web/form.tsx';
import { paths } from '../../../web/paths.ts';
import { paperProblemText } from '../../../web/refusals.ts';
import { form, id, query, requestKey, type Typed } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { canteenFrame, staffOf } from './frame.ts';

export const paperLists = new Hono<App>();

const NOTHING_TYPED: TypedPaperList = { sheet: '', rows: '', by: '', point: '' };

paperLists.get('/', permit('hand_over.record'), query(z.object({ result: requestKey.optional() })), async (c) => {
  const { result } = c.req.valid('query');
  return result === undefined ? entryPage(c, NOTHING_TYPED, []) : resultPage(c, result);
});

const entry = z.strictObject({
  sheet: z.string().max(20),
  rows: z.string().max(2000),
  by: z.string().max(100),
  point: id.optional(),
});
/** 不对，回去改: the entry page again, with what was typed. */
const again = entry.extend({ again: z.literal('yes') });
/** The preview's form: its rows are recorded, of the sheet that was shown and of no other. */
const confirmed = entry.extend({ key: requestKey, printRun: id });

const TYPED_FIELDS = Object.keys(NOTHING_TYPED);

const entering = form(z.union([confirmed, again, entry]), (c, typed) => {
  const { error } = entry.partial().safeParse(Object.fromEntries(Object.entries(typed).filter(([name]) => TYPED_FIELDS.includes(name))));
  if (!error) return problem(c, 422);
  return entryPage(c, typedOf(typed), error.issues.map((one) => ({ field: String(one.path[0]), message: paperProblemText('too_long', '') })));
});

paperLists.post('/', permit('hand_over.record'), entering, async (c) => {
  const typed = c.req.valid('form');
  if ('again' in typed) return entryPage(c, typedOf(typed), []);
  const { found, errors } = await readEntry(c, typed);
  if (!found) return entryPage(c, typedOf(typed), errors);
  return 'key' in typed ? record(c, typed, typed.key, found) : previewPage(c, typed, found);
});

type Confirmed = z.infer<typeof confirmed>;
type Entry = z.infer<typeof entry> | Confirmed;
type ReadEntry = { sheet: PrintRunRead; rows: number[]; by: string };

/** The sheet and its rows, or everything that is wrong with what was typed. */
async function readEntry(c: Context<App>, typed: Entry): Promise<{ found: ReadEntry | null; errors: FieldError[] }> {
  const found = await findSheet(c, typed);
  const parsed = parseRowNumbers(typed.rows);
  const tickedBy = readTickedBy(typed.by);
  const errors: FieldError[] = [];
  const wrong = (field: string, what: Parameters<typeof paperProblemText>[0], at = '') =>
    errors.push({ field, message: paperProblemText(what, at) });
  if ('problem' in found) wrong(found.problem === 'which_point' ? 'point' : 'sheet', found.problem);
  if ('problem' in parsed) wrong('rows', parsed.problem, parsed.at);
  if ('problem' in tickedBy) wrong('by', tickedBy.problem);
  if ('problem' in found || 'problem' in parsed || 'problem' in tickedBy) return { found: null, errors };
  return { found: { sheet: found.sheet, rows: parsed.rows, by: tickedBy.name }, errors };
}

type SheetProblem = { problem: 'sheet_unreadable' | 'which_point' | 'no_such_sheet' | 'sheet_without_rows' };

/** The sheet that is meant: the one that the preview showed, or the one of this number at the point that was said. */
async function findSheet(c: Context<App>, typed: Entry): Promise<{ sheet: PrintRunRead } | SheetProblem> {
  const { db, vault, scope } = c.var;
  const number = parseSheetNumber(typed.sheet);
  if (number === null) return { problem: 'sheet_unreadable' };
  const mealPointId = typed.point ?? (await onlyPoint(c));
  if (mealPointId === null) return { problem: 'which_point' };
  const named = await findPrintRunByNumber(db, vault, scope, { number, mealPointId });
  const sheet = 'printRun' in typed && named?.id !== typed.printRun ? null : named;
  if (!sheet) return { problem: 'no_such_sheet' };
  return sheetRows(sheet.content).length === 0 ? { problem: 'sheet_without_rows' } : { sheet };
}

/** Each point counts its own sheets: at several points a number says nothing, and nobody guesses whose it is. */
async function onlyPoint(c: Context<App>): Promise<string | null> {
  const [point, ...others] = await findPoints(c.var.db, c.var.scope);
  return point && others.length === 0 ? point.id : null;
}

async function entryPage(c: Context<App>, typed: TypedPaperList, errors: readonly FieldError[]) {
  const points = await findPoints(c.var.db, c.var.scope);
  const frame = canteenFrame(c, points[0]?.name ?? '', 'paper_lists');
  return c.html(<PaperListPage {...{ frame, points, typed, errors }} />, errors.length > 0 ? 422 : 200);
}

function typedOf({ sheet = '', rows = '', by = '', point = '' }: Typed | Entry): TypedPaperList {
  return { sheet, rows, by, point };
}

async function loadTicks(c: Context<App>, { sheet, rows }: ReadEntry, key: string) {
  const onSheet = sheetRows(sheet.content);
  const orderIds = onSheet.filter((one) => rows.includes(one.row)).map((one) => one.orderId);
  const read = await loadHandOvers(c.var.db, c.var.scope, orderIds, key);
  return { read, ticks: decideTicks(rows, onSheet, read.orders, c.var.now, beyondFunds(read.orders, read.funds)) };
}
type PaidOrder = OrderToHandOver & { payBy: PayWay };
type Tick = TickedRow<ReturnType<typeof sheetRows>[number]>;

async function previewPage(c: Context<App>, typed: Entry, found: ReadEntry) {
  const { ticks } = await loadTicks(c, found, '');
  return preview(c, typed, found, ticks);
}

function preview(c: Context<App>, typed: Entry, { sheet, by }: ReadEntry, ticks: readonly Tick[]) {
  const some = ticks.some((tick) => tick.outcome === 'to_record');
  const entered = { sheet: String(sheet.number), rows: typed.rows, by, point: sheet.mealPointId };
  const hidden = some ? { key: newId(), printRun: sheet.id, ...entered } : null;
  const frame = canteenFrame(c, sheet.pointName, 'paper_lists');
  return c.html(<PaperPreviewPage frame={frame} sheet={headOf(sheet)} by={by} rows={ticks.map(lineOf)} {...{ hidden, entered }} />);
}

/** Every row that can be, in one commit; what stood in the way of the others is part of the answer. */
async function record(c: Context<App>, typed: Entry, key: string, found: ReadEntry) {
  const { sheet, rows, by } = found;
  const actor = actorRef(staffOf(c));
  const payloadHash = await sha256(JSON.stringify([sheet.id, rows, by]));
  return untilSettled(async () => {
    const { read, ticks } = await loadTicks(c, found, key);
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(paths.paperLists(key), 303);
    const paid = payListAtHandOver(read.orders);
    const handOvers = ticks.flatMap((tick) => handOverOf(c, tick, paid, found));
    if (handOvers.length === 0) return preview(c, typed, found, ticks);
    const answer = JSON.stringify({ sheet: sheet.id, rows: ticks.map(({ row, outcome }) => [row, outcome]) });
    const recorded = auditEntry(c, actor, 'paper_list.record', `print_run:${sheet.id}`);
    const outcome = await recordHandOvers(c.var.db, recorded, handOvers, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(paths.paperLists(key), 303) : outcome;
  });
}

function handOverOf(c: Context<App>, { row, on, outcome }: Tick, paid: readonly PaidOrder[], { sheet, by }: ReadEntry) {
  const order = paid.find((one) => one.id === on?.orderId);
  if (outcome !== 'to_record' || !order) return [];
  const paper = { proof: 'paper' as const, printRunId: sheet.id, rowNo: row };
  return [{ id: newId(), order, payBy: order.payBy, tickedBy: by, handedAt: tickedAt(order.run, c.var.now), ...paper }];
}

const recordedRows = z.object({ sheet: z.string(), rows: z.array(z.tuple([z.int(), z.enum(ROW_OUTCOMES)])) });

/** What the entry with this key did, to whoever made it. */
async function resultPage(c: Context<App>, key: string) {
  const answer = await findAnswer(c.var.db, key, actorRef(staffOf(c)));
  // The keys of other requests lead to addresses.
  if (!answer?.startsWith('{')) return c.notFound();
  const recorded = recordedRows.safeParse(JSON.parse(answer));
  const sheet = recorded.success ? await findPrintRun(c.var.db, c.var.vault, c.var.scope, recorded.data.sheet) : null;
  if (!recorded.success || !sheet) return c.notFound();
  const onSheet = sheetRows(sheet.content);
  const lines = recorded.data.rows.map(([row, outcome]) => lineOf({ row, outcome, on: onSheet.find((one) => one.row === row) ?? null }));
  const frame = canteenFrame(c, sheet.pointName, 'paper_lists');
  return c.html(<PaperResultPage frame={frame} sheet={headOf(sheet)} rows={lines} />);
}

function headOf({ number, kind, pointName, content }: PrintRunRead): PaperSheet {
  return { number, kind, pointName, serviceDate: content.head.serviceDate, slot: content.head.slot };
}

function lineOf({ row, on, outcome }: Tick): PaperRowLine {
  if (!on) return { row, outcome, on };
  const { name, namesakeAge, letter, mealName, mode } = on;
  return { row, outcome, on: { name, namesakeAge, letter, mealName, mode } };
}
