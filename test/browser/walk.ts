import type { Locator, Page } from 'playwright-core';

/** Presses it and sees the next page. */
export async function press(page: Page, target: Locator): Promise<void> {
  await Promise.all([page.waitForEvent('load'), target.click()]);
}

/** How often a person who always presses what stands out most must press until she sees `done`, and how many pages she sees. */
export async function tapsUntil(page: Page, done: Locator, most = 8): Promise<{ taps: number; pages: number }> {
  const seen = new Set([page.url()]);
  for (let taps = 0; taps <= most; taps += 1) {
    if (await done.isVisible()) return { taps, pages: seen.size };
    await press(page, page.locator('main .go, main a.choice').first());
    seen.add(page.url());
  }
  throw new Error(`not done after ${most} taps`);
}

/** With which method the browser would load the page again: after POST it would ask whether to send everything once more. */
export async function methodOfReload(page: Page): Promise<string | undefined> {
  return (await page.reload())?.request().method();
}

/** What the page asks the network for until it is at rest, and then for half an hour; and whether it looks different afterwards. */
export async function changesInHalfAnHour(page: Page, show: () => Promise<unknown>): Promise<string[]> {
  await page.clock.install();
  await show();
  const look = async () => ({ url: page.url(), body: await page.locator('body').innerHTML() });
  const before = await look();
  const asked = page.waitForRequest(() => true, { timeout: 500 }).catch(() => null);
  await page.clock.fastForward('31:00');
  const request = await asked;
  const after = await look();
  const same = after.url === before.url && after.body === before.body;
  return [...(request ? [`asked for ${request.url()}`] : []), ...(same ? [] : ['looks different'])];
}
