import { EVERYWHERE } from '../src/domain/county-label.ts';
import type { JsonFault, JsonProblem } from '../src/domain/json-text.ts';
import type { ApprovalRefusal } from '../src/domain/policy-draft.ts';
import type { PolicyFault, PolicyProblem } from '../src/domain/policy-problem.ts';
import type { TextProblems } from '../src/domain/policy-text.ts';
import { paths } from './paths.ts';

// What is wrong with a policy's text, for the clerk who wrote it: where, and what would be right.

const JSON_TEXT: Record<JsonFault, string> = {
  empty: '还没有内容',
  chinese_mark: '用了中文标点“…”，要换成英文的',
  unclosed_text: '这段文字没有用英文双引号收尾',
  text_broken: '引号里的文字写坏了：反斜杠要写两个，里面的双引号前面要加反斜杠',
  comma_or_end: '这里少一个逗号，或少一个收尾的括号',
  comma_too_many: '前面多了一个逗号',
  name: '这里要写字段名，用英文双引号括起来',
  colon: '字段名后面要有英文冒号',
  value: '这里要写一个值：数字、双引号里的文字、true、false、[ ] 或 { }',
  number: '数字写得不对：前面不要补 0，小数点后要有数字',
  name_twice: '这个字段名在同一个 { } 里写了两次',
  more_after_end: '前面已经收尾，后面还有多余的内容',
  too_deep: '括号套得太深了',
};

/** 第 3 行第 12 个字：少一个逗号… */
export function jsonProblemText({ line, column, fault, found }: JsonProblem): string {
  return `第 ${line} 行第 ${column} 个字：${JSON_TEXT[fault].replace('…', found)}。`;
}

/** What the schema calls a kind of value. */
const KINDS: Readonly<Record<string, string>> = {
  string: '文字', number: '数字', int: '整数', object: '{ }', array: '列表 [ ]', boolean: 'true 或 false', record: '{ }', form: '规定的几种 form', 'text, list': '文字或列表',
};
const kindOf = (detail: string) => KINDS[detail] ?? detail;

const FAULT_TEXT: Record<PolicyFault, string> = {
  unknown_field: '没有“…”这个字段',
  missing: '必须填写（…）',
  wrong_kind: '要写成…',
  not_one_of: '只能是：…',
  out_of_range: '超出范围，要 …',
  not_a_division_code: '要写 12 位区划代码',
  not_a_date: '要写存在的日期，如 2026-12-01',
  too_precise: '位数太多，要是 … 的整数倍',
  duplicate: '“…”写了两次',
  empty_dates: 'before 是不再执行的第一天，要晚于 …',
  versions_overlap: '与 … 有重合的日子，请用 before 让前一个结束',
  empty_age_range: '没有这个年龄的人：…',
  empty_price_range: '没有这个范围的价钱：…',
  one_or_the_other: '要写其中一个：…',
  compared_with_itself: '同一个地方不能和自己比',
  finer_than_the_place: '比办法的地区（…）还细，请写 as 或用 in 列出区划',
  not_of_this_scale: '不是“…”的等级',
  excludes_everybody: '空的例外会把所有人排除',
  never_applies: '永远不会符合：…',
  never_best: '永远轮不到：这些人按“…”补得更多',
  gives_nothing: '没有给任何补贴…',
  percent_over_100: '… 超过了 100%',
  shares_not_100: '各方比例合计 …，不是 100',
  shares_not_the_amount: '各方金额合计（…）与补贴不符：留一方不写 fen，由它出其余的',
  limit_below_amount: '限额比一餐的补贴还低：…',
  limit_never_reached: '永远到不了：每… 的限额更低',
  meals_per_meal: '每餐的限额只能写金额',
  below_min_self_pay: '低于最低自付 … 分',
  cannot_be_stacked: '… 不能与其他档次叠加',
  who_pays: '要写明由谁出…（pays 或 payer）',
  unknown_payer: '本县没有“…”这个出资方',
  reserved_payer: '“…”人人都有，不用列出',
  fund_without_balance: '“…”是基金，会用完：要写 balance（如 {"openingFen": 100000}，只在试算时当作起始余额，真付钱按收到的捐赠），再用 thenPays 写明不够时由谁出',
  balance_without_fund: '本县的“…”不是基金，没有余额：不要写 balance，或在“出资方”里另开一个基金',
  payer_cycle: '几个出资方互相推给对方：…',
  unknown_category: '本县没有“…”这个类别',
  only_for_delivery: '只有送餐补贴能这样写',
};

/** Fields of a policy file, as an official would call them. */
export const fieldLabel: Readonly<Record<string, string>> = {
  schema: '格式', id: '编号', title: '名称', documentNo: '文号', issuer: '发文机关', source: '出处', borrowedFrom: '借用自', versions: '版本', from: '执行日',
  before: '停止日', place: '办法的地区', payers: '出资方', payer: '出资方', benefits: '补贴', beside: '餐费以外的补贴', who: '补谁', meals: '哪些餐', order: '折扣与定额的先后',
  limits: '限额', limit: '限额', minSelfPay: '最低自付', sellerDiscount: '店里自己的优惠', stackable: '与其他办法叠加', name: '补贴名称', tiers: '档', combine: '几档同时符合时',
  minSpend: '最低消费', pays: '由谁出', boundCard: '只在绑定的食堂', clause: '条款', give: '给多少', kind: '种类', fen: '金额（分）', percentOfFee: '送餐费比例', when: '什么时候给',
  per: '按什么算', upToFee: '不超过送餐费', where: '地点条件', balance: '余额', thenPays: '不够时由谁出', form: '给法', percent: '比例', capFen: '封顶（分）', percentOff: '减去的比例',
  ageFrom: '从几岁', ageBefore: '到几岁前', anyCategory: '类别（之一）', allCategories: '类别（全部）', ability: '能力评估', scale: '量表', atLeast: '至少',
  disabilityGrades: '残疾等级', living: '居住状况', staysIn: '所在机构', registered: '户籍地', residence: '居住地', eatenAt: '就餐地点', same: '同一个', as: '与什么比', in: '区划',
  anyOf: '符合其一', except: '不含', slots: '餐次', modes: '方式', days: '日子', statutoryHolidays: '法定节假日', listPricesFen: '标价（分）', priceFromFen: '标价从', priceUpToFen: '标价到',
  compare: '比较', measured: '按折前折后', deliveryFee: '送餐费', openingFen: '起始余额（分）', breakfast: '早餐', lunch: '午餐', dinner: '晚餐',
};

/** versions[0].benefits[1].give.fen → 第 1 个版本，第 2 项补贴，给多少，金额（分） */
export function placeText(path: string): string {
  if (path === '') return '整份文件';
  return path.split('.').map((step) => {
    const [, name = step, index] = /^(.*?)\[(\d+)\]/.exec(step) ?? [];
    const label = fieldLabel[name] ?? name;
    return index === undefined ? label : `第 ${Number(index) + 1} 个${label}`;
  }).join('，');
}

export function policyProblemText({ path, reason: { code, detail } }: PolicyProblem): string {
  return `${placeText(path)}：${FAULT_TEXT[code].replace('…', kindOf(detail))}。`;
}

type Named = readonly { code: string; name: string }[];
/** The county's payers and categories, as a policy writes them and as they are called. */
type CountyNames = { payers: Named; categories: Named };

/** What could have been written instead: a paper says 特困人员, the text wants extreme_hardship. */
function wordsInstead({ reason: { code, detail } }: PolicyProblem, { payers, categories }: CountyNames): string {
  const known = code === 'unknown_payer' ? payers.filter((one) => !EVERYWHERE.includes(one.code)) : code === 'unknown_category' ? categories : [];
  const meant = known.find((one) => one.name === detail);
  if (meant) return `“${meant.name}”要写成 ${meant.code}。`;
  return known.length === 0 ? '' : `可以写：${known.map((one) => `${one.code}（${one.name}）`).join('、')}。`;
}

/** Where a payer or category that the county does not have yet is added. */
function pageFor({ reason: { code, detail } }: PolicyProblem, { payers, categories }: CountyNames): TextProblem['page'] {
  const knows = (rows: Named) => rows.some((one) => one.code === detail || one.name === detail);
  if (code === 'unknown_payer' && !knows(payers)) return { href: paths.payers(), label: '文件上有、这里没有？到“出资方”里加上' };
  if (code === 'unknown_category' && !knows(categories)) return { href: paths.categories(), label: '文件上有、这里没有？到“困难类别”里加上' };
  return code === 'balance_without_fund' ? { href: paths.payers(), label: '到“出资方”里开一个基金' } : undefined;
}

/** `page`: where it is mended, when not in the text. */
export type TextProblem = { place: string; message: string; page?: { href: string; label: string } | undefined };

/** Every problem with its place as one writes it, for finding it in the text. */
export function textProblems(problems: TextProblems, names: CountyNames): TextProblem[] {
  if ('json' in problems) return [{ place: `第 ${problems.json.line} 行`, message: jsonProblemText(problems.json) }];
  if ('versions' in problems) return [{ place: 'versions', message: `这里写了 ${problems.versions} 个版本。一份草稿只写一个版本：要改的或新的那一个，其余的已经在册。` }];
  return problems.problems.map((one) => ({ place: one.path, message: policyProblemText(one) + wordsInstead(one, names), page: pageFor(one, names) }));
}

/** Why a step of a draft was not taken. */
export const draftRefusalText: Record<ApprovalRefusal, string> = {
  already_approved: '这份草稿已经批准了，不能再改。要改，请从现行版本再拟一份。',
  already_withdrawn: '这份草稿已经撤回了。',
  already_returned: '这份草稿已经退回，等拟稿人改好再送。',
  changed: '页面打开以后，草稿又改过。下面是最新的，请看过再送。',
  changed_since_sent: '送审以后，草稿又改过，或被收回了。请等拟稿人重新送审，看过新的再批。',
  same_person: '拟稿的人不能批自己拟的办法，要由另一位经办人来批。',
  from_in_past: '执行日最早是明天。已经订的、吃过的都按当时的办法算，办法改了也不倒回去重算。请改执行日再送。',
  overlaps: '执行日与这项办法的另一个版本重合：同一天只能有一个版本。请改执行日（from）或停止日（before）。',
  unread_problems: '草稿还有没改好的地方，改好再送。',
};
