import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { decideStopEnd, type StopEndRefusal } from '../../domain/books-stop.ts';
import { auditEntry, type App } from '../../request.ts';
import { brokenNow, endStop, loadStop, loadStops } from '../../store/books-stops.ts';
import { untilSettled } from '../../store/commit.ts';
import { BooksStopPage, BooksStopsPage } from '../../../web/civil/books-stop-page.tsx';
import { paths } from '../../../web/paths.ts';
import { form, id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { problem } from '../problems.tsx';
import { civilFrame, officialOf } from './frame.ts';

/** What a failed check of the books has stopped, and how an official ends it. */
export const booksStops = new Hono<App>();

booksStops.get('/', permit('books_stop.read'), async (c) => {
  const read = await loadStops(c.var.db, c.var.scope);
  return read ? c.html(<BooksStopsPage frame={civilFrame(c, read.offices, 'statements', 'books_stop.end')} stops={read.stops} />) : c.notFound();
});

const oneStop = segments(z.object({ stopId: id }));

booksStops.get('/:stopId', permit('books_stop.read'), oneStop, async (c) => {
  const read = await loadStop(c.var.db, c.var.scope, c.req.valid('param').stopId);
  return read ? stopPage(c, read) : c.notFound();
});

const ending = form(z.strictObject({ cause: z.string().trim().max(5000) }), (c) => problem(c, 422));

/** Needs no key: a stop ends once, and a second press is shown what the first one did. */
booksStops.post('/:stopId/ending', permit('books_stop.end'), oneStop, ending, async (c) => {
  const { db, scope } = c.var;
  const { stopId } = c.req.valid('param');
  const { cause } = c.req.valid('form');
  return untilSettled(async () => {
    const read = await loadStop(db, scope, stopId);
    if (!read) return c.notFound();
    const broken = read.stop.end === null ? await brokenNow(db, read.stop) : 0;
    const outcome = decideStopEnd(read.stop, broken, cause);
    if (outcome === 'there already') return c.redirect(paths.booksStop(stopId), 303);
    if (outcome !== 'go') return stopPage(c, read, { refused: outcome.refused, broken, cause });
    const entry = auditEntry(c, actorRef(officialOf(c)), 'books_stop.end', `books_stop:${stopId}`);
    const done = await endStop(db, entry, read.stop, cause);
    return done === 'done' ? c.redirect(paths.booksStop(stopId), 303) : done;
  });
});

type Shown = NonNullable<Awaited<ReturnType<typeof loadStop>>>;

function stopPage(c: Context<App>, { offices, stop }: Shown, tried?: { refused: StopEndRefusal; broken: number; cause: string }) {
  const frame = civilFrame(c, offices, 'statements', 'books_stop.end');
  const status = tried === undefined ? 200 : tried.refused === 'still_broken' ? 409 : 422;
  return c.html(<BooksStopPage frame={frame} stop={stop} tried={tried} />, status);
}
