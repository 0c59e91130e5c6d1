import type { Role } from '../../src/domain/access.ts';
import type { AccessAskRefusal, AccessDecisionRefusal, AccessEndRefusal, AccessRequestKind } from '../../src/domain/access-request.ts';
import type { Resets } from '../../src/domain/staff-login.ts';
import type { PersonEvent } from '../../src/domain/person-history.ts';

export const roleLabel: Record<Role, string> = {
  canteen_staff: '食堂工作人员',
  operator_manager: '运营负责人',
  community_worker: '社区工作人员',
  town_official: '镇街经办人',
  county_official: '民政经办人',
  administrator: '管理员',
  auditor: '审计',
};

/** What each role lets somebody do, in a line. */
export const roleHint: Record<Role, string> = {
  canteen_staff: '一个助餐点：看份数、打印、登记吃饭、收钱',
  operator_manager: '一家运营机构管的助餐点：看每天的份数、存着的预存款、应拨的补贴，回老人的意见，登记平板',
  community_worker: '一个社区（村）：替居民订饭，收申请、入户核查',
  town_official: '一个镇街：批申请，看本镇街的补贴',
  county_official: '全县：补贴办法、结算、关账、名册、捐赠',
  administrator: '全县：管谁能进来、能做什么；不能看老人和账',
  auditor: '全县：什么都能看，什么都不能改；看审计记录',
};

/** What the question about the place is called. */
export const placeQuestion: Record<Role, string> = {
  canteen_staff: '哪个助餐点',
  operator_manager: '哪家运营机构',
  community_worker: '哪个社区（村）',
  town_official: '哪个镇街',
  county_official: '哪里',
  administrator: '哪里',
  auditor: '哪里',
};

/** What a start code is for. */
export const resetsLabel: Record<Resets, string> = { nothing: '第一次用', password: '重设密码', second_factor: '重设密码和动态码' };

export const resetsHint: Record<Resets, string> = {
  nothing: '本人用码进来，自己设密码',
  password: '密码忘了：原来的密码、平板的 PIN 马上作废，登录着的全部退出；设过动态码的，还用原来的',
  second_factor: '手机丢了、换了，或者还没设过动态码：原来的密码、动态码、平板的 PIN 马上作废，登录着的全部退出，都重新设',
};

export type Wanted = { kind: AccessRequestKind; role: Role | null; placeName: string; resets: Resets | null };

export function wantedText({ kind, role, placeName, resets }: Wanted): string {
  if (kind === 'start_code' && resets !== null) return `开通码，${resetsLabel[resets]}`;
  return role === null ? '重新启用' : `${roleLabel[role]}，${placeName}`;
}

/** Where a grant cannot be asked for or confirmed. */
export const accessRefusalText: Record<AccessAskRefusal | AccessDecisionRefusal | 'takes_two', string> = {
  own: '自己的授权和开通码，要别的管理员来办。',
  disabled: '这个人已经停用，先要重新启用，才能授权。',
  enabled: '这个人没有停用，不用重新启用。',
  has_it: '这个人已经有这一项授权。',
  replaced_gone: '要换掉的那一项授权已经收回了。没有别的变动，请重新提一份。',
  waits: '同样的一份已经有人提了，等另一位管理员确认。',
  own_request: '自己提的，要另一位管理员来确认。',
  no_login: '这个人还没有登录名，先定一个登录名。',
  no_such_code: '这个人的登录有了变动，这种开通码用不上。请回到这个人的页面再看。',
  takes_two: '这个人的授权要用动态码，这个码要另一位管理员当面给。',
  one_is_enough: '这个码现在一位管理员就能给，请回到这个人的页面直接给。',
  asker_gone: '提这一份的人已经不是管理员，这一份作废，请不要照办。',
};

export const decidedText = '别人已经办过了，下面是办的结果。';
export const changedText = '您看过以后有了变动，下面是现在的样子。请再看一遍再定。';

export const accessEndRefusalText: Record<AccessEndRefusal, string> = {
  own: '自己的授权，要另一位管理员来收回。',
  ended: '别人已经办过了。',
};

export const peopleNoteText = {
  no_reason: '请写明为什么，以后查得到。',
  no_choice: '请从列出的里面选一个。',
  search_short: '请打两个字以上。',
  known: '同一个单位已经登记了同名的人，就在下面。真是两个人，请把单位写细一些，例如加上部门。',
  no_county: '您的授权不是管全县的，不能登记人。',
  not_present: '要见到本人、看过身份证才能给。本人在面前，请打勾。',
} as const;

/** What is wrong with a name to sign in by. */
export const loginNoteText = {
  unreadable: '登录名要用小写字母开头，3 到 30 个字母、数字、点或者横线，例如 zhangsan。',
  taken: '这个登录名已经有人用了，请换一个，例如加两个数字。',
  has_one: '这个人刚刚定好了登录名，就在下面，定了不能改。',
} as const;

/** How many administrators are left, where that is too few. */
export function fewAdministrators(count: number): string | null {
  if (count >= 3) return null;
  if (count === 2) return '现在有 2 位管理员：一位提，另一位确认。再少一位，就谁也授不了权。建议多设一位。';
  return '现在只有 1 位管理员，没有第二个人确认，谁也授不了权；停用、收回仍然能办。请马上联系系统运维，恢复第二位管理员。';
}

/** One line of somebody's history. */
export function eventText(event: PersonEvent): string {
  switch (event.what) {
    case 'added':
      return '登记为工作人员';
    case 'granted':
      return `授权：${roleLabel[event.role]}，${event.placeName}`;
    case 'revoked':
      return `收回：${roleLabel[event.role]}，${event.placeName}`;
    case 'disabled':
      return '停用';
    case 'code_given':
      return `给了开通码，${resetsLabel[event.resets]}`;
    case 'asked':
      return `提请：${wantedText(event)}`;
    case 'confirmed':
      return `确认：${wantedText(event)}`;
    case 'declined':
      return `没有同意：${wantedText(event)}`;
    case 'withdrawn':
      return `撤回提请：${wantedText(event)}`;
  }
}

export const eventReason = (event: PersonEvent) => ('reason' in event ? (event.reason ?? '') : '');
