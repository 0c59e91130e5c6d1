// One row of the access matrix, cell by cell: what is wrong with the answers to those who may not, and to those who may.
import type { Database } from '../../src/store/read.ts';
import { ACTORS, isToldWhy, may, statusForRefused, type Actor } from './access-actors.ts';
import { heard, isOfNoPlace, leaksTo, pathOf, put, type Answer } from './access-answers.ts';
import type { Ask } from './access-asks.ts';
import { NOON } from './canaries.ts';
import { nothing, type Place } from './canary-records.ts';
import { flawsOf } from './headers.ts';
import { appAt, visitOn, type Visitor } from './visitor.ts';

export type Cells = { db: Database; places: readonly Place[]; refused: ReadonlyMap<string, Visitor>; app: ReturnType<typeof appAt> };

/** Whoever is refused keeps one session for everything: nothing that they ask for ends it. */
export async function openCells({ db, places }: { db: Database; places: readonly Place[] }): Promise<Cells> {
  const app = appAt(NOON);
  const refused = new Map<string, Visitor>();
  for (const [name, { who }] of Object.entries(ACTORS)) refused.set(name, await visitOn(app, db, who));
  return { db, places, app, refused };
}

/** What is the same whoever’s records are meant is sent once; each place looks at the answer with its own eyes. */
function asked(visitor: () => Promise<Visitor> | Visitor, ask: Ask): (place: Place) => Promise<Answer> {
  let once: Promise<Answer> | null = null;
  const send = async (place: Place) => put(await visitor(), ask, place);
  return (place) => (isOfNoPlace(ask) ? (once ??= send(place)) : send(place));
}

/** Everybody who may not is answered alike about what is there and what never was. */
export async function flawsOfRefusals({ places, refused: visitors }: Cells, ask: Ask): Promise<string[]> {
  const wrong: string[] = [];
  for (const [name, actor] of Object.entries(ACTORS)) {
    const visitor = visitors.get(name);
    const refused = places.filter((place) => !may(actor, ask, place, places));
    if (!visitor || refused.length === 0) continue;
    const never = isOfNoPlace(ask) ? null : await put(visitor, ask, nothing());
    const answerOf = asked(() => visitor, ask);
    for (const place of refused) {
      const answer = await answerOf(place);
      const otherwise = never !== null && !isToldWhy(actor, ask, place) && heard(answer) !== heard(never) ? ['answered otherwise than what never was'] : [];
      wrong.push(...[...wrongStatus(actor, ask, place, answer), ...otherwise, ...leaksTo(actor, ask, places, null, answer, place), ...flawsOf(answer.headers, answer.text)].map((what) => `${name}, ${place.point}: ${what}`));
    }
  }
  return wrong;
}

function wrongStatus(actor: Actor, ask: Ask, place: Place, { status, headers }: Answer): string[] {
  const expected = statusForRefused(actor, ask, place);
  if (status !== expected) return [`${status} instead of ${expected}`];
  const path = pathOf(ask);
  const door = /^\/(canteen|civil|community|sign-in\/own)\b/.test(path) ? '/sign-in/staff' : path.startsWith('/family') ? '/family/sign-in' : '/sign-in';
  return expected === 303 && headers.get('location') !== door ? [`led to ${headers.get('location')}`] : [];
}

/** Everybody who may sees what is theirs, and nothing of others. `none`: nobody may, and the row tries nothing. */
export async function flawsOfAnswers({ db, app, places }: Cells, ask: Ask): Promise<string[] | 'none'> {
  const wrong: string[] = [];
  let cells = 0;
  for (const [name, actor] of Object.entries(ACTORS)) {
    // A form may end the session that it was sent in.
    const reader = ask.form ? null : await visitOn(app, db, actor.who);
    const answerOf = asked(async () => reader ?? visitOn(app, db, actor.who), ask);
    for (const place of places.filter((one) => may(actor, ask, one, places))) {
      cells += 1;
      const answer = await answerOf(place);
      const ok = ask.ok ?? [ask.form ? 303 : 200];
      const status = ok.includes(answer.status) ? [] : [`${answer.status} instead of ${ok.join(' or ')}`];
      const received = `${answer.text} ${answer.headers.get('location') ?? ''}`;
      const unseen = (ask.shows?.(place) ?? []).filter((mark) => !received.includes(mark)).map((mark) => `does not see ${mark}`);
      wrong.push(...[...status, ...unseen, ...leaksTo(actor, ask, places, place, answer), ...flawsOf(answer.headers, answer.text)].map((what) => `${name}, ${place.point}: ${what}`));
    }
  }
  return cells === 0 ? 'none' : wrong;
}
