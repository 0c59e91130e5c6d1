import type { Page } from 'playwright-core';

declare global {
  interface Window {
    /** What the stubbed voice was told, in order, and how often it was told to stop. */
    said: { text: string; rate: number }[];
    stops: number;
  }
}

/** Headless browsers have no voice: this one notes what it is given. Before the first page is opened. */
export async function giveVoice(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.said = [];
    window.stops = 0;
    const voice = { lang: 'zh-CN', name: '普通话' };
    const synthesis = {
      getVoices: () => [voice],
      speak: ({ text, rate }: SpeechSynthesisUtterance) => window.said.push({ text, rate }),
      cancel: () => (window.stops += 1),
      addEventListener: () => undefined,
    };
    Object.defineProperty(window, 'speechSynthesis', { value: synthesis, configurable: true });
    Object.defineProperty(window, 'SpeechSynthesisUtterance', {
      configurable: true,
      value: class {
        lang = '';
        rate = 1;
        text: string;
        constructor(text: string) {
          this.text = text;
        }
      },
    });
  });
}

const letters = (text: string) => text.replace(/[^\p{L}\p{N}]/gu, '');

/** Reads from a tap only, what is shown and all of it, slowly; a second tap stops. */
export async function readAloudProblems(page: Page): Promise<string[]> {
  const button = page.locator('button', { hasText: '念给我听' });
  if (!(await button.isVisible())) return ['no button'];
  if ((await page.evaluate(() => window.said.length)) > 0) return ['speaks without a tap'];
  const shown = await page.locator('main').innerText();
  const whole = letters(await page.locator('body').innerText());
  await button.click();
  const said = await page.evaluate(() => window.said);
  const spoken = letters(said.map(({ text }) => text).join(''));
  const silent = shown.split('\n').filter((line) => !spoken.includes(letters(line)));
  const invented = said.filter(({ text }) => !whole.includes(letters(text)));
  const stops = await page.evaluate(() => window.stops);
  await page.locator('button', { hasText: /停/ }).click();
  return [
    ...silent.map((line) => `not read: ${line}`),
    ...invented.map(({ text }) => `not shown: ${text}`),
    ...said.filter(({ rate }) => rate < 0.8 || rate > 0.9).map(({ rate }) => `at rate ${rate}`),
    ...((await page.evaluate(() => window.stops)) > stops ? [] : ['does not stop']),
  ];
}
