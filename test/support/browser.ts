import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import { expect, inject, test as plain } from 'vitest';

export type Persona = 'elder' | 'elder-card' | 'elder-daily' | 'canteen' | 'canteen-second' | 'family' | 'family-second' | 'community' | 'town' | 'county' | 'county-second' | 'operator' | 'admin' | 'admin-second' | 'auditor';

const FLAGS = ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

// A phone as elders have them; a test that needs another screen says so.
const PHONE: BrowserContextOptions = {
  baseURL: inject('baseUrl'),
  locale: 'zh-CN',
  timezoneId: 'Asia/Shanghai',
  viewport: { width: 375, height: 667 },
  // A worker between page and server would keep tests from serving pages of their own; offline.test.ts lets it in.
  serviceWorkers: 'block',
};

// What no page may ever do, whatever a test looks at: throw, break its own content policy, call a foreign host.
export function watch(page: Page, problems: string[]): void {
  page.on('pageerror', (fault) => problems.push(`script: ${fault.message}`));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) problems.push(message.text());
  });
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol.startsWith('http') && origin !== inject('baseUrl')) problems.push(`foreign host: ${request.url()}`);
  });
}

async function openPage(browser: Browser, options: BrowserContextOptions, problems: string[]): Promise<Page> {
  const context = await browser.newContext({ ...PHONE, ...options });
  context.on('page', (page) => watch(page, problems));
  return context.newPage();
}

type Open = (options?: BrowserContextOptions) => Promise<Page>;
type SignIn = (persona: Persona, options?: BrowserContextOptions) => Promise<Page>;
type SetClock = (at: string) => Promise<void>;
type Fixtures = { browser: Browser; open: Open; signedIn: SignIn; setClock: SetClock };

// As the form on /demo does it: an ISO time (Shanghai's when it names no zone), or 'real'.
export async function setDemoClock(at: string): Promise<void> {
  const base = inject('baseUrl');
  const body = new URLSearchParams({ at });
  const answer = await fetch(`${base}/demo/clock`, { method: 'POST', headers: { origin: base }, body, redirect: 'manual' });
  if (answer.status !== 303) throw new Error(`The demo's clock was not set to ${at}: ${answer.status}`);
}

// `open` is a stranger's fresh browser, `signedIn` a persona's, on the first page that persona sees; both are closed after the test.
// `setClock` moves the clock of the whole demo, until the end of the test.
export const test = plain.extend<Fixtures>({
  browser: [
    // eslint-disable-next-line no-empty-pattern -- vitest reads the fixture's needs from this pattern
    async ({}, use) => {
      const { executablePath, env } = inject('chrome');
      const browser = await chromium.launch({ executablePath, env: { ...process.env, ...env }, args: FLAGS });
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  open: async ({ browser }, use) => {
    const problems: string[] = [];
    await use((options = {}) => openPage(browser, options, problems));
    await Promise.all(browser.contexts().map((context: BrowserContext) => context.close()));
    expect(problems).toEqual([]);
  },
  // eslint-disable-next-line no-empty-pattern -- as above
  setClock: async ({}, use) => {
    await use(setDemoClock);
    await setDemoClock('real');
  },
  signedIn: async ({ open }, use) => {
    await use(async (persona, options) => {
      const page = await open(options);
      await page.goto('/demo');
      await page.locator(`[data-persona="${persona}"]`).first().click();
      // The click returns before the next page is there, and the links lead through redirects.
      await page.waitForURL((url) => !url.pathname.startsWith('/demo'));
      return page;
    });
  },
});
