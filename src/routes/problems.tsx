import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { App } from '../request.ts';
import { BooksStopped, PeriodClosed, WriteFault } from '../store/commit.ts';
import { DatabaseUnavailable } from '../store/retry.ts';
import { CrowdedPage, FaultPage, IncompletePage, NotFoundPage, PlacementRefusalPage, ProblemPage, UnavailablePage, UncertainPage } from '../../web/elder/problem-page.tsx';
import { askOutcomeLabel } from '../../web/outcome-text.ts';
import { paths } from '../../web/paths.ts';
import { familyAt, outcomeAt, workAt } from '../../web/prefixes.ts';
import { FamilyProblemPage } from '../../web/family/problem-page.tsx';
import { StaffProblemPage } from '../../web/staff-problem-page.tsx';
import { familyProblemWords } from '../../web/family-refusals.ts';
import { staffProblemWords } from '../../web/refusals.ts';
import { elderFrame } from './elder/frame.ts';

/**
 * What went wrong: foreign origin, no such page, a month that is closed, not understood, too many from one address at once, our fault; a write of unknown outcome, a database
 * that cannot be reached, and a place whose books stand still.
 */
export type Problem = 403 | 404 | 409 | 422 | 429 | 500 | 'uncertain' | 'unavailable' | 'stopped';

/** Seconds after which a browser may well come back to a database that could not be reached. */
const RETRY_AFTER = '60';

/**
 * A write that failed may have taken effect: the page says so instead of inviting a second tap. An HTTPException comes from
 * hono's own reading of a body that is no form at all.
 */
export function problemOf(error: unknown): Problem {
  if (error instanceof HTTPException) return 422;
  if (error instanceof PeriodClosed) return 409;
  if (error instanceof BooksStopped) return 'stopped';
  if (error instanceof DatabaseUnavailable) return 'unavailable';
  return error instanceof WriteFault ? 'uncertain' : 500;
}

export const isFault = (what: Problem): boolean => statusOf(what) >= 500;

function statusOf(what: Problem) {
  if (what === 'stopped') return 409;
  return typeof what === 'string' ? 503 : what;
}

/** The page for it in its reader's style: whoever works under /canteen or /civil gets a staff page, everybody else an elder page. */
export function problem(c: Context<App>, what: Problem): Response | Promise<Response> {
  const status = statusOf(what);
  const ask = what === 'uncertain' ? askOutcome(c) : undefined;
  if (what === 'unavailable') c.header('Retry-After', RETRY_AFTER);
  if (workAt(c.req.path)) return wordedProblem(c, staffProblemWords[what], ask, status);
  if (familyAt(c.req.path)) return wordedProblem(c, familyProblemWords[what], ask, status);
  return c.html(elderProblem(c, what, ask), status);
}

type WayOut = { href: string; label: string };

/** A page of a title, advice and one thing to press, in the style of its reader. */
export function wordedProblem(c: Context<App>, words: { title: string; advice: string }, wayOut: WayOut | undefined, status: Exclude<Problem, string> | 200 | 503) {
  const home = workAt(c.req.path);
  const page = { ...words, ...(wayOut ? { wayOut } : {}), ...(status >= 500 ? { requestId: c.var.requestId } : {}) };
  if (familyAt(c.req.path)) return c.html(<FamilyProblemPage {...page} />, status);
  if (home) return c.html(<StaffProblemPage {...page} home={home} />, status);
  return c.html(<ProblemPage {...page} frame={elderFrame(c, undefined, paths.home())} />, status);
}

/** Who is not signed in has nothing recorded under their name: they look at the first page instead. */
function askOutcome(c: Context<App>): WayOut | undefined {
  return c.var.actor.kind === 'stranger' ? undefined : { href: outcomeAt(c.req.path, c.var.requestId, c.var.now), label: askOutcomeLabel };
}

function elderProblem(c: Context<App>, what: Problem, ask: WayOut | undefined) {
  const frame = elderFrame(c, undefined, paths.home());
  if (what === 404) return <NotFoundPage frame={frame} />;
  if (what === 429) return <CrowdedPage frame={frame} />;
  if (what === 500) return <FaultPage frame={frame} requestId={c.var.requestId} />;
  if (what === 'uncertain') return <UncertainPage frame={frame} {...(ask ? { ask } : {})} />;
  if (what === 'unavailable') return <UnavailablePage frame={frame} />;
  if (what === 'stopped') return <PlacementRefusalPage frame={frame} refused="point_stopped" />;
  return <IncompletePage frame={frame} />;
}
