import type { Instant, ServiceDate } from './calendar.ts';
import type { FactKind } from './elder.ts';
import type { RosterAction, RosterField, RosterKind, RowProblem } from './roster.ts';
import { nameOf, nameWithoutNote } from './roster-text.ts';

/** A row as it was stored: the ID number is known by its blind index alone. */
export type StoredRow = { rowNo: number; name: string; index: string | null; value: string; from: ServiceDate | null; problems: readonly RowProblem[] };

export type RosterElder = { id: string; name: string; index: string; birthDate: ServiceDate };
export type HeldFact = { id: string; elderId: string; kind: FactKind; value: string; scale: string | null; from: ServiceDate; to: ServiceDate | null };

/** `whole`: who is not on it is not what it lists. `covers`: the categories that this list is about, of which a person has one at a time. */
export type RosterTerms = { kind: RosterKind; asOf: ServiceDate; whole: boolean; covers: readonly string[] };

export type PlanState = {
  elders: readonly RosterElder[];
  facts: readonly HeldFact[];
  /** The county's own words for its categories: 城市低保 → its code. */
  words: ReadonlyMap<string, string>;
  /** Where the file's phone or address is not ours, by row. */
  differs: ReadonlyMap<number, readonly ('phone' | 'address')[]>;
};

/** Why a line is what it is, beyond the problems of its row. */
export const LINE_NOTES = [
  'word_unknown', 'not_covered', 'said_twice', 'name_differs', 'dead', 'death_known_otherwise', 'before_birth', 'older_than_ours', 'maybe_listed',
  'from_as_of', 'from_list_date',
] as const;
export type LineNote = { note: (typeof LINE_NOTES)[number]; of?: string };

export type RosterLine = {
  /** Null: on our books and not on the list. */
  rowNo: number | null;
  elderId: string | null;
  action: RosterAction;
  value: string | null;
  from: ServiceDate | null;
  /** The facts that end, and on which day they no longer hold. */
  ends: readonly { factId: string; value: string }[];
  endsOn: ServiceDate | null;
  problems: readonly RowProblem[];
  notes: readonly LineNote[];
  differs: readonly ('phone' | 'address')[];
};

/** An imported list with its latest preview, as it lies on record. */
export type RosterHead = {
  id: string;
  divisionCode: string;
  kind: RosterKind;
  name: string;
  documentNo: string;
  documentDate: ServiceDate;
  asOf: ServiceDate;
  whole: boolean;
  covers: readonly string[];
  fileName: string;
  /** Of a workbook: which sheet was read, and how many others were not. */
  sheetName: string | null;
  otherSheets: number;
  ignoredColumns: readonly string[];
  skippedRows: readonly number[];
  uploadedAt: Instant;
  uploadedBy: string;
  uploader: string;
  applied: { at: Instant; by: string } | null;
  withdrawn: { at: Instant; by: string } | null;
  plan: { number: number; hash: string; counts: Record<RosterAction | 'differs', number>; madeAt: Instant };
};

export type LineShow = RosterAction | 'differs' | 'all';

/** One line of a preview as it is shown: ID number and phones masked. */
export type ShownLine = {
  rowNo: number | null;
  name: string;
  idMasked: string;
  action: RosterAction;
  value: string | null;
  from: ServiceDate | null;
  ends: readonly { value: string }[];
  endsOn: ServiceDate | null;
  problems: readonly RowProblem[];
  notes: readonly LineNote[];
  differs: readonly { field: 'phone' | 'address'; ours: string; theirs: string; taken: boolean }[];
};

export type RosterWord = { word: string; rows: number; code: string | null };

/** The scale that ability lists are read on. */
export const ROSTER_SCALE = 'GB/T 42195-2022';

/**
 * What the list would change in what is known today, line by line: rows in their order, then whoever ends because a whole list does
 * not name them. Total, and the same for the same state, so that its hash is what a second person approves. Nobody ends whose name
 * stands on a row with an unreadable ID number: that row may be theirs.
 */
export function planRoster(terms: RosterTerms, rows: readonly StoredRow[], state: PlanState): RosterLine[] {
  const elders = new Map(state.elders.map((one) => [one.index, one]));
  const facts = Map.groupBy(state.facts, (one) => one.elderId);
  const values = rows.map((row) => valueOf(terms, row, state.words));
  const spoken = Map.groupBy(rows.map((row, at) => ({ row, value: values[at]?.value ?? null })).filter(({ row }) => row.index !== null), ({ row }) => row.index ?? '');
  const lines = rows.map((row, at): RosterLine => {
    const blank = { ...BLANK, rowNo: row.rowNo, problems: row.problems, differs: state.differs.get(row.rowNo) ?? [] };
    const refuse = (elderId: string | null, ...notes: LineNote[]): RosterLine => ({ ...blank, elderId, action: 'error', notes });
    const value = values[at] ?? { value: null, note: [] };
    const known = row.index === null ? undefined : elders.get(row.index);
    if (row.problems.length > 0) return refuse(known?.id ?? null);
    if (value.value === null) return refuse(known?.id ?? null, ...('note' in value ? value.note : []));
    const same = spoken.get(row.index ?? '') ?? [];
    const other = same.find((one) => one.row !== row && (one.value !== value.value || one.row.from !== row.from || one.row.name !== row.name));
    if (other) return refuse(known?.id ?? null, { note: 'said_twice', of: String(other.row.rowNo) });
    if (same[0] && same[0].row !== row) return { ...blank, elderId: known?.id ?? null, action: 'repeated', notes: [{ note: 'said_twice', of: String(same[0].row.rowNo) }], differs: [] };
    if (!known) return { ...blank, action: 'unknown', value: value.value, from: row.from };
    if (nameOf(known.name) !== row.name && nameOf(known.name) !== nameWithoutNote(row.name, terms.kind)) return refuse(known.id, { note: 'name_differs', of: known.name });
    return { ...blank, elderId: known.id, ...changeFor(terms, { row, value: value.value, birthDate: known.birthDate }, facts.get(known.id) ?? []) };
  });
  return [...lines, ...(terms.whole ? endings(terms, rows, state, elders) : [])];
}

const BLANK: RosterLine = { rowNo: null, elderId: null, action: 'same', value: null, from: null, ends: [], endsOn: null, problems: [], notes: [], differs: [] };

type ReadValue = { value: string } | { value: null; note: readonly LineNote[] };

function valueOf({ kind, covers }: RosterTerms, row: StoredRow, words: ReadonlyMap<string, string>): ReadValue {
  if (kind !== 'category') return row.value === '' ? { value: null, note: [] } : { value: row.value };
  const code = words.get(row.value);
  if (code === undefined) return { value: null, note: [{ note: 'word_unknown', of: row.value }] };
  return covers.includes(code) ? { value: code } : { value: null, note: [{ note: 'not_covered', of: code }] };
}

type Change = Pick<RosterLine, 'action' | 'value' | 'from' | 'ends' | 'endsOn' | 'notes'>;
const NO_CHANGE: Change = { action: 'same', value: null, from: null, ends: [], endsOn: null, notes: [] };

function changeFor(terms: RosterTerms, { row, value, birthDate }: { row: StoredRow; value: string; birthDate: ServiceDate }, facts: readonly HeldFact[]): Change {
  const refuse = (note: LineNote): Change => ({ ...NO_CHANGE, action: 'error', notes: [note] });
  const from = row.from ?? terms.asOf;
  if (from < birthDate) return refuse({ note: 'before_birth' });
  const death = facts.find((one) => one.kind === 'death' && one.to === null);
  if (terms.kind === 'death') {
    if (death) return death.from === from ? NO_CHANGE : refuse({ note: 'death_known_otherwise', of: death.from });
    return { ...NO_CHANGE, action: 'add', value, from };
  }
  if (death) return refuse({ note: 'dead', of: death.from });
  const held = facts.filter((one) => one.to === null && isAbout(terms, one));
  const others = held.filter((one) => one.value !== value);
  const stands = others.length < held.length;
  if (stands && others.length === 0) return NO_CHANGE;
  const said: LineNote[] = row.from === null ? [{ note: 'from_as_of' }] : [];
  if (others.length === 0) return { ...NO_CHANGE, action: 'add', value, from, notes: said };
  const since = others.reduce((latest, one) => (one.from > latest ? one.from : latest), birthDate);
  const begins = from > since && !stands ? from : terms.asOf;
  if (begins <= since) return refuse({ note: 'older_than_ours', of: since });
  const ends = others.map((one) => ({ factId: one.id, value: one.value }));
  if (stands) return { ...NO_CHANGE, action: 'end', ends, endsOn: begins };
  return { action: 'change', value, from: begins, ends, endsOn: begins, notes: begins === from ? said : [{ note: 'from_list_date', of: since }] };
}

/** Whether the fact is one that this list speaks of: of its categories, or of its scale. */
function isAbout({ kind, covers }: RosterTerms, fact: HeldFact): boolean {
  if (fact.kind !== kind) return false;
  if (kind === 'category') return covers.includes(fact.value);
  return kind !== 'ability' || (fact.scale ?? '').startsWith('GB/T 42195');
}

function endings(terms: RosterTerms, rows: readonly StoredRow[], state: PlanState, elders: ReadonlyMap<string, RosterElder>): RosterLine[] {
  const listed = new Set(rows.flatMap((row) => (row.index === null ? [] : [elders.get(row.index)?.id ?? ''])));
  const unread = new Map(rows.filter((row) => row.index === null && row.name !== '').map((row) => [nameWithoutNote(row.name, terms.kind), row.rowNo]));
  const byId = new Map(state.elders.map((one) => [one.id, one]));
  const open = state.facts.filter((one) => one.to === null && one.from < terms.asOf && isAbout(terms, one) && !listed.has(one.elderId) && byId.has(one.elderId));
  return open.toSorted((a, b) => (a.elderId === b.elderId ? (a.id < b.id ? -1 : 1) : a.elderId < b.elderId ? -1 : 1)).map((one): RosterLine => {
    const rowNo = unread.get(nameOf(byId.get(one.elderId)?.name ?? ''));
    const line = { ...BLANK, elderId: one.elderId };
    if (rowNo !== undefined) return { ...line, action: 'error', notes: [{ note: 'maybe_listed', of: String(rowNo) }] };
    return { ...line, action: 'end', ends: [{ factId: one.id, value: one.value }], endsOn: terms.asOf };
  });
}

/** How many lines of each kind. */
export function countLines(lines: readonly { action: RosterAction; differs: readonly RosterField[] }[]): Record<RosterAction | 'differs', number> {
  const count = { error: 0, unknown: 0, change: 0, end: 0, add: 0, same: 0, repeated: 0, differs: 0 };
  for (const { action, differs } of lines) {
    count[action] += 1;
    if (differs.length > 0) count.differs += 1;
  }
  return count;
}
