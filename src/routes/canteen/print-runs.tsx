import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { countChanges, makeChangeSheet, type PrintContent } from '../../domain/change-sheet.ts';
import { printedLines } from '../../domain/printed-line.ts';
import { makeSheet, PRINT_KINDS, rowsOn, SHEET_KINDS, type Door, type PrintKind } from '../../domain/sheet.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { recordLook } from '../../store/looks.ts';
import type { RunClosing } from '../../store/meal-runs.ts';
import { archiveSheet, findPrintRun, loadRunOnPaper, openDoors, type PrintRunRead, type RunOnPaper } from '../../store/print-runs.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import type { SheetFrame } from '../../../web/canteen/canteen-sheet.tsx';
import { ChangeSheet } from '../../../web/canteen/change-sheet.tsx';
import { printRefusalText, type PrintRefusal } from '../../../web/canteen/change-text.ts';
import { DeliveryList } from '../../../web/canteen/delivery-list.tsx';
import { MismatchPage } from '../../../web/canteen/mismatch-page.tsx';
import { PickupList } from '../../../web/canteen/pickup-list.tsx';
import { ProductionSheet } from '../../../web/canteen/production-sheet.tsx';
import { SheetsPage } from '../../../web/canteen/sheets-page.tsx';
import { paths } from '../../../web/paths.ts';
import { form, id, requestKey, segments } from '../fields.ts';
import { paper } from '../paper.tsx';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { canteenFrame, staffOf } from './frame.ts';
import { mismatchOf, planOf, type RunPlan } from './sheet-facts.ts';

export const printRuns = new Hono<App>();

const oneRun = segments(z.object({ runId: id }));

printRuns.get('/meal-runs/:runId/sheets', permit('sheet.print'), oneRun, async (c) => {
  const { db, vault, scope, now } = c.var;
  const found = await loadRunOnPaper(db, vault, scope, c.req.valid('param').runId);
  if (!found) return c.notFound();
  const { closing, run } = found.read;
  return closing ? sheetsPage(c, found, closing, planOf(found, closing, now)) : c.redirect(paths.closing(run.id), 303);
});

/** The sheets of a run; with the reason on top when the last press printed nothing. */
function sheetsPage(c: Context<App>, { read }: RunOnPaper, closing: RunClosing, planned: RunPlan, refusal?: PrintRefusal) {
  const { run, prints } = read;
  const { line } = planned.plan.equality;
  const changed = planned.changes?.length ? { ...countChanges(planned.changes), requestKey: newId() } : null;
  const sheets = SHEET_KINDS.map((kind) => ({
    kind,
    rows: rowsOn(kind, line),
    requestKey: newId(),
    latest: prints.find((one) => one.kind === kind) ?? null,
  }));
  const mismatch = mismatchOf(planned.plan, read);
  const frame = canteenFrame(c, read.pointName, 'today');
  const page = <SheetsPage {...{ frame, run, closing, mismatch, changed, sheets }} equality={line} printed={prints} {...(refusal ? { refusal: printRefusalText[refusal] } : {})} />;
  return c.html(page, refusal ? 409 : 200);
}

const printForm = form(z.strictObject({ key: requestKey, kind: z.enum(PRINT_KINDS) }), (c) => problem(c, 422));

printRuns.post('/meal-runs/:runId/print-runs', permit('sheet.print'), oneRun, printForm, async (c) => {
  const { db, scope, vault, now } = c.var;
  const { runId } = c.req.valid('param');
  const { key, kind } = c.req.valid('form');
  const actor = actorRef(staffOf(c));
  const payloadHash = await sha256(JSON.stringify([runId, kind]));
  return untilSettled(async () => {
    const found = await loadRunOnPaper(db, vault, scope, runId, key);
    if (!found) return c.notFound();
    const { read, prior } = found;
    const before = replay(prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    if (!read.closing) return c.redirect(paths.closing(runId), 303);
    const planned = planOf(found, read.closing, now);
    const mismatch = mismatchOf(planned.plan, read);
    if (mismatch) return c.html(<MismatchPage frame={canteenFrame(c, read.pointName, 'today')} run={read.run} mismatch={mismatch} />, 409);
    const refused = printRefusal(kind, planned);
    if (refused) return sheetsPage(c, found, read.closing, planned, refused);
    const content = await contentOf(c, kind, found, planned);
    const sheet = { id: newId(), run: read.run, orderIds: planned.plan.count.orderIds, after: read.prints[0]?.number ?? 0, content, lines: kind === 'change_sheet' ? null : printedLines(planned.facts) };
    const entry = auditEntry(c, actor, 'sheet.print', `print_run:${sheet.id}`);
    const answer = paths.printRun(sheet.id);
    const outcome = await archiveSheet(db, vault, entry, sheet, { key, payloadHash, answer });
    return outcome === 'done' ? c.redirect(answer, 303) : outcome;
  });
});

/** A change sheet needs a change, and no other sheet is printed before it: all paper of a run says the same. */
function printRefusal(kind: PrintKind, { changes }: RunPlan): PrintRefusal | null {
  if (kind !== 'change_sheet') return changes?.length ? 'changes_first' : null;
  if (changes === null) return 'nothing_printed';
  return changes.length === 0 ? 'nothing_changed' : null;
}

async function contentOf(c: Context<App>, kind: PrintKind, { read, printed }: RunOnPaper, { facts, plan, changes }: RunPlan): Promise<PrintContent> {
  const { db, vault, scope } = c.var;
  const open = () => openDoors(db, vault, scope, read.run.id);
  if (kind !== 'change_sheet') return makeSheet(kind, facts, plan, kind === 'delivery_list' ? await open() : new Map<string, Door>());
  const some = changes ?? [];
  const changeNo = read.prints.filter((one) => one.kind === 'change_sheet').length + 1;
  const amends = SHEET_KINDS.flatMap((sheet) => read.prints.filter((one) => one.kind === sheet).slice(0, 1).map(({ number }) => ({ kind: sheet, number })));
  const doors = some.some(({ line }) => line.mode === 'home_delivery') ? await open() : new Map<string, Door>();
  return makeChangeSheet(facts, { printed: printed ?? [], changes: some, plan, changeNo, amends }, doors);
}

printRuns.get('/print-runs/:printRunId', permit('sheet.print'), segments(z.object({ printRunId: id })), async (c) => {
  const { db, vault, scope } = c.var;
  const sheet = await findPrintRun(db, vault, scope, c.req.valid('param').printRunId);
  if (!sheet) return c.notFound();
  const entry = auditEntry(c, actorRef(staffOf(c)), 'sheet.look', `print_run:${sheet.id}`);
  // A sheet names people and doors.
  await recordLook(db, entry);
  return paper(c, <Sheet frame={frameOf(sheet)} content={sheet.content} />);
});

function Sheet({ frame, content }: { frame: SheetFrame; content: PrintContent }) {
  if (content.kind === 'production') return <ProductionSheet frame={frame} content={content} />;
  if (content.kind === 'pickup_list') return <PickupList frame={frame} content={content} />;
  if (content.kind === 'change_sheet') return <ChangeSheet frame={frame} content={content} />;
  return <DeliveryList frame={frame} content={content} />;
}

function frameOf({ number, mealRunId, printedAt, contentHash, content, printedKinds }: PrintRunRead): SheetFrame {
  const kind = SHEET_KINDS.find((one) => !printedKinds.includes(one) && rowsOn(one, content.equality) > 0);
  const next = kind ? { kind, requestKey: newId() } : null;
  return { number, runId: mealRunId, printedAt, contentHash, next };
}
