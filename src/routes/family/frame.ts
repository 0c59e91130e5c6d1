import type { Context } from 'hono';
import { actorRef, type ElderActor, type FamilyActor } from '../../domain/access.ts';
import { doerForFamily, kinWord } from '../../../web/family-text.ts';
import type { FamilyFrame } from '../../../web/family/family-layout.tsx';
import type { Instant } from '../../domain/calendar.ts';
import type { Doer, Relation } from '../../domain/family.ts';
import type { App } from '../../request.ts';

/** Who asks without an account, or before they have signed in. */
export const FAMILY = 'family:page';

/** Who orders here: a family member for the elders who consented, or an elder for herself on the plain pages. */
export function carerOf(c: Context<App>): ElderActor | FamilyActor {
  const { actor } = c.var;
  if (actor.kind !== 'elder' && actor.kind !== 'family') throw new Error('a route for families was reached by somebody else');
  return actor;
}

/** Only for routes under 'family.self', which nobody but a family member passes. */
export function memberOf(c: Context<App>): FamilyActor {
  const { actor } = c.var;
  if (actor.kind !== 'family') throw new Error('a route for family members was reached by somebody else');
  return actor;
}

export const carerRef = (c: Context<App>): string => actorRef(carerOf(c));

export const channelOf = (c: Context<App>): 'elder_page' | 'family_page' => (carerOf(c).kind === 'elder' ? 'elder_page' : 'family_page');

/** Whoever has not said their name yet is greeted without. */
export function familyFrame(c: Context<App>): FamilyFrame {
  return { who: carerOf(c).name };
}

/** 妈妈 李秀英; on an elder's own plain pages 您自己. */
export function whoText(c: Context<App>, elder: { name: string; sex: 'female' | 'male' }, relation: Relation | null): string | null {
  if (carerOf(c).kind === 'elder') return null;
  return relation ? `${kinWord(relation, elder.sex, elder.name)} ${elder.name}` : elder.name;
}

/** Who did something to an order, said to whoever reads this page. */
export function doerOf(c: Context<App>, actor: string, doer: Doer | null, elderId: string): string {
  return doerForFamily(actor, doer, elderId, carerRef(c));
}

/** Who said something of what is ordered day after day, and when: a family member by name, to the others. */
export function saidBy(c: Context<App>, { setBy, setAt, setter, setterName }: { setBy: string; setAt: Instant; setter: Doer | null; setterName: string }, elderId: string) {
  const named = setter !== null && setter !== 'village' && setBy !== carerRef(c);
  return { doer: `${doerOf(c, setBy, setter, elderId)}${named ? setterName : ''}`, at: setAt };
}
