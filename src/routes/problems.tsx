import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { App } from '../request.ts';
import { PeriodClosed, WriteFault } from '../store/commit.ts';
import { FaultPage, IncompletePage, NotFoundPage, UncertainPage } from '../../web/elder/problem-page.tsx';
import { familyAt, paths, workAt } from '../../web/paths.ts';
import { FamilyProblemPage } from '../../web/family/problem-page.tsx';
import { StaffProblemPage } from '../../web/staff-problem-page.tsx';
import { familyProblemWords } from '../../web/family-refusals.ts';
import { staffProblemWords } from '../../web/refusals.ts';
import { elderFrame } from './elder/frame.ts';

/** What went wrong, by the answer's status: foreign origin, no such page, a month that is closed, not understood, our fault, and a write of unknown outcome. */
export type Problem = 403 | 404 | 409 | 422 | 500 | 503;

/**
 * A write that failed may have taken effect: the page says so instead of inviting a second tap. An HTTPException comes from
 * hono's own reading of a body that is no form at all.
 */
export function statusOf(error: unknown): Problem {
  if (error instanceof HTTPException) return 422;
  if (error instanceof PeriodClosed) return 409;
  return error instanceof WriteFault ? 503 : 500;
}

/** The page for it in its reader's style: whoever works under /canteen or /civil gets a staff page, everybody else an elder page. */
export function problem(c: Context<App>, status: Problem): Response | Promise<Response> {
  const home = workAt(c.req.path);
  const requestId = c.var.requestId;
  const fault = status >= 500 ? { requestId } : {};
  if (familyAt(c.req.path)) return c.html(<FamilyProblemPage {...familyProblemWords[status]} {...fault} />, status);
  if (!home) return c.html(elderProblem(c, status), status);
  return c.html(<StaffProblemPage {...staffProblemWords[status]} home={home} {...fault} />, status);
}

function elderProblem(c: Context<App>, status: Problem) {
  const frame = elderFrame(c, undefined, paths.home());
  if (status === 404) return <NotFoundPage frame={frame} />;
  if (status === 500) return <FaultPage frame={frame} requestId={c.var.requestId} />;
  if (status === 503) return <UncertainPage frame={frame} />;
  return <IncompletePage frame={frame} />;
}
