import { createHash } from 'node:crypto';
import { Agent, request } from 'node:http';
import type { Miniflare } from 'miniflare';
import { SESSION_COOKIE } from '../request.ts';
import { BARE_PATH, COST_HEADER, NOW_HEADER } from './bench-headers.ts';
import type { Counted } from './counted-d1.ts';

// How the bench of a county asks its Worker: over one connection that stays open, as a browser keeps it.

/** The token of somebody's session. What is stored is its hash. */
export const tokenOf = (who: string) => `token-of-${who}`;
export const tokenHash = (who: string) => createHash('sha256').update(tokenOf(who)).digest('base64url');

export type Asked = { who: string; now: number; path: string; form?: Readonly<Record<string, string>> };
export type Answered = { status: number; html: string; ms: number; cost: Counted; location: string };

export type Door = { ask: (asked: Asked) => Promise<Answered>; bare: () => Promise<number>; end: () => Promise<void> };

export async function openDoor(flare: Miniflare): Promise<Door> {
  const base = await flare.ready;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const send = (path: string, headers: Record<string, string>, body?: string) => exchange(agent, `${base.origin}${path}`, headers, body);
  return {
    ask: async ({ who, now, path, form }) => {
      const body = form && new URLSearchParams(form).toString();
      const typed: Record<string, string> = body === undefined ? {} : { origin: base.origin, 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await send(path, { cookie: `${SESSION_COOKIE}=${tokenOf(who)}`, [NOW_HEADER]: String(now), ...typed }, body);
      return { ...answer, cost: JSON.parse(answer.cost) as Counted };
    },
    bare: async () => (await send(BARE_PATH, {})).ms,
    end: async () => {
      agent.destroy();
      await flare.dispose();
    },
  };
}

type Raw = Omit<Answered, 'cost'> & { cost: string };

function exchange(agent: Agent, url: string, headers: Record<string, string>, body?: string): Promise<Raw> {
  return new Promise((done, failed) => {
    const started = performance.now();
    const asked = request(url, { agent, method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => {
        const ms = performance.now() - started;
        const { location = '', [COST_HEADER]: cost } = answer.headers;
        done({ status: answer.statusCode ?? 0, html: Buffer.concat(parts).toString(), ms, location, cost: String(cost) });
      });
      answer.on('error', failed);
    });
    asked.on('error', failed);
    asked.end(body);
  });
}
