import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { axeFindings } from './axe.ts';

/** The way to the elder pages stands on the first screen of every other page. */
async function elderDoor(page: Page): Promise<string[]> {
  const door = page.getByRole('link', { name: '长辈版' });
  await page.evaluate(() => window.scrollTo(0, 0));
  if ((await door.count()) !== 1) return ['no way to the elder pages'];
  const box = await door.boundingBox();
  const height = page.viewportSize()?.height ?? 0;
  return box !== null && box.y >= 0 && box.y + box.height <= height ? [] : ['the way to the elder pages is not on the first screen'];
}

/** Only a table may be wider than the screen, and then it scrolls by itself. */
async function tooWide(page: Page): Promise<string[]> {
  const [needed, given] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth] as const);
  return needed > given ? [`${needed} in ${given} px`] : [];
}

/**
 * A page of canteens or offices as it is now, at a desk and on a phone. `paper`: a sheet to be printed, which leads nowhere.
 * What axe leaves undecided counts at the desk alone: on a phone it is the cells that a table has scrolled out of its frame.
 */
export async function staffFindings(page: Page, kind: 'page' | 'paper' = 'page'): Promise<string[]> {
  await page.setViewportSize({ width: 1280, height: 800 });
  const onDesk = [...(await axeFindings(page, 'staff')), ...(await tooWide(page)), ...(kind === 'page' ? await elderDoor(page) : [])];
  await page.setViewportSize({ width: 375, height: 667 });
  const decided = (await axeFindings(page, 'staff')).filter((finding) => finding.startsWith('violation'));
  const onPhone = [...decided, ...(await tooWide(page)), ...(kind === 'page' ? await elderDoor(page) : [])];
  return [...onDesk.map((one) => `1280: ${one}`), ...onPhone.map((one) => `375: ${one}`)];
}

/** Every page is looked at in passing, so that one bad page does not hide the next. */
export function looking(page: Page) {
  const found: Record<string, string[]> = {};
  const look = async (name: string, kind: 'page' | 'paper' = 'page') => {
    const findings = await staffFindings(page, kind);
    if (findings.length > 0) found[name] = findings;
  };
  const visit = async (name: string, path: string, status = 200) => {
    expect((await page.goto(path))?.status(), path).toBe(status);
    await look(name);
  };
  return { found, look, visit };
}
