import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { rotateKeys } from '../../src/jobs/rotate-keys.ts';
import { resealSome } from '../../src/store/key-rotations.ts';
import { openDatabase, type Database } from '../../src/store/read.ts';
import { nameOf, SEALED_COLUMNS, type SealedColumn } from '../../src/store/sealed-columns.ts';
import { openVault, type Vault, type VaultSecrets } from '../../src/vault.ts';
import { all, one } from '../support/books.ts';
import { application } from '../support/guards.ts';
import { NOON, plantCanaries } from '../support/canaries.ts';
import { visit } from '../support/visitor.ts';

// One county, whose key is changed again and again: every test begins with the key of the one before.

const key = (fill: number) => btoa(String.fromCharCode(...new Uint8Array(32).fill(fill)));
const secrets = (fill: number, other?: number): VaultSecrets => ({ VAULT_KEY: key(fill), INDEX_KEY: env.INDEX_KEY, VAULT_KEY_OTHER: other === undefined ? '' : key(other) });
const run = (sql: string, ...values: unknown[]) => env.DB.prepare(sql).bind(...values).run();
const entry = (at = NOON) => ({ at, actor: 'job:rotate-keys', action: 'vault.reseal', subject: 'vault_key:k', requestId: 'r' });

let db: Database;
let now = 1;
beforeAll(async () => {
  ({ db } = await plantCanaries());
  await addWhatIsMissing(await openVault(secrets(now)));
}, 60_000);

/** What no canary leaves: a second factor, a paper with its number, a list with an address, somebody's telephone taken over from it, an application that was checked. */
async function addWhatIsMissing(vault: Vault): Promise<void> {
  const seal = (table: string, column: string, row: string) => vault.seal({ table, column, row }, '370000000000000001');
  const asked = await one<{ id: string }>('SELECT id FROM application LIMIT 1');
  await run("INSERT INTO application_paper VALUES (?, 7, 'id_card', ?, NULL, 1, 0, 'person:a')", asked?.id, await seal('application_paper', 'number_sealed', `${asked?.id}-7`));
  await run("INSERT INTO staff_login VALUES ('town-clerk', 'town-clerk', NULL, NULL, ?, NULL, NULL)", await seal('staff_login', 'totp_sealed', 'town-clerk'));
  const list = (await one<{ id: string }>('SELECT id FROM roster LIMIT 1'))?.id ?? '';
  const ofRow = (column: string) => seal('roster_row', column, `${list}/900`);
  await run("INSERT INTO roster_row VALUES (?, 900, 'n', ?, NULL, '', NULL, ?, NULL, ?, '[]')", list, await ofRow('id_number_sealed'), await ofRow('phone_sealed'), await ofRow('address_sealed'));
  await run("INSERT INTO roster_contact VALUES (?, 900, 'phone', 'e101', (SELECT phone_sealed FROM elder WHERE id = 'e101'), 0, 'person:nobody')", list);
  await run(`INSERT INTO application ${application('checked', '20261123-9999', 'submitted')}`);
  const ofCase = (column: string) => seal('application', column, 'checked');
  await run("UPDATE application SET id_number_sealed = ?, phone_sealed = ?, address_sealed = ? WHERE id = 'checked'", await ofCase('id_number_sealed'), await ofCase('phone_sealed'), await ofCase('address_sealed'));
  await run("UPDATE application SET state = 'checked' WHERE id = 'checked'");
}

/** The next key, beside the one that has sealed until now. */
async function nextKeys(): Promise<{ vault: Vault; secrets: VaultSecrets }> {
  const both = secrets(now + 1, now);
  now += 1;
  return { vault: await openVault(both), secrets: both };
}

type Held = { column: SealedColumn; sealed: string; place: ReturnType<SealedColumn['placeOf']> };
async function heldIn(column: SealedColumn): Promise<Held[]> {
  const keys = column.key.map((name, index) => `"${name}" AS k${index}`);
  const besides = column.besides.map((name, index) => `"${name}" AS b${index}`);
  const rows = await all<Record<string, string>>(`SELECT ${[...keys, ...besides].join(', ')}, "${column.column}" AS sealed FROM "${column.table}" WHERE "${column.column}" GLOB 'k*.*.*'`);
  return rows.map((row) => ({ column, sealed: row['sealed'] ?? '', place: column.placeOf(column.key.map((_, index) => row[`k${index}`] ?? ''), column.besides.map((_, index) => row[`b${index}`] ?? '')) }));
}
const held = async () => (await Promise.all(SEALED_COLUMNS.map(heldIn))).flat();

/** What every sealed value says, by where it stands; throws for one that does not open. */
async function words(vault: Vault): Promise<Record<string, string>> {
  const opened = (await held()).map(async ({ column, sealed, place }) => [`${nameOf(column)} ${place.column} ${place.row}`, await vault.open(place, sealed)] as const);
  return Object.fromEntries(await Promise.all(opened));
}

async function untilRest(vault: Vault, most = 50, at = NOON): Promise<number> {
  for (let calls = 1; calls < 400; calls += 1) {
    const outcome = await resealSome(db, vault, entry(at), most);
    if (outcome !== 'conflict' && outcome.resting) return calls;
  }
  throw new Error('never rests');
}

describe('the list of sealed columns', () => {
  it('is that of the schema, each with its table’s key', async () => {
    const tables = await all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*'");
    const found = await Promise.all(tables.map(async ({ name }) => {
      const columns = await all<{ name: string; pk: number }>('SELECT name, pk FROM pragma_table_info(?)', name);
      const keyed = columns.filter(({ pk }) => pk > 0).sort((first, second) => first.pk - second.pk).map((column) => column.name);
      return columns.filter((column) => column.name.endsWith('_sealed')).map((column) => `${name}.${column.name} by ${keyed.join()}`);
    }));
    expect(SEALED_COLUMNS.map((column) => `${nameOf(column)} by ${column.key.join()}`).sort()).toEqual(found.flat().sort());
  });

  it('says of every column where its values stand: they open there', async () => {
    const vault = await openVault(secrets(now));
    for (const column of SEALED_COLUMNS) expect(await heldIn(column), nameOf(column)).not.toEqual([]);
    expect(Object.values(await words(vault)).every((word) => word.length > 0)).toBe(true);
  });
});

describe('a change of keys', () => {
  it('seals everything anew, and says the same afterwards; only then the last key may go', async () => {
    const before = await words(await openVault(secrets(now)));
    const { vault } = await nextKeys();
    expect(await words(vault)).toEqual(before);
    await untilRest(vault);
    const alone = await openVault(secrets(now));
    expect(await words(alone)).toEqual(before);
    expect((await held()).filter(({ sealed }) => !sealed.startsWith(`${alone.keys.seals}.`))).toEqual([]);
    await expect(words(await openVault(secrets(now - 1)))).rejects.toThrow('unknown key');
    expect(await one('SELECT resealed, rested_at FROM key_rotation WHERE to_key = ?', alone.keys.seals)).toEqual({ resealed: Object.keys(before).length, rested_at: NOON });
    expect((await one<{ n: number }>("SELECT count(*) AS n FROM audit WHERE action = 'vault.reseal'"))?.n).toBeGreaterThan(SEALED_COLUMNS.length);
  });

  it('stops after any batch and goes on there; pages read on meanwhile', async () => {
    const { vault, secrets: both } = await nextKeys();
    const before = await words(vault);
    const cook = (await visit(db, { personId: 'cook1' }, NOON)).over(both);
    const sheets = await all<{ id: string }>("SELECT id FROM print_run WHERE meal_point_id = 'p1' AND printed_by = 'person:cook1'");
    let calls = 0;
    for (let resting = false; !resting; calls += 1) {
      const outcome = await resealSome(openDatabase(env.DB), vault, entry(), 1);
      if (outcome === 'conflict') throw new Error('nobody else is at it');
      resting = outcome.resting;
      if (calls % 8 > 0) continue;
      expect(await words(vault)).toEqual(before);
      expect((await cook.get(`/canteen/print-runs/${sheets[0]?.id}`)).status).toBe(200);
    }
    expect(calls).toBeGreaterThan(SEALED_COLUMNS.length);
    expect(await words(await openVault(secrets(now)))).toEqual(before);
  });

  it('leaves alone what somebody writes between reading and writing', async () => {
    const { vault } = await nextKeys();
    const place = { table: 'elder', column: 'phone_sealed', row: 'e101' };
    const theirs = await vault.seal(place, '13900000000');
    let written = false;
    const racing = new Proxy(env.DB, {
      get(real, name) {
        if (name !== 'batch') return (text: string) => real.prepare(text);
        return async (statements: D1PreparedStatement[]) => {
          const answer = await real.batch(statements);
          const rows = (answer[0]?.results ?? []) as { key?: string; sealed?: string }[];
          if (!written && rows.some((row) => row.key === '["e101"]') && (await one<{ s: string }>("SELECT phone_sealed AS s FROM elder WHERE id = 'e101'"))?.s === rows.find((row) => row.key === '["e101"]')?.sealed) {
            written = true;
            await run("UPDATE elder SET phone_sealed = ? WHERE id = 'e101'", theirs);
          }
          return answer;
        };
      },
    });
    await resealSome(openDatabase(racing), vault, entry(), 30);
    expect(written).toBe(true);
    expect((await one<{ s: string }>("SELECT phone_sealed AS s FROM elder WHERE id = 'e101'"))?.s).toBe(theirs);
    await untilRest(vault);
    expect((await one<{ s: string }>("SELECT phone_sealed AS s FROM elder WHERE id = 'e101'"))?.s).toBe(theirs);
  });

  it('by two at once loses nothing and counts nothing twice', async () => {
    const { vault } = await nextKeys();
    const before = await words(vault);
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => resealSome(db, vault, entry(), 3)));
    expect(outcomes.some((outcome) => outcome !== 'conflict')).toBe(true);
    await untilRest(vault);
    expect(await words(await openVault(secrets(now)))).toEqual(before);
    expect(await one('SELECT resealed FROM key_rotation WHERE to_key = ?', vault.keys.seals)).toEqual({ resealed: Object.keys(before).length });
  });

  it('is done by the job; a late write under the last key is found within the hour', async () => {
    const { vault } = await nextKeys();
    const late = await openVault(secrets(now - 1));
    let minute = 0;
    for (let done = 1; done > 0; minute += 1) ({ done } = await rotateKeys(db, NOON + minute * 60_000, { vault }));
    const place = { table: 'elder', column: 'door_note_sealed', row: 'e101' };
    await run("UPDATE elder SET door_note_sealed = ? WHERE id = 'e101'", await late.seal(place, '敲三下'));
    expect(await rotateKeys(db, NOON + (minute + 50) * 60_000, { vault })).toEqual({ done: 0, left: [] });
    expect(await rotateKeys(db, NOON + (minute + 61) * 60_000, { vault })).toEqual({ done: 1, left: [] });
    expect((await words(await openVault(secrets(now))))['elder.door_note_sealed door_note_sealed e101']).toBe('敲三下');
  });

  it('names what the last key does not open, leaves it, and goes on with the rest', async () => {
    const { vault } = await nextKeys();
    const was = (await one<{ s: string }>("SELECT number_sealed AS s FROM card WHERE id = 'card-e101'"))?.s ?? '';
    await run("UPDATE card SET number_sealed = ? WHERE id = 'card-e101'", `${vault.keys.opens}.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA`);
    const left = [];
    for (let resting = false; !resting;) {
      const outcome = await resealSome(db, vault, entry(), 50);
      if (outcome === 'conflict') continue;
      left.push(...outcome.left);
      resting = outcome.resting;
    }
    expect(new Set(left.map(({ id }) => id))).toEqual(new Set(['card.number_sealed card-e101']));
    expect(JSON.stringify(left)).not.toContain('AAAA');
    await run("UPDATE card SET number_sealed = ? WHERE id = 'card-e101'", await vault.seal({ table: 'card', column: 'number_sealed', row: 'card-e101' }, await (await openVault(secrets(now - 1))).open({ table: 'card', column: 'number_sealed', row: 'card-e101' }, was)));
    await words(await openVault(secrets(now)));
  });

  it('without another key there is nothing to do, nor with one that has sealed nothing', async () => {
    const before = await all('SELECT * FROM key_rotation');
    expect(await rotateKeys(db, NOON, { vault: await openVault(secrets(now)) })).toEqual({ done: 0, left: [] });
    expect(await rotateKeys(db, NOON, { vault: await openVault(secrets(now, 99)) })).toEqual({ done: 0, left: [] });
    expect(await all('SELECT * FROM key_rotation')).toEqual(before);
  });
});

describe('what is written once', () => {
  const ONCE = ['print_run', 'application_paper', 'roster_contact', 'roster_row', 'sign_in_code'];
  it.each(ONCE)('%s keeps every other column', async (table) => {
    const columns = (await all<{ name: string }>(`SELECT name FROM pragma_table_info('${table}')`)).map(({ name }) => name).filter((name) => !name.endsWith('_sealed'));
    await run("UPDATE sign_in_code SET used_at = 1 WHERE used_at IS NULL");
    for (const column of columns) await expect(run(`UPDATE ${table} SET "${column}" = "${column}"`), column).rejects.toThrow(/append-only|a code is used once/);
  });

  let rotations = 0;
  const sealedOnce = SEALED_COLUMNS.filter(({ table }) => [...ONCE, 'application'].includes(table));
  it.each(sealedOnce.map((column) => [nameOf(column), column] as const))('%s changes from the last key to the next, and in no other way', async (_name, { table, column }) => {
    const { seals } = (await openVault(secrets(now))).keys;
    const checked = table === 'application' ? "state NOT IN ('requested', 'submitted', 'returned') AND" : '';
    const set = (from: string, value: string) => run(`UPDATE ${table} SET ${column} = ? WHERE ${checked} substr(${column}, 1, 9) = ?`, value, from);
    const next = `k${String(rotations += 1).padStart(8, '0')}`;
    const REFUSED = /append-only|keeps what was checked|used once/;
    for (const value of ['', 'x', `${seals}.AAAA.AAAA`, `${next}.AAAA.AAAA`]) await expect(set(seals, value), value).rejects.toThrow(REFUSED);
    await run("INSERT INTO key_rotation VALUES (?, ?, 0, '', '[]', 0, 0, NULL)", seals, next);
    await expect(set(seals, `${seals}.AAAA.AAAA`)).rejects.toThrow(REFUSED);
    expect((await set(seals, `${next}.AAAA.AAAA`)).meta.changes).toBeGreaterThan(0);
    await expect(set(next, `${seals}.AAAA.AAAA`), 'and back').rejects.toThrow(REFUSED);
  });

  it('a rotation keeps its keys, and stays', async () => {
    await expect(run("UPDATE key_rotation SET to_key = 'x'")).rejects.toThrow('keeps its keys');
    await expect(run('DELETE FROM key_rotation')).rejects.toThrow('never removed');
    await expect(run('INSERT OR REPLACE INTO key_rotation SELECT * FROM key_rotation')).rejects.toThrow('written once');
  });
});
