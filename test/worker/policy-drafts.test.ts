import { beforeEach, describe, expect, it } from 'vitest';
import type { Instant } from '../../src/domain/calendar.ts';
import type { PolicyRulesText } from '../../src/domain/policy-rules.ts';
import type { Database } from '../../src/store/read.ts';
import { payer } from '../../src/store/schema.ts';
import { newId } from '../../src/vault.ts';
import { draftRefusalText } from '../../web/policy-problem-text.ts';
import { all, one } from '../support/books.ts';
import { draftText } from '../support/drafts.ts';
import { placeOrder } from '../support/ordering.ts';
import { at, day, NOW, runId, seedCounty, seedRun, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// One official writes, another decides: what each may do, and what becomes of the meals.

let db: Database;
let now: Instant;
let clerk: Visitor;
let second: Visitor;

beforeEach(async () => {
  db = await seedCounty();
  now = NOW;
  clerk = await visit(db, { personId: 'clerk' }, () => now);
  second = await visit(db, { personId: 'clerk2' }, () => now);
});

const TO_TOMORROW = draftText({ from: TOMORROW });
const leadsTo = (answer: Response) => answer.headers.get('location') ?? expect.fail(`answered ${answer.status}`);
const page = async (who: Visitor, path: string) => (await who.get(path)).text();
const versions = () => all('SELECT policy_document_id AS policy, from_date, to_date, prepared_by, approved_by FROM policy_version ORDER BY from_date');
const kinds = async () => (await all<{ kind: string }>('SELECT kind FROM policy_draft_step ORDER BY number')).map((step) => step.kind);

/** A draft saved by the clerk; where it stands. */
const draft = async (text = TO_TOMORROW) => leadsTo(await clerk.post('/civil/policies/drafts', { key: newId(), text }));

/** What the page of a draft carries in its forms. */
async function shown(who: Visitor, path: string): Promise<{ step: string; hash: string }> {
  const html = await page(who, path);
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '';
  return { step: hidden('step'), hash: hidden('hash') };
}

const send = async (path: string) => clerk.post(`${path}/sending`, { hash: (await shown(clerk, path)).hash });

/** Sent by the clerk; what the other official was shown. */
async function sent(text = TO_TOMORROW) {
  const path = await draft(text);
  expect((await send(path)).status).toBe(303);
  return { path, form: await shown(second, path) };
}

const refusal = async (answer: Response) => [answer.status, /role="alert"[^>]*><h2>([^<]*)/.exec(await answer.text())?.[1]];

describe('the text of a draft', () => {
  it.each([
    ['a missing comma', '{\n  "schema": "x"\n  "id": 1}', '第 3 行第 3 个字：这里少一个逗号'],
    ['a Chinese comma', '{"schema": "x"，"id": 1}', '用了中文标点“，”'],
    ['an unknown field', TO_TOMORROW.replace('"payers"', '"payer"'), '没有“payer”这个字段'],
    ['a payer that the county has no row for', TO_TOMORROW.replaceAll('unspecified', 'emperor'), '本县没有“emperor”这个出资方'],
    ['a payer by what it is called', TO_TOMORROW.replaceAll('unspecified', '文件未载明'), '“文件未载明”要写成 unspecified。'],
    ['a category by a word of somebody’s own', TO_TOMORROW.replace('minimum_living_guarantee', '低保户'), '可以写：minimum_living_guarantee（低保）'],
    ['an unknown category', TO_TOMORROW.replace('minimum_living_guarantee', 'rich'), '本县没有“rich”这个类别'],
    ['a second version', JSON.stringify({ ...JSON.parse(draftText({ before: '2028-01-01' })), versions: ['2027-01-01', '2028-01-01'].map((from) => ({ ...JSON.parse(draftText({ from })).versions[0], ...(from < '2028' ? { before: '2028-01-01' } : {}) })) }), '这里写了 2 个版本'],
  ])('with %s is not saved, says where, and what was typed stays', async (_what, typed, words) => {
    const answer = await clerk.post('/civil/policies/drafts', { key: newId(), text: typed });
    const html = await answer.text();
    expect(answer.status).toBe(422);
    expect(html).toContain(words);
    const kept = /<textarea[^>]*>\n([^]*?)<\/textarea>/.exec(html)?.[1]?.replaceAll('&quot;', '"').trim();
    expect(kept).toBe(typed.replaceAll('\r\n', '\n').trim());
    expect(await all('SELECT * FROM policy_draft_step')).toEqual([]);
  });

  it('begins with the version in force from tomorrow on, which can be saved as it is but for a category nobody has', async () => {
    const html = await page(clerk, '/civil/policies/drafts/new?version=qd-cy-2020-1');
    const text = /<textarea[^>]*>\n([^]*?)<\/textarea>/.exec(html)?.[1]?.replaceAll('&quot;', '"').trim() ?? '';
    expect(JSON.parse(text)).toMatchObject({ id: 'qd-cy-2020', versions: [{ from: TOMORROW }] });
    const path = await draft(text.replace(', "extreme_hardship"', ''));
    expect(await page(clerk, path)).toContain('低保、特困，自付 2 元');
  });

  it('pressed twice is saved once, and saved again without a change is the same revision', async () => {
    const form = { key: newId(), text: TO_TOMORROW };
    const path = leadsTo(await clerk.post('/civil/policies/drafts', form));
    expect(leadsTo(await clerk.post('/civil/policies/drafts', form))).toBe(path);
    expect(leadsTo(await clerk.post(`${path}/text`, { text: JSON.stringify(JSON.parse(TO_TOMORROW)) }))).toBe(path);
    expect(await kinds()).toEqual(['saved']);
    await clerk.post(`${path}/text`, { text: draftText({ from: TOMORROW, stackable: true }) });
    expect(await kinds()).toEqual(['saved', 'saved']);
  });

  it('is compared with the version in force, in words', async () => {
    const html = await page(clerk, await draft());
    expect(html).toMatch(/60—69 岁，自付 8 元”，给多少<\/td><td>本人每餐付 8 元，其余补贴<\/td><td><b>本人每餐付 7 元，其余补贴/);
    expect(html).toMatch(/“低保、特困，自付 2 元”<\/td><td>[^<]*本人每餐付 2 元[^<]*<\/td><td><b>取消/);
  });
});

describe('the approval', () => {
  it('by another official puts the version in force by service date, and the old one ends with it', async () => {
    const { path, form } = await sent();
    expect(leadsTo(await second.post(`${path}/approval`, form))).toBe(path);
    expect(await versions()).toEqual([
      expect.objectContaining({ policy: 'qd-cy-2020', from_date: '2020-12-17', to_date: null }),
      { policy: 'qd-cy-2020', from_date: TOMORROW, to_date: null, prepared_by: 'person:clerk', approved_by: 'person:clerk2' },
    ]);
    const today = await placeOrder(db, 'e1', {});
    const tomorrow = await placeOrder(db, 'e1', { runId: runId('p1', TOMORROW, 'lunch') });
    const pays = async (id: string) => (await one<{ self_pay_fen: number }>('SELECT self_pay_fen FROM meal_order WHERE id = ?', id))?.self_pay_fen;
    expect([await pays(today), await pays(tomorrow)]).toEqual([700, 600]);
    const list = await page(clerk, '/civil/policies');
    expect(list).toContain(`2020-12-17 起，到 ${TOMORROW} 之前`);
    now = at('08:00', day('2026-12-10'));
    expect(await page(clerk, '/civil?month=2026-11')).toContain('演示借用');
    expect(await page(clerk, '/civil?month=2026-12')).not.toContain('演示借用');
  });

  it('re-prices nothing that was ordered before, and either order is recomputed to the fen', async () => {
    const lunch = runId('p1', TOMORROW, 'lunch');
    const before = await placeOrder(db, 'e1', { runId: lunch });
    const { path, form } = await sent();
    now = at('08:30');
    await second.post(`${path}/approval`, form);
    const after = await placeOrder(db, 'e2', { runId: lunch }, at('08:40'));
    expect(await all('SELECT self_pay_fen FROM meal_order ORDER BY placed_at')).toEqual([{ self_pay_fen: 700 }, { self_pay_fen: 500 }]);
    for (const id of [before, after]) expect(await page(clerk, `/civil/orders/${id}/recomputation`)).toContain('重算出来一分不差');
  });

  it('makes room for whoever its orders will name: a payer without an account, the seller’s discount, a concession', async () => {
    await db.insert(payer).values({ code: 'county', name: '县财政', position: 2 });
    const benefits: PolicyRulesText['benefits'] = [
      { name: '补贴', tiers: [{ clause: '补 3 元', give: { form: 'fixed', fen: 300 }, pays: 'county' }] },
      { name: '九折', tiers: [{ clause: '九折', give: { form: 'discount', percentOff: 10 } }] },
      { name: '让利', tiers: [{ clause: '让 1 元', give: { form: 'fixed', fen: 100 }, pays: 'operator_concession' }] },
    ];
    const { path, form } = await sent(draftText({ from: TOMORROW, payers: [{ payer: 'county' }], benefits }));
    expect((await second.post(`${path}/approval`, form)).status).toBe(303);
    const id = await placeOrder(db, 'e1', { runId: runId('p1', TOMORROW, 'lunch') });
    expect(await all('SELECT payer_code AS payer, fen FROM order_split WHERE order_id = ? ORDER BY 1', id)).toEqual([
      { payer: 'county', fen: 300 }, { payer: 'discount', fen: 150 }, { payer: 'elder', fen: 950 }, { payer: 'operator_concession', fen: 100 },
    ]);
    expect(await page(clerk, `/civil/orders/${id}/recomputation`)).toContain('重算出来一分不差');
  });

  it.each([
    ['the person who wrote it', 'same_person', async () => ({ who: clerk, ...(await sent()) })],
    ['somebody who saw an older text', 'changed_since_sent', async () => {
      const { path, form } = await sent();
      await clerk.post(`${path}/text`, { text: draftText({ from: TOMORROW, stackable: true }) });
      await send(path);
      return { who: second, path, form };
    }],
    ['somebody who saw it before it was taken back', 'changed_since_sent', async () => {
      const { path, form } = await sent();
      await clerk.post(`${path}/text`, { text: draftText({ from: TOMORROW, stackable: true }) });
      return { who: second, path, form };
    }],
    ['anybody once it is withdrawn', 'already_withdrawn', async () => {
      const { path, form } = await sent();
      await clerk.post(`${path}/withdrawal`);
      return { who: second, path, form };
    }],
    ['anybody on the day on which it begins', 'from_in_past', async () => {
      const sending = await sent();
      now = at('00:00', TOMORROW);
      return { who: second, ...sending };
    }],
    ['anybody when another version of that day was approved meanwhile', 'overlaps', async () => {
      const [first, other] = [await sent(), await sent(draftText({ from: TOMORROW, stackable: true }))];
      await second.post(`${other.path}/approval`, other.form);
      return { who: second, ...first };
    }],
  ] as const)('is refused to %s', async (_who, code, story) => {
    const { who, path, form } = await story();
    const standing = await versions();
    expect(await refusal(await who.post(`${path}/approval`, form))).toEqual([409, draftRefusalText[code]]);
    expect(await versions()).toEqual(standing);
  });

  it('counts once, however many press at once, and a second press is shown what the first did', async () => {
    const { path, form } = await sent();
    const answers = await Promise.all(Array.from({ length: 6 }, () => second.post(`${path}/approval`, form)));
    expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303, 303, 303, 303]);
    expect(await kinds()).toEqual(['saved', 'sent', 'approved']);
    expect(await versions()).toHaveLength(2);
  });

  it('of two drafts for one day goes to one of them, pressed at once', async () => {
    const [first, other] = [await sent(), await sent(draftText({ from: TOMORROW, stackable: true }))];
    const answers = await Promise.all([first, other].map(({ path, form }) => second.post(`${path}/approval`, form)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 409]);
    expect(await versions()).toHaveLength(2);
  });

  it('and the return of the same draft at once: one of them stands', async () => {
    const { path, form } = await sent();
    const answers = await Promise.all([second.post(`${path}/approval`, form), second.post(`${path}/return`, { ...form, reason: '再想想' })]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([303, 409]);
    expect((await kinds()).length).toBe(3);
  });
});

describe('sending and returning', () => {
  it('is refused with a first day that is today or past, with the reason', async () => {
    const path = await draft(draftText({ from: '2026-11-23' }));
    expect(await refusal(await send(path))).toEqual([409, draftRefusalText.from_in_past]);
    expect(await kinds()).toEqual(['saved']);
  });

  it('is refused where an ended version holds already', async () => {
    const { path, form } = await sent(draftText({ from: '2027-01-01', before: '2027-07-01' }));
    await second.post(`${path}/approval`, form);
    expect(await refusal(await send(await draft(draftText({ from: '2027-06-01' }))))).toEqual([409, draftRefusalText.overlaps]);
    expect((await send(await draft(draftText({ from: '2027-07-01' })))).status).toBe(303);
  });

  it('a return needs a reason, shows it to the preparer, and the corrected text is sent again', async () => {
    const { path, form } = await sent();
    expect((await refusal(await second.post(`${path}/return`, { ...form, reason: ' ' })))[0]).toBe(409);
    expect((await second.post(`${path}/return`, { ...form, reason: '低保改得太多' })).status).toBe(303);
    expect((await second.post(`${path}/return`, { ...form, reason: '低保改得太多' })).status).toBe(303);
    expect(await page(clerk, path)).toContain('低保改得太多');
    await clerk.post(`${path}/text`, { text: draftText({ from: TOMORROW, stackable: true }) });
    expect((await send(path)).status).toBe(303);
    expect((await second.post(`${path}/approval`, await shown(second, path))).status).toBe(303);
    expect(await kinds()).toEqual(['saved', 'sent', 'returned', 'saved', 'sent', 'approved']);
  });

  it('nothing happens to a draft that is decided', async () => {
    const { path, form } = await sent();
    await second.post(`${path}/approval`, form);
    for (const [step, fields] of [['text', { text: draftText() }], ['sending', { hash: form.hash }], ['withdrawal', {}]] as const) {
      expect((await refusal(await clerk.post(`${path}/${step}`, fields)))[1], step).toBe(draftRefusalText.already_approved);
    }
    expect(await kinds()).toEqual(['saved', 'sent', 'approved']);
  });
});

describe('whose it is', () => {
  it('a town’s official reads what holds, and finds no draft and no trial', async () => {
    const path = await draft();
    const town = await visit(db, { personId: 'town-clerk' }, NOW);
    expect((await town.get('/civil/policies')).status).toBe(200);
    expect(await page(town, '/civil/policies')).not.toMatch(/drafts|草稿/);
    expect((await town.get('/civil/policies/versions/qd-cy-2020-1')).status).toBe(200);
    for (const asked of [path, `${path}/text`, '/civil/policies/drafts/new']) expect((await town.get(asked)).status, asked).toBe(404);
    expect((await town.post('/civil/policies/drafts', { key: newId(), text: TO_TOMORROW })).status).toBe(404);
    expect((await town.post(`${path}/sending`, { hash: 'x' })).status).toBe(404);
  });
});

describe('recomputing an order', () => {
  it('takes the earlier meals that counted then, whatever became of them since', async () => {
    const limited = draftText({ from: TOMORROW, limits: [{ per: 'week', meals: 1 }] });
    const { path, form } = await sent(limited);
    await second.post(`${path}/approval`, form);
    await seedRun(db, 'p1', day('2026-11-25'), 'lunch');
    const first = await placeOrder(db, 'e1', { runId: runId('p1', TOMORROW, 'lunch') });
    const other = await placeOrder(db, 'e1', { runId: runId('p1', day('2026-11-25'), 'lunch') }, at('09:00'));
    expect(await one('SELECT json_extract(assessment, \'$.counted\') AS counted, self_pay_fen FROM meal_order WHERE id = ?', other)).toEqual({ counted: JSON.stringify([first]), self_pay_fen: 1500 });
    const elder = await visit(db, { elderId: 'e1' }, at('09:05'));
    expect((await elder.post(`/orders/${first}/cancellation`)).status).toBe(303);
    const html = await page(clerk, `/civil/orders/${other}/recomputation`);
    expect(html).toContain('重算出来一分不差');
    expect(html).toContain('以前的餐算进限次、限额的有 1 份');
  });

  it('is refused for an order that kept too little', async () => {
    const id = await placeOrder(db, 'e1');
    const old = newId();
    await db.$client.prepare(`INSERT INTO meal_order (id, meal_run_id, order_no, elder_id, service_date, slot, set_meal_id, mode, state, price_fen, self_pay_fen, policy_version_id, assessment, pay_by, channel, placed_by, placed_at)
      SELECT '${old}', meal_run_id, 99, 'e2', service_date, slot, set_meal_id, mode, state, price_fen, self_pay_fen, policy_version_id,
      json_object('facts', json(json_extract(assessment, '$.facts')), 'reasons', json('[]')), pay_by, channel, placed_by, placed_at FROM meal_order WHERE id = '${id}'`).run();
    const answer = await clerk.get(`/civil/orders/${old}/recomputation`);
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('不能一分不差地重算')]);
  });
});
