import { ROLES } from '../../src/domain/access.ts';
import { parseMonth, type Instant, type ServiceDate } from '../../src/domain/calendar.ts';
import type { LookField } from '../../src/domain/look.ts';
import type { MealSlot } from '../../src/domain/meal-slot.ts';
import { auditActionLabel } from '../audit-text.ts';
import { dayText, monthText } from '../format.tsx';
import { lookFieldLabel } from '../look-text.ts';
import { paths } from '../paths.ts';
import { slotLabel } from '../text.ts';
import { resetsLabel, roleLabel, wantedText, type Wanted } from './people-text.ts';

export type AuditLine = {
  id: string;
  at: Instant;
  actor: string;
  actorName: string;
  action: string;
  subject: string;
  requestId: string;
  reason: string | null;
  /** Whose record it is about, where it is somebody's. */
  elderId: string | null;
  elderName: string | null;
  name: string | null;
  date: ServiceDate | null;
  slot: MealSlot | null;
  /** What was asked for or granted, where it was. */
  wanted: Wanted | null;
};

export const auditSearchText = {
  nobody: '没有叫这个名字的工作人员或家属。请核对。（老人自己办的，先查这位老人。）',
  backwards: '“到哪天”早于“从哪天”。',
  unread: '有一处没有看懂，请重新填。',
} as const;

/** Roles as the database joins them; nobody's role is a family member's. */
const rolesText = (roles: string | null) => (roles === null ? '家属，或没有岗位' : ROLES.filter((one) => roles.split(',').includes(one)).map((one) => roleLabel[one]).join('、'));

export const doerText = (name: string, roles: string | null) => `${name}（${rolesText(roles)}）`;

/** Which of several elders, with the number masked. */
export const elderText = ({ name, age, village, idNumber }: { name: string; age: number; village: string; idNumber: string }) => `${name}，${age} 岁，${village}，${idNumber}`;

/** Who did it: a name, which of the programs, or somebody who has not shown who they are. */
export function actorText({ actor, actorName }: Pick<AuditLine, 'actor' | 'actorName'>): string {
  if (actor === 'stranger') return '还没登录的人';
  if (actor.startsWith('job:')) return '系统自动';
  if (actor.startsWith('tablet:')) return `平板：${actorName}`;
  return actor.startsWith('elder:') ? `${actorName}（本人）` : actorName;
}

export const actionText = (action: string) => auditActionLabel[action] ?? action;

/** The same with the role and the place of a grant, or what a code is for. */
export const doneText = ({ action, wanted }: Pick<AuditLine, 'action' | 'wanted'>) => (wanted === null ? actionText(action) : `${actionText(action)}：${wanted.resets === null ? wantedText(wanted) : resetsLabel[wanted.resets]}`);

/** What was seen, of those entries that are looks. */
const SEEN: Readonly<Record<string, string>> = {
  'elder.look': '登记吃饭的页面（凭卡）',
  'application.look': '申请里的证件号、电话、住址',
  'price_change.look': '电话',
  'standing_order.look': '电话',
  'message.look': '没发出去的短信和收信人的电话',
  'sheet.look': '打印过的名单（送餐单有住址、电话）',
};
export const isLook = (action: string) => action.includes('.look');
export function seenText(action: string): string {
  const field = /^elder\.look_(.+)$/.exec(action)?.[1];
  return field !== undefined && isField(field) ? `${lookFieldLabel[field]}，全部` : (SEEN[action] ?? actionText(action));
}
const isField = (text: string): text is LookField => text in lookFieldLabel;

const KIND: Readonly<Record<string, string>> = {
  elder: '老人', order: '订单', application: '申请', card: '助餐卡', family_binding: '家里人代订', money_request: '退款、转款', pause: '暂停', receipt: '收据',
  standing_order: '长期订餐', fact: '登记在册的', complaint: '意见', roster: '名册', meal_point: '助餐点', operator: '运营机构', set_meal: '套餐', payer: '出资方',
  category: '困难类别', person: '人员', shift: '钱箱', meal_run: '一餐次', print_run: '打印单', policy_draft: '补贴办法草稿', policy_trial: '试算', donation: '捐赠',
  month: '月份', calendar: '节假日', order_batch: '代订的一批', prepaid: '预存款', invariant: '查账', books_stop: '账停着', sign_in_code: '验证码', messages: '短信', message: '短信', audit: '审计记录',
  county_rule: '全市的设定', login: '登录名', start_code: '开通码', vault_key: '密钥', tablet: '平板',
};

/** 李秀英，11 月 23 日，星期一 午餐 · 荆河街道长者食堂，… · 名册：2026 年低保名册 */
export function subjectText({ subject, elderName, name, date, slot }: Pick<AuditLine, 'subject' | 'elderName' | 'name' | 'date' | 'slot'>): string {
  const [kind = '', ref = ''] = subject.split(':');
  const meal = date && slot ? `${dayText(date)} ${slotLabel[slot]}` : null;
  const label = KIND[kind] ?? kind;
  const whose = elderName ?? name ?? (kind === 'month' ? monthOrRef(ref) : null);
  if (whose === null) return label;
  return kind === 'elder' ? whose : `${whose}，${meal ?? label}`;
}
function monthOrRef(ref: string): string | null {
  const month = parseMonth(ref);
  return month && monthText(month);
}

/** The page of the record where an auditor may read it; null where there is none. Of persons only those who work here have one. */
export function recordHref({ subject, action }: Pick<AuditLine, 'subject' | 'action'>): string | null {
  const [kind = '', ref = ''] = subject.split(':');
  const pages: Readonly<Record<string, (id: string) => string>> = {
    elder: paths.civilElder, order: paths.civilOrder, application: paths.civilApplication, roster: paths.roster, meal_point: paths.pointSettings,
    operator: paths.operatorSettings, payer: paths.payer, category: paths.category, policy_draft: paths.policyDraft, policy_trial: paths.policyTrial,
    donation: paths.donation, month: paths.month, calendar: paths.calendarList, prepaid: paths.prepaid, complaint: (one) => paths.complaint('civil', one),
    fact: paths.civilReview, message: paths.message, books_stop: paths.booksStop, county_rule: () => paths.countyRules(),
  };
  if (kind === 'person' && /^(access|person|login|start_code)\./.test(action)) return paths.person(ref);
  return Object.hasOwn(pages, kind) ? (pages[kind]?.(ref) ?? null) : null;
}
