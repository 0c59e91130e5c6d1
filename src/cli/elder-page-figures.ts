import { gzipSync } from 'node:zlib';

// What can be told of an elder page from its HTML alone. The browser tests measure the same on the page as it is shown.

/** The files that a first visit asks for beside the page, as its HTML names them. */
export function filesOf(html: string): string[] {
  const named = [...html.matchAll(/<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"]+)"/g)].map(([, path = '']) => path);
  return [...new Set(named)];
}

export type Weight = { bytes: number; packed: number };

/** All of a first visit, and what HTML and styles weigh on the line. */
export function weightOf(html: string, files: readonly { path: string; body: Uint8Array }[]): Weight {
  const page = new TextEncoder().encode(html);
  const styles = files.filter(({ path }) => path.endsWith('.css')).map(({ body }) => body);
  return {
    bytes: [page, ...files.map(({ body }) => body)].reduce((sum, body) => sum + body.length, 0),
    packed: [page, ...styles].reduce((sum, body) => sum + gzipSync(body).length, 0),
  };
}

const MUST_READ = [
  /<h1\b[^>]*>(.*?)<\/h1>/gs,
  /<section class="meal"[^>]*>.*?<h2>(.*?)<\/h2>/gs,
  /<(?:b|em)>(.*?)<\/(?:b|em)>/gs,
  /<div class="number">(.*?)<\/div>/gs,
  /<(?:a|button)\b[^>]*class="(?:go|plain)"[^>]*>(.*?)<\/(?:a|button)>/gs,
];

/** Question, meal, price, buttons, answer: what must be read to go on. What is folded away, ordered already or a warning is beside the way. */
export function charactersToRead(html: string): number {
  const main = /<main\b[^>]*>(.*)<\/main>/s.exec(html)?.[1] ?? '';
  const way = main.replace(/<details>.*?<\/details>/gs, '').replace(/<a class="done"[^>]*>.*?<\/a>/gs, '').replace(/<div class="warn"[^>]*>.*?<\/div>/gs, '');
  const words = MUST_READ.flatMap((pattern) => [...way.matchAll(pattern)].map(([, text = '']) => text));
  return words.join('').replace(/<[^>]*>/g, '').replace(/\s/g, '').length;
}

/** Seconds that a walk takes somebody of seventy: reading, deciding, tapping, and 1.43 for the age. */
export function modelledSeconds(walk: readonly { characters: number; decisions: number; taps: number }[]): number {
  const each = walk.map(({ characters, decisions, taps }) => characters / 3.5 + 3 * decisions + 2 * taps);
  return Number((1.43 * each.reduce((sum, one) => sum + one, 0)).toFixed(1));
}
