import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { DIET_CODES } from '../../src/domain/diet.ts';
import type { Database } from '../../src/store/read.ts';
import { newId } from '../../src/vault.ts';
import { NOW, runId, seedCounty, TODAY, TOMORROW } from '../support/seed.ts';
import { visit, type Visitor } from '../support/visitor.ts';

let db: Database;
let elder: Visitor;
let cook: Visitor;
beforeEach(async () => {
  db = await seedCounty();
  elder = await visit(db, { elderId: 'e1' }, NOW);
  cook = await visit(db, { personId: 'cook1' }, NOW);
});
const rows = async (sql: string) => (await env.DB.prepare(sql).all()).results;
const text = async (who: Visitor, path: string) => (await who.get(path)).text();
const answer = (form: Record<string, string>) => elder.post('/diet', form);
const severe = { change: 'item', itemKind: 'allergy', code: 'peanut', severity: 'severe' };
const lunch = (setMealId: string, date = TOMORROW) => ({ runId: runId('p1', date, 'lunch'), setMealId, mode: 'dine_in' });
/** The counter's form as it stands on its page. */
const paper = (more: Record<string, string> = {}) => ({
  elder: 'e1', version: '0', texture: 'regular', feeding: 'no', note: '', ...Object.fromEntries(DIET_CODES.map((code) => [`mark_${code}`, 'none'])), ...more,
});

describe('what she cannot eat', () => {
  it('is asked once: nothing and not asked are two things, to her and to the counter', async () => {
    expect(await text(elder, '/')).toContain('有没有不能吃的');
    expect(await text(elder, '/diet')).toContain('没有，什么都能吃');
    expect(await text(cook, '/canteen/counter?elder=e1')).toContain('还没有问过忌口');
    expect((await answer({ change: 'asked' })).headers.get('location')).toBe('/diet');
    expect(await text(elder, '/')).not.toContain('有没有不能吃的');
    expect(await text(cook, '/canteen/counter?elder=e1')).toContain('没有忌口。');
    expect(await rows('SELECT asked_at FROM elder_diet WHERE elder_id = \'e1\'')).toEqual([{ asked_at: NOW }]);
  });

  it('is said one by one, changed and taken back; the same answer again is none, and each is kept with who said it', async () => {
    await answer(severe);
    await answer(severe);
    await answer({ change: 'texture', texture: 'soft' });
    await answer({ change: 'item', itemKind: 'restriction', code: 'pork' });
    await answer({ change: 'feeding', help: 'yes' });
    const page = await text(elder, '/diet');
    for (const words of ['吃花生过敏，很厉害', '不吃猪肉', '要软和的，吃饭要人帮', '就这些，说完了']) expect(page).toContain(words);
    await answer({ change: 'without', itemKind: 'restriction', code: 'pork' });
    expect(await text(elder, '/diet')).not.toContain('去掉这一条：猪肉');
    const history = await rows('SELECT version, changed_by FROM diet_change ORDER BY version');
    expect(history).toEqual([1, 2, 3, 4, 5].map((version) => ({ version, changed_by: 'elder:e1' })));
    expect(await rows("SELECT count(*) AS n FROM audit WHERE action = 'diet.change'")).toEqual([{ n: 5 }]);
  });

  it('is no allergy where it cannot be one', async () => {
    await answer({ change: 'item', itemKind: 'allergy', code: 'pork', severity: 'severe' });
    expect(await rows("SELECT kind, code, severity FROM elder_diet_item WHERE elder_id = 'e1'")).toEqual([{ kind: 'restriction', code: 'pork', severity: null }]);
  });

  it('that nobody offers is no answer', async () => {
    for (const form of [{ change: 'item', itemKind: 'allergy', code: 'stone' }, { change: 'texture' }, { change: 'x' }] as Record<string, string>[]) {
      expect((await answer(form)).status).toBe(422);
    }
    expect((await elder.get('/diet/allergies/pork')).status).toBe(404);
    expect(await rows('SELECT count(*) AS n FROM diet_change')).toEqual([{ n: 0 }]);
  });
});

describe('a severe allergy', () => {
  it('said a moment ago refuses the dish with a sentence, another dish and the telephone', async () => {
    await answer(severe);
    for (const asked of [await elder.get(`/meals/${lunch('B').runId}/B/dine_in`), await elder.post('/orders', { key: newId(), ...lunch('B') })]) {
      expect(asked.status).toBe(409);
      const page = await asked.text();
      for (const words of ['您吃了会过敏', 'tel:06325550123', '看看别的菜']) expect(page).toContain(words);
    }
    expect(await rows('SELECT count(*) AS n FROM meal_order')).toEqual([{ n: 0 }]);
    expect((await elder.post('/orders', { key: newId(), ...lunch('A') })).status).toBe(303);
  });

  it('of which nobody knows how bad it is refuses too; a mild one warns, names the dish and offers another', async () => {
    await answer({ change: 'item', itemKind: 'allergy', code: 'peanut' });
    expect((await elder.get(`/meals/${lunch('B').runId}/B/dine_in`)).status).toBe(409);
    await answer({ ...severe, severity: 'mild' });
    const check = await elder.get(`/meals/${lunch('B').runId}/B/dine_in`);
    expect(check.status).toBe(200);
    const page = await check.text();
    for (const words of ['花生芹菜里有花生', '换一个菜']) expect(page).toContain(words);
  });

  it('is told of meals that are ordered already, to her and to the counter', async () => {
    await elder.post('/orders', { key: newId(), ...lunch('B', TODAY) });
    await answer(severe);
    expect((await text(elder, '/diet')).replace(/<[^>]*>|\s/g, '')).toContain('今天午饭您订了花生芹菜套餐，花生芹菜里有花生');
    expect(await text(cook, '/canteen/diets?elder=e1')).toContain('今天午饭，花生芹菜套餐，花生芹菜里有花生');
  });
});

describe('an order rests on what is in the dishes', () => {
  it('as it was read: a dish that gets peanuts in between is refused', async () => {
    await answer(severe);
    const { loadPlacement, placeOrder } = await import('../../src/store/orders.ts');
    const { decidePlacement } = await import('../../src/domain/order.ts');
    const { scopeFor } = await import('../../src/domain/access.ts');
    const scope = scopeFor({ kind: 'elder', elderId: 'e1', name: '', callAs: null, point: { id: 'p1', name: '', phone: '', phoneHours: '' } }, 'order.own');
    const wish = { ...lunch('A'), mode: 'dine_in' as const, elderId: 'e1' };
    const read = scope && (await loadPlacement(db, scope, wish));
    if (!read) throw new Error('nothing to order');
    const placement = decidePlacement(read.facts, NOW);
    if (placement.refused !== null) throw new Error(placement.refused);
    await env.DB.prepare(`UPDATE dish SET contains = '["soy","peanut"]' WHERE id = 'd1'`).run();
    const entry = { at: NOW, actor: 'elder:e1', action: 'order.place', subject: 'x', requestId: 'r' };
    const order = { id: 'o9', wish, channel: 'elder_page' as const, placement, payBy: 'cash' as const, read };
    expect(await placeOrder(db, entry, order, { key: newId(), payloadHash: 'h', answer: '/' })).toBe('conflict');
    expect((await elder.post('/orders', { key: newId(), ...lunch('A') })).status).toBe(409);
  });
});

describe('at the counter', () => {
  it('is written down as asked, with a history that says who', async () => {
    expect((await cook.post('/canteen/diets', paper({ texture: 'soft', mark_peanut: 'severe', mark_pork: 'restriction', note: '吃得慢' }))).status).toBe(303);
    const page = await text(cook, '/canteen/diets?elder=e1');
    for (const words of ['软食；花生，严重过敏；不吃猪肉；吃得慢', '李芳']) expect(page).toContain(words);
    expect(await rows("SELECT kind, code, severity FROM elder_diet_item WHERE elder_id = 'e1' ORDER BY code")).toEqual([
      { kind: 'allergy', code: 'peanut', severity: 'severe' },
      { kind: 'restriction', code: 'pork', severity: null },
    ]);
  });

  it('does not overwrite what she said meanwhile', async () => {
    await answer(severe);
    const late = await cook.post('/canteen/diets', paper({ mark_pork: 'restriction' }));
    expect([late.status, (await late.text()).includes('刚才有人改过')]).toEqual([409, true]);
    expect(await rows("SELECT code FROM elder_diet_item WHERE elder_id = 'e1'")).toEqual([{ code: 'peanut' }]);
    expect((await cook.post('/canteen/diets', paper({ version: '1', mark_peanut: 'severe' }))).status).toBe(303);
  });

  it('keeps a note that is too long, and finds nobody of another place', async () => {
    const long = await cook.post('/canteen/diets', paper({ note: '慢'.repeat(61) }));
    expect([long.status, (await long.text()).includes('慢'.repeat(61))]).toEqual([422, true]);
    expect((await cook.get('/canteen/diets?elder=e4')).status).toBe(404);
    expect((await cook.post('/canteen/diets', { ...paper(), elder: 'e4' })).status).toBe(404);
  });
});
