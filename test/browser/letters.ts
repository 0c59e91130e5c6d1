import type { Page } from 'playwright-core';

/** Of every piece of text on a page with a ruler, in the page's order. */
export async function letterSizes(page: Page): Promise<number[]> {
  return page.evaluate(() => window.ruler.texts().map(({ style }) => Number.parseFloat(style.fontSize)));
}

/** As in the browser's settings: 16 is what browsers come with. For the pages that are opened next. */
export async function setBrowserLetters(page: Page, size: 16 | 32): Promise<void> {
  const settings = await page.context().newCDPSession(page);
  await settings.send('Page.setFontSizes', { fontSizes: { standard: size, fixed: size } });
}

/** The spacing that WCAG 1.4.12 lets a reader ask for. A constructed sheet, since the content policy takes no other. */
export async function spreadText(page: Page): Promise<void> {
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet();
    const letters = '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }';
    sheet.replaceSync(`${letters} p { margin-bottom: 2em !important }`);
    document.adoptedStyleSheets = [sheet];
  });
}

/** Which of these letters did not become twice as large. */
export function notDoubled(before: readonly number[], after: readonly number[]): string[] {
  if (before.length !== after.length) return [`${before.length} texts became ${after.length}`];
  return before.flatMap((size, index) => (Math.abs((after[index] ?? 0) - 2 * size) < 1 ? [] : [`${size} px became ${after[index]} px`]));
}
