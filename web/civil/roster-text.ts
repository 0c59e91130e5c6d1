import type { FileProblem, RosterAction, RosterField, RosterKind, RowProblem } from '../../src/domain/roster.ts';
import { ROSTER_LIMITS } from '../../src/domain/roster.ts';
import type { ApplicationRefusal } from '../../src/domain/roster-application.ts';
import type { LineNote } from '../../src/domain/roster-plan.ts';

export const rosterKindLabel: Record<RosterKind, string> = { category: '困难类别', ability: '能力评估', disability: '残疾等级', death: '去世' };

/** What a list of this kind is, for whoever chooses one. */
export const rosterKindHint: Record<RosterKind, string> = {
  category: '特困、低保、低保边缘等名册',
  ability: '老年人能力评估结果',
  disability: '残疾证等级名册',
  death: '去世人员名册',
};

export const rosterFieldLabel: Record<RosterKind, Record<RosterField, string>> = {
  category: { name: '姓名', id: '身份证号', value: '类别', from: '开始日期', phone: '电话', address: '住址' },
  ability: { name: '姓名', id: '身份证号', value: '能力等级', from: '评估日期', phone: '电话', address: '住址' },
  disability: { name: '姓名', id: '身份证号', value: '残疾等级', from: '发证日期', phone: '电话', address: '住址' },
  death: { name: '姓名', id: '身份证号', value: '', from: '死亡日期', phone: '电话', address: '住址' },
};

export const rosterActionLabel: Record<RosterAction | 'differs' | 'all', string> = {
  error: '有错，不处理',
  unknown: '查无此人',
  change: '变更',
  end: '结束',
  add: '新增',
  same: '不变',
  repeated: '重复行',
  differs: '电话住址不同',
  all: '全部',
};

const ABILITY: Readonly<Record<string, string>> = { intact: '完好', mild: '轻度', moderate: '中度', severe: '重度', total: '完全丧失' };
const GRADE: Readonly<Record<string, string>> = { 1: '一级', 2: '二级', 3: '三级', 4: '四级' };

/** What a fact says: 低保对象 · 中度 · 二级 · 去世. */
export function factValueText(kind: RosterKind, value: string, categories: readonly { code: string; name: string }[]): string {
  if (kind === 'category') return categories.find((one) => one.code === value)?.name ?? value;
  if (kind === 'death') return '去世';
  return (kind === 'ability' ? ABILITY : GRADE)[value] ?? value;
}

const megabytes = ROSTER_LIMITS.fileBytes / 1024 / 1024;

/** Why a file was refused, and what to do about it. */
export function fileProblemText(kind: RosterKind, { problem, at = '' }: FileProblem): string {
  return {
    empty: '没有选文件，或者文件是空的。请选一个 CSV 或 XLSX 文件。',
    too_large: `文件太大了，最多 ${megabytes} MB。请只留名册这一张表，去掉图片再存。`,
    not_a_table: '这不是 CSV 或 XLSX 表格。请在表格软件里打开，另存为 XLSX 或 CSV 再导入。',
    old_or_encrypted: '这是旧版 .xls，或者设了打开密码。请去掉密码，另存为 .xlsx 再导入。',
    encoding: '文字读不出来，文件可能坏了。请在表格软件里打开看看，另存为 XLSX 再导入。',
    open_quote: `第 ${at} 行有一个引号只有一半，后面的内容分不清。请改好这一行再导入。`,
    zip_broken: '文件没有传完整，或者坏了。请重新另存为 XLSX 再导入。',
    zip_too_many: `文件里面夹了 ${at} 个部分，不像一份名册。请新建一张表，只粘贴名册再导入。`,
    zip_too_large: '文件展开以后大得不像名册，没有打开。请新建一张表，只粘贴名册再导入。',
    no_sheet: '文件里没有看得见的工作表。请取消隐藏，或另存一份再导入。',
    too_many_rows: `有 ${at} 行，太多了。一次最多 ${ROSTER_LIMITS.rows} 行，请分成几份。`,
    too_many_columns: `第 ${at} 行的内容超出了 ${ROSTER_LIMITS.columns} 列。请去掉右边多余的列。`,
    no_header: `没有找到表头。请有一行写明各列：${columnsText(kind)}。可以下载模板照着填。`,
    column_twice: `有两列都是“${at}”，不知道用哪一列。请删掉一列。`,
    column_missing: `表头里没有“${missingText(kind, at)}”这一列。请补上，或下载模板照着填。`,
    no_rows: '表头下面没有人。请核对是不是选对了文件、第一张表是不是名册。',
  }[problem];
}

const missingText = (kind: RosterKind, field: string) => Object.entries(rosterFieldLabel[kind]).find(([key]) => key === field)?.[1] ?? field;

/** 姓名、身份证号、类别、开始日期、电话、住址 */
export const columnsOf = (kind: RosterKind): string[] => Object.values(rosterFieldLabel[kind]).filter((label) => label !== '');
const columnsText = (kind: RosterKind) => columnsOf(kind).join('、');

/** What is wrong with a cell. */
export function rowProblemText(kind: RosterKind, { field, problem, text = '' }: RowProblem): string {
  const label = rosterFieldLabel[kind][field];
  return {
    id_missing: '没有身份证号。',
    id_length: '身份证号应当是 18 位（老证 15 位）。',
    id_characters: '身份证号里有不该有的字。',
    id_date: '身份证号里的出生日期不存在。',
    id_checksum: '身份证号有一位不对，校验不通过。',
    id_mangled: '身份证号被表格改坏了，后几位已经丢失。请把这一列设成“文本”，重新填。',
    name_missing: '没有姓名。',
    value_missing: `没有${label}。`,
    value_unknown: `${label}“${text}”看不懂。`,
    date_missing: `没有${label}。`,
    date_unclear: `${label}“${text}”看不懂。请写成 2026-1-3。`,
    date_no_day: `${label}“${text}”没有写哪一天。`,
    date_impossible: `${label}“${text}”没有这一天。`,
    date_ahead: `${label}“${text}”还没有到。`,
    too_long: `${label}太长了，请核对。`,
  }[problem];
}

/** Why a line is as it is. */
export function lineNoteText({ note, of = '' }: LineNote, categories: readonly { code: string; name: string }[]): string {
  return {
    word_unknown: `“${of}”是哪一类，还没有写明。请在上面写明。`,
    not_covered: `${factValueText('category', of, categories)}不在这份名册所管的类别里。`,
    said_twice: `与第 ${of} 行是同一个人。`,
    name_differs: `身份证号对得上，姓名对不上：我们记的是${of}。请核实。`,
    dead: `我们已记为 ${of} 去世。`,
    death_known_otherwise: `我们记的去世日期是 ${of}，与名册不同。请核实。`,
    before_birth: '日期早于出生日期。',
    older_than_ours: `我们记的从 ${of} 开始，比名册日期还晚。请核实。`,
    maybe_listed: `不在名册里，但名册第 ${of} 行同名、身份证号没有读出来，可能就是本人，所以不结束。`,
    from_as_of: '名册没有写开始日期，从名册日期起算。',
    from_list_date: `名册写的日期早于我们记的 ${of}，从名册日期起改。`,
  }[note];
}

/** What the upload's form lacks. */
export const rosterFormText = {
  office: '请选是哪里的名册。',
  name: '请写名册名称，例如 2026 年 12 月低保名册。',
  documentNo: '请写文号；没有文号，写来文单位。',
  documentDate: '来文日期是文件上的日期，不会在今天以后。',
  asOf: '请写名册日期：名册是哪一天的情况。最多可以到下个月。',
  covers: '请选名册管哪几类，至少选一类。',
  coverage: '请选名册全不全。没有选，就不知道没写的人要不要结束。',
} as const;

/** 困难类别名册模板.csv */
export const templateName = (kind: RosterKind): string => `${rosterKindLabel[kind]}名册模板.csv`;

export type RosterNotice = ApplicationRefusal | 'renewed' | 'settled' | 'words' | 'applied' | 'no_category' | 'not_yet_yours';

/** What has just been done with a list, or why not. */
export const rosterNotices: Record<RosterNotice, { text: string; good: boolean }> = {
  own_import: { text: '这份名册是您导入的，要由另一位经办人应用。', good: false },
  withdrawn: { text: '这份名册已经作废。', good: false },
  stale: { text: '您看的预览已经不是最新的。什么都没有改，请看下面新的预览。', good: false },
  nothing: { text: '这份名册没有要改的，不用应用。', good: false },
  renewed: { text: '应用之前，我们的记录变了。什么都没有改，下面是按现在的记录重新做的预览。', good: false },
  settled: { text: '这份名册已经应用或作废，不能再改。', good: false },
  not_yet_yours: { text: '电话和住址，要等名册应用以后，由导入人以外的经办人一个一个改。', good: false },
  no_category: { text: '还没有选是哪一类。先在这个词下面选好，再记下。', good: false },
  words: { text: '记下了，预览已重新做。以后的名册也按这样对应。', good: true },
  applied: { text: '已应用。下面是改了的内容。', good: true },
};
