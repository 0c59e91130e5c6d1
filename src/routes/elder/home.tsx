import { Hono, type Context } from 'hono';
import { scopeFor, type ElderActor, type Scope } from '../../domain/access.ts';
import { addDays, serviceDateOf } from '../../domain/calendar.ts';
import { holdsOn } from '../../domain/elder.ts';
import { currentPause } from '../../domain/pause.ts';
import {
  choicesOf, DAYS_AHEAD, firstToCome, mainChoice, mealToAskAbout, offeredFrom, shortcut, stillOpen,
} from '../../domain/open-meals.ts';
import type { App } from '../../request.ts';
import { loadElderMeals, type ElderMeals } from '../../store/elder-meals.ts';
import { doerSpoken } from '../../../web/family-text.ts';
import { DeceasedPage, HomePage, type HomePageProps } from '../../../web/elder/home-page.tsx';
import { SignInPage } from '../../../web/elder/sign-in-page.tsx';
import { permit } from '../permit.ts';
import { callAsOf, elderFrame, elderId, sittingOf } from './frame.ts';
import { offerOf } from './offers.ts';

export const home = new Hono<App>();

/** An elder's own page: today's and tomorrow's meals. Everybody else learns how to come in. */
home.get('/', permit('menu.read'), async (c) => {
  const { actor, now, db } = c.var;
  const own = scopeFor(actor, 'order.own');
  if (actor.kind !== 'elder' || !own) return c.html(<SignInPage frame={elderFrame(c)} view="welcome" />);
  const today = serviceDateOf(now);
  const pointId = actor.point.id;
  const read = await loadElderMeals(db, own, actor.elderId, { pointId, from: today, to: addDays(today, DAYS_AHEAD) });
  if (!read) return c.notFound();
  if (holdsOn(read.elder.facts, 'death', today)) return c.html(<DeceasedPage frame={elderFrame(c)} />);
  const asked = whatToAsk(c, read);
  const fed = asked.ordered.some((order) => order.state === 'placed' && order.date <= addDays(today, DAYS_AHEAD));
  const idle = asked.next === null && asked.others.length === 0 && !fed;
  const comesNext = idle ? await firstLater(c, own, actor) : null;
  return c.html(<HomePage frame={elderFrame(c)} callAs={callAsOf(actor)} {...{ today, pointId, comesNext }} dietAsked={read.elder.diet.askedAt !== null} {...asked} />);
});

type Asked = Pick<HomePageProps, 'next' | 'again' | 'others' | 'stopped' | 'ordered' | 'asking' | 'doing' | 'standing' | 'pause' | 'failures'>;

/** The one meal to ask about with the dish that suits, the way of the last time, and everything else in one line each. */
function whatToAsk(c: Context<App>, read: ElderMeals): Asked {
  const { now } = c.var;
  const open = stillOpen(read.meals, read.orders, now);
  const meal = mealToAskAbout(open);
  const ordered = read.orders.map(({ id, serviceDate, placedBy, placerRelation, ...order }) => {
    return { ...order, orderId: id, date: serviceDate, by: doerSpoken(placedBy, placerRelation, elderId(c)) };
  });
  const { asking, doing } = read;
  const others = open.filter((one) => one !== meal).map(({ run }) => sittingOf(c, run));
  const stopped = read.meals.some(({ run }) => run.stoppedSince !== null);
  const { standing } = read;
  const daily = { stopped, asking, doing, standing, pause: currentPause(read.pauses, serviceDateOf(now)), failures: read.failures.slice(0, 2) };
  if (!meal) return { next: null, again: null, others, ordered, ...daily };

  const choices = choicesOf(meal, read.elder, read.policies, now);
  const main = mainChoice(choices);
  const last = read.latest.find((order) => order.slot === meal.run.slot);
  const short = shortcut(last, choices, meal.modes);
  return {
    next: main
      ? {
          sitting: sittingOf(c, meal.run),
          cutoffAt: meal.run.cutoffAt,
          offer: offerOf(main, read.elder),
          otherDishes: choices.length > 1,
        }
      : null,
    again: short && { same: short.same, mode: short.mode, setMealId: short.choice.offer.setMealId, name: short.choice.offer.name },
    others,
    ordered,
    ...daily,
  };
}

/** A week is as far as a menu page looks. */
const LOOK_AHEAD = 6;

/** The first meal that the page does not offer yet. A trip of its own, made only when there is nothing to order now. */
async function firstLater(c: Context<App>, own: Scope, actor: ElderActor): Promise<HomePageProps['comesNext']> {
  const today = serviceDateOf(c.var.now);
  const later = { pointId: actor.point.id, from: addDays(today, DAYS_AHEAD + 1), to: addDays(today, LOOK_AHEAD) };
  const read = await loadElderMeals(c.var.db, own, actor.elderId, later);
  const run = read && firstToCome(read.meals, read.orders, c.var.now)?.run;
  return run ? { date: run.serviceDate, slot: run.slot, offeredFrom: offeredFrom(run.serviceDate) } : null;
}
