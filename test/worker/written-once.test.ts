import { beforeAll, describe, expect, it } from 'vitest';
import { run, seedWrittenOnce, WRITTEN_ONCE } from '../support/guards.ts';

beforeAll(seedWrittenOnce);

describe.each(Object.entries(WRITTEN_ONCE))('%s is written once', (table, { insert, set, where }) => {
  it('and cannot be updated', () => expect(run(`UPDATE ${table} SET ${set} WHERE ${where}`)).rejects.toThrow('append-only'));
  it('nor deleted', () => expect(run(`DELETE FROM ${table} WHERE ${where}`)).rejects.toThrow('append-only'));
  it('nor replaced', () => expect(run(`INSERT OR REPLACE INTO ${table} ${insert}`)).rejects.toThrow('append-only'));
});
