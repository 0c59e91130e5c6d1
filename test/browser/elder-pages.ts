import type { Browser, Page } from 'playwright-core';
import { addDays, serviceDateOf, type ServiceDate } from '../../src/domain/calendar.ts';
import { COOK, DAILY_ELDER_ID, DAUGHTER } from '../../src/demo/personas.ts';
import type { TextSize } from '../../web/elder/elder-layout.tsx';
import { paths } from '../../web/paths.ts';
import { setDemoClock } from '../support/browser.ts';
import { cancel, goToCheck, orderFrom, ownWindow, pathOf, runOf, test as plain } from './demo-days.ts';
import { RARE_PAGES, rarePage } from './rare-pages.tsx';
import { press } from './walk.ts';

/** Where tests show what the server cannot be made to show. */
const RARE = '/rare/';

type Who = 'elder' | 'elder-card' | 'elder-daily' | 'stranger';

/** One elder page in one state: who sees it, at what time of the demo, and with which status it comes. */
export type Visit = { name: string; who: Who; path: string; status: number; at: string; send?: Record<string, string> };

export type ElderPages = { morning: string; visits: Visit[] };

const at = (when: string, who: Who, pages: readonly [name: string, path: string, status?: number][]): Visit[] =>
  pages.map(([name, path, status = 200]) => ({ name, who, path, status, at: when }));

/** The whole of them, in their order: the demo's clock goes back once, at the end. */
async function findPages(page: Page, day: ServiceDate): Promise<ElderPages & { ordered: string }> {
  const morning = `${day}T08:30`;
  await setDemoClock(morning);
  await page.goto('/demo/sign-in/elder');
  const lunch = await orderFrom(page, runOf(day, 'lunch'));
  const dinner = await orderFrom(page, runOf(day, 'dinner'));
  await cancel(page, dinner);
  const asked = await askFor(page, 'living');
  await page.goto('/demo/sign-in/elder-card');
  const { mode, check } = await goToCheck(page, runOf(day, 'lunch'));
  const past = addDays(serviceDateOf(Date.now()), -6);
  const eaten = await eatenOrder(page, `${past}T12:00`);
  const counted = await countedWithout(page, past);

  const visits = [
    ...at(morning, 'elder-card', [
      ['home', paths.home()],
      ['meal', paths.mealRun(runOf(day, 'lunch'))],
      ['mode', mode],
      ['check', check],
      ['ask', paths.applications()],
    ]),
    ...at(morning, 'elder', [
      ['home, one meal ordered', paths.home()],
      ['order', lunch],
      ['cancellation', `${lunch}/cancellation`],
      ['ordered already', paths.mealRun(runOf(day, 'lunch')), 409],
      ['order, cancelled', dinner],
      ['cancelled already', `${dinner}/cancellation`, 409],
      ['menu, signed in', paths.menu(COOK.pointKey)],
      ['sign-out', paths.signOut()],
      ['week', paths.ownWeek()],
      ['diet', paths.diet('all')],
      ['diet, texture', paths.dietTexture()],
      ['diet, feeding', paths.dietFeeding()],
      ['diet, allergies', paths.dietItems('allergy')],
      ['diet, restrictions', paths.dietItems('restriction')],
      ['diet, how bad', paths.dietAllergy('crustacean')],
      ['an earlier week', paths.ownWeek(addDays(day, -7))],
      ['ask, one asked for', paths.applications()],
      ['ask, check', paths.askFor('ability')],
      ['asked for', asked],
      ['relatives', paths.relatives()],
      ['a relative', paths.relative(`binding-${DAUGHTER.id}`)],
      ['what family did', paths.doings()],
    ]),
    ...at(morning, 'stranger', [
      ['welcome', paths.home()],
      ['sign-in', paths.signIn()],
      ['towns', paths.places()],
      ['places', paths.places('370481001000')],
      ['menu', paths.menu(COOK.pointKey)],
      ['dead card', paths.card('an-old-card'), 404],
      ['not found', '/nowhere', 404],
      ['offline', paths.offline()],
      ['offline, sent', `${paths.offline()}/sent`],
      ...RARE_PAGES.map((name): [string, string] => [name, `${RARE}${encodeURIComponent(name)}`]),
    ]),
    ...dayAfterDay(morning, day, lunch),
    { name: 'form not understood', who: 'elder' as const, path: paths.orders(), status: 422, at: morning, send: { key: 'old' } },
    ...at(`${past}T12:00`, 'elder-card', [
      ['home, all of it over', paths.home()],
      ['kitchen has counted', counted, 409],
      ['order, eaten', eaten],
      ['rating', `${eaten}/rating`],
      ['eaten already', `${eaten}/cancellation`, 409],
    ]),
  ];
  return { morning, visits, ordered: lunch };
}

/** What is ordered day after day: set up from an order, and as somebody has it who has set it up. */
function dayAfterDay(morning: string, day: ServiceDate, order: string): Visit[] {
  const daily = paths.standingOrder(`daily-${DAILY_ELDER_ID}`);
  return [
    ...at(morning, 'elder', [
      ['daily, which days', paths.newStandingOrder(idIn(order))],
      ['daily, check', paths.newStandingOrder(idIn(order), '12345', 'cook')],
    ]),
    ...at(morning, 'elder-daily', [
      ['daily', daily],
      ['daily, on the first page', paths.home()],
      ['daily, which day', `${daily}/days`],
      ['daily, this day', `${daily}/days/${addDays(day, 1)}`],
      ['daily, what to change', `${daily}/change`],
      ['daily, other days', `${daily}/change/days`],
      ['daily, another way', `${daily}/change/modes`],
      ['daily, change', `${daily}/change/12345/pickup/same`],
      ['daily, no more', `${daily}/end`],
      ['daily, until when', paths.pauses()],
      ['daily, pause', paths.pauses(addDays(day, 3))],
    ]),
  ];
}

const idIn = (path: string) => path.split('/').at(-1) ?? '';

/** Asks the village to call, once: whoever has asked before is shown that. */
async function askFor(page: Page, wish: string): Promise<string> {
  await page.goto(paths.askFor(wish));
  const button = page.getByRole('button', { name: '对，请给我打电话' });
  if (await button.isVisible()) await press(page, button);
  return pathOf(page);
}

/** A meal that the kitchen has counted without him, of that day or shortly before: what he had ordered is another page. */
async function countedWithout(page: Page, past: ServiceDate): Promise<string> {
  const slots = ['lunch', 'breakfast', 'dinner'] as const;
  const runs = [past, addDays(past, -1), addDays(past, -2), addDays(past, -3)].flatMap((date) => slots.map((slot) => paths.mealRun(runOf(date, slot))));
  for (const run of runs) {
    await page.goto(run);
    if ((await page.locator('h1').innerText()).includes('厨房已经按份数做了')) return run;
  }
  throw new Error('he had ordered every meal');
}

/** One of the meals that 张德昌 has eaten by now, as his page showed it then. */
async function eatenOrder(page: Page, when: string): Promise<string> {
  await setDemoClock(when);
  await page.goto(paths.home());
  return (await page.locator('a.done', { hasText: '吃过了' }).first().getAttribute('href')) ?? '';
}

type Go = (visit: Visit, size?: TextSize) => Promise<Page>;

/** `pages` is found once per file; `go` opens one of them, signed in and at its time, on a page that keeps its screen and its state. */
export const test = plain.extend<{ pages: ElderPages; go: Go }>({
  pages: [
    async ({ browser, day }: { browser: Browser; day: ServiceDate }, use: (pages: ElderPages) => Promise<void>) => {
      const finder = await ownWindow(browser);
      const { ordered, ...pages } = await findPages(finder, day);
      await finder.context().close();
      await use(pages);
      const tidier = await ownWindow(browser);
      await setDemoClock(pages.morning);
      await tidier.goto('/demo/sign-in/elder');
      await cancel(tidier, ordered);
      await setDemoClock('real');
      await tidier.context().close();
    },
    { scope: 'file' },
  ],
  go: async ({ open, signedIn, setClock }, use) => {
    const opened = new Map<Who, Page>();
    const now = { at: '' };
    const pageOf = async (who: Who) => {
      const page = opened.get(who) ?? (who === 'stranger' ? await open() : await signedIn(who));
      opened.set(who, page);
      return page;
    };
    await use(async (visit, size) => {
      const page = await pageOf(visit.who);
      if (visit.at !== now.at) await setClock(visit.at);
      now.at = visit.at;
      const status = visit.send ? await submit(page, visit.path, visit.send) : await show(page, visit, size);
      if (status !== visit.status) throw new Error(`${visit.name}: ${status} instead of ${visit.status}`);
      return page;
    });
  },
});

async function show(page: Page, { name, path }: Visit, size: TextSize = 'm'): Promise<number | undefined> {
  const rare = path.startsWith(RARE) ? await rarePage(name, size) : null;
  if (rare !== null) await page.route(`**${RARE}*`, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: rare }));
  const answer = await page.goto(paths.inTextSize(path, size));
  if (rare !== null) await page.unroute(`**${RARE}*`);
  return answer?.status();
}

/** A form as a page of another day might send it. */
async function submit(page: Page, action: string, fields: Record<string, string>): Promise<number> {
  await page.goto(paths.home());
  const answered = page.waitForResponse((response) => response.request().method() === 'POST');
  const loaded = page.waitForEvent('load');
  await page.evaluate(
    ([to, values]) => {
      const form = document.body.appendChild(document.createElement('form'));
      Object.assign(form, { method: 'post', action: to });
      for (const [name, value] of Object.entries(values)) form.append(Object.assign(document.createElement('input'), { name, value }));
      form.submit();
    },
    [action, fields] as const,
  );
  const status = (await answered).status();
  await loaded;
  return status;
}
