import { describe, expect, test } from 'vitest';
import { decideApplication } from '../../src/domain/roster-application.ts';
import { countLines, planRoster, type HeldFact, type PlanState, type RosterHead, type RosterTerms, type StoredRow } from '../../src/domain/roster-plan.ts';
import { serviceDate as day } from '../support/demo.ts';

const TERMS: RosterTerms = { kind: 'category', asOf: day('2026-11-01'), whole: false, covers: ['mlg', 'margin'] };
const row = (rowNo: number, who: string, more: Partial<StoredRow> = {}): StoredRow => ({ rowNo, name: `孙${who}`, index: who, value: '低保', from: null, problems: [], ...more });
const fact = (elderId: string, value: string, more: Partial<HeldFact> = {}): HeldFact => ({ id: `${elderId}-${value}`, elderId, kind: 'category', value, scale: null, from: day('2025-01-01'), to: null, ...more });
const state = (...facts: HeldFact[]): PlanState => ({
  elders: ['a', 'b', 'c'].map((who) => ({ id: who, name: `孙${who}`, index: who, birthDate: day('1950-03-01') })),
  facts,
  words: new Map([['低保', 'mlg'], ['低边', 'margin'], ['优抚', 'other']]),
  differs: new Map(),
});
const plan = (rows: readonly StoredRow[], facts: readonly HeldFact[] = [], terms: Partial<RosterTerms> = {}) => planRoster({ ...TERMS, ...terms }, rows, state(...facts));
const first = (...given: Parameters<typeof plan>) => plan(...given)[0];

describe('a row', () => {
  test.each<[string, Partial<StoredRow>, HeldFact[], object]>([
    ['of somebody who has nothing adds', { from: day('2026-10-01') }, [], { action: 'add', value: 'mlg', from: '2026-10-01', ends: [], notes: [] }],
    ['without a beginning adds from the list’s day', {}, [], { action: 'add', from: '2026-11-01', notes: [{ note: 'from_as_of' }] }],
    ['that says what we know changes nothing, whenever it began', { from: day('2024-01-01') }, [fact('a', 'mlg')], { action: 'same' }],
    ['of another category ends the old one where the new begins', { value: '低边', from: day('2026-10-01') }, [fact('a', 'mlg')], { action: 'change', value: 'margin', from: '2026-10-01', ends: [{ factId: 'a-mlg', value: 'mlg' }], endsOn: '2026-10-01' }],
    ['that would begin before the old one did changes from the list’s day', { value: '低边', from: day('2020-01-01') }, [fact('a', 'mlg')], { action: 'change', from: '2026-11-01', endsOn: '2026-11-01', notes: [{ note: 'from_list_date', of: '2025-01-01' }] }],
    ['of a list older than what we know is looked at by somebody', { value: '低边' }, [fact('a', 'mlg', { from: day('2026-11-01') })], { action: 'error', notes: [{ note: 'older_than_ours', of: '2026-11-01' }] }],
    ['leaves what the list is not about', {}, [fact('a', 'other')], { action: 'add', ends: [] }],
    ['leaves what has ended', {}, [fact('a', 'mlg', { to: day('2026-01-01') })], { action: 'add' }],
    ['ends a second category beside the one it names', {}, [fact('a', 'mlg'), fact('a', 'margin')], { action: 'end', ends: [{ factId: 'a-margin', value: 'margin' }], endsOn: '2026-11-01', value: null }],
    ['of the dead is looked at', {}, [fact('a', 'yes', { kind: 'death', from: day('2026-10-09') })], { action: 'error', notes: [{ note: 'dead', of: '2026-10-09' }] }],
    ['before the person was born is looked at', { from: day('1949-01-01') }, [], { action: 'error', notes: [{ note: 'before_birth' }] }],
    ['with another name than ours is looked at', { name: '孙某' }, [], { action: 'error', notes: [{ note: 'name_differs', of: '孙a' }] }],
    ['with a word that nobody has explained is asked about', { value: '城市低保' }, [], { action: 'error', notes: [{ note: 'word_unknown', of: '城市低保' }] }],
    ['with a category that the list is not about is looked at', { value: '优抚' }, [], { action: 'error', notes: [{ note: 'not_covered', of: 'other' }] }],
    ['of a stranger is listed', { index: 'z', name: '孙z' }, [], { action: 'unknown', elderId: null, value: 'mlg' }],
    ['with a problem changes nothing', { problems: [{ field: 'from', problem: 'date_unclear' }] }, [], { action: 'error', elderId: 'a', value: null }],
  ])('%s', (_what, more, facts, line) => expect(first([row(2, 'a', more)], facts)).toMatchObject(line));

  test('said twice is said once; said twice in two ways is no answer', () => {
    expect(plan([row(2, 'a'), row(3, 'a')]).map(({ action }) => action)).toEqual(['add', 'repeated']);
    const lines = plan([row(2, 'a'), row(3, 'a', { value: '低边' })]);
    expect(lines.map(({ action, notes }) => [action, notes])).toEqual([['error', [{ note: 'said_twice', of: '3' }]], ['error', [{ note: 'said_twice', of: '2' }]]]);
    expect(plan([row(2, 'a'), row(3, 'a', { from: day('2026-01-01') })]).map(({ action }) => action)).toEqual(['error', 'error']);
  });
});

describe('a whole list', () => {
  const facts = [fact('a', 'mlg'), fact('b', 'mlg'), fact('c', 'other')];

  test('ends whoever is not on it, in what it is about and nothing else', () => {
    expect(plan([row(2, 'a')], facts, { whole: true }).slice(1)).toEqual([
      expect.objectContaining({ rowNo: null, elderId: 'b', action: 'end', ends: [{ factId: 'b-mlg', value: 'mlg' }], endsOn: '2026-11-01' }),
    ]);
  });

  test('an increment ends nobody', () => expect(plan([row(2, 'a')], facts)).toHaveLength(1));

  test('whoever is on it with a problem stays', () => {
    expect(plan([row(2, 'a'), row(3, 'b', { problems: [{ field: 'value', problem: 'value_missing' }] })], facts, { whole: true })).toHaveLength(2);
  });

  test('whose name stands beside an unreadable ID number stays, and somebody is told', () => {
    const unread = row(3, 'b', { index: null, problems: [{ field: 'id', problem: 'id_mangled' }] });
    expect(plan([row(2, 'a'), unread], facts, { whole: true }).slice(2)).toEqual([expect.objectContaining({ elderId: 'b', action: 'error', ends: [], notes: [{ note: 'maybe_listed', of: '3' }] })]);
  });

  test('what began on its day or later is not ended by it', () => expect(plan([row(2, 'a')], [fact('b', 'mlg', { from: day('2026-11-01') })], { whole: true })).toHaveLength(1));
});

describe('other kinds', () => {
  test('a level is followed by another on the same scale', () => {
    const old = fact('a', 'mild', { kind: 'ability', scale: 'GB/T 42195-2022' });
    expect(first([row(2, 'a', { value: 'severe', from: day('2026-10-01') })], [old], { kind: 'ability', covers: [] })).toMatchObject({ action: 'change', value: 'severe', ends: [{ factId: 'a-mild', value: 'mild' }] });
    expect(first([row(2, 'a', { value: 'severe' })], [{ ...old, scale: '长护险' }], { kind: 'ability', covers: [] })).toMatchObject({ action: 'add', ends: [] });
  });

  test('a death is added once; another date is looked at', () => {
    const dead = fact('a', 'yes', { kind: 'death', from: day('2026-10-09') });
    const on = (date: string, facts: HeldFact[] = []) => first([row(2, 'a', { value: 'yes', from: day(date) })], facts, { kind: 'death', covers: [] });
    expect(on('2026-10-09')).toMatchObject({ action: 'add', value: 'yes', from: '2026-10-09' });
    expect(on('2026-10-09', [dead])).toMatchObject({ action: 'same' });
    expect(on('2026-10-10', [dead])).toMatchObject({ action: 'error', notes: [{ note: 'death_known_otherwise', of: '2026-10-09' }] });
  });
});

test('the same list in the same state is the same plan, and counts what it holds', () => {
  const rows = [row(2, 'a'), row(3, 'z'), row(4, 'b', { value: '低边' })];
  const facts = [fact('b', 'mlg'), fact('c', 'mlg')];
  const lines = plan(rows, facts, { whole: true });
  expect(JSON.stringify(plan(rows, facts, { whole: true }))).toBe(JSON.stringify(lines));
  expect(countLines(lines)).toEqual({ error: 0, unknown: 1, change: 1, end: 1, add: 1, same: 0, repeated: 0, differs: 0 });
});

describe('who may apply', () => {
  const counts = { error: 0, unknown: 0, change: 0, end: 0, add: 1, same: 0, repeated: 0, differs: 0 };
  const head: RosterHead = {
    id: 'r', divisionCode: '370481000000', kind: 'category', name: '', documentNo: '', documentDate: TERMS.asOf, asOf: TERMS.asOf, whole: false, covers: [], fileName: '', sheetName: null, otherSheets: 0,
    ignoredColumns: [], skippedRows: [], uploadedAt: 0, uploadedBy: 'person:a', uploader: '', applied: null, withdrawn: null, plan: { number: 1, hash: 'h', counts, madeAt: 0 },
  };
  const settled = { at: 1, by: '' };
  test.each<[string, Partial<RosterHead>, string, string, unknown]>([
    ['another person, what was shown', {}, 'person:b', 'h', 'go'],
    ['the importer', {}, 'person:a', 'h', { refused: 'own_import' }],
    ['another person, something else', {}, 'person:b', 'g', { refused: 'stale' }],
    ['what was withdrawn', { withdrawn: settled }, 'person:b', 'h', { refused: 'withdrawn' }],
    ['what changes nothing', { plan: { ...head.plan, counts: { ...counts, add: 0, same: 1 } } }, 'person:b', 'h', { refused: 'nothing' }],
    ['what is applied', { applied: settled }, 'person:b', 'h', 'applied'],
  ])('%s', (_what, more, actor, hash, decided) => expect(decideApplication({ ...head, ...more }, actor, hash)).toEqual(decided));
});
