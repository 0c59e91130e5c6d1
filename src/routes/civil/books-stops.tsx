import { Hono, type Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { decideStopEnd } from '../../domain/books-stop.ts';
import { auditEntry, type App } from '../../request.ts';
import { brokenNow, endStop, loadStop, loadStops } from '../../store/books-stops.ts';
import { untilSettled } from '../../store/commit.ts';
import { BooksStopPage, BooksStopsPage, type TriedToEnd } from '../../../web/civil/books-stop-page.tsx';
import { booksStopText } from '../../../web/books-stop-text.ts';
import { paths } from '../../../web/paths.ts';
import { id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { because, readReason } from '../reason.ts';
import { civilFrame, officialOf } from './frame.ts';

/** What a failed check of the books has stopped, and how an official ends it. */
export const booksStops = new Hono<App>();

booksStops.get('/', permit('books_stop.read'), async (c) => {
  const read = await loadStops(c.var.db, c.var.scope);
  return read ? c.html(<BooksStopsPage frame={civilFrame(c, read.offices, 'statements', 'books_stop.end')} stops={read.stops} />) : c.notFound();
});

/** What happened, and how it was put right, takes more words than why one thing was taken away. */
const MOST_LETTERS = 500;

const oneStop = segments(z.object({ stopId: id }));

booksStops.get('/:stopId', permit('books_stop.read'), oneStop, async (c) => {
  const read = await loadStop(c.var.db, c.var.scope, c.req.valid('param').stopId);
  return read ? stopPage(c, read) : c.notFound();
});

/** Needs no key: a stop ends once, and a second press is shown what the first one did. */
booksStops.post('/:stopId/ending', permit('books_stop.end'), oneStop, because, async (c) => {
  const { db, scope } = c.var;
  const { stopId } = c.req.valid('param');
  const typed = c.req.valid('form').reason;
  return untilSettled(async () => {
    const read = await loadStop(db, scope, stopId);
    if (!read) return c.notFound();
    const broken = read.stop.end === null ? await brokenNow(db, read.stop) : 0;
    const outcome = decideStopEnd(read.stop, broken);
    if (outcome === 'there already') return c.redirect(paths.booksStop(stopId), 303);
    if (outcome === 'still broken') return stopPage(c, read, { broken, typed, errors: [] });
    const said = readReason(typed, booksStopText.noReason, MOST_LETTERS);
    if ('errors' in said) return stopPage(c, read, { broken, typed, ...said });
    const entry = auditEntry(c, actorRef(officialOf(c)), 'books_stop.end', `books_stop:${stopId}`);
    const done = await endStop(db, entry, read.stop, said.reason);
    return done === 'done' ? c.redirect(paths.booksStop(stopId), 303) : done;
  });
});

type Shown = NonNullable<Awaited<ReturnType<typeof loadStop>>>;

function stopPage(c: Context<App>, { offices, stop }: Shown, tried?: TriedToEnd) {
  const frame = civilFrame(c, offices, 'statements', 'books_stop.end');
  const status = tried === undefined ? 200 : tried.broken > 0 ? 409 : 422;
  return c.html(<BooksStopPage frame={frame} stop={stop} tried={tried} />, status);
}
