import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import type { Difference } from '../../domain/equality.ts';
import { isCounted } from '../../domain/meal-count.ts';
import { makeSheet, planSheets, rowsOn, SHEET_KINDS, type Door, type SheetContent, type SheetFacts } from '../../domain/sheet.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { recordLook } from '../../store/looks.ts';
import { findRun, type RunClosing, type RunRead } from '../../store/meal-runs.ts';
import { archiveSheet, findPrintRun, loadPrinting, openDoors, type PrintRunRead } from '../../store/print-runs.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import type { SheetFrame } from '../../../web/canteen/canteen-sheet.tsx';
import { DeliveryList } from '../../../web/canteen/delivery-list.tsx';
import { MismatchPage, type Mismatch } from '../../../web/canteen/mismatch-page.tsx';
import { PickupList } from '../../../web/canteen/pickup-list.tsx';
import { ProductionSheet } from '../../../web/canteen/production-sheet.tsx';
import { SheetsPage } from '../../../web/canteen/sheets-page.tsx';
import { paths } from '../../../web/paths.ts';
import { form, id, requestKey, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { canteenFrame, staffOf } from './frame.ts';

export const printRuns = new Hono<App>();

const oneRun = segments(z.object({ runId: id }));

printRuns.get('/meal-runs/:runId/sheets', permit('sheet.print'), oneRun, async (c) => {
  const read = await findRun(c.var.db, c.var.scope, c.req.valid('param').runId);
  if (!read) return c.notFound();
  const { run, closing, prints } = read;
  if (!closing) return c.redirect(paths.closing(run.id), 303);
  const { line, differences } = planSheets(factsOf(read, closing)).equality;
  const sheets = SHEET_KINDS.map((kind) => ({
    kind,
    rows: rowsOn(kind, line),
    requestKey: newId(),
    latest: prints.find((one) => one.kind === kind) ?? null,
  }));
  const mismatch = differences.length > 0 ? { line, people: peopleOf(differences, read) } : null;
  const frame = canteenFrame(c, read.pointName, 'today');
  return c.html(<SheetsPage {...{ frame, run, closing, mismatch, sheets }} equality={line} printed={prints} />);
});

const printForm = form(z.strictObject({ key: requestKey, kind: z.enum(SHEET_KINDS) }), (c) => problem(c, 422));

printRuns.post('/meal-runs/:runId/print-runs', permit('sheet.print'), oneRun, printForm, async (c) => {
  const { db, scope, vault } = c.var;
  const { runId } = c.req.valid('param');
  const { key, kind } = c.req.valid('form');
  const actor = actorRef(staffOf(c));
  const payloadHash = await sha256(JSON.stringify([runId, kind]));
  return untilSettled(async () => {
    const found = await loadPrinting(db, scope, runId, key);
    if (!found) return c.notFound();
    const { read, prior } = found;
    const before = replay(prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    if (!read.closing) return c.redirect(paths.closing(runId), 303);
    const facts = factsOf(read, read.closing);
    const plan = planSheets(facts);
    const { line, differences } = plan.equality;
    if (differences.length > 0) return refused(c, read, { line, people: peopleOf(differences, read) });
    const doors = kind === 'delivery_list' ? await openDoors(db, vault, scope, runId) : new Map<string, Door>();
    const sheet = { id: newId(), run: read.run, orderIds: plan.count.orderIds, content: makeSheet(kind, facts, plan, doors) };
    const entry = auditEntry(c, actor, 'sheet.print', `print_run:${sheet.id}`);
    const answer = paths.printRun(sheet.id);
    const outcome = await archiveSheet(db, vault, entry, sheet, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

function refused(c: Context<App>, read: RunRead, mismatch: Mismatch) {
  return c.html(<MismatchPage frame={canteenFrame(c, read.pointName, 'today')} run={read.run} mismatch={mismatch} />, 409);
}

function factsOf({ run, pointName, pointPhone, kitchenName, orders, offered }: RunRead, closing: RunClosing): SheetFacts {
  const { serviceDate, slot, serveFromAt } = run;
  const head = { pointName, pointPhone, kitchenName, serviceDate, slot, serveFromAt, closedAt: closing.closedAt };
  return { head, frozen: closing.orderIds, orders: orders.filter(isCounted), offered };
}

/** Names for orders that do not fit: also those that were cancelled, or whose number is all that is left. */
function peopleOf(differences: readonly Difference[], { orders }: RunRead): Mismatch['people'] {
  const kinds = Map.groupBy(differences, (one) => one.orderId);
  return [...kinds].map(([orderId, ofOrder]) => {
    const order = orders.find((one) => one.id === orderId);
    return { name: order?.name ?? null, orderNo: order?.orderNo ?? null, kinds: ofOrder.map((one) => one.kind) };
  });
}

printRuns.get('/print-runs/:printRunId', permit('sheet.print'), segments(z.object({ printRunId: id })), async (c) => {
  const { db, vault, scope } = c.var;
  const sheet = await findPrintRun(db, vault, scope, c.req.valid('param').printRunId);
  if (!sheet) return c.notFound();
  const entry = auditEntry(c, actorRef(staffOf(c)), 'sheet.look', `print_run:${sheet.id}`);
  // A sheet names people and doors.
  await recordLook(db, entry);
  return c.html(<Sheet frame={frameOf(sheet)} content={sheet.content} />);
});

function Sheet({ frame, content }: { frame: SheetFrame; content: SheetContent }) {
  if (content.kind === 'production') return <ProductionSheet frame={frame} content={content} />;
  if (content.kind === 'pickup_list') return <PickupList frame={frame} content={content} />;
  return <DeliveryList frame={frame} content={content} />;
}

function frameOf({ number, mealRunId, printedAt, contentHash, content, printedKinds }: PrintRunRead): SheetFrame {
  const kind = SHEET_KINDS.find((one) => !printedKinds.includes(one) && rowsOn(one, content.equality) > 0);
  const next = kind ? { kind, requestKey: newId() } : null;
  return { number, runId: mealRunId, printedAt, contentHash, next };
}
