import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { fen, type Fen } from '../../domain/money.ts';
import { decideShiftClosing, shiftFigures } from '../../domain/shift.ts';
import { checkCode } from '../../domain/sheet.ts';
import { readYuan } from '../../domain/typed-yuan.ts';
import { auditEntry, type App } from '../../request.ts';
import { untilSettled } from '../../store/commit.ts';
import { closeShift, loadDrawers, loadShift, openShift, reviewShift, type Drawers } from '../../store/shifts.ts';
import { sha256 } from '../../vault.ts';
import { ShiftSheet } from '../../../web/canteen/shift-sheet.tsx';
import { ShiftClosingPage, ShiftsPage, type DrawerView, type OpenShift } from '../../../web/canteen/shifts-page.tsx';
import { paths } from '../../../web/paths.ts';
import { shiftProblemText, yuanProblemText } from '../../../web/refusals.ts';
import { listed } from '../../../web/text.ts';
import { form, id, segments } from '../fields.ts';
import { paper } from '../paper.tsx';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { canteenFrame, staffOf } from './frame.ts';

export const shifts = new Hono<App>();

const LATEST = 60;

shifts.get('/', permit('cash.take'), (c) => listPage(c));

const opening = form(z.strictObject({ point: id, number: z.string().regex(/^\d{1,6}$/).transform(Number), counted: z.string().max(40), note: z.string().max(200) }), (c) => problem(c, 422));

/** Needs no key: a shift has its number, and is opened once. Whoever comes second with another count is told whose stands: theirs is written down nowhere. */
shifts.post('/', permit('cash.take'), opening, async (c) => {
  const typed = c.req.valid('form');
  const note = typed.note.trim();
  const counted = readYuan(typed.counted);
  const actor = actorRef(staffOf(c));
  return untilSettled(async () => {
    const drawers = await loadDrawers(c.var.db, c.var.scope, LATEST);
    const point = drawers.points.find((one) => one.id === typed.point);
    if (!point) return c.notFound();
    const opened = drawers.shifts.find((one) => one.pointId === typed.point && one.number === typed.number);
    const same = opened?.openedBy === actor && !('problem' in counted) && opened.openingFen === counted.fen && opened.openingNote === note;
    if (opened && !same) return listPage(c, { taken: opened });
    if (opened || point.number !== typed.number) return c.redirect(paths.shifts(), 303);
    const again = (wrong: string, field: 'counted' | 'note') => listPage(c, { refused: { ...typed, wrong, field } });
    if ('problem' in counted) return again(yuanProblemText[counted.problem], 'counted');
    const due = drawerOf(drawers, point).shouldLieFen;
    if (due !== null && due !== counted.fen && note === '') return again(shiftProblemText.opening_unexplained, 'note');
    const entry = auditEntry(c, actor, 'shift.open', `shift:${typed.point}:${typed.number}`);
    const outcome = await openShift(c.var.db, entry, { pointId: typed.point, number: typed.number }, { fen: counted.fen, note });
    return outcome === 'done' ? c.redirect(paths.shifts(), 303) : outcome;
  });
});

/** A point's cash box: the shift that is open with its figures so far, or what should lie in it before the next one begins. */
function drawerOf(drawers: Drawers, { id: pointId, name, number, entries }: Drawers['points'][number]): DrawerView {
  const open = drawers.shifts.find((one) => one.pointId === pointId && one.number === number) ?? null;
  const before = drawers.shifts.find((one) => one.pointId === pointId && one.number === number - 1);
  const figures = shiftFigures(open?.openingFen ?? fen(0), entries, pointId);
  const lay = before?.countedFen ?? null;
  return { pointId, name, number, open, figures, shouldLieFen: lay === null ? null : fen(lay + figures.beforeOpeningFen) };
}

type Refused = { point: string; counted: string; note: string; wrong: string; field: 'counted' | 'note' };

async function listPage(c: Context<App>, { refused, taken }: { refused?: Refused; taken?: OpenShift } = {}) {
  const drawers = await loadDrawers(c.var.db, c.var.scope, LATEST);
  const frame = canteenFrame(c, listed(drawers.points.map((one) => one.name)), 'shifts');
  const views = drawers.points.map((point) => drawerOf(drawers, point));
  const me = actorRef(staffOf(c));
  const past = drawers.shifts.filter((one) => one.closedAt !== null).map((one) => ({ ...one, mine: one.closedBy === me }));
  return c.html(<ShiftsPage frame={frame} drawers={views} past={past} {...(taken ? { taken } : {})} {...(refused ? { refused } : {})} />, taken ? 409 : refused ? 422 : 200);
}

const oneShift = segments(z.object({ pointId: id, number: z.string().regex(/^\d{1,6}$/).transform(Number) }));

/** The sheet of a closed shift: what was written down then, whatever happens later. */
shifts.get('/:pointId/:number', permit('cash.take'), oneShift, async (c) => {
  const read = await loadShift(c.var.db, c.var.scope, c.req.valid('param'));
  if (!read || read.shift.closedAt === null) return c.notFound();
  // Who has looked at it since is no part of what was counted.
  const { seenAt: _at, seenByName: _by, ...counted } = read.shift;
  return paper(c, <ShiftSheet shift={read.shift} check={checkCode(await sha256(JSON.stringify(counted)))} />);
});

shifts.get('/:pointId/:number/closing', permit('cash.take'), oneShift, async (c) => {
  const of = c.req.valid('param');
  const read = await loadShift(c.var.db, c.var.scope, of);
  if (!read) return c.notFound();
  return read.shift.closedAt === null ? closingPage(c, read) : c.redirect(paths.shift(of.pointId, of.number), 303);
});

const closing = form(z.strictObject({ expected: z.string().regex(/^-?\d{1,9}$/).transform(Number), counted: z.string().max(40), explanation: z.string().max(200) }), (c) => problem(c, 422));

/** Needs no key: a shift is closed once, and the second press is shown its sheet. */
shifts.post('/:pointId/:number/closing', permit('cash.take'), oneShift, closing, async (c) => {
  const of = c.req.valid('param');
  const typed = c.req.valid('form');
  const explanation = typed.explanation.trim();
  return untilSettled(async () => {
    const read = await loadShift(c.var.db, c.var.scope, of);
    if (!read) return c.notFound();
    if (read.shift.closedAt !== null) return c.redirect(paths.shift(of.pointId, of.number), 303);
    const counted = readYuan(typed.counted);
    if ('problem' in counted) return closingPage(c, read, { ...typed, wrong: yuanProblemText[counted.problem], field: 'counted' });
    const figures = figuresOf(read);
    const facts = { expectedFen: figures.expectedFen, shownExpectedFen: fen(typed.expected), countedFen: counted.fen, explanation };
    const { refused } = decideShiftClosing(facts);
    if (refused !== null) return closingPage(c, read, { ...typed, wrong: shiftProblemText[refused], field: refused === 'moved' ? 'counted' : 'explanation' }, counted.fen);
    const entry = auditEntry(c, actorRef(staffOf(c)), 'shift.close', `shift:${of.pointId}:${of.number}`);
    const outcome = await closeShift(c.var.db, entry, of, figures, { countedFen: counted.fen, explanation });
    return outcome === 'done' ? c.redirect(paths.shift(of.pointId, of.number), 303) : outcome;
  });
});

type ShiftRead = NonNullable<Awaited<ReturnType<typeof loadShift>>>;
type WrongCount = { counted: string; explanation: string; wrong: string; field: 'counted' | 'explanation' };

const figuresOf = ({ shift, entries }: ShiftRead) => shiftFigures(shift.openingFen, entries, shift.pointId);

function closingPage(c: Context<App>, read: ShiftRead, refused?: WrongCount, countedFen?: Fen) {
  const frame = canteenFrame(c, read.shift.pointName, 'shifts');
  const difference = countedFen === undefined ? null : fen(countedFen - figuresOf(read).expectedFen);
  const page = <ShiftClosingPage frame={frame} shift={read.shift} figures={figuresOf(read)} difference={difference} {...(refused ? { refused } : {})} />;
  return c.html(page, refused ? 422 : 200);
}

/** Needs no key: a shift is looked at once by a second person; whoever closed it is not that one. */
shifts.post('/:pointId/:number/review', permit('cash.take'), oneShift, async (c) => {
  const of = c.req.valid('param');
  const read = await loadShift(c.var.db, c.var.scope, of);
  const actor = actorRef(staffOf(c));
  if (!read || read.shift.closedAt === null || read.shift.closedBy === actor) return c.notFound();
  if (read.shift.seenAt === null) await reviewShift(c.var.db, auditEntry(c, actor, 'shift.review', `shift:${of.pointId}:${of.number}`), of);
  return c.redirect(paths.shifts(), 303);
});
