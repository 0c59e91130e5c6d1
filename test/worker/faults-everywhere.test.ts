import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import type { Ask, Audience } from '../support/access-asks.ts';
import { ASKS } from '../support/access-table.ts';
import { addedRows } from '../support/added-rows.ts';
import { NOON, plantCanaries } from '../support/canaries.ts';
import type { Place } from '../support/canary-records.ts';
import { CARRIES_ON, EACH_TIME, LEFT_TO_A_JOB, LET_IN, NEVER_WRITE, TRIED_IN } from '../support/fault-lists.ts';
import { formOn, type Story } from '../support/fault-stories.ts';
import { STORIES_AT_WORK } from '../support/fault-stories-canteen.ts';
import { STORIES_OF_OFFICES, STORIES_OF_THE_COUNTY } from '../support/fault-stories-offices.ts';
import { STORIES_OF_SIGN_IN } from '../support/fault-stories-sign-in.ts';
import { faultyDatabase, type Fault } from '../support/faulty-db.ts';
import { closed, kinds, November } from '../support/november.ts';
import { storyRows, type Rows } from '../support/rows.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// Every route that writes, in the order of the access table, and after that in stories for what the table's own forms do not reach: the
// line breaks before its first call, before its second, and so on until the one that writes went through unheard; then the same form is sent
// again, twice. Nothing is written before and nothing more after, and what stands then is what one clean run leaves at another place.

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let db: Database;
let place: Place;
let places: Place[];
beforeAll(async () => {
  vi.spyOn(console, 'error').mockReturnValue(undefined);
  // The pauses between the tries are tried in database-fault.test.ts; here they would only take their time.
  vi.stubGlobal('setTimeout', (run: () => void) => queueMicrotask(run));
  const planted = await plantCanaries();
  db = planted.db;
  places = planted.places;
  place = places[0] as Place;
});

/** Who of the first place sends it. */
const SENDER: Record<Audience, (of: Place) => { elderId: string } | { personId: string } | null> = {
  everybody: () => null,
  staff: (of) => ({ personId: of.cook }),
  elders: (of) => ({ elderId: of.elder }),
  'own elder': (of) => ({ elderId: of.elder }),
  carers: (of) => ({ elderId: of.elder }),
  'own carer': (of) => ({ elderId: of.elder }),
  'own arranger': (of) => ({ elderId: of.elder }),
  families: () => ({ personId: 'f1' }),
  'own family': () => ({ personId: 'f1' }),
  cooks: (of) => ({ personId: of.cook }),
  'own cook': (of) => ({ personId: of.cook }), 'either cook': (of) => ({ personId: of.cook }),
  workers: () => ({ personId: 'worker1' }),
  'own worker': () => ({ personId: 'worker1' }),
  'own town': () => ({ personId: 'town1' }),
  officials: () => ({ personId: 'clerk' }),
  'own officials': () => ({ personId: 'clerk' }),
  'county officials': () => ({ personId: 'clerk' }),
  answerers: (of) => ({ personId: of.cook }),
  'own answerers': (of) => ({ personId: of.cook }),
  'own managers': () => ({ personId: 'manager1' }),
  administrators: () => ({ personId: 'admin1' }),
  'own administrators': () => ({ personId: 'admin1' }),
  'readers of people': () => ({ personId: 'admin1' }), 'own readers of people': () => ({ personId: 'admin1' }),
  readers: () => ({ personId: 'auditor' }), 'own readers': () => ({ personId: 'auditor' }), 'either readers': () => ({ personId: 'auditor' }), 'county readers': () => ({ personId: 'auditor' }),
  'county or auditor': () => ({ personId: 'auditor' }), 'own county or auditor': () => ({ personId: 'auditor' }), auditor: () => ({ personId: 'auditor' }),
  county: () => ({ personId: 'clerk' }),
  'own county': () => ({ personId: 'clerk' }),
};

const FORMS = Object.entries(ASKS).flatMap(([route, asks]) => asks.filter((ask) => ask.form).map((ask): [string, Ask] => [route, ask]));

const wrote = new Set<string>();

describe('a line that breaks', () => {
  it.each(FORMS)('%s', async (route, ask) => {
    const sender = await visit(db, SENDER[ask.may](place), NOON);
    const [path, form] = [ask.path(place), ask.form?.(place)];
    const send = sending(sender, (over) => over.post(path, form));
    const unheard = await breakAtEachCall(send);
    await expectNoMore(route, send, unheard, ask.ok);
    if (unheard) wrote.add(route);
  });

  it.each(Object.entries({ ...STORIES_AT_WORK, ...STORIES_OF_OFFICES, ...STORIES_OF_SIGN_IN }))('%s, as a clean run of the same elsewhere', async (route, story) => {
    const [, breaking, good] = places;
    if (!breaking || !good) throw new Error('three places were planted');
    const clean = await lived(good, story, async (send) => expect((await send(null)).status).toBe(303));
    const broken = await lived(breaking, story, async (send) => {
      expect(await (LET_IN.includes(route) ? breakToTheEnd(send) : breakAtEachCall(send))).toBe(true);
      await expectNoMore(route, send, true, [303], EACH_TIME.includes(route) && !LET_IN.includes(route));
    });
    wrote.add(route);
    if (!EACH_TIME.includes(route) && !LEFT_TO_A_JOB.includes(route)) expect(broken).toEqual(clean);
  });

  it.each(Object.entries(STORIES_OF_THE_COUNTY))('%s, once for the county', async (route, story) => {
    const { who, send: sendOver } = await story({ db, place });
    const send = sending(who, sendOver);
    expect(await breakAtEachCall(send)).toBe(true);
    await expectNoMore(route, send, true, [303]);
    wrote.add(route);
  });
});

describe('a month', () => {
  const MONTH = '/civil/months/2026-11';
  let november: November;
  const answered = async (route: string, who: Visitor, more: Record<string, string> = {}) => {
    const action = `${MONTH}/${route.split('/').at(-1)}`;
    const form = { ...(await formOn(who, MONTH, action)), ...more };
    const send = sending(who, (over) => over.post(action, form));
    expect(await breakAtEachCall(send), route).toBe(true);
    await expectNoMore(route, send, true, [303]);
    wrote.add(route);
  };

  it('is proposed, withdrawn, proposed, returned, proposed and closed, each over a line that breaks', async () => {
    november = await November.atRest();
    const { clerk, second } = november;
    await answered('POST /civil/months/:month/proposal', clerk);
    await answered('POST /civil/months/:month/withdrawal', clerk, { reason: '再核对' });
    await november.propose();
    await answered('POST /civil/months/:month/return', second, { reason: '少一笔' });
    await november.propose();
    await answered('POST /civil/months/:month/confirmation', second);
    expect(await kinds()).toEqual(['proposed', 'withdrawn', 'proposed', 'returned', 'proposed']);
    expect(await closed()).toHaveLength(1);
  });
});

it('every route that writes was tried, but for those that are tried elsewhere; and no search writes', () => {
  const left = [...new Set(FORMS.map(([route]) => route))].filter((route) => !wrote.has(route));
  expect(left.sort()).toEqual([...NEVER_WRITE, ...Object.keys(TRIED_IN)].sort());
});

type Answered = { status: number; written: number };
type Send = (fault: Fault | null) => Promise<Answered>;

function sending(who: Visitor, over: (visitor: Visitor) => Promise<Response>): Send {
  return async (fault) => {
    const line = faultyDatabase(env.DB, fault);
    const answer = await over(who.over({ DB: line.db }));
    return { status: answer.status, written: line.written() };
  };
}

/** What a story leaves at a place. */
async function lived(at: Place, story: Story, work: (send: Send) => Promise<unknown>): Promise<Rows> {
  const { who, send } = await story({ db, place: at });
  const before = await storyRows();
  await work(sending(who, send));
  return addedRows(before, await storyRows(), at);
}

/** Nothing more is written by the same form, and whoever heard nothing is told as if they had. */
async function expectNoMore(route: string, send: Send, unheard: boolean, ok?: readonly number[], eachTime = EACH_TIME.includes(route)): Promise<void> {
  const more = (times: number) => eachTime || (times === 1 && CARRIES_ON.includes(route));
  for (const times of [1, 2]) {
    const again = await send(null);
    expect({ times, ...again }).toEqual({ times, status: ok && !unheard ? expect.any(Number) : again.status, written: more(times) ? expect.any(Number) : 0 });
    expect(again.status).toBeLessThan(500);
    if (unheard && !eachTime) expect([200, 303]).toContain(again.status);
  }
}

/** Whether a write went through unheard. A form that reached no write is answered at last, and has written nothing. */
async function breakAtEachCall(send: Send): Promise<boolean> {
  for (let call = 1; call < 12; call += 1) {
    const before = await send({ call, when: 'before' });
    expect(before.written, `before call ${call}`).toBe(0);
    if (before.status < 500) return false;
    const after = await send({ call, when: 'after' });
    expect(after.status, `after call ${call}`).toBe(503);
    if (after.written > 0) return true;
  }
  throw new Error('twelve calls and no end');
}

/** The same on past the guess that is counted first, until there is no call left to break: whether the last one was heard, or the form went through unheard and is answered now. */
async function breakToTheEnd(send: Send): Promise<boolean> {
  for (let call = 1; call < 12; call += 1) {
    for (const when of ['before', 'after'] as const) {
      const answer = await send({ call, when });
      if (answer.status < 500) return answer.status === 303 && answer.written === 0;
    }
  }
  throw new Error('twelve calls and no end');
}
