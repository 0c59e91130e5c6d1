import type { Context } from 'hono';
import * as z from 'zod';
import { actorRef } from '../../domain/access.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import type { Caller, ShownCard } from '../../domain/counter.ts';
import { auditEntry, type App } from '../../request.ts';
import { recordLook } from '../../store/looks.ts';
import { staffOf } from './frame.ts';

// A card's id proves nothing: it stands in sessions and addresses. Who entered a card's number or link gets a pass, which says
// that this card was shown to this person at work on this day, and which only this county can make.

/** The pass as a page carries it along: `<card id>.<signature>`. */
export const pass = z.string().regex(/^[\w-]{1,40}\.[\w-]{22}$/);

export async function passFor(c: Context<App>, cardId: string): Promise<string> {
  return `${cardId}.${await c.var.vault.sign('card_pass', saidBy(c, cardId))}`;
}

/** Who is at the counter. A pass that is made up, of another person at work or of another day is none. */
export async function callerOf(c: Context<App>, asked: { elder: string; pass?: string | undefined }): Promise<Caller> {
  const card = await shownCard(c, asked.pass);
  return { elderId: asked.elder, ...(card ? { card } : {}) };
}

export async function shownCard(c: Context<App>, shown: string | undefined): Promise<ShownCard | null> {
  const [id = '', signature = ''] = shown?.split('.') ?? [];
  const ours = shown !== undefined && (await c.var.vault.isSigned('card_pass', saidBy(c, id), signature));
  return ours ? { id, pass: shown } : null;
}

function saidBy(c: Context<App>, cardId: string): string {
  return [cardId, staffOf(c).personId, serviceDateOf(c.var.now)].join('|');
}

/** Before somebody is shown whom only their card brings here. */
export async function noteLook(c: Context<App>, { ofOthers }: { ofOthers: boolean }, elderId: string): Promise<void> {
  if (ofOthers) await recordLook(c.var.db, auditEntry(c, actorRef(staffOf(c)), 'elder.look', `elder:${elderId}`));
}
