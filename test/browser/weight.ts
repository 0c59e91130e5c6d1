import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';

const MOST_BYTES = 60_000;
const MOST_OF_FIRST = 14_000;

/** A first visit: everything the page itself asks for, and what HTML and styles weigh on the line. */
export async function tooHeavy(page: Page, path: string): Promise<string[]> {
  const html = Buffer.from((await (await page.goto(path))?.body()) ?? '');
  const links = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLLinkElement | HTMLScriptElement | HTMLImageElement>('link[href], script[src], img[src]')].map((one) =>
      one instanceof HTMLLinkElement ? one.href : one.src,
    ),
  );
  const files = await Promise.all(links.map(async (link) => ({ link, body: await (await page.request.get(link)).body() })));
  const all = [html, ...files.map(({ body }) => body)].reduce((sum, body) => sum + body.length, 0);
  const first = [html, ...files.filter(({ link }) => link.endsWith('.css')).map(({ body }) => body)];
  const packed = first.reduce((sum, body) => sum + gzipSync(body).length, 0);
  return [
    ...(all > MOST_BYTES ? [`${all} bytes in all`] : []),
    ...(packed > MOST_OF_FIRST ? [`${packed} bytes of HTML and styles, packed`] : []),
    ...(files.length === 0 ? ['no styles'] : []),
  ];
}

/** Milliseconds until the main button can be pressed, over a line of this many bytes a second and 400 ms there and back. */
export async function timeToButton(page: Page, path: string, bytesPerSecond: number): Promise<number> {
  const line = await page.context().newCDPSession(page);
  await line.send('Network.enable');
  await line.send('Network.setCacheDisabled', { cacheDisabled: true });
  const speed = { downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond };
  await line.send('Network.emulateNetworkConditions', { offline: false, latency: 400, ...speed });
  const started = Date.now();
  await page.goto(path, { waitUntil: 'commit' });
  await page.locator('main .go').first().click({ trial: true });
  return Date.now() - started;
}
