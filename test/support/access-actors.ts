// Who asks in the access matrix, and which of its cells are theirs.
import type { Ask, Audience } from './access-asks.ts';
import type { Place } from './canary-records.ts';
import type { Who } from './visitor.ts';

/** `at`: whose points, where that matters. `self`: which of a place's people an elder is. `far`: of another county. */
export type Actor = {
  who: Who;
  is: 'elder' | 'family' | 'niece' | 'cook' | 'worker' | 'town' | 'official' | 'manager' | 'admin' | 'auditor' | 'person' | 'stranger';
  at: string[];
  self?: [point: string, index: number];
  far?: true;
};
const anElder = (elderId: string, point: string, index: number): Actor => ({ who: { elderId }, is: 'elder', at: index === 0 ? [point] : [], self: [point, index] });
const staff = (personId: string, is: Actor['is'], ...at: string[]): Actor => ({ who: { personId }, is, at });
export const ACTORS: Record<string, Actor> = {
  'a stranger': { who: null, is: 'stranger', at: [] },
  'an elder of p1': anElder('e101', 'p1', 0),
  'another elder of p1': anElder('e102', 'p1', 1),
  'an elder of p2': anElder('e201', 'p2', 0),
  'an elder of p3': anElder('e301', 'p3', 0),
  'an elder whose card was revoked': { who: { elderId: 'e103' }, is: 'stranger', at: [] },
  'a daughter of p1’s elder': staff('f1', 'family', 'p1'),
  'a daughter of p2’s elder': staff('f2', 'family', 'p2'),
  'a daughter of p3’s elder': staff('f3', 'family', 'p3'),
  'a niece of p1’s elder, who said yes to the words of before': staff('n1', 'niece', 'p1'),
  'a neighbour who only asked': staff('asker', 'family'),
  'a son whom she does not let any more': staff('former', 'family'),
  'a cook of p1': staff('cook1', 'cook', 'p1'),
  'a cook of p2': staff('cook2', 'cook', 'p2'),
  'a cook of p3': staff('cook3', 'cook', 'p3'),
  'a county official': staff('clerk', 'official', 'p1', 'p2', 'p3'),
  'an official of p1’s town': staff('town-clerk', 'official', 'p1', 'p3'),
  'an official of p2’s town': staff('town2-clerk', 'official', 'p2'),
  'a worker of p1’s community': staff('worker1', 'worker', 'p1', 'p3'),
  'a worker of p2’s community': staff('worker2', 'worker', 'p2'),
  'p1’s town official': staff('town1', 'town', 'p1', 'p3'),
  'p2’s town official': staff('town2', 'town', 'p2'),
  'the manager of whoever runs all points': staff('manager1', 'manager', 'p1', 'p2', 'p3'),
  'the manager of whoever runs none': staff('manager2', 'manager'),
  'an administrator': staff('admin1', 'admin', 'p1', 'p2', 'p3'),
  'an administrator of another county': { ...staff('admin-far', 'admin'), far: true },
  'the county’s auditor': staff('auditor', 'auditor', 'p1', 'p2', 'p3'),
  'a person who was disabled': staff('disabled', 'stranger'),
  'a person whose grants were revoked': staff('revoked', 'person'),
  'an official who gave a password and no code': { who: { personId: 'town-clerk', way: 'password' }, is: 'person', at: [] },
  'a cook of p1 whose session was ended': { who: { personId: 'cook1', over: 'ended' }, is: 'stranger', at: [] },
  'a county official whose day is over': { who: { personId: 'clerk', over: 'expired' }, is: 'stranger', at: [] },
};

const CLASS: Record<Audience, [readonly Actor['is'][] | 'everybody', 'any place' | 'own place' | 'either place' | 'every place']> = {
  everybody: ['everybody', 'any place'],
  staff: [['cook', 'worker', 'town', 'official', 'manager', 'admin', 'auditor', 'person'], 'any place'],
  elders: [['elder'], 'any place'],
  'own elder': [['elder'], 'own place'],
  families: [['family', 'niece'], 'any place'],
  'own family': [['family'], 'own place'],
  carers: [['elder', 'family', 'niece'], 'any place'],
  'own carer': [['elder', 'family', 'niece'], 'own place'],
  'own arranger': [['elder', 'family'], 'own place'],
  cooks: [['cook'], 'any place'],
  'own cook': [['cook'], 'own place'],
  'either cook': [['cook'], 'either place'],
  'either readers': [['official', 'town', 'auditor'], 'either place'],
  officials: [['official', 'town'], 'any place'],
  'own officials': [['official', 'town'], 'own place'],
  'county officials': [['official'], 'every place'],
  answerers: [['cook', 'manager'], 'any place'],
  'own answerers': [['cook', 'manager'], 'own place'],
  'own managers': [['manager'], 'own place'],
  administrators: [['admin'], 'any place'],
  'own administrators': [['admin'], 'own place'],
  'readers of people': [['admin', 'auditor'], 'any place'],
  'own readers of people': [['admin', 'auditor'], 'own place'],
  readers: [['official', 'town', 'auditor'], 'any place'],
  'own readers': [['official', 'town', 'auditor'], 'own place'],
  'county readers': [['official', 'auditor'], 'every place'],
  'county or auditor': [['official', 'auditor'], 'any place'],
  'own county or auditor': [['official', 'auditor'], 'own place'],
  auditor: [['auditor'], 'any place'],
  workers: [['worker'], 'any place'],
  'own worker': [['worker'], 'own place'],
  'own town': [['town'], 'own place'],
  county: [['official'], 'any place'],
  'own county': [['official'], 'own place'],
};
export const isOf = (actor: Actor, audience: Audience) => CLASS[audience][0] === 'everybody' || CLASS[audience][0].includes(actor.is);
const reaches: Record<(typeof CLASS)[Audience][1], (actor: Actor, place: Place, places: readonly Place[]) => boolean> = {
  'any place': () => true,
  'own place': (actor, place) => actor.at.includes(place.point),
  'either place': (actor, place) => actor.at.includes(place.point) || actor.at.includes(place.host),
  'every place': (actor, _place, places) => places.every(({ point }) => actor.at.includes(point)),
};
export const may = (actor: Actor, ask: Ask, place: Place, places: readonly Place[]) => isOf(actor, ask.may) && reaches[CLASS[ask.may][1]](actor, place, places);

/** Whoever cares for her by the words of before knows her, and is told why they set nothing for her yet. */
export const isToldWhy = (actor: Actor, ask: Ask, place: Place) => actor.is === 'niece' && ask.may === 'own arranger' && actor.at.includes(place.point);

/** Out of reach is as if it never was; without the permission there is no such page, and strangers are asked to sign in. */
export function statusForRefused(actor: Actor, ask: Ask, place: Place): number {
  if (isToldWhy(actor, ask, place)) return 409;
  if (isOf(actor, ask.may)) return ask.none ?? 404;
  return actor.is === 'stranger' ? 303 : 404;
}
