import { addDays, serviceDateOf } from '../domain/calendar.ts';
import { paths } from '../../web/paths.ts';
import type { Bench } from './bench.ts';
import { charactersToRead, filesOf, modelledSeconds, weightOf } from './elder-page-figures.ts';
import { serveFreshDemo } from './served.ts';

const MOST = { bytes: 60_000, packed: 14_000, characters: 80 };

/**
 * The way of an elder to a meal, as the demo county serves it: what each page weighs and how much must be read, how many taps and typed
 * characters, and how long it takes by the model of elder-mode.md (characters / 3.5 + 3 s a decision + 2 s a tap, × 1.43).
 */
export async function benchElderPages(): Promise<Bench> {
  const { base, end } = await serveFreshDemo();
  try {
    const visitor = await signIn(base);
    const first = await walk(visitor, paths.home(), [/class="go" href="([^"]+)"/, /class="choice" href="([^"]+)"/]);
    const again = await walk(visitor, paths.home(), [/class="plain" href="(\/meals\/[^"/]+\/[^"/]+\/[^"/]+)"/]);
    const others = await Promise.all([...OTHERS, paths.mealRun(runIn(first))].map((path) => look(visitor, path)));
    return { bench: 'elder pages', ...figuresOf(first, again, others) };
  } finally {
    await end();
  }
}

/** Beside the way: her own pages, what everybody reads, and a page that is not there. */
const OTHERS = [paths.ownWeek(), paths.diet('all'), paths.dietItems('allergy'), paths.menu('jinghe'), paths.places(), paths.mealRun('none')];

/** The run that the first page asks about. */
const runIn = ([, second]: readonly Look[]) => second?.path.split('/')[2] ?? '';

type Visitor = { base: string; cookie: string };
type Look = { path: string; html: string; bytes: number; packed: number; characters: number };

async function signIn(base: string): Promise<Visitor> {
  const tomorrow = addDays(serviceDateOf(Date.now()), 1);
  await fetch(`${base}/demo/clock`, { method: 'POST', headers: { origin: base }, body: new URLSearchParams({ at: `${tomorrow}T08:30` }), redirect: 'manual' });
  const answer = await fetch(`${base}/demo/sign-in/elder`, { redirect: 'manual' });
  return { base, cookie: (answer.headers.get('set-cookie') ?? '').split(';')[0] ?? '' };
}

async function look({ base, cookie }: Visitor, path: string): Promise<Look> {
  const html = await (await fetch(`${base}${path}`, { headers: { cookie } })).text();
  const files = await Promise.all(filesOf(html).map(async (file) => ({ path: file, body: new Uint8Array(await (await fetch(`${base}${file}`)).arrayBuffer()) })));
  return { path, html, ...weightOf(html, files), characters: charactersToRead(html) };
}

/** From a page by the first link of each kind, each a tap; the last page's own button is one more. */
async function walk(visitor: Visitor, from: string, links: readonly RegExp[]): Promise<Look[]> {
  const pages = [await look(visitor, from)];
  for (const link of links) {
    const next = link.exec(pages.at(-1)?.html ?? '')?.[1];
    if (next === undefined) throw new Error(`no way on from ${pages.at(-1)?.path}`);
    pages.push(await look(visitor, next));
  }
  return pages;
}

function figuresOf(first: readonly Look[], again: readonly Look[], others: readonly Look[]): Pick<Bench, 'figures' | 'atMost'> {
  const all = [...first, ...again, ...others];
  const most = (of: (page: Look) => number, pages = all) => Math.max(...pages.map(of));
  const typed = [...first, ...again].flatMap(({ html }) => [...html.matchAll(/<(?:input|textarea)\b(?![^>]*type="hidden")/g)]).length;
  const model = (pages: readonly Look[]) => modelledSeconds(pages.map(({ characters }) => ({ characters, decisions: 1, taps: 1 })));
  const perPage = ['home', 'mode', 'check'].flatMap((name, at) => {
    const page = first[at];
    return page ? [[`${name}Bytes`, page.bytes], [`${name}Packed`, page.packed], [`${name}Characters`, page.characters]] as [string, number][] : [];
  });
  const figures = {
    pages: all.length, mostBytes: most(({ bytes }) => bytes), mostPacked: most(({ packed }) => packed), mostCharacters: most(({ characters }) => characters, [...first, ...again]),
    ...Object.fromEntries(perPage), firstOrderTaps: first.length, againTaps: again.length, fieldsToType: typed,
    firstOrderSeconds: model(first), againSeconds: model(again),
  };
  return { figures, atMost: { mostBytes: MOST.bytes, mostPacked: MOST.packed, mostCharacters: MOST.characters, firstOrderTaps: 4, againTaps: 2, fieldsToType: 0 } };
}
