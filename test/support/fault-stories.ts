// Writes that the access table's own forms do not reach, each brought about at a place that nobody else in the test has touched.
import { env } from 'cloudflare:workers';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import type { Place } from './canary-records.ts';
import { NOON } from './canaries.ts';
import { visit, type Visitor } from './visitor.ts';

/** What is sent, and by whom; `send` takes them over another line. */
export type Sent = { who: Visitor; send: (over: Visitor) => Promise<Response> };
export type Scene = { db: Database; place: Place };
/** Goes up to the press of a button. */
export type Story = (scene: Scene) => Promise<Sent>;

export const posting = (who: Visitor, path: string, form: Record<string, string> = {}): Sent => ({ who, send: (over) => over.post(path, form) });

/** Who orders for the village of the place. */
export const worker = (scene: Scene) => person(scene, scene.place.point === 'p2' ? 'worker2' : 'worker1');
export const person = ({ db }: Scene, personId: string) => visit(db, { personId }, NOON);
/** Somebody of the place of whom no other story is told. */
export const thirdOf = ({ place }: Scene) => place.elder.replace(/1$/, '3');
export const elder = ({ db }: Scene, elderId: string) => visit(db, { elderId }, NOON);

/** The hidden fields of the form on a page that leads there. */
export async function formOn(who: Visitor, page: string, action: string): Promise<Record<string, string>> {
  const html = await (await who.get(page)).text();
  const form = html.split('<form').find((part) => part.includes(`action="${action}"`))?.split('</form>')[0];
  if (form === undefined) throw new Error(`no form on ${page} leads to ${action}`);
  return Object.fromEntries([...form.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]));
}

/** Presses a button of the story; whoever is refused is a fault of it. Leads to the last part of where that led. */
export async function led(answer: Promise<Response>): Promise<string> {
  const { status, headers } = await answer;
  if (status !== 303) throw new Error(`a step of the story was answered ${status}`);
  return (headers.get('location') ?? '').split('/').at(-1)?.split('?')[0] ?? '';
}

export const ordered = (who: Visitor, runId: string) => led(who.post('/orders', { key: newId(), runId, setMealId: 'A', mode: 'dine_in' }));

export async function found(sql: string, ...values: string[]): Promise<string> {
  const row = await env.DB.prepare(sql).bind(...values).first<{ found: string }>();
  if (!row) throw new Error('the story lacks a record');
  return row.found;
}
