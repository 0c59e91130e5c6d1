import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from '../../src/store/read.ts';
import { all, expectBooksToAgree, one } from '../support/books.ts';
import { day, NOW, runId, seedCounty, seedElder, seedRun, TODAY, TOMORROW } from '../support/seed.ts';
import { expand, only, standing } from '../support/standing-orders.ts';
import { visit } from '../support/visitor.ts';

let db: Database;
beforeEach(async () => {
  db = await seedCounty();
});

const orders = () => all('SELECT elder_id, service_date FROM meal_order ORDER BY elder_id, service_date, slot');
const count = async () => (await one<{ n: number }>("SELECT count(*) n FROM meal_order WHERE channel = 'standing_order' AND state <> 'cancelled'"))?.n;

describe('races', () => {
  /** A database that does something else just before its first write. */
  const interrupted = (before: () => Promise<unknown>): Database => {
    let calls = 0;
    const batch: D1Database['batch'] = async (statements) => {
      calls += 1;
      if (calls === 3) await before();
      return env.DB.batch(statements);
    };
    const prepare = (text: string) => env.DB.prepare(text);
    return openDatabase({ batch, prepare } as unknown as D1Database);
  };

  it.each([
    ['her diet', "INSERT INTO elder_diet_item VALUES ('e1', 'allergy', 'soy', 'severe')", 'B'],
    ['a price', "UPDATE offer SET price_fen = 1800 WHERE set_meal_id = 'A'", 'A'],
    ['what is in a dish, of which she must not eat,', `UPDATE dish SET contains = '["shellfish"]' WHERE id = 'd1'`, 'B'],
  ])('%s changes between reading and writing: decided again on what is so now', async (_what, change, meal) => {
    for (const elderId of ['e1', 'e3']) await standing(db, elderId, { weekdays: only(TOMORROW) });
    await env.DB.prepare("INSERT INTO elder_diet_item VALUES ('e1', 'allergy', 'shellfish', 'severe')").run();
    expect(await expand(interrupted(() => env.DB.prepare(change).run()), NOW)).toEqual({ done: 2, failed: 0, left: [] });
    expect(await one("SELECT set_meal_id FROM meal_order WHERE elder_id = 'e1'")).toEqual({ set_meal_id: meal });
    await expectBooksToAgree();
  });

  it('the calendar says in between that tomorrow is a holiday: that is what the order keeps', async () => {
    await standing(db, 'e1', { weekdays: only(TOMORROW) });
    const said = () => env.DB.batch([
      env.DB.prepare("INSERT INTO calendar_list VALUES ('l1', 2026, '[]', 'x', 0, 'person:clerk')"),
      env.DB.prepare("INSERT INTO calendar_list_answer VALUES ('l1', 'confirmed', 0, 'person:clerk2', 'x', '')"),
      env.DB.prepare("INSERT INTO calendar_day VALUES (?, 1, 'statutory_holiday', 'x', 'l1')").bind(TOMORROW),
    ]);
    expect(await expand(interrupted(said), NOW)).toEqual({ done: 1, failed: 0, left: [] });
    expect(await one("SELECT json_extract(assessment, '$.meal.statutoryHoliday') AS holiday FROM meal_order WHERE elder_id = 'e1'")).toEqual({ holiday: 1 });
  });

  it('she skips the day, pauses, or ends it in between: nothing is made for her, everything for the others', async () => {
    for (const elderId of ['e1', 'e3']) await standing(db, elderId, { weekdays: only(TOMORROW) });
    const pausing = () => env.DB.prepare("INSERT INTO pause (id, elder_id, from_date, reason, channel, set_at, set_by) VALUES ('p', 'e1', ?, 'away', 'counter', 0, 'person:cook1')").bind(TODAY).run();
    await expand(interrupted(pausing), NOW);
    expect((await orders()).map((row) => row['elder_id'])).toEqual(['e3']);
  });

  it('somebody whose order cannot be written stops nobody else, and is named by id', async () => {
    for (const elderId of ['e1', 'e2', 'e3']) await standing(db, elderId, { weekdays: only(TOMORROW) });
    await env.DB.prepare("CREATE TRIGGER broken BEFORE INSERT ON meal_order WHEN NEW.elder_id = 'e2' BEGIN SELECT RAISE(ABORT, 'out of order'); END").run();
    const { done, left } = await expand(db, NOW);
    expect([done, left.map((row) => row.id)]).toEqual([2, ['e2']]);
    await env.DB.prepare('DROP TRIGGER broken').run();
    await expand(db, NOW);
    expect(await count()).toBe(3);
  });

  it('60 elders order themselves while the job runs: each has one lunch, and no place is given twice', async () => {
    const narrow = day('2026-11-25');
    const run = await seedRun(db, 'p1', narrow, 'lunch', 40);
    const people = Array.from({ length: 60 }, (_, index) => `r${index + 100}`);
    for (const id of people) await seedElder(db, { id, name: `人${id}`, birthDate: day('1950-01-01') });
    for (const id of people) await standing(db, id, { weekdays: only(narrow) });
    await Promise.all([
      expand(db, NOW), expand(db, NOW),
      ...people.slice(0, 20).map(async (elderId) => (await visit(db, { elderId }, NOW)).post('/orders', { key: elderId.padEnd(16, '0').replace('r', '1'), runId: run, setMealId: 'A', mode: 'dine_in' })),
    ]);
    expect(await one('SELECT count(*) n, count(DISTINCT elder_id) people FROM meal_order')).toEqual({ n: 40, people: 40 });
    await expectBooksToAgree();
  });
});

describe('the database refuses by itself', () => {
  const insert = (elderId: string, date = TOMORROW) => env.DB.prepare(
    `INSERT INTO meal_order (id, meal_run_id, order_no, elder_id, service_date, slot, set_meal_id, mode, state, price_fen, self_pay_fen, assessment, pay_by, channel, placed_by, placed_at)
     VALUES ('x', '${runId('p1', date, 'lunch')}', 1, '${elderId}', '${date}', 'lunch', 'A', 'dine_in', 'placed', 1500, 1500, '{}', 'cash', 'standing_order', 'job:x', 0)`,
  ).run();

  it('an order of this channel that no standing order names', async () => {
    await expect(insert('e1')).rejects.toThrow('no standing order for this day');
    await standing(db, 'e1', { weekdays: only(TODAY) });
    await expect(insert('e1')).rejects.toThrow('no standing order for this day');
  });

  it('two standing orders for one sitting, and any change but the end', async () => {
    await standing(db, 'e1');
    const causes: string[] = [];
    await standing(db, 'e1', { id: 'other' }).catch((error: Error) => void causes.push(String(error.cause)));
    expect(causes.join()).toContain('one standing order per elder and sitting');
    await expect(env.DB.prepare("UPDATE standing_order SET weekdays = '1'").run()).rejects.toThrow('ended once');
    await expect(env.DB.prepare('DELETE FROM standing_order').run()).rejects.toThrow('never removed');
  });
});
