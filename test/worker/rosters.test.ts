import { beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/store/read.ts';
import { all, one } from '../support/books.ts';
import { newId } from '../../src/vault.ts';
import { applyRoster, csv, hiddenOf, idNumberOf, imported, LIST, openLists, plannedActions, uploadRoster, type Sent } from '../support/rosters.ts';
import { allRows } from '../support/rows.ts';
import { NOW } from '../support/seed.ts';
import { workbookParts, xlsxOf, zipOf } from '../support/spreadsheet.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let clerk: Visitor;
let second: Visitor;

beforeEach(async () => {
  ({ db, clerk, second } = await openLists());
});

describe('a list of categories', () => {
  it('is read, shown and applied by a second person', async () => {
    const rosterId = await imported(uploadRoster(clerk, { file: LIST }));
    expect(await plannedActions(rosterId)).toEqual([
      { row_no: 2, elder_id: 'r701', action: 'same' },
      { row_no: 3, elder_id: 'r703', action: 'change' },
      { row_no: 4, elder_id: 'r704', action: 'add' },
      { row_no: 5, elder_id: null, action: 'unknown' },
      { row_no: 6, elder_id: null, action: 'error' },
    ]);
    const page = await (await clerk.get(`/civil/rosters/${rosterId}`)).text();
    expect(page).toContain('身份证号被表格改坏了');
    const answer = await applyRoster(second, rosterId);
    expect(answer.status).toBe(303);
    expect(await all("SELECT elder_id, value, from_date, to_date, source, document, recorded_by FROM elder_fact WHERE elder_id IN ('r703', 'r704') ORDER BY elder_id, from_date")).toEqual([
      { elder_id: 'r703', value: 'low_income_margin', from_date: '2025-01-01', to_date: '2026-11-01', source: '低保名册', document: null, recorded_by: 'person:clerk' },
      { elder_id: 'r703', value: 'minimum_living_guarantee', from_date: '2026-11-01', to_date: null, source: '2026 年 11 月低保名册', document: '滕民〔2026〕12 号 2026-11-20', recorded_by: 'person:clerk2' },
      { elder_id: 'r704', value: 'minimum_living_guarantee', from_date: '2026-11-01', to_date: null, source: '2026 年 11 月低保名册', document: '滕民〔2026〕12 号 2026-11-20', recorded_by: 'person:clerk2' },
    ]);
    expect(await one("SELECT actor, subject FROM audit WHERE action = 'roster.apply'")).toEqual({ actor: 'person:clerk2', subject: `roster:${rosterId}` });
  });
});

const show = async (rosterId: string, by = clerk, query = '') => (await by.get(`/civil/rosters/${rosterId}${query}`)).text();
const gb18030 = (pieces: readonly (string | number[])[]) => Uint8Array.from(pieces.flatMap((piece) => (typeof piece === 'string' ? [...piece].map((letter) => letter.charCodeAt(0)) : piece)));
/** 姓名,身份证号,类别 and 孙四 … 低保, as Excel writes them in China. */
const IN_GB = gb18030([[0xd0, 0xd5, 0xc3, 0xfb], ',', [0xc9, 0xed, 0xb7, 0xdd, 0xd6, 0xa4, 0xba, 0xc5], ',', [0xc0, 0xe0, 0xb1, 0xf0], '\r\n', [0xcb, 0xef, 0xcb, 0xc4], `,${idNumberOf(4)},`, [0xb5, 0xcd, 0xb1, 0xa3], '\r\n']);

describe('a file', () => {
  it.each<[string, () => Promise<string | Uint8Array<ArrayBuffer>> | string | Uint8Array<ArrayBuffer>]>([
    ['in UTF-8', () => csv(`孙四,${idNumberOf(4)},低保,`)],
    ['in UTF-8 with its mark', () => `\uFEFF${csv(`孙四,${idNumberOf(4)},低保,`)}`],
    ['in GB18030', () => IN_GB],
    ['of a spreadsheet program', () => xlsxOf([['低保名册'], ['序号', '姓 名', '公民身份号码', '救助类别', '享受起始时间'], [1, '孙\u3000四', idNumberOf(4), '城市低保', 46000], ['合计', '', '1 人']])],
  ])('%s is read', async (_what, file) => {
    const rosterId = await imported(uploadRoster(clerk, { file: await file() }));
    expect((await plannedActions(rosterId)).map(({ elder_id, action }) => [elder_id, action])).toEqual([['r704', 'add']]);
  });

  it('holds nobody’s number in the open: sealed in the rows, masked on the page', async () => {
    const rosterId = await imported(uploadRoster(clerk, { file: `${csv(`孙四,${idNumberOf(4)},低保,`)}\r\n孙六,${idNumberOf(6).slice(0, 17)},低保,` }));
    const stored = JSON.stringify(await allRows());
    const shown = await show(rosterId, clerk, '?show=all');
    for (const number of [idNumberOf(4), idNumberOf(6).slice(0, 17)]) expect(`${stored}${shown}`).not.toContain(number);
    expect(shown).toContain('370499**********');
  });

  it.each<[string, string | Uint8Array<ArrayBuffer>, string]>([
    ['nothing chosen', '', '没有选文件'],
    ['not a table', '%PDF-1.7', '这不是 CSV 或 XLSX 表格'],
    ['an old workbook', Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]), '另存为 .xlsx'],
    ['no head', '孙四,1,2', '没有找到表头'],
    ['too large', 'x'.repeat(4 * 1024 * 1024 + 1), '文件太大了'],
  ])('%s is refused in words, with what was typed', async (_what, file, words) => {
    const answer = await uploadRoster(clerk, { file, name: '我写的名称' });
    expect(answer.status).toBe(422);
    const page = await answer.text();
    expect(page).toContain(words);
    expect(page).toContain('value="我写的名称"');
    expect(await one('SELECT count(*) AS n FROM roster')).toEqual({ n: 0 });
  });

  it('that unpacks without end is refused', async () => {
    const bomb = await zipOf(workbookParts([['姓名']]).map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, text: ' '.repeat(12_000_000), size: 100 } : part)));
    expect(await (await uploadRoster(clerk, { file: bomb })).text()).toContain('展开以后大得不像名册');
  });

  it('beyond every limit is not even read, and other forms stay small', async () => {
    expect((await uploadRoster(clerk, { file: 'x'.repeat(9 * 1024 * 1024) })).status).toBe(422);
    expect((await clerk.post('/civil/rosters/none/words', { word: 'x'.repeat(70_000), code: 'a' })).status).toBe(422);
  });

  it.each<[string, Partial<Sent>, string]>([
    ['a name', { name: ' ' }, '请写名册名称'],
    ['a document', { documentNo: '' }, '请写文号'],
    ['a day of the document', { documentDate: '2026-11-24' }, '不会在今天以后'],
    ['a day of the list', { asOf: '2027-03-01' }, '最多可以到下个月'],
    ['categories', { covers: [] }, '至少选一类'],
  ])('needs %s', async (_what, sent, words) => {
    const answer = await uploadRoster(clerk, { file: LIST, ...sent });
    expect([answer.status, (await answer.text()).includes(words)]).toEqual([422, true]);
  });

  it.each<[string, Partial<Sent>]>([['an office of somebody else', { office: '370481002000' }], ['a category that is none', { covers: ['nobody'] }]])('for %s finds no such page', async (_what, sent) => {
    expect((await uploadRoster(clerk, { file: LIST, ...sent })).status).toBe(404);
  });

  it('sent twice by one press is one import; the key for another file is refused', async () => {
    const key = newId();
    const first = await imported(uploadRoster(clerk, { file: LIST, key }));
    expect(await imported(uploadRoster(clerk, { file: LIST, key }))).toBe(first);
    expect((await uploadRoster(clerk, { file: csv(`孙四,${idNumberOf(4)},低保,`), key })).status).toBe(422);
    expect(await one('SELECT count(*) AS n FROM roster')).toEqual({ n: 1 });
  });
});

describe('a whole list', () => {
  const WHOLE = { coverage: 'whole', file: csv(`孙一,${idNumberOf(1)},低保,`, `孙二,3.70499E+17,低保,`) };

  it('ends whoever is not on it, but not whose row was not read, nor anybody of another office', async () => {
    const rosterId = await imported(uploadRoster(clerk, WHOLE));
    expect(await plannedActions(rosterId)).toEqual([
      { row_no: 2, elder_id: 'r701', action: 'same' },
      { row_no: 3, elder_id: null, action: 'error' },
      { row_no: null, elder_id: 'e3', action: 'end' },
      { row_no: null, elder_id: 'r702', action: 'error' },
      { row_no: null, elder_id: 'r703', action: 'end' },
      { row_no: null, elder_id: 'r707', action: 'end' },
    ]);
    const town = await visit(db, { personId: 'town-clerk' }, NOW);
    const ofTown = await imported(uploadRoster(town, { ...WHOLE, office: '370481001000' }));
    expect((await plannedActions(ofTown)).map(({ elder_id }) => elder_id)).not.toContain('r707');
    await applyRoster(second, rosterId);
    expect(await all("SELECT elder_id FROM elder_fact WHERE to_date = '2026-11-01' ORDER BY elder_id")).toEqual([{ elder_id: 'e3' }, { elder_id: 'r703' }, { elder_id: 'r707' }]);
  });
});

describe('the county’s words', () => {
  it('are asked for, not guessed; once said they hold for the next list too', async () => {
    const file = csv(`孙四,${idNumberOf(4)},农村低保户,`);
    const rosterId = await imported(uploadRoster(clerk, { file }));
    expect(await show(rosterId)).toContain('“农村低保户”是哪一类');
    expect((await clerk.post(`/civil/rosters/${rosterId}/words`, { word: '农村低保户', code: '' })).status).toBe(422);
    expect((await clerk.post(`/civil/rosters/${rosterId}/words`, { word: '农村低保户', code: 'nobody' })).status).toBe(422);
    expect((await clerk.post(`/civil/rosters/${rosterId}/words`, { word: '别的词', code: 'low_income_margin' })).status).toBe(422);
    expect((await clerk.post(`/civil/rosters/${rosterId}/words`, { word: '农村低保户', code: 'minimum_living_guarantee' })).status).toBe(303);
    expect((await plannedActions(rosterId))[0]).toMatchObject({ action: 'add' });
    expect((await plannedActions(await imported(uploadRoster(clerk, { file }))))[0]).toMatchObject({ action: 'add' });
  });

  it('said otherwise after a preview was looked at make another preview', async () => {
    const file = csv(`孙四,${idNumberOf(4)},城市低保,`);
    const rosterId = await imported(uploadRoster(clerk, { file }));
    const form = hiddenOf(await (await second.get(`/civil/rosters/${rosterId}/application`)).text(), 'plan', 'hash');
    await clerk.post(`/civil/rosters/${await imported(uploadRoster(clerk, { file }))}/words`, { word: '城市低保', code: 'low_income_margin' });
    expect((await second.post(`/civil/rosters/${rosterId}/application`, form)).status).toBe(409);
    expect(await one("SELECT count(*) AS n FROM elder_fact WHERE elder_id = 'r704'")).toEqual({ n: 0 });
  });
});

describe('other lists', () => {
  it.each<[string, string, string, object]>([
    ['ability', `姓名,身份证号,能力等级,评估日期\n孙四,${idNumberOf(4)},重度失能,2026/10/1`, 'ability', { value: 'severe', scale: 'GB/T 42195-2022', from_date: '2026-10-01' }],
    ['disability', `姓名;身份证号;残疾等级\n孙四;${idNumberOf(4)};肢体二级`, 'disability', { value: '2', scale: null, from_date: '2026-11-01' }],
    ['death', `姓名\t身份证号\t死亡日期\n孙四\t${idNumberOf(4)}\t2026年10月9日`, 'death', { value: 'yes', scale: null, from_date: '2026-10-09' }],
  ])('of %s become dated facts', async (kind, file, factKind, fact) => {
    const rosterId = await imported(uploadRoster(clerk, { kind, file }));
    expect((await applyRoster(second, rosterId)).status).toBe(303);
    expect(await all("SELECT kind, value, scale, from_date FROM elder_fact WHERE elder_id = 'r704'")).toEqual([{ kind: factKind, ...fact }]);
    if (kind === 'death') expect(await show(rosterId, second)).toContain('还有事要办的人');
  });

  it('the dead are nobody’s whole list', async () => {
    expect((await uploadRoster(clerk, { kind: 'death', coverage: 'whole', file: `姓名,身份证号,死亡日期\n孙四,${idNumberOf(4)},2026-10-09` })).status).toBe(422);
  });

  it('have templates with the right columns', async () => {
    const answer = await clerk.get('/civil/rosters/uploads/ability/template.csv');
    expect(await answer.text()).toBe('\uFEFF姓名,身份证号,能力等级,评估日期,电话,住址\r\n'.slice(1));
    expect(answer.headers.get('content-disposition')).toContain('attachment');
  });
});
