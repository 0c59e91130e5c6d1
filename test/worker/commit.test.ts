import { env } from 'cloudflare:workers';
import { eq, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, it } from 'vitest';
import { commit, guard, untilSettled, WriteFault, type AuditEntry, type Statement } from '../../src/store/commit.ts';
import { inList, optional, pick, readRows, readTogether, type Database } from '../../src/store/read.ts';
import { priorAnswer, replay } from '../../src/store/request-keys.ts';
import { audit, elder, elderDiet, mealPoint, payer, person, requestKey } from '../../src/store/schema.ts';
import { allRows } from '../support/rows.ts';
import { seedCounty } from '../support/seed.ts';

let db: Database;
beforeEach(async () => {
  db = await seedCounty();
});

const entry: AuditEntry = { at: 5, actor: 'person:clerk', action: 'payer.add', subject: 'payer:county', requestId: 'r1' };
const addPayer = (code: string, name = '县财政'): Statement => db.insert(payer).values({ code, name, position: 2 });

describe('a commit', () => {
  it('writes the change and its audit row together', async () => {
    expect(await commit(db, { ...entry, reason: '文件要求' }, { guards: [guard('always', sql`1`)], changes: [addPayer('county')] })).toBe('done');
    expect(await db.select({ code: payer.code }).from(payer).where(eq(payer.code, 'county'))).toHaveLength(1);
    const [row, ...more] = await db.select().from(audit);
    expect(row).toEqual({ ...entry, id: row?.id, reason: '文件要求' });
    expect(row?.id).toMatch(/^r1\.[0-9a-z]{16}$/);
    expect(more).toEqual([]);
  });

  it('may change nothing but what is recorded about it', async () => {
    expect(await commit(db, entry, { changes: [] })).toBe('done');
    expect(await db.select().from(audit)).toHaveLength(1);
  });

  type Write = () => { guards?: Statement[]; changes: Statement[] };
  const lostRaces: [string, Write][] = [
    ['a guard that is false', () => ({ guards: [guard('never', sql`SELECT 0`)], changes: [addPayer('county')] })],
    ['a guard that finds no row', () => ({ guards: [guard('nobody', sql`SELECT 1 FROM ${person} WHERE id = 'nobody'`)], changes: [addPayer('county')] })],
    ['the second of two guards', () => ({ guards: [guard('always', sql`1`), guard('never', sql`NULL`)], changes: [addPayer('county')] })],
    ['a key that exists', () => ({ changes: [addPayer('county'), addPayer('county')] })],
    ['a room that is full', () => ({ changes: [addPayer('county'), sql`UPDATE offer SET taken = capacity + 1`] })],
    ['a run that has moved on', () => ({ changes: [addPayer('county'), sql`UPDATE meal_run SET state = 'done'`] })],
  ];
  it.each(lostRaces)('%s: a conflict, and nothing at all is written', async (_case, write) => {
    const before = await allRows();
    expect(await commit(db, entry, { keyed: { key: 'k1', payloadHash: 'h', answer: '/' }, ...write() })).toBe('conflict');
    expect(await allRows()).toEqual(before);
  });

  const faults: [string, Write][] = [
    ['a row that refers to nobody', () => ({ changes: [addPayer('county'), db.insert(elderDiet).values({ elderId: 'nobody', texture: 'soft', feedingHelp: 0, note: '' })] })],
    ['a row with a hole', () => ({ changes: [addPayer('county'), sql`INSERT INTO payer (code, name) VALUES ('x', 'y')`] })],
    ['what is never removed', () => ({ changes: [addPayer('county'), sql`DELETE FROM meal_run`] })],
  ];
  it.each(faults)('%s: a fault, which trying again would not mend, and nothing at all is written', async (_case, write) => {
    const before = await allRows();
    await expect(commit(db, entry, { keyed: { key: 'k1', payloadHash: 'h', answer: '/' }, ...write() })).rejects.toThrow(WriteFault);
    expect(await allRows()).toEqual(before);
  });

  it('is not made when it cannot be recorded', async () => {
    await env.DB.prepare("CREATE TRIGGER no_audit BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'the audit is full'); END").run();
    const before = await allRows();
    await expect(commit(db, entry, { changes: [addPayer('county')] })).rejects.toThrow('the audit is full');
    expect(await allRows()).toEqual(before);
  });

  it('that fails for no reason of ours throws, and its message holds nothing that was to be written', async () => {
    const secret = '王桂兰 13800001234';
    const before = await allRows();
    const failed = commit(db, entry, { changes: [addPayer('county', secret), sql`INSERT INTO nowhere VALUES (${secret})`] });
    const fault = await failed.catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(WriteFault);
    expect(String(fault)).toContain('nowhere');
    expect(JSON.stringify([String(fault), fault, (fault as WriteFault).cause ?? null])).not.toMatch(/王桂兰|1380000|payer:county|person:clerk/);
    expect(await allRows()).toEqual(before);
  });
});

describe('a request key', () => {
  const keyed = { key: '0123456789abcdef', payloadHash: 'h1', answer: '/orders/o1' };
  const prior = async (key = keyed.key) => (await readRows(db, priorAnswer(db, key)))[0];

  it('is kept with the answer in the batch of its effect, and never used twice', async () => {
    expect(await commit(db, entry, { keyed, changes: [addPayer('county')] })).toBe('done');
    const once = await allRows();
    expect(await commit(db, entry, { keyed, changes: [addPayer('town')] })).toBe('conflict');
    expect(await allRows()).toEqual(once);
    expect(await db.select().from(requestKey)).toEqual([{ ...keyed, actor: 'person:clerk', at: 5 }]);
  });

  it('answers the same request the same, and refuses to stand for another', async () => {
    expect(replay(await prior(), { actor: 'person:clerk', payloadHash: 'h1' })).toBe('fresh');
    await commit(db, entry, { keyed, changes: [addPayer('county')] });
    expect(replay(await prior(), { actor: 'person:clerk', payloadHash: 'h1' })).toEqual({ answer: '/orders/o1' });
    expect(replay(await prior(), { actor: 'person:clerk', payloadHash: 'h2' })).toBe('misused');
    expect(replay(await prior(), { actor: 'elder:e1', payloadHash: 'h1' })).toBe('misused');
    expect(replay(await prior('another'), { actor: 'person:clerk', payloadHash: 'h1' })).toBe('fresh');
  });
});

describe('deciding again after a lost race', () => {
  const losing = (times: number) => {
    const tries = { made: 0 };
    const attempt = async () => {
      tries.made += 1;
      return tries.made > times ? 'settled' : 'conflict';
    };
    return { tries, attempt };
  };

  it.each([0, 1, 4])('ends when it is settled, here after %i conflicts', async (conflicts) => {
    const { tries, attempt } = losing(conflicts);
    expect(await untilSettled(attempt)).toBe('settled');
    expect(tries.made).toBe(conflicts + 1);
  });

  it('ends after forty tries that all lost', async () => {
    const { tries, attempt } = losing(1000);
    await expect(untilSettled(attempt)).rejects.toThrow('could not settle');
    expect(tries.made).toBe(40);
  });

  it('never repeats a write of unknown outcome', async () => {
    const tries = { made: 0 };
    const attempt = async () => {
      tries.made += 1;
      throw new WriteFault('network lost');
    };
    await expect(untilSettled(attempt)).rejects.toThrow(WriteFault);
    expect(tries.made).toBe(1);
  });
});

describe('reading several things in one trip', () => {
  it('keeps equally named columns of two tables apart', async () => {
    const rows = await readTogether(db, {
      eating: db.select(pick({ elder: elder.name, id: elder.id, point: mealPoint.name, pointId: mealPoint.id }))
        .from(elder).innerJoin(mealPoint, eq(mealPoint.id, elder.mealPointId)).where(inList(elder.id, ['e1', 'e4'])).orderBy(elder.id),
      diets: db.select(pick({ id: elder.id, ofDiet: optional(elderDiet.elderId) }))
        .from(elder).leftJoin(elderDiet, eq(elderDiet.elderId, elder.id)).where(inList(elder.id, ['e1', 'e2'])).orderBy(elder.id),
      nobody: db.select(pick({ id: person.id })).from(person).where(eq(person.id, 'nobody')),
    });
    expect(rows).toEqual({
      eating: [
        { elder: '李秀英', id: 'e1', point: '荆河街道长者食堂', pointId: 'p1' },
        { elder: '赵玉珍', id: 'e4', point: '龙泉街道长者食堂', pointId: 'p2' },
      ],
      diets: [{ id: 'e1', ofDiet: null }, { id: 'e2', ofDiet: 'e2' }],
      nobody: [],
    });
  });

  it('finds its rows by a list of five hundred, in which nothing is SQL', async () => {
    const hostile = ["e1'", '"e2"', "') OR 1=1 --", 'é1', ''];
    const list = [...Array.from({ length: 493 }, (_, index) => `nobody-${index}`), ...hostile, 'e3', 'e1'];
    expect(list).toHaveLength(500);
    const rows = await readRows(db, db.select(pick({ id: elder.id })).from(elder).where(inList(elder.id, list)).orderBy(elder.id));
    expect(rows).toEqual([{ id: 'e1' }, { id: 'e3' }]);
    expect(await readRows(db, db.select(pick({ id: elder.id })).from(elder).where(inList(elder.id, [])))).toEqual([]);
  });
});
