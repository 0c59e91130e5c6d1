import type { Page } from 'playwright-core';
import { layRuler } from './ruler.ts';

type Stop = { name: string; box: { left: number; top: number; right: number; bottom: number }; problems: string[] };

/** What has the focus, and what is wrong with the ring around it. Runs in the page; null when the focus has left it. */
function focused(): Stop | null {
  const element = document.activeElement;
  if (element === null || element === document.body) return null;
  const { outlineStyle, outlineColor, outlineWidth, outlineOffset } = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const reach = Number.parseFloat(outlineWidth) + Number.parseFloat(outlineOffset);
  const ring = { left: box.left - reach, right: box.right + reach, top: box.top - reach, bottom: box.bottom + reach };
  const clips = (one: Element | null): Element[] =>
    one === null ? [] : [...(['hidden', 'clip'].includes(getComputedStyle(one).overflowX) ? [one] : []), ...clips(one.parentElement)];
  const cut = clips(element.parentElement).some((one) => {
    const frame = one.getBoundingClientRect();
    return ring.left < frame.left || ring.right > frame.right || ring.top < frame.top || ring.bottom > frame.bottom;
  });
  const hit = document.elementFromPoint((box.left + box.right) / 2, (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2);
  const problems = [
    ...(outlineStyle === 'solid' && Number.parseFloat(outlineWidth) >= 3 ? [] : [`ring ${outlineWidth} ${outlineStyle}`]),
    ...(window.ruler.contrast(outlineColor, window.ruler.ground(element.parentElement)) >= 4.5 ? [] : [`ring ${outlineColor} is faint`]),
    ...(cut || ring.left < 0 || ring.right > document.documentElement.clientWidth ? ['ring cut off'] : []),
    ...(hit !== null && element.contains(hit) ? [] : ['covered']),
  ];
  const name = window.ruler.name(element);
  return { name, box: window.ruler.box(element), problems: problems.map((problem) => `${name}: ${problem}`) };
}

const MOST_STOPS = 60;

/** Presses Tab until the focus is on something with these words. Answers what was wrong with the rings on the way. */
export async function tabTo(page: Page, words: RegExp): Promise<string[]> {
  await layRuler(page);
  const problems: string[] = [];
  for (let presses = 0; presses < MOST_STOPS; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(focused);
    problems.push(...(stop?.problems ?? []));
    if (stop !== null && words.test(stop.name)) return problems;
  }
  throw new Error(`Tab never came to ${words} on ${page.url()}`);
}

/** From the page's first stop to its last: rings, and whether the order is the one in which the page is read. */
export async function tabThrough(page: Page): Promise<string[]> {
  await layRuler(page);
  const stops: Stop[] = [];
  for (let presses = 0; presses < MOST_STOPS; presses += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(focused);
    // After the last stop comes the first one again, or the browser itself.
    if (stop === null || JSON.stringify(stop) === JSON.stringify(stops[0])) break;
    stops.push(stop);
  }
  const leaps = stops.flatMap((stop, index) => {
    const before = stops[index - 1]?.box;
    const onward = !before || stop.box.top >= before.bottom - 1 || (stop.box.left >= before.right - 1 && stop.box.bottom > before.top);
    return onward ? [] : [`${stop.name}: comes after what stands below it`];
  });
  return [...stops.flatMap((stop) => stop.problems), ...leaps, ...(stops.length === 0 ? ['Tab reaches nothing'] : [])];
}
