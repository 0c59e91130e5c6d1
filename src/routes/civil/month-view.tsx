import type { Context } from 'hono';
import { actorRef } from '../../domain/access.ts';
import type { Month } from '../../domain/calendar.ts';
import { isStale, standingProposal, stateOf, type MonthStepKind } from '../../domain/month-closing.ts';
import { ownMoney, readMoves } from '../../domain/month-figures.ts';
import { checkCode } from '../../domain/sheet.ts';
import { monthTotals } from '../../domain/statement.ts';
import type { App } from '../../request.ts';
import type { loadMonths, MonthRead } from '../../store/month-closings.ts';
import { figureDifferences } from '../../../web/civil/month-figures.tsx';
import { MonthPage } from '../../../web/civil/month-page.tsx';
import { MonthsPage, type MonthLine } from '../../../web/civil/months-page.tsx';
import { civilFrame, officialOf, thisMonth } from './frame.ts';

type MonthsRead = NonNullable<Awaited<ReturnType<typeof loadMonths>>>;

/** Every month, the newest first. */
export function monthsPage(c: Context<App>, read: MonthsRead) {
  const lines = read.months.map((month) => lineOf(read, month, actorRef(officialOf(c)))).toReversed();
  const { earliest, obstacles } = read;
  return c.html(<MonthsPage frame={civilFrame(c, read.offices, 'months')} months={lines} running={thisMonth(c)} earliest={earliest} obstacles={obstacles} />);
}

function lineOf(read: MonthsRead, month: Month, reader: string): MonthLine {
  const closing = read.closings.find((one) => one.month === month) ?? null;
  const last = read.steps.find((one) => one.month === month);
  const state = stateOf({ closing, steps: last ? [last] : [] });
  const moves = state === 'open' ? null : (last?.moves ?? null);
  return {
    month,
    state,
    closing,
    last: last ? { kind: last.kind, by: last.by, own: last.actor === reader } : null,
    totals: monthTotals(read.totals.filter((one) => one.month === month).map((one) => ({ ...one, clause: '' }))),
    money: moves === null ? null : ownMoney({ moves: readMoves(moves) }),
  };
}

/** `refusal`: why what was pressed did nothing; `reasonError`: a reason that is missing; `reason`: what was typed for one. */
export type MonthSaid = { done?: MonthStepKind | undefined; refusal?: string; reasonError?: string; reason?: string };

/** One month, and what the reader may do with it. Where something was refused, with its words and 409; where a reason is missing, 422. */
export function monthPage(c: Context<App>, read: MonthRead, { done, ...said }: MonthSaid) {
  const { facts, closing, proposed, figures, payers, points, steps } = read;
  const standing = standingProposal(facts);
  const of = figures.month;
  const last = steps.at(-1);
  const page = (
    <MonthPage
      frame={civilFrame(c, read.offices, 'months')}
      month={of}
      state={stateOf(facts)}
      closing={closing}
      figures={closing && proposed ? proposed : figures}
      names={{ payers, points }}
      obstacles={closing ? [] : facts.obstacles}
      uncounted={closing ? [] : read.uncounted}
      proposal={standing && last ? { by: last.by, at: last.at, own: standing.actor === actorRef(officialOf(c)), shown: { step: String(standing.number), hash: standing.hash } } : null}
      stale={isStale(facts) && proposed ? figureDifferences(proposed, figures, { payers, points }) : null}
      hash={facts.hash}
      check={checkCode(closing ? closing.hash : facts.hash)}
      steps={steps}
      {...(done !== undefined && done === last?.kind && !closing ? { done } : {})}
      {...said}
    />
  );
  return c.html(page, said.refusal ? 409 : said.reasonError ? 422 : 200);
}
