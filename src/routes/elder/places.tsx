import { Hono } from 'hono';
import * as z from 'zod';
import { addDays, serviceDateOf, type ServiceDate } from '../../domain/calendar.ts';
import { versionOn } from '../../domain/policy.ts';
import type { App } from '../../request.ts';
import { findMenu, findPlaces, findTowns } from '../../store/public-menus.ts';
import { MenuPage, type MenuDay } from '../../../web/elder/menu-page.tsx';
import { PlacesPage, TownsPage } from '../../../web/elder/places-page.tsx';
import { borrowedNote, slotLabel } from '../../../web/text.ts';
import { id, segments } from '../fields.ts';
import { permit } from '../permit.ts';
import { elderFrame } from './frame.ts';

/** Read by everybody, signed in or not: where one can eat, and what. */
export const places = new Hono<App>();

places.get('/places', permit('menu.read'), async (c) => {
  const towns = await findTowns(c.var.db, c.var.scope);
  return c.html(<TownsPage frame={elderFrame(c)} towns={towns} />);
});

places.get('/places/:townCode', permit('menu.read'), segments(z.object({ townCode: id })), async (c) => {
  const found = await findPlaces(c.var.db, c.var.scope, c.req.valid('param').townCode);
  if (!found) return c.notFound();
  const shown = found.places.map(({ slots, ...place }) => ({ ...place, meals: slots.map((slot) => slotLabel[slot]).join('、') }));
  return c.html(<PlacesPage frame={elderFrame(c)} town={found.town} places={shown} />);
});

const WEEK = 6;

places.get('/menus/:pointId', permit('menu.read'), segments(z.object({ pointId: id })), async (c) => {
  const { pointId } = c.req.valid('param');
  const { actor } = c.var;
  const today = serviceDateOf(c.var.now);
  const found = await findMenu(c.var.db, c.var.scope, pointId, { from: today, to: addDays(today, WEEK), now: c.var.now });
  if (!found) return c.notFound();
  const { name, address, townCode: divisionCode } = found.point;
  const version = versionOn(found.policies, today);
  const document = found.policies.find((one) => one.id === version?.id)?.document;
  return c.html(
    <MenuPage
      frame={elderFrame(c, found.point)}
      point={{ name, address, divisionCode }}
      today={today}
      days={daysOf(found.rows)}
      subsidyNote={document ? `${borrowedNote(document)}。` : null}
      reader={actor.kind !== 'elder' ? 'stranger' : actor.point.id === pointId ? 'here' : 'elsewhere'}
    />,
  );
});

type MenuRow = NonNullable<Awaited<ReturnType<typeof findMenu>>>['rows'][number];

/** Rows come ordered by day, slot, set meal and dish. */
function daysOf(rows: readonly MenuRow[]): MenuDay[] {
  const days = Map.groupBy(rows, (row) => row.date);
  return [...days].map(([date, ofDay]: [ServiceDate, MenuRow[]]) => ({
    date,
    slots: [...Map.groupBy(ofDay, (row) => row.slot)].map(([slot, ofSlot]) => ({
      slot,
      meals: [...Map.groupBy(ofSlot, (row) => row.setMealId).values()].flatMap((meal) => {
        const first = meal[0];
        return first ? [{ name: first.name, priceFen: first.priceFen, pictureId: first.pictureId, dishes: meal.map((row) => row.dish), categories: meal.map((row) => row.category) }] : [];
      }),
    })),
  }));
}
