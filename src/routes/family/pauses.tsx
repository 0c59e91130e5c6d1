import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { addDays, parseServiceDate, serviceDateOf, type ServiceDate } from '../../domain/calendar.ts';
import { currentPause, decidePause, holdsPause, PAUSE_REASONS, type PauseDecision, type PauseReason, type PauseRefusal } from '../../domain/pause.ts';
import { splitByCancelling } from '../../domain/standing-order.ts';
import type { App } from '../../request.ts';
import { recordPause } from '../../store/arrangement-changes.ts';
import type { ArrangedOrder, Arrangements } from '../../store/arrangements.ts';
import { untilSettled } from '../../store/commit.ts';
import { replay } from '../../store/request-keys.ts';
import { newId, sha256 } from '../../vault.ts';
import { FamilyPauseCheckPage, FamilyPausePage } from '../../../web/family/pause-page.tsx';
import { paths } from '../../../web/paths.ts';
import { arrangementProblemText, pauseProblemText, pauseRefusalText } from '../../../web/standing-order-text.ts';
import { openOr, orderAtOnce, seenFrom, sittings } from '../arranging.ts';
import { form, id, query, requestKey, segments, serviceDate } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { saidHere, theirs } from './arrangements.tsx';
import { carerRef, familyFrame } from './frame.ts';
import { whoIs } from './meals.tsx';

/** Until when nothing is made of what is ordered day after day. */
export const familyPauses = new Hono<App>();

const oneElder = segments(z.object({ elderId: id }));

familyPauses.get('/:elderId/pauses', permit('family.arrange'), oneElder, async (c) => {
  const found = await withStanding(c, c.req.valid('param').elderId);
  if ('page' in found) return found.page;
  const today = serviceDateOf(c.var.now);
  const now = currentPause(found.read.pauses, today);
  const tomorrow = addDays(today, 1);
  return pausePage(c, found.read, { start: now && now.from > tomorrow ? now.from : tomorrow, resume: now?.resume ?? '', reason: 'away' });
});

/** Where nothing is ordered day after day, there is nothing to pause. */
async function withStanding(c: Context<App>, elderId: string, key = '') {
  const found = await theirs(c, elderId, key);
  if ('page' in found || found.read.standing.length > 0 || found.read.prior) return found;
  return { page: c.redirect(paths.familyArrangements(elderId), 303) };
}

type Typed = { start: string; resume: string; reason: string };

async function pausePage(c: Context<App>, read: Arrangements, typed: Typed, error?: { field: string; message: string }) {
  const { person } = read;
  const paused = currentPause(read.pauses, serviceDateOf(c.var.now)) !== null;
  const who = await whoIs(c, person.id, person);
  return c.html(<FamilyPausePage frame={familyFrame(c)} elderId={person.id} {...{ who, paused, typed }} errors={error ? [error] : []} />, error ? 422 : 200);
}

const text = z.string().max(40).default('');

familyPauses.get('/:elderId/pauses/check', permit('family.arrange'), oneElder, query(z.object({ start: text, resume: text, reason: z.enum(PAUSE_REASONS).default('away') })), async (c) => {
  const typed = c.req.valid('query');
  const found = await withStanding(c, c.req.valid('param').elderId);
  if ('page' in found) return found.page;
  const from = parseServiceDate(typed.start);
  const resume = typed.resume === '' ? null : parseServiceDate(typed.resume);
  if (!from) return pausePage(c, found.read, typed, { field: 'start', message: pauseProblemText.no_start });
  if (typed.resume !== '' && resume === null) return pausePage(c, found.read, typed, { field: 'resume', message: pauseProblemText.unreadable });
  return checkPage(c, found.read, { from, resume, reason: typed.reason });
});

type Split = ReturnType<typeof splitByCancelling<ArrangedOrder>>;
type Window = { from: ServiceDate; resume: ServiceDate | null; reason: PauseReason };

async function checkPage(c: Context<App>, read: Arrangements, window: Window, notice?: string) {
  const { person } = read;
  const today = serviceDateOf(c.var.now);
  const pausing = pausingOf(c, read, window);
  if (pausing.refused !== null) {
    const typed = { start: window.from, resume: window.resume ?? '', reason: window.reason };
    return pausePage(c, read, typed, { field: pausing.refused === 'in_the_past' ? 'start' : 'resume', message: pauseRefusalText[pausing.refused] });
  }
  return c.html(
    <FamilyPauseCheckPage
      frame={familyFrame(c)}
      elderId={person.id}
      who={await whoIs(c, person.id, person)}
      today={today}
      {...window}
      requestKey={newId()}
      seen={currentPause(read.pauses, today)?.id ?? ''}
      gone={sittings(pausing.cancel)}
      stay={sittings(pausing.stay)}
      {...(notice ? { notice } : {})}
    />,
    notice ? 409 : 200,
  );
}

/** What the pause would do, with the orders within it. */
function pausingOf(c: Context<App>, read: Arrangements, { from, resume }: Window): { refused: PauseRefusal } | ({ refused: null; decision: PauseDecision } & Split) {
  const decision = decidePause(read.pauses, { from, resume }, serviceDateOf(c.var.now));
  if (decision.refused !== null) return { refused: decision.refused };
  const { begins } = decision;
  return { refused: null, decision, ...splitByCancelling(begins ? read.orders.filter((one) => holdsPause(begins, one.serviceDate)) : [], c.var.now) };
}

const pausing = form(
  z.strictObject({ key: requestKey, start: serviceDate, resume: openOr(serviceDate), reason: z.enum(PAUSE_REASONS), seen: z.union([z.literal(''), id]) }),
  (c) => problem(c, 422),
);

/** Whoever paused meanwhile is not overwritten unseen: the page is shown again, with what stands now. */
familyPauses.post('/:elderId/pauses', permit('family.arrange'), oneElder, pausing, async (c) => {
  const { elderId } = c.req.valid('param');
  const { key, start: from, resume, reason, seen } = c.req.valid('form');
  const actor = carerRef(c);
  const page = paths.familyArrangements(elderId);
  const payloadHash = await sha256(JSON.stringify(['pause', elderId, from, resume, reason]));
  const answer = await untilSettled(async () => {
    const found = await withStanding(c, elderId, key);
    if ('page' in found) return found.page;
    const { read } = found;
    const before = replay(read.prior, { actor, payloadHash });
    if (before === 'misused') return problem(c, 422);
    if (before !== 'fresh') return c.redirect(before.answer, 303);
    const window = { from, resume, reason };
    const decided = pausingOf(c, read, window);
    const other = (currentPause(read.pauses, serviceDateOf(c.var.now))?.id ?? '') !== seen;
    if (decided.refused !== null || other) return checkPage(c, read, window, arrangementProblemText.changed);
    const pauseId = newId();
    const { entry, channel, allowed } = saidHere(c, elderId, 'pause.record', `pause:${pauseId}`);
    const write = { id: pauseId, decision: decided.decision, reason, channel, seen: seenFrom(read, from, allowed), cancel: decided.cancel };
    const outcome = await recordPause(c.var.db, entry, write, { key, payloadHash, answer: page });
    return outcome === 'done' ? c.redirect(page, 303) : outcome;
  });
  if (answer.status === 303) await orderAtOnce(c, elderId);
  return answer;
});
