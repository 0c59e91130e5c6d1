import { Hono, type Context } from 'hono';
import { scopeFor } from '../../domain/access.ts';
import { addDays, serviceDateOf } from '../../domain/calendar.ts';
import { choicesOf, mealToAskAbout, sameAgain, stillOpen } from '../../domain/open-meals.ts';
import type { App } from '../../request.ts';
import { loadElderMeals, type ElderMeals } from '../../store/elder-meals.ts';
import { HomePage, type HomePageProps } from '../../../web/elder/home-page.tsx';
import { SignInPage } from '../../../web/elder/sign-in-page.tsx';
import { permit } from '../permit.ts';
import { elderFrame, sittingOf } from './frame.ts';
import { offerOf } from './offers.ts';

export const home = new Hono<App>();

/** An elder's own page: today's and tomorrow's meals. Everybody else learns how to come in. */
home.get('/', permit('menu.read'), async (c) => {
  const { actor, now, db } = c.var;
  const own = scopeFor(actor, 'order.own');
  if (actor.kind !== 'elder' || !own) return c.html(<SignInPage frame={elderFrame(c)} view="welcome" />);
  const today = serviceDateOf(now);
  const read = await loadElderMeals(db, own, actor.elderId, { pointId: actor.point.id, from: today, to: addDays(today, 1) });
  if (!read) return c.notFound();
  return c.html(<HomePage frame={elderFrame(c)} callAs={actor.callAs ?? actor.name} today={today} {...whatToAsk(c, read)} />);
});

type Asked = Pick<HomePageProps, 'next' | 'again' | 'others' | 'ordered'>;

/** The one meal to ask about with its first dish that can be had, 和上次一样, and everything else in one line each. */
function whatToAsk(c: Context<App>, read: ElderMeals): Asked {
  const { now } = c.var;
  const open = stillOpen(read.meals, read.orders, now);
  const meal = mealToAskAbout(open);
  const ordered = read.orders.map(({ id, serviceDate, ...order }) => ({ ...order, orderId: id, date: serviceDate }));
  const others = open.filter((one) => one !== meal).map(({ run }) => sittingOf(c, run));
  if (!meal) return { next: null, again: null, others, ordered };

  const choices = choicesOf(meal, read.elder, read.policies, now);
  const first = choices.find(({ judged }) => judged.refused === null) ?? choices[0];
  const last = read.latest.find((order) => order.slot === meal.run.slot);
  const again = sameAgain(last, choices, meal.modes);
  return {
    next: first
      ? {
          sitting: sittingOf(c, meal.run),
          cutoffAt: meal.run.cutoffAt,
          offer: offerOf(first, read.elder),
          otherDishes: choices.length > 1,
        }
      : null,
    again: again && { setMealId: again.choice.offer.setMealId, name: again.choice.offer.name, mode: again.mode },
    others,
    ordered,
  };
}
