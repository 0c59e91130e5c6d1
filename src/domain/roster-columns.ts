import { EMPTY_CELL, ROSTER_FIELDS, type FileProblem, type RosterField, type RosterKind, type SheetRow } from './roster.ts';
import { withoutBlanks } from './roster-text.ts';

const ANY_KIND: Readonly<Record<Exclude<RosterField, 'value' | 'from'>, readonly string[]>> = {
  name: ['姓名', '老人姓名', '老年人姓名', '本人姓名', '对象姓名', '救助对象姓名', '逝者姓名', '死亡人员姓名', '残疾人姓名'],
  id: ['身份证号', '身份证号码', '身份证', '居民身份证号', '居民身份证号码', '公民身份号码', '公民身份证号码', '证件号码', '证件号', '有效证件号码', '老人身份证号', '本人身份证号', '身份证件号码'],
  phone: ['电话', '联系电话', '手机', '手机号', '手机号码', '电话号码', '联系方式', '本人电话'],
  address: ['住址', '地址', '家庭住址', '家庭地址', '现住址', '居住地址', '现居住地址', '居住地', '详细地址'],
};
const VALUE: Readonly<Record<RosterKind, readonly string[]>> = {
  category: ['类别', '救助类别', '低保类别', '困难类别', '人员类别', '对象类别', '救助类型', '类型', '保障类别', '困难类型'],
  ability: ['能力等级', '评估等级', '能力评估等级', '评估结果', '失能等级', '老年人能力等级', '评估结论', '等级'],
  disability: ['残疾等级', '残疾级别', '等级', '残疾类别等级', '残疾类别', '残疾类别及等级', '残疾等级类别'],
  death: [],
};
const STARTS = ['开始日期', '起始日期', '享受起始时间', '享受开始时间', '起始时间', '开始时间', '批准日期', '批准时间', '审批日期', '审批时间', '享受日期', '生效日期', '保障起始时间'];
const FROM: Readonly<Record<RosterKind, readonly string[]>> = {
  category: STARTS,
  ability: ['评估日期', '评估时间', ...STARTS],
  disability: ['发证日期', '发证时间', '评定日期', '办证日期', ...STARTS],
  death: ['死亡日期', '死亡时间', '去世时间', '去世日期', '逝世日期', '逝世时间'],
};

const wordsFor = (kind: RosterKind): Readonly<Record<RosterField, readonly string[]>> => ({ ...ANY_KIND, value: VALUE[kind], from: FROM[kind] });

/** A head without what stands around the word: 身份证号码（18位）*, 姓 名： */
const headOf = (text: string) => withoutBlanks(text).replace(/[(（[【].*?[)）\]】]|[*:：、。/\\-]/g, '');

const fieldOf = (kind: RosterKind, head: string): RosterField | null => ROSTER_FIELDS.find((field) => wordsFor(kind)[field].includes(headOf(head))) ?? null;

export type Columns = { places: Readonly<Partial<Record<RosterField, number>>>; ignored: readonly string[] };

/** Whether the row is a head: at least a name or ID and one word more. Heads stand below any titles, and again on each printed page. */
export function isHead(kind: RosterKind, row: SheetRow): boolean {
  const found = new Set(row.cells.flatMap(({ text }) => fieldOf(kind, text) ?? []));
  return found.size >= 2 && (found.has('id') || found.has('name'));
}

/**
 * Which column is what, from the head row. Refused: no ID number, no name, the value missing where the kind has one and
 * `valueNeeded`, no day of a death, or two columns that are the same thing.
 */
export function readColumns(kind: RosterKind, head: SheetRow, valueNeeded: boolean): Columns | FileProblem {
  const named = head.cells.map(({ text }, index) => ({ index, text, field: fieldOf(kind, text) }));
  const places: Partial<Record<RosterField, number>> = {};
  for (const { index, text, field } of preferred(kind, named)) {
    if (field === null) continue;
    if (places[field] !== undefined) return { problem: 'column_twice', at: text };
    places[field] = index;
  }
  const needed: RosterField[] = ['id', 'name', ...(valueNeeded && kind !== 'death' ? ['value' as const] : []), ...(kind === 'death' ? ['from' as const] : [])];
  const missing = needed.find((field) => places[field] === undefined);
  if (missing !== undefined) return { problem: 'column_missing', at: missing };
  const used = Object.values(places);
  return { places, ignored: named.filter(({ index, text }) => !used.includes(index) && withoutBlanks(text) !== '').map(({ text }) => withoutBlanks(text).slice(0, 20)) };
}

type Named = { index: number; text: string; field: RosterField | null };

/** 残疾类别 beside 残疾等级 is the kind, not the grade; 批准日期 beside 享受起始时间 is not the beginning: the word that stands first in the list counts. */
function preferred(kind: RosterKind, named: readonly Named[]): Named[] {
  const rank = ({ field, text }: Named) => (field === null ? 0 : wordsFor(kind)[field].indexOf(headOf(text)));
  return named.map((one) => {
    if (one.field !== 'value' && one.field !== 'from') return one;
    const better = named.some((other) => other.field === one.field && rank(other) < rank(one));
    return better ? { ...one, field: null } : one;
  });
}

export const cellAt = (row: SheetRow, place: number | undefined) => (place === undefined ? EMPTY_CELL : (row.cells[place] ?? EMPTY_CELL));
