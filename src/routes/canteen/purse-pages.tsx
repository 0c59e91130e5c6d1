import type { Context } from 'hono';
import * as z from 'zod';
import { serviceDateOf } from '../../domain/calendar.ts';
import type { ReceiptKind } from '../../domain/prepaid.ts';
import type { App } from '../../request.ts';
import { loadPurse, type Purse } from '../../store/prepaid.ts';
import { MoneyFormPage, WhichPointPage } from '../../../web/canteen/money-page.tsx';
import { paths } from '../../../web/paths.ts';
import { id, query } from '../fields.ts';
import { canteenFrame } from './frame.ts';
import { callerOf, noteLook, pass } from './passes.ts';
import { pointAtWork } from './points-at-work.ts';

// What paying in and giving back have in common: whose money, at which point, and the page that asks how much.

/** Whose money, whether their card was shown, and which cash box. */
export const whose = { elder: id, pass: pass.optional(), point: id };

/** Who came by an address without a person goes to the counter; who works at several points says which cash box. */
export const purseQuery = query(z.object({ ...whose, point: id.optional() }).or(z.object({ elder: z.undefined().optional() })));

const formOf = { top_up: paths.topUps, refund: paths.refunds } as const;

type Asked = { elder?: string | undefined; pass?: string | undefined; point?: string | undefined };

/** The first page of either, for whoever has found somebody at the counter. */
export async function firstPage(c: Context<App>, kind: ReceiptKind, asked: Asked) {
  const { elder } = asked;
  if (elder === undefined) return c.redirect(paths.counter(), 303);
  const { points, id: point } = await pointAtWork(c, asked.point);
  const choices = () => points.map((one) => ({ name: one.name, href: formOf[kind]({ elder, ...shown(asked.pass), point: one.id }) }));
  if (point === null) return c.html(<WhichPointPage frame={canteenFrame(c, '', 'counter')} points={choices()} />);
  const read = await purseOf(c, { elder, pass: asked.pass, point });
  return read ? moneyForm(c, kind, read, asked.pass) : c.notFound();
}

export async function purseOf(c: Context<App>, { elder, pass: said, point }: { elder: string; pass?: string | undefined; point: string }, key = '') {
  return loadPurse(c.var.db, c.var.scope, await callerOf(c, { elder, pass: said }), point, serviceDateOf(c.var.now), key);
}

/** The pass travels along where there is one. */
const shown = (said: string | undefined): { pass?: string } => (said ? { pass: said } : {});

/** Whose purse it is, as the next form says it again. */
export const hiddenOf = ({ elder, point }: Purse, said: string | undefined) => ({ elder: elder.id, point: point.id, ...shown(said) });

/** `words`: who pays, or why it goes back. */
export type Refused = { amount?: string; words?: string; wrong: string; at?: 'amount' | 'reason'; status?: 409 | 422 };

/** How much: at first, or again with what was typed and what to change. */
export async function moneyForm(c: Context<App>, kind: ReceiptKind, read: Purse, said: string | undefined, refused?: Refused) {
  await noteLook(c, read, read.elder.id);
  const { amount = '', words = '', wrong, at = 'amount', status = 422 } = refused ?? {};
  const page = (
    <MoneyFormPage
      frame={canteenFrame(c, read.point.name, 'counter')}
      purse={read}
      typed={{ amount, words }}
      {...{ kind, at }}
      {...(wrong === undefined ? {} : { wrong })}
      hidden={hiddenOf(read, said)}
      back={paths.counter({ elder: read.elder.id, ...shown(said) })}
    />
  );
  return c.html(page, refused ? status : 200);
}
