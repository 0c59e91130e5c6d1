import type { Browser, Page } from 'playwright-core';
import { inject } from 'vitest';
import { addDays, serviceDateOf, type ServiceDate } from '../../src/domain/calendar.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import { COOK } from '../../src/demo/personas.ts';
import { paths } from '../../web/paths.ts';
import { setDemoClock, test as plain } from '../support/browser.ts';
import { press } from './walk.ts';

// All browser tests share one demo county, whose days cannot be lived twice: what has closed stays closed. So a test that orders
// looks for the first day that is still untouched, and none relies on the hour at which it runs.

/** A window that no test closes: after each test all that it opened is closed. */
export async function ownWindow(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ baseURL: inject('baseUrl'), viewport: { width: 375, height: 667 } });
  return context.newPage();
}

/** `day`: one on which both elders can still order lunch and dinner; the same for all tests of a file. */
export const test = plain.extend<{ day: ServiceDate }>({
  day: [
    async ({ browser }: { browser: Browser }, use: (day: ServiceDate) => Promise<void>) => {
      await setDemoClock('real');
      const page = await ownWindow(browser);
      const day = await freshDay(page);
      await page.context().close();
      await use(day);
    },
    { scope: 'file' },
  ],
});

/** The id that the demo county gives the meal run of the personas' canteen. */
export const runOf = (date: ServiceDate, slot: MealSlot) => `${COOK.pointKey}-${date.replaceAll('-', '')}-${slot}`;

async function freshDay(page: Page): Promise<ServiceDate> {
  const today = serviceDateOf(Date.now());
  for (let ahead = 1; ahead <= 12; ahead += 1) {
    const day = addDays(today, ahead);
    if ((await canOrderOn(page, day, 'elder')) && (await canOrderOn(page, day, 'elder-card'))) return day;
  }
  throw new Error('Every day of the demo county is used up: start the tests on a fresh one.');
}

async function canOrderOn(page: Page, day: ServiceDate, persona: string): Promise<boolean> {
  await page.goto(`/demo/sign-in/${persona}`);
  const answers = [];
  for (const slot of ['lunch', 'dinner'] as const) answers.push(await page.goto(paths.mealRun(runOf(day, slot))));
  return answers.every((answer) => answer?.status() === 200);
}

/** Goes the way to the check page with the first dish in the first way that is offered. Answers the two pages on it. */
export async function goToCheck(page: Page, runId: string): Promise<{ mode: string; check: string }> {
  await page.goto(paths.mealRun(runId));
  await press(page, page.locator('a.choice').first());
  const mode = pathOf(page);
  await press(page, page.locator('a.choice').first());
  return { mode, check: pathOf(page) };
}

/** Orders what goToCheck() finds, and answers the order's address. */
export async function orderFrom(page: Page, runId: string): Promise<string> {
  await goToCheck(page, runId);
  await press(page, page.getByRole('button', { name: '对的，下单' }));
  await page.getByRole('heading', { name: '订好了' }).waitFor();
  return pathOf(page);
}

export async function cancel(page: Page, orderPath: string): Promise<void> {
  await page.goto(`${orderPath}/cancellation`);
  await press(page, page.getByRole('button', { name: '对，退掉这顿' }));
  await page.getByRole('heading', { name: '已经退掉了' }).waitFor();
}

export const pathOf = (page: Page) => new URL(page.url()).pathname;
