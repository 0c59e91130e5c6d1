// The production app behind a door that says what each request cost D1, at the time that the request names; and beside it a `SELECT 1`.
import { createApp } from '../app.tsx';
import type { Bindings } from '../request.ts';
import { BARE_PATH, COST_HEADER, NOW_HEADER } from './bench-headers.ts';
import { countedD1, type Counted } from './counted-d1.ts';

type Timed = Bindings & { now: number };
const isTimed = (env: Bindings): env is Timed => 'now' in env;
const app = createApp(async (env) => (isTimed(env) ? env.now : 0));

export default {
  async fetch(request, env) {
    if (new URL(request.url).pathname === BARE_PATH) return Response.json(await env.DB.prepare('SELECT 1').first());
    const counted: Counted = { read: 0, written: 0, trips: 0 };
    const timed: Timed = { ...env, DB: countedD1(env.DB, counted), now: Number(request.headers.get(NOW_HEADER)) };
    const answer = await app.fetch(request, timed);
    const headers = new Headers(answer.headers);
    headers.set(COST_HEADER, JSON.stringify(counted));
    return new Response(answer.body, { status: answer.status, headers });
  },
} satisfies ExportedHandler<Bindings>;
