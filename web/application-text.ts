import type {
  ApplicationAction, ApplicationChannel, ApplicationState, GrantRefusal, Party, StepRefusal,
} from '../src/domain/application.ts';
import type { FormProblem } from '../src/domain/application-form.ts';
import type { CheckPoint, Claim, ClaimKind, PaperKind, RefusalReason, Wish } from '../src/domain/application-claim.ts';
import type { ReviewFinding, ReviewProblem } from '../src/domain/eligibility-review.ts';
import { daysBetween, type ServiceDate } from '../src/domain/calendar.ts';

// The words of 申请、资格审核: for clerks, for families, and (…Spoken) for the elder.

export const applicationStateLabel: Record<ApplicationState, string> = {
  requested: '待登记',
  submitted: '待核查',
  returned: '待补材料',
  checked: '待审批',
  granted: '已批准',
  refused: '未批准',
  appealed: '复核中',
  upheld: '复核维持',
  withdrawn: '已撤回',
  dismissed: '未受理',
};

/** How it stands, said to whoever asked. */
export const applicationStateSpoken: Record<ApplicationState, string> = {
  requested: '收到了，等着给您打电话',
  submitted: '正在核对情况',
  returned: '还差材料',
  checked: '核对好了，等着批',
  granted: '批下来了',
  refused: '这次没有批',
  appealed: '正在重新看',
  upheld: '重新看过，还是没有批',
  withdrawn: '已经不办了',
  dismissed: '这次没有收下',
};

export const applicationActionLabel: Record<ApplicationAction, string> = {
  request: '提出',
  submit: '提出并登记',
  register: '登记',
  dismiss: '不受理',
  ask_papers: '要求补材料',
  bring_papers: '材料补齐',
  check: '核查完成，报上审批',
  send_back: '退回重新核查',
  grant: '批准',
  refuse: '不批准',
  appeal: '申请复核',
  uphold: '复核：维持',
  overturn: '复核：改为批准',
  withdraw: '撤回',
};

export const applicationChannelLabel: Record<ApplicationChannel, string> = { village: '当面', elder_page: '本人在手机上', family_page: '家属在网上' };

/** 市, 街道, 社区 as the divisions call themselves. */
export type Kinds = { villageKind: string; townKind: string };

/** Whose turn it is: 社区, 申请人, 街道, 市里. */
export function partyText(party: Party, { villageKind, townKind }: Kinds): string {
  return { applicant: '申请人', village: villageKind, town: townKind, county: '民政局' }[party];
}

export const wishLabel: Record<Wish, string> = {
  hardship: '生活困难',
  living: '独自居住或身边没有子女',
  ability: '身体不便，需要照护',
  disability: '有残疾证',
  unsure: '不清楚能办哪一项',
};
export const wishSpoken: Record<Wish, string> = {
  hardship: '家里困难',
  living: '一个人过日子',
  ability: '身体不好，要人照顾',
  disability: '有残疾证',
  unsure: '说不清，先问问',
};

const claimKindLabel: Record<ClaimKind, string> = { category: '困难类别', ability: '能力评估', disability: '残疾等级', living: '居住情况' };
const valueLabel: Record<Exclude<ClaimKind, 'category'>, Readonly<Record<string, string>>> = {
  ability: { intact: '能力完好', mild: '轻度失能', moderate: '中度失能', severe: '重度失能', total: '完全失能' },
  disability: { 1: '一级', 2: '二级', 3: '三级', 4: '四级' },
  living: { alone: '独居', empty_nest: '空巢', left_behind: '留守', couple: '与老伴同住', with_children: '与子女同住' },
};

export type Category = { code: string; name: string };

/** 困难类别：低保对象 · 残疾等级：二级 · 能力评估（等级待定） */
export function claimText({ kind, value }: Claim, categories: readonly Category[]): string {
  if (value === null) return `${claimKindLabel[kind]}（等级待定）`;
  const name = kind === 'category' ? categories.find((one) => one.code === value)?.name : valueLabel[kind][value];
  return `${claimKindLabel[kind]}：${name ?? value}`;
}

/** What it is about, registered or not yet. */
export function subjectText(of: { wish: Wish; kind: ClaimKind | null; value: string | null }, categories: readonly Category[]): string {
  return of.kind === null ? wishLabel[of.wish] : claimText({ kind: of.kind, value: of.value }, categories);
}

export const paperKindLabel: Record<PaperKind, string> = {
  id_card: '身份证',
  household_register: '户口簿',
  hardship_certificate: '低保、特困等证明',
  disability_certificate: '残疾人证',
  ability_report: '能力评估报告',
  living_statement: '居住情况说明',
  other: '其他',
};

export const checkPointLabel: Record<CheckPoint, string> = {
  home_visit: '入户看过',
  identity: '核对过身份',
  papers: '核对过材料原件',
  neighbours: '问过邻里',
  registers: '查过名册',
};

export const refusalReasonLabel: Record<RefusalReason, string> = {
  condition_not_met: '不符合条件',
  papers_not_enough: '材料不足以证明',
  not_confirmed: '核查与所说情况不符',
  not_resident: '不在本地居住或没有本地户籍',
  covered_already: '已经享受同类待遇',
  other: '其他原因',
};

export const relationOptions = ['本人', '儿子', '女儿', '老伴', '孙辈', '其他亲属', '邻居或朋友'] as const;

/** Which register a granted fact comes from. */
export const factSource = '申请审批';

export const stepRefusalText: Record<StepRefusal, string> = {
  not_yours: '这一步不归您办。',
  not_now: '这份申请已经走到别的一步了，下面是现在的样子。刚才没有改动。',
  same_person: '您经手过这份申请，要由另一个人来定。',
  appeal_too_late: '申请复核的日子过了。情况有变化，可以重新申请。',
};

export const grantRefusalText: Record<GrantRefusal, string> = {
  from_past: '不能从过去的日子算起：过去的餐已经按当时的条件结算。请填今天或以后。',
  from_too_far: '起始日期太远了，请核对年份。',
  deceased: '档案里登记本人已去世，不能批准。',
  holds_already: '本人现在已经有这一项，不用再批。',
  value_missing: '还不知道是哪一级。请退回核查，由核查人填上等级。',
  no_point: '新来的人还没有定常去的助餐点。请退回核查，由核查人填上。',
};

export const reviewFindingLabel: Record<ReviewFinding, string> = { still_holds: '仍然符合', no_longer: '不再符合' };
export const reviewProblemText: Record<ReviewProblem, string> = {
  no_note: '不再符合要写明为什么。',
  no_end: '请填从哪一天起不再享受。',
  end_past: '终止日不能早于今天：吃过的餐不重算。',
  end_before_fact: '终止日不能早于这一项的起始日。',
  ended: '这一项已经终止，不用再复核。',
  open: '这一项已经报上，正等着审批。',
  decided: '这次复核已经有了结果，下面是现在的样子。',
  same_person: '这次复核是您报上来的，要由另一个人来定。',
};

/** 还有 3 天 · 今天到期 · 超期 2 天 */
export function dueText(due: ServiceDate | null, today: ServiceDate): string {
  if (due === null) return '';
  const days = daysBetween(today, due);
  if (days === 0) return '今天到期';
  return days > 0 ? `还有 ${days} 天` : `超期 ${-days} 天`;
}

/** Who did it, as an application's record names them. */
export function applicantText(by: string, name: string): string {
  return by.startsWith('family:') ? '家属（凭申请号）' : name;
}

/** What to change in a form. */
export const formProblemText: Record<FormProblem, string> = {
  missing: '这里还没有填。',
  too_long: '太长了，请写短一些。',
  unreadable_name: '姓名请用字写，不要夹数字和符号。',
  unreadable_phone: '电话请写 11 位手机号，或带区号的固定电话。',
  unreadable_date: '日期这样写：2026-11-26。',
  date_ahead: '材料的日期不能在今天以后。',
  no_such_choice: '请从列出的里面选一个。',
  nothing_ticked: '请至少勾一样，写明怎么核查的。',
  no_reason: '不批准，请至少勾一个原因。',
  paper_without_kind: '请选这份材料是什么。',
  id_length: '身份证号应该是 18 位，请数一数。',
  id_characters: '身份证号里有不该有的字，只能是数字，最后一位可以是 X。',
  id_date: '身份证号里的出生日期不存在，请核对。',
  id_checksum: '身份证号有一位打错了，请照着证件再打一遍。',
};

/** Why a new application is not taken in. */
export const registrationRefusalText = {
  lives_elsewhere: '系统里已有这位老人，登记的住处不在您这里。请到居住地申请；搬来了，先请县里改住处。',
  deceased: '档案里登记本人已去世。登记有误，请找民政核对。',
  holds_already: '本人现在已经有这一项，不用再申请。到期会提醒复核。',
  open_already: (no: string) => `同一个人的同一件事已经有一份在办，申请号 ${no}，不用再登记一份。`,
};
export const searchTooShort = '请打姓名，或整个身份证号。';
export const reviewDecisionLabel = { approved: '同意', sent_back: '退回再查' } as const;

/** From the open page. None of these says whether the county knows somebody. */
export const familyRefusalText = {
  full: '今天从网上收的申请已经满了。请明天再来，或者打 12345，也可以直接到村里、社区里办。',
  asked: '这件事您用这个电话已经申请过了，正在办。申请号和查询码在上次交上去的那一页；找不到了，请打 12345。',
  look_up: '申请号或查询码不对，或者今天试的次数太多了。请照着抄下来的再看一遍；找不到了，请打 12345，或问村里、社区。',
  crowded: '从您这里的网络，一分钟里来的次数太多，先停一停。过一分钟再来，填好的还在。',
  withdrawn: '申请人自己撤回的。',
};

/** The same to the elder: the county's word for a category, a plain one for the rest. */
export function subjectSpoken(of: { wish: Wish; kind: ClaimKind | null; value: string | null }, categories: readonly Category[]): string {
  const category = of.kind === 'category' ? categories.find((one) => one.code === of.value) : undefined;
  return category?.name ?? wishSpoken[of.wish];
}

/** What she said by pressing a button. */
export const ownStepNote = { appeal: '本人在手机上说：不同意，请重新看。', withdraw: '本人在手机上说：不办了。' } as const;
