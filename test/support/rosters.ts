// A county's lists, and the two officials who bring them in.
import { checkCharacter } from '../../src/domain/id-number.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { all } from './books.ts';
import { day, NOW, seedCounty, seedElder } from './seed.ts';
import { ORIGIN, visit, type Visitor } from './visitor.ts';
import * as t from '../../src/store/schema.ts';

/** A number of the right shape that can be nobody's: area 370499. */
export function idNumberOf(serial: number, birth = '19500301'): string {
  const body = `370499${birth}${String(serial).padStart(3, '0')}`;
  return body + checkCharacter(body);
}

/** Beside the seed's elders: r701 to r706 of p1 (r701 and r702 on 低保, r703 on 低保边缘, r704 and r706 on nothing, r705 dead), r707 of p2 on 低保. */
export async function seedListed(db: Database): Promise<void> {
  await db.insert(t.category).values([{ code: 'low_income_margin', name: '低保边缘', position: 2 }, { code: 'extreme_hardship', name: '特困', position: 3 }]);
  await db.insert(t.categoryWord).values({ id: 'w1', word: '城市低保', categoryCode: 'minimum_living_guarantee', addedAt: 0, addedBy: 'person:clerk' });
  const names = ['孙一', '孙二', '孙三', '孙四', '孙五', '孙六', '孙七'];
  for (const [index, name] of names.entries()) {
    await seedElder(db, { id: `r70${index + 1}`, name, birthDate: day('1950-03-01'), idNumber: idNumberOf(index + 1), point: index === 6 ? 'p2' : 'p1' });
  }
  const fact = (elderId: string, value: string, kind: 'category' | 'death' = 'category') => ({
    id: `fact-${elderId}`, elderId, kind, value, fromDate: day(kind === 'death' ? '2026-10-01' : '2025-01-01'), source: '低保名册', recordedAt: 0, recordedBy: 'person:clerk',
  });
  await db.insert(t.elderFact).values([
    fact('r701', 'minimum_living_guarantee'), fact('r702', 'minimum_living_guarantee'), fact('r703', 'low_income_margin'), fact('r705', 'yes', 'death'), fact('r707', 'minimum_living_guarantee'),
  ]);
}

/** That county, with one official who brings lists in and another who applies them. */
export async function openLists(): Promise<{ db: Database; clerk: Visitor; second: Visitor }> {
  const db = await seedCounty();
  await seedListed(db);
  return { db, clerk: await visit(db, { personId: 'clerk' }, NOW), second: await visit(db, { personId: 'clerk2' }, NOW) };
}

/** The text of a file whose head stands already. */
export const csv = (...rows: string[]) => ['姓名,身份证号,类别,开始日期', ...rows].join('\r\n');

/** Of everything one: what stands already, what changes, what is new, a stranger, and a number that a spreadsheet has spoilt. */
export const LIST = csv(
  `孙一,${idNumberOf(1)},低保,2025-01-01`, `孙三,${idNumberOf(3)},城市低保,2026-11-01`, `孙四,${idNumberOf(4)},低保,2026年11月1日`,
  `陌生人,${idNumberOf(99)},低保,2026-11-01`, '孙六,3.70499E+17,低保,',
);

/** What the latest preview would do, row by row. */
export const plannedActions = (rosterId: string) =>
  all('SELECT row_no, elder_id, action FROM roster_line WHERE roster_id = ? AND plan_no = (SELECT max(number) FROM roster_plan WHERE roster_id = ?) ORDER BY position', rosterId, rosterId);

export type Sent = { kind?: string; key?: string; file: string | Uint8Array<ArrayBuffer>; fileName?: string; covers?: string[] } & Partial<Record<'office' | 'name' | 'documentNo' | 'documentDate' | 'asOf' | 'coverage', string>>;

/** The upload's form as a browser sends it. */
export function uploadRoster(who: Visitor, { kind = 'category', file, fileName = '名册.csv', covers, ...fields }: Sent): Promise<Response> {
  const body = new FormData();
  const typed = {
    key: newId(), office: '370481000000', name: '2026 年 11 月低保名册', documentNo: '滕民〔2026〕12 号', documentDate: '2026-11-20', asOf: '2026-11-01', coverage: 'increment', ...fields,
  };
  for (const [name, value] of Object.entries(typed)) body.append(name, value);
  for (const code of covers ?? (kind === 'category' ? ['minimum_living_guarantee', 'low_income_margin'] : [])) body.append('covers', code);
  body.append('file', new File([file], fileName));
  return who.send(`/civil/rosters/uploads/${kind}`, { method: 'POST', headers: { origin: ORIGIN }, body });
}

/** Where the upload led: the roster's id. A refused one is a fault of the test. */
export async function imported(answer: Promise<Response>): Promise<string> {
  const { status, headers } = await answer;
  if (status !== 303) throw new Error(`the upload was answered ${status}`);
  return headers.get('location')?.split('/').at(-1) ?? '';
}

/** Presses the button of the second person's page. */
export async function applyRoster(who: Visitor, rosterId: string): Promise<Response> {
  const page = await who.get(`/civil/rosters/${rosterId}/application`);
  if (page.status !== 200) return page;
  return who.post(`/civil/rosters/${rosterId}/application`, hiddenOf(await page.text(), 'plan', 'hash'));
}

export function hiddenOf(page: string, ...names: string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '']));
}
