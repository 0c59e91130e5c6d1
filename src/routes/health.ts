import { Hono, type Context } from 'hono';
import type { App, Clock } from '../request.ts';
import { smsOf } from '../ports/sms.ts';
import { loadOverdue } from '../store/job-marks.ts';
import { readSchema } from '../store/invariants.ts';
import { openDatabase } from '../store/read.ts';
import { SCHEMA_HASH } from '../store/schema-hash.ts';
import { hmacHex, openVault } from '../vault.ts';
import { permit } from './permit.ts';

/** For whoever watches from outside. Says nothing about people, and needs no session, no key and, for the first, no database. */
export function healthOf(clock: Clock): Hono<App> {
  const health = new Hono<App>();
  health.get('/healthz', permit('menu.read'), (c) => c.json({ ok: true }));

  health.get('/readyz', permit('menu.read'), async (c) => {
    const checks = { secrets: await secretsOf(c), ...(await databaseOf(c, clock)) };
    const ready = Object.values(checks).every((check) => check === 'ok');
    return c.json({ ready, checks, sms: smsOf(c.env, hmacHex) === null ? 'not set up' : 'set up' }, ready ? 200 : 503);
  });
  return health;
}

async function secretsOf(c: Context<App>): Promise<string> {
  return openVault(c.env).then(() => 'ok', (error: unknown) => (error instanceof Error && /_KEY must be/.test(error.message) ? error.message : 'a key cannot be read'));
}

/** 'ok', or what is wrong in a few words; one trip for the schema, one for the watch. */
async function databaseOf(c: Context<App>, clock: Clock): Promise<Record<'database' | 'schema' | 'books' | 'jobs' | 'outbox' | 'work', string>> {
  const db = openDatabase(c.env.DB);
  try {
    const now = await clock(c.env);
    const [{ hash }, late] = await Promise.all([readSchema(db), loadOverdue(db, now)]);
    const told = (which: (what: string) => boolean) =>
      late.filter(({ what }) => which(what)).map(({ what, job, since }) => `${what === 'books' ? 'stopped' : (job ?? what)} ${since === null ? 'never' : `since ${new Date(since).toISOString()}`}`).join(', ') || 'ok';
    const isLetter = (what: string) => what === 'codes' || what === 'letters';
    return {
      database: 'ok',
      schema: hash === SCHEMA_HASH ? 'ok' : 'not the one of this version: apply the migrations',
      books: told((what) => what === 'books'),
      jobs: told((what) => what === 'jobs'),
      outbox: told(isLetter),
      work: told((what) => what !== 'jobs' && what !== 'books' && !isLetter(what)),
    };
  } catch {
    return { database: 'not reached', schema: 'not known', books: 'not known', jobs: 'not known', outbox: 'not known', work: 'not known' };
  }
}
