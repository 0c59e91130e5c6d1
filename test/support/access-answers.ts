// What comes back in the access matrix, and what in it belongs to somebody else.
import { env } from 'cloudflare:workers';
import { countedD1 } from '../../src/cli/counted-d1.ts';
import type { Actor } from './access-actors.ts';
import type { Ask } from './access-asks.ts';
import { besideOf } from './access-beside.ts';
import { FAR_NAMES, OTHERS_LOGIN } from './canary-access.ts';
import type { Place, Records } from './canary-records.ts';
import type { Visitor } from './visitor.ts';

/** Every record by its name in braces: how an ask is called, and whether it speaks of a record at all. */
const LABELS: Records = new Proxy({} as Records, { get: (_target, name) => `{${String(name)}}` });

export const pathOf = (ask: Ask) => ask.path(LABELS);
export const titleOf = (method: string, ask: Ask) => `${method} ${pathOf(ask)}${ask.form ? ` ${Object.keys(ask.form(LABELS)).join('+')}` : ''}`;
/** Whether the same is sent whoever’s records are meant: it speaks of none. */
export function isOfNoPlace(ask: Ask): boolean {
  let spoken = false;
  const records: Records = new Proxy(LABELS, {
    get: (labels, name) => {
      spoken = true;
      return labels[name as keyof Records];
    },
  });
  ask.path(records);
  ask.form?.(records);
  return !spoken;
}

/** `rows`: what the database handed over for it, whatever of that the page then drops; `read`: how many it looked at. */
export type Answer = { status: number; text: string; headers: Headers; rows: string; read: number; asked: string[] };
export async function put(visitor: Visitor, ask: Ask, of: Records): Promise<Answer> {
  const [path, form] = [ask.path(of), ask.form?.(of)];
  const rows: unknown[] = [];
  const counted = { read: 0, written: 0, trips: 0 };
  const DB = countedD1(env.DB, counted, (answers) => rows.push(...answers.map(({ results }) => results)));
  const answer = form ? await visitor.over({ DB }).post(path, form) : await visitor.over({ DB }).get(path);
  const said = `${path} ${Object.values(form ?? {}).join(' ')}`;
  const asked = Object.values(of).flat().filter((value) => value.length > 1 && said.includes(value)).sort((a, b) => b.length - a.length);
  return { status: answer.status, text: await answer.text(), headers: answer.headers, rows: JSON.stringify(rows), read: counted.read, asked };
}

/** Of the county, not of a place. */
const ofCounty = ({ draft, draftOver, trial, donation, booksStop }: Place) => [draft, draftOver, trial, donation, booksStop];

/** A value where it stands by itself: within one that chance made it is none. */
const whole = (value: string) => new RegExp(`(?<![0-9a-z])${RegExp.escape(value)}(?![0-9a-z])`, 'g');

/** Everything that came back and was read for it, without what was asked with, nor what chance decides. */
export function heard({ text, headers, asked }: Answer, rows = ''): string {
  const all = [text, ...[...headers].map(([name, value]) => `${name}: ${value}`), rows].join('\n');
  const without = asked.reduce((left, value) => [value, encodeURIComponent(value)].reduce((rest, one) => rest.replace(whole(one), '◆'), left), all);
  return without.replace(/\b[0-9a-hjkmnp-tv-z]{16}\b/g, '◆').replace(/__Host-session=[\w-]+/g, '◆');
}

const idsOf = ({ order, waiting, told, cancelling, handOver, production, delivery, entry, elder: first, walkIn, ...of }: Place) =>
  [order, waiting, told, cancelling, handOver, production, delivery, entry, first, walkIn, of.application, of.checked, of.appealed, of.granted, of.own, of.fact, of.proposedFact, of.review, of.roster, of.rosterSpare, of.rosterApplied, of.guestClaim, of.standing, of.failing, of.staff, of.unit, of.grant, of.accessRequest, of.colleague, of.startCode, of.tablet];

/** What an actor knows of the guests: a village those who live in it, everybody else whoever eats or ordered at their points, and of the orders those. */
const guestsOf = ({ is, at }: Actor, places: readonly Place[]) =>
  places.flatMap(({ point, host, guest, guestName, guestOrder, guestAway, guestApplication }) => {
    const [here, there] = [at.includes(point) && is !== 'worker', at.includes(host)];
    return [...(here || there ? [guest, guestName] : []), ...(here || (there && is === 'worker') ? [guestOrder] : []), ...(there ? [guestAway, ...(is === 'cook' ? [] : [guestApplication])] : [])];
  });

/** The names and ids that are an actor's own: a cook's are those of the place, an official's of every place in the division. */
function ownOf(actor: Actor, places: readonly Place[]): string[] {
  const { at, self } = actor;
  const [point, index = 0] = self ?? [];
  const isOfCounty = (actor.is === 'official' || actor.is === 'auditor') && at.length === places.length;
  const first = (one: Place) => [one.names[0] ?? '', one.elder, one.order, one.cancelling, ...one.relatives];
  if (actor.is === 'family' || actor.is === 'niece') return places.filter((one) => at.includes(one.point)).flatMap((one) => [...first(one), one.standing]);
  if (!point) return places.filter((one) => at.includes(one.point)).flatMap((one) => [one.pointName, one.late, one.called, ...one.divisions, ...one.names, ...(actor.is === 'cook' ? one.relatives : one.applicants), ...idsOf(one)]).concat(guestsOf(actor, places), isOfCounty ? places.flatMap(ofCounty) : []);
  return places.filter((one) => one.point === point).flatMap((one) => (index === 0 ? [...first(one), one.own, one.standing] : [one.names[index] ?? '', one.waiting, one.checked, one.failing]));
}

/** Whoever only asked to care for somebody is handed whom they asked, of what they see nothing. */
const asksFor = ({ is, at }: Actor, places: readonly Place[]) => (is === 'family' && at.length === 0 ? places.flatMap(({ names, elder }) => [names[0] ?? '', elder]) : []);

/** An id counts whole. */
const holdsMark = (text: string, mark: string) => text.includes(mark) && (!/^[\w-]+$/.test(mark) || whole(mark).test(text));

/** Everything planted that is not everybody's to know. The names of points, towns and villages are public, but no matter of people at work elsewhere. */
const marksOf = (places: readonly Place[], atWork: boolean) =>
  places.flatMap((one) => [...one.names, one.late, one.called, ...one.applicants, ...one.relatives, ...one.doors, ...one.secrets, ...one.sealed, ...idsOf(one), one.guest, one.guestName, one.guestOrder, one.guestAway, one.guestApplication, ...ofCounty(one).filter(Boolean), ...(atWork ? [one.pointName, ...one.divisions] : [])]).concat(OTHERS_LOGIN, atWork ? FAR_NAMES : []);

/** What of other people came back to an actor who asked about a place, or about nothing of theirs; `about`: whose records were meant, of which alone something may stand beside. */
export function leaksTo(actor: Actor, ask: Ask, places: readonly Place[], place: Place | null, answer: Answer, about = place): string[] {
  const allowed = new Set([...ownOf(actor, places), ...(actor.far ? FAR_NAMES : []), ...(place ? (ask.reveals?.(place) ?? []) : []), ...answer.asked]);
  const beside = new Set([...besideOf(pathOf(ask), about && !isOfNoPlace(ask) ? [about] : places), ...asksFor(actor, places)]);
  const received = [answer.text, ...answer.headers.values()].join('\n');
  const open = `${/<title>([^<]*)/.exec(answer.text)?.[1] ?? ''} ${answer.headers.get('location') ?? ''}`;
  const atWork = /^\/(canteen|civil|community)/.test(pathOf(ask));
  return [
    ...marksOf(places, atWork).filter((mark) => !allowed.has(mark) && holdsMark(received, mark)).map((mark) => `learns ${mark}`),
    ...marksOf(places, false).concat(atWork ? FAR_NAMES : []).filter((mark) => !allowed.has(mark) && !beside.has(mark) && holdsMark(answer.rows, mark)).map((mark) => `is handed ${mark} by the database`),
    ...places.flatMap(({ names }) => names).filter((one) => open.includes(one)).map((one) => `sees ${one} in a title or an address`),
  ];
}
