// The service worker of elder pages: it passes every request on, and where there is no network it shows the page that was kept. What was
// sent without an answer may have arrived, and the page says so instead of inviting a second tap. Nothing personal is kept.

type Asked = Event & { request: Request; respondWith(answer: Promise<Response>): void; waitUntil(work: Promise<unknown>): void };
type Itself = { skipWaiting(): Promise<void>; clients: { claim(): Promise<void> }; location: Location };
const itself = self as unknown as Itself;

const KEPT = 'offline';
const PAGE = '/offline';
const SENT = '/offline/sent';
const SIZES = ['m', 'l', 'xl'];
const FILES = ['/style.css', '/elder.css', '/icon.svg', '/build/read-aloud.js', '/build/keep-offline.js'];
/** People at work have paper for this, and pages of their own. */
const WORK = /^\/(canteen|civil|community|family|demo)(\/|$)/;
const AN_HOUR = 3_600_000;

const inSize = (size: string) => `${PAGE}/${size}`;

async function keep(): Promise<void> {
  const cache = await caches.open(KEPT);
  await cache.addAll([PAGE, SENT, ...SIZES.map(inSize), ...FILES]);
}

/** The size and the phone may have changed since. */
async function keepFresh(chosen: boolean): Promise<void> {
  const kept = await caches.match(PAGE);
  const age = Date.now() - Date.parse(kept?.headers.get('date') ?? '');
  if (chosen || !(age < AN_HOUR)) await keep();
}

async function withoutNetwork(method: string, size: string | null): Promise<Response> {
  if (size !== null && SIZES.includes(size)) {
    const wanted = await caches.match(inSize(size));
    if (wanted) await (await caches.open(KEPT)).put(PAGE, wanted.clone());
  }
  return (await caches.match(method === 'GET' ? PAGE : SENT)) ?? Response.error();
}

function answer(asked: Asked): void {
  const request = asked.request;
  const url = new URL(request.url);
  if (url.origin !== itself.location.origin || WORK.test(url.pathname)) return;
  if (request.mode === 'navigate') {
    const size = url.searchParams.get('size');
    const passed = fetch(request);
    asked.respondWith(passed.catch(() => withoutNetwork(request.method, size)));
    asked.waitUntil(passed.then(() => keepFresh(size !== null)).catch(() => undefined));
  } else if (FILES.includes(url.pathname)) {
    asked.respondWith(fetch(request).catch(async () => (await caches.match(url.pathname)) ?? Response.error()));
  }
}

self.addEventListener('install', (event) => (event as Asked).waitUntil(keep().then(() => itself.skipWaiting())));
self.addEventListener('activate', (event) => (event as Asked).waitUntil(itself.clients.claim()));
self.addEventListener('fetch', (event) => answer(event as Asked));
