// What the counter answers to a card: a pass for whoever entered it.
import { cardNumber } from './seed.ts';
import { ORIGIN, type Visitor } from './visitor.ts';

/** The pass that somebody at work gets for an elder's card, entered by its number. */
export async function enterCard(staff: Visitor, elderId: string): Promise<string> {
  const answer = await staff.post('/canteen/counter', { q: cardNumber(elderId) });
  const pass = new URL(answer.headers.get('location') ?? '', ORIGIN).searchParams.get('pass');
  if (!pass) throw new Error(`no pass for the card of ${elderId}: ${answer.status}`);
  return pass;
}
