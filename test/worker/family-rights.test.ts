import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { CONSENT_VERSIONS } from '../../src/domain/family.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { between } from '../support/between.ts';
import { all, one } from '../support/books.ts';
import { caringCounty, DIET, dietForm, idOf, marks, PAGE, PAUSES, pausing, placedOn, set, settingOf, textOf, THURSDAY, WEDNESDAY } from '../support/care.ts';
import { bind, DAUGHTER, familyOf } from '../support/families.ts';
import { runId, TODAY, TOMORROW } from '../support/seed.ts';
import { only, standing } from '../support/standing-orders.ts';
import { visit, type Visitor } from '../support/visitor.ts';

// What a yes gives, how far, and until when; what a family says of what she cannot eat.

let db: Database;
let clock: { now: number };
let daughter: Visitor;
let son: Visitor;
let elder: Visitor;
beforeEach(async () => {
  ({ db, clock, daughter, son, elder } = await caringCounty());
});

const run = (sql: string) => env.DB.prepare(sql).run();
const death = () => run("INSERT INTO elder_fact SELECT 'f9', 'e1', 'death', 'yes', NULL, '2026-11-20', NULL, 'x', NULL, 0, 'person:clerk'");

describe('a consent that ends while the page stands', () => {
  const counted = () => one('SELECT (SELECT count(*) FROM standing_order) + (SELECT count(*) FROM standing_order_skip) + (SELECT count(*) FROM pause) + (SELECT count(*) FROM diet_change) n');
  const withdraw = () => run("INSERT INTO family_withdrawal VALUES ('b-d1-e1', 'elder_page', 0, 'elder:e1')");

  it('nothing that she had not pressed yet is found, and nothing is written', async () => {
    await set(son);
    const id = await idOf();
    const [form, paused] = [await settingOf(daughter, '12345', id), await pausing(daughter, TOMORROW, THURSDAY)];
    const before = await counted();
    await withdraw();
    const answers = [
      await daughter.get(PAGE), await daughter.get(`${PAGE}/new/dinner`), await daughter.get(PAUSES), await daughter.get('/family/elders/e1/diet'),
      await daughter.post(PAGE, form), await daughter.post(PAUSES, paused), await daughter.post(`${PAGE}/${id}/skips`, { date: TOMORROW, want: 'skip' }), await daughter.post(`${PAGE}/${id}/end`),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(await counted()).toEqual(before);
  });

  it.each<[string, (who: Visitor, id: string, forms: { set: Record<string, string>; pause: Record<string, string> }) => Promise<Response>]>([
    ['a change', (who, _id, forms) => who.post(PAGE, forms.set)],
    ['a pause', (who, _id, forms) => who.post(PAUSES, forms.pause)],
    ['a skipped day', (who, id) => who.post(`${PAGE}/${id}/skips`, { date: TOMORROW, want: 'skip' })],
    ['a day that is eaten after all', (who, id) => who.post(`${PAGE}/${id}/skips`, { date: WEDNESDAY, want: 'eat' })],
    ['the end', (who, id) => who.post(`${PAGE}/${id}/end`)],
  ])('also between the reading and the writing of %s', async (_what, press) => {
    await set(son);
    const id = await idOf();
    await son.post(`${PAGE}/${id}/skips`, { date: WEDNESDAY, want: 'skip' });
    const forms = { set: await settingOf(daughter, '12345', id), pause: await pausing(daughter, TOMORROW, THURSDAY) };
    const before = [await counted(), await placedOn()];
    const { visitor, batches } = between(daughter, 2, withdraw);
    expect((await press(visitor, id, forms)).status).toBe(404);
    expect(batches()).toBeGreaterThan(2);
    expect([await counted(), await placedOn()]).toEqual(before);
    expect(await one('SELECT count(*) n FROM standing_order WHERE to_date IS NULL')).toEqual({ n: 1 });
    expect(await one('SELECT count(*) n FROM standing_order_skip WHERE withdrawn_at IS NOT NULL')).toEqual({ n: 0 });
  });

  it('between the reading and the writing of a diet', async () => {
    const form = await dietForm(daughter, { texture: 'soft' });
    const { visitor } = between(daughter, 2, withdraw);
    expect((await visitor.post(DIET, form)).status).toBe(404);
    expect(await one('SELECT count(*) n FROM diet_change')).toEqual({ n: 0 });
  });
});

describe('what she cannot eat', () => {
  it('is written down by her daughter and holds at once; who said it is kept, and she reads it', async () => {
    expect(await textOf(daughter.get('/family/elders/e1'))).toMatch(/忌口 还没有问过。 记忌口、过敏/);
    expect((await daughter.post(DIET, await dietForm(daughter, { mark_soy: 'severe', texture: 'soft' }))).headers.get('location')).toBe(DIET);
    expect(await one('SELECT version, changed_by FROM diet_change')).toEqual({ version: 1, changed_by: 'person:d1' });
    expect(await one("SELECT actor, action FROM audit WHERE action = 'diet.change'")).toEqual({ actor: 'person:d1', action: 'diet.change' });
    expect(await textOf(son.get(DIET))).toMatch(/改过的.*女儿刘芳.*软食/);
    expect((await daughter.get(`/family/elders/e1/meals/${runId('p1', TODAY, 'lunch')}/A/dine_in`)).status).toBe(409);
    expect(await textOf(elder.get('/diet?more=all'))).toMatch(/刘芳，您女儿，11 月 23 日 ?替您说的/);
    expect((await daughter.post(DIET, await dietForm(daughter, { mark_soy: 'severe', texture: 'soft' }))).status).toBe(303);
    expect(await one('SELECT count(*) n FROM diet_change')).toEqual({ n: 1 });
  });

  it('does not overwrite what she or her other child said meanwhile', async () => {
    const late = await dietForm(son, { mark_spicy: 'restriction' });
    await daughter.post(DIET, await dietForm(daughter, { mark_soy: 'severe' }));
    const answer = await son.post(DIET, late);
    expect([answer.status, await textOf(answer)]).toEqual([409, expect.stringContaining('改')]);
    expect(await one("SELECT count(*) n FROM elder_diet_item WHERE code = 'spicy'")).toEqual({ n: 0 });
    const both = await Promise.all([daughter.post(DIET, await dietForm(daughter, { mark_soy: 'mild' })), son.post(DIET, await dietForm(son, { mark_nut: 'severe' }))]);
    expect(both.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await one('SELECT count(*) n FROM diet_change')).toEqual({ n: 2 });
  });

  it('a note that is too long is asked again and kept; a form with a gap is not understood', async () => {
    const answer = await daughter.post(DIET, await dietForm(daughter, { note: '软'.repeat(61), mark_soy: 'severe' }));
    const page = await answer.text();
    expect([answer.status, page]).toEqual([422, expect.stringContaining('软'.repeat(61))]);
    expect(page).toMatch(/id="mark_soy"[^]*?<option value="severe" selected/);
    const { mark_soy: _gap, ...rest } = await dietForm(daughter);
    expect((await daughter.post(DIET, rest)).status).toBe(422);
  });

  it('ordered meals that go against it are named, with the way to each', async () => {
    await set(daughter, only(TOMORROW));
    const dish = await one<{ setMealId: string }>('SELECT set_meal_id AS setMealId FROM meal_order');
    await run(`UPDATE dish SET contains = '["nut"]' WHERE id IN (SELECT dish_id FROM set_meal_dish WHERE set_meal_id = '${dish?.setMealId}')`);
    await daughter.post(DIET, await dietForm(daughter, { mark_nut: 'severe' }));
    expect(await (await daughter.get(DIET)).text()).toMatch(/已经订了不合适的饭.*明天午饭.*href="\/family\/elders\/e1\/orders\/\w+"/s);
  });
});

describe('what a consent names', () => {
  const OLD = CONSENT_VERSIONS[0];
  let niece: Visitor;
  beforeEach(async () => {
    await bind(db, { id: 'n1', name: '王丽', relation: 'relative', phone: '15400001003' }, 'e1', 'standing', 'b-n1-e1', OLD);
    niece = await familyOf(db, { id: 'n1', name: '王丽', relation: 'relative' }, () => clock.now);
    await standing(db, 'e1', { weekdays: only(TOMORROW) });
  });

  it('a yes to earlier words orders and cancels, and no more: nothing new is hers by silence', async () => {
    const id = await idOf();
    expect((await niece.get(`/family/elders/e1/meals/${runId('p1', TODAY, 'lunch')}`)).status).toBe(200);
    const asks = [
      await niece.get(PAGE), await niece.get(PAUSES), await niece.get('/family/elders/e1/diet'), await niece.get(`${PAGE}/${id}/days`),
      await niece.post(PAGE, { key: newId(), slot: 'lunch', follows: id, days: '12345', mode: 'dine_in', meal: '' }),
      await niece.post(PAUSES, { key: newId(), start: TOMORROW, resume: 'open', reason: 'away', seen: '' }), await niece.post(`${PAGE}/${id}/end`),
      await niece.post('/family/elders/e1/diet', { version: '0', texture: 'soft', feeding: 'no', note: '', ...marks() }),
    ];
    for (const answer of asks) expect([answer.status, await textOf(answer)]).toEqual([409, expect.stringMatching(/要老人再点一次头.*订饭、退饭.*谁能替我订饭/)]);
    expect(await all('SELECT set_by, to_date FROM standing_order')).toEqual([{ set_by: 'elder:e1', to_date: null }]);
    expect(await one('SELECT (SELECT count(*) FROM pause) + (SELECT count(*) FROM diet_change) n')).toEqual({ n: 0 });
    const week = await textOf(niece.get('/family/elders/e1'));
    expect(week).toContain('再点“同意”');
    expect(week).not.toMatch(/记忌口、过敏|停一天、停几天、改/);
  });

  it('she reads what more they would do, says yes, and it is recorded beside the first', async () => {
    const page = await textOf(elder.get('/relatives/b-n1-e1'));
    expect(page).toMatch(/能替您订饭.*还想让 ?王丽 ?多帮一点吗？.*天天订着、停几天、不订了.*告诉食堂您不能吃什么.*同意.*不让 ?王丽 ?订了/);
    await run("UPDATE card SET revoked_at = 1 WHERE id = 'card-e1'");
    const other = await visit(db, { personId: 'cook1' }, () => clock.now);
    expect(await textOf(other.get('/canteen/relatives?elder=e1'))).toMatch(/能代订；天天订、暂停、忌口还没有问过本人 ?当面问过，本人同意/);
    const answers = [await other.post('/canteen/relatives/b-n1-e1/consent', { elder: 'e1' }), await other.post('/canteen/relatives/b-n1-e1/consent', { elder: 'e1' })];
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    expect(await all("SELECT version, witness FROM family_consent WHERE binding_id = 'b-n1-e1' ORDER BY version")).toEqual([{ version: OLD, witness: null }, { version: CONSENT_VERSIONS[1], witness: 'person:cook1' }]);
    expect((await niece.get(PAGE)).status).toBe(200);
    expect(await textOf(niece.get('/family'))).toContain('李秀英');
    expect((await textOf(niece.get('/family'))).match(/看这几天/g)).toHaveLength(1);
  });

  it('on her own page in one press; withdrawn, all of it ends', async () => {
    expect((await elder.post('/relatives/b-n1-e1/consent')).status).toBe(303);
    expect(await textOf(elder.get('/relatives/b-n1-e1'))).not.toContain('多帮一点');
    expect((await niece.get(PAGE)).status).toBe(200);
    await elder.post('/relatives/b-n1-e1/withdrawal');
    expect([(await niece.get(PAGE)).status, (await niece.get('/family/elders/e1')).status]).toEqual([404, 404]);
    await elder.post('/relatives/b-n1-e1/consent');
    expect(await one("SELECT count(*) n FROM family_consent WHERE binding_id = 'b-n1-e1'")).toEqual({ n: 2 });
  });
});

describe('after a death', () => {
  it('there is a telephone and nothing to set, and a press that was under way writes nothing', async () => {
    await set(son);
    const id = await idOf();
    const [form, paused] = [await settingOf(daughter, '12345', id), await pausing(daughter, TOMORROW, THURSDAY)];
    const { visitor } = between(daughter, 2, death);
    expect((await visitor.post(PAGE, form)).status).toBe(409);
    const answers = [await daughter.get(PAGE), await daughter.get('/family/elders/e1/diet'), await daughter.post(PAUSES, paused), await daughter.post(`${PAGE}/${id}/end`)];
    for (const answer of answers) {
      const page = await answer.text();
      expect([answer.status, page]).toEqual([409, expect.stringContaining('我们在电话里给您办')]);
      for (const careless of ['李秀英', '长期订餐', '忌口']) expect(page).not.toContain(careless);
    }
    expect(await one('SELECT count(*) n FROM pause')).toEqual({ n: 0 });
    expect(await one("SELECT count(*) n FROM standing_order WHERE set_by = 'person:d1'")).toEqual({ n: 0 });
  });
});

describe('nobody else', () => {
  it('finds it under another elder’s address, or without a yes', async () => {
    await set(daughter);
    const id = await idOf();
    await bind(db, DAUGHTER, 'e3');
    const other = '/family/elders/e3/standing-orders';
    const answers = [await daughter.get(`${other}/${id}/days`), await daughter.post(`${other}/${id}/end`), await daughter.post(`${other}/${id}/skips`, { date: TOMORROW, want: 'skip' }), await daughter.get(`${other}/${id}/change`), await daughter.get('/family/elders/e2/standing-orders'), await daughter.get('/family/elders/e2/diet')];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect(await one('SELECT count(*) n FROM standing_order WHERE to_date IS NULL')).toEqual({ n: 1 });
  });

  it('but an elder herself on the plain pages, recorded as said by her', async () => {
    await set(elder);
    expect(await one('SELECT channel, set_by FROM standing_order')).toEqual({ channel: 'elder_page', set_by: 'elder:e1' });
    expect(await textOf(elder.get(PAGE))).toMatch(/您自己 ?的长期订餐.*您 11 月 23 日 ?设的/);
    expect(await textOf(daughter.get(PAGE))).toMatch(/本人 11 月 23 日 ?设的/);
  });
});
