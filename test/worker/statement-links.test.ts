import { beforeAll, expect, test } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { appoint } from '../support/applications.ts';
import { at, day, seedCounty } from '../support/seed.ts';
import { visit } from '../support/visitor.ts';

let db: Database;
beforeAll(async () => {
  db = await seedCounty();
  await appoint(db);
});

const LINK = /href="(\/[^"#]*)"/g;
const isFile = (href: string) => /\.(?:css|svg|png|ico|webmanifest)$/.test(href);

test.each(['clerk', 'town-clerk', 'town1'])('every link of a statement opens for %s, who reads it', async (personId) => {
  const reader = await visit(db, { personId }, at('09:00', day('2026-12-02')));
  const page = await (await reader.get('/civil/statements/p1/2026-11')).text();
  const links = [...new Set([...page.matchAll(LINK)].map(([, href = '']) => href.replaceAll('&amp;', '&')))].filter((href) => !isFile(href));
  expect(links.length).toBeGreaterThan(5);
  const answers = await Promise.all(links.map(async (href) => [href, (await reader.get(href)).status]));
  expect(answers.filter(([, status]) => status !== 200)).toEqual([]);
});
