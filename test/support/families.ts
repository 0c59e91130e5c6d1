// Families as they come about: a phone, a code, a card, a yes. And a provider that keeps what it was given.
import { env } from 'cloudflare:workers';
import type { SmsOutcome, SmsPort, Letter } from '../../src/ports/sms.ts';
import type { Database } from '../../src/store/read.ts';
import { familyBinding, familyConsent, familyMember, person, signInCode } from '../../src/store/schema.ts';
import { newId, openVault } from '../../src/vault.ts';
import { serviceDateOf } from '../../src/domain/calendar.ts';
import { CONSENT_VERSION, CONSENT_VERSIONS, type Relation } from '../../src/domain/family.ts';
import { visit, type Visitor } from './visitor.ts';

/** A provider on which one can look back; `answer` says how it answers from now on. */
export function provider() {
  const letters: Letter[] = [];
  const state: { answer: SmsOutcome } = { answer: { sent: true } };
  const port: SmsPort = {
    async send(letter) {
      letters.push(letter);
      return state.answer;
    },
  };
  return { letters, port, answer: (answer: SmsOutcome) => void (state.answer = answer) };
}

/** The code in a message. */
export const codeIn = ({ text }: Letter): string => /\d{6}/.exec(text)?.[0] ?? '';

export type Member = { id: string; name: string; relation: Relation; phone?: string };
export const DAUGHTER: Member = { id: 'd1', name: '刘芳', relation: 'daughter', phone: '15400001001' };
export const SON: Member = { id: 's1', name: '刘强', relation: 'son', phone: '15400001002' };

/** A family member who may care for an elder, or who has only asked. `version`: of the words that she said yes to. */
export async function bind(db: Database, { id, name, relation, phone = '15400001009' }: Member, elderId: string, state: 'standing' | 'asked' = 'standing', bindingId = `b-${id}-${elderId}`, version: string = CONSENT_VERSION): Promise<string> {
  const vault = await openVault(env);
  if ((await db.select().from(familyMember)).every((one) => one.personId !== id)) {
    await db.insert(person).values({ id, name });
    const phoneSealed = await vault.seal({ table: 'family_member', column: 'phone_sealed', row: id }, phone);
    await db.insert(familyMember).values({ personId: id, phoneSealed, phoneIndex: await vault.indexOf('phone', phone), joinedAt: 0 });
  }
  await db.insert(familyBinding).values({ id: bindingId, personId: id, elderId, cardId: `card-${elderId}`, name, relation, askedAt: 0 });
  if (state === 'standing') {
    await db.insert(familyConsent).values({ bindingId, version, channel: 'elder_page', givenAt: 1, givenBy: `elder:${elderId}`, witness: null });
  }
  return bindingId;
}

/** Orders as the check page would: with the price and the way of paying that it shows. */
export async function orderAs(family: Visitor, elderId: string, runId: string, more: { setMealId?: string; mode?: string; key?: string } = {}): Promise<Response> {
  const { setMealId = 'A', mode = 'dine_in', key = newId() } = more;
  const page = await (await family.get(`/family/elders/${elderId}/meals/${runId}/${setMealId}/${mode}`)).text();
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
  const form = { key, runId, setMealId, mode, selfPayFen: hidden('selfPayFen') || '700', payBy: hidden('payBy') || 'cash' };
  return family.post(`/family/elders/${elderId}/orders`, form);
}

export const familyOf = (db: Database, member: Member, now: number | (() => number)) => visit(db, { personId: member.id }, now);

/** The daughter of the first elder and a niece, a neighbour who only asks, and somebody whom she does not let any more. */
export async function bindFamily(db: Database, { no, family }: { no: number; family: string }, now: number) {
  const elderId = `e${no}01`;
  const name = `${family}女儿`;
  const binding = await bind(db, { id: `f${no}`, name, relation: 'daughter', phone: `1549000000${no}` }, elderId, 'standing', newId());
  // Her words were those of before, which let her order and no more.
  const niece = `${family}侄女`;
  await bind(db, { id: `n${no}`, name: niece, relation: 'relative', phone: `1549000002${no}` }, elderId, 'standing', newId(), CONSENT_VERSIONS[0]);
  const asked = await bind(db, { id: 'asker', name: '邻家问询', relation: 'neighbour', phone: '15490000010' }, elderId, 'asked', newId());
  const over = await bind(db, { id: 'former', name: '旧人甲', relation: 'son', phone: '15490000011' }, elderId, 'standing', newId());
  await env.DB.prepare("INSERT INTO family_withdrawal VALUES (?, 'elder_page', 0, ?)").bind(over, `elder:${elderId}`).run();
  const vault = await openVault(env);
  const code = newId();
  const phoneSealed = await vault.seal({ table: 'sign_in_code', column: 'phone_sealed', row: code }, '15490000012');
  await db.insert(signInCode).values({ id: code, phoneSealed, phoneIndex: await vault.indexOf('phone', '15490000012'), codeDate: serviceDateOf(now), expiresAt: now + 60_000 });
  return { binding, asked, code, relatives: [name, niece] };
}
