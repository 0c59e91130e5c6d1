import type { Context } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { ElderActor } from '../../domain/access.ts';
import { serviceDateOf } from '../../domain/calendar.ts';
import type { MealRun } from '../../domain/meal-run.ts';
import { TEXT_SIZES, type ElderFrame, type TextSize } from '../../../web/elder/elder-layout.tsx';
import type { Sitting } from '../../../web/elder/meal-offer.tsx';
import { paths } from '../../../web/paths.ts';
import { countyService } from '../../../web/text.ts';
import type { App } from '../../request.ts';
import { firstPageOf } from '../sign-in/first-page.ts';

const SIZE_COOKIE = 'text_size';
const A_YEAR = 365 * 24 * 60 * 60;

type Point = { name: string; phone: string; phoneHours: string };

/** What every elder page shows around its question. Without a point of their own: the county's public service line. */
export function elderFrame(c: Context<App>, point: Point = pointOfActor(c), here = hereOf(c)): ElderFrame {
  return {
    place: point.name,
    phone: { owner: point.name, number: point.phone, hours: point.phoneHours },
    size: textSize(c),
    here,
    standard: c.var.actor.kind === 'person' ? firstPageOf(c.var.actor.grants) : paths.family(),
  };
}

function pointOfActor(c: Context<App>): Point {
  const { actor } = c.var;
  return actor.kind === 'elder' ? actor.point : countyService;
}

function hereOf(c: Context<App>): string {
  return c.req.method === 'GET' ? c.req.path : '/';
}

/** The size link's choice, remembered; else the cookie's; else the standard one. */
function textSize(c: Context<App>): TextSize {
  const chosen = sizeOf(c.req.query('size'));
  if (chosen) setCookie(c, SIZE_COOKIE, chosen, { path: '/', maxAge: A_YEAR, sameSite: 'Lax', secure: true, httpOnly: true });
  return chosen ?? sizeOf(getCookie(c, SIZE_COOKIE)) ?? 'm';
}

function sizeOf(text: string | undefined): TextSize | undefined {
  return TEXT_SIZES.find((size) => size === text);
}

export function sittingOf(c: Context<App>, run: Pick<MealRun, 'id' | 'serviceDate' | 'slot'>): Sitting {
  return { runId: run.id, date: run.serviceDate, slot: run.slot, today: serviceDateOf(c.var.now) };
}

/** Only for routes under 'order.own', which nobody but an elder passes. */
export function elderOf(c: Context<App>): ElderActor {
  const { actor } = c.var;
  if (actor.kind !== 'elder') throw new Error('a route for elders was reached by somebody else');
  return actor;
}

export const elderId = (c: Context<App>): string => elderOf(c).elderId;

/** The form of address that they chose, or else the full name. */
export const callAsOf = ({ callAs, name }: ElderActor): string => callAs ?? name;
