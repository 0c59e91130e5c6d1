import type { ClaimReversalReason } from '../src/domain/claim.ts';
import type { Clash, DietCode, DietItem, Severity, Texture } from '../src/domain/diet.ts';
import type { DifferenceKind } from '../src/domain/equality.ts';
import type { Proof } from '../src/domain/hand-over.ts';
import type { AccountKind, TransferKind } from '../src/domain/ledger.ts';
import type { MealRunState, NoShowRule } from '../src/domain/meal-run.ts';
import type { MealSlot, ServiceMode } from '../src/domain/meal-slot.ts';
import type { PointKind } from '../src/domain/network.ts';
import type { Channel, OrderState } from '../src/domain/order.ts';
import type { PrintKind } from '../src/domain/sheet.ts';
import type { RowOutcome } from '../src/domain/paper-list.ts';
import type { MonthLine } from '../src/domain/statement.ts';

// One word per code. `…Label` is the word of clerks and canteens, `…Spoken` is how one says it to an elder.

export const slotLabel: Record<MealSlot, string> = { breakfast: '早餐', lunch: '午餐', dinner: '晚餐' };
export const slotSpoken: Record<MealSlot, string> = { breakfast: '早上', lunch: '中午', dinner: '晚上' };
/** Beside a clock: dinner at ten to five is 晚饭, but not yet 晚上. */
export const mealSpoken: Record<MealSlot, string> = { breakfast: '早饭', lunch: '午饭', dinner: '晚饭' };

export const modeLabel: Record<ServiceMode, string> = { dine_in: '堂食', pickup: '自取', home_delivery: '送餐' };
export const modeSpoken: Record<ServiceMode, string> = {
  dine_in: '到食堂吃',
  pickup: '自己来取',
  home_delivery: '送到家',
};

export const orderStateLabel: Record<OrderState, string> = {
  placed: '已订',
  cancelled: '已退订',
  handed_over: '已用餐',
  missed: '没来',
};

export const orderStateSpoken: Record<OrderState, string> = {
  placed: '订好了',
  cancelled: '退掉了',
  handed_over: '吃过了',
  missed: '没有来吃',
};

export const channelLabel: Record<Channel, string> = {
  elder_page: '本人预订', walk_in: '没订来吃', community_worker: '社区代订', staff_phone: '电话代订', standing_order: '长期订餐', family_page: '家属代订',
};

export const proofLabel: Record<Proof, string> = { card: '刷卡', name: '报姓名', paper: '纸单打勾' };

export const sheetKindLabel: Record<PrintKind, string> = {
  production: '备餐单',
  pickup_list: '堂食自取名单',
  delivery_list: '送餐单',
  change_sheet: '变更单',
};

export const mealRunStateLabel: Record<MealRunState, string> = { open: '可以订', closed: '已截止', done: '已结束' };

export const pointKindLabel: Record<PointKind, string> = {
  senior_canteen: '长者食堂',
  happiness_home: '农村幸福院食堂',
  day_care_table: '日间照料餐桌',
  partner_restaurant: '合作餐饮店',
  institution_canteen: '养老机构食堂',
  community_point: '社区助餐点',
  mutual_aid_point: '互助助餐点',
  mobile_stop: '送餐车',
};

export const textureLabel: Record<Texture, string> = {
  regular: '普食',
  soft: '软食',
  semi_liquid: '半流',
  liquid: '流食',
};

/** How an elder says that a dish is made so. */
export const textureSpoken: Record<Texture, string> = {
  regular: '平常的',
  soft: '软和的',
  semi_liquid: '煮得软烂的',
  liquid: '打成糊的',
};

export const severityLabel: Record<Severity, string> = { mild: '轻度过敏', severe: '严重过敏' };

/** What a dish contains. */
export const dietCodeLabel: Record<DietCode, string> = {
  gluten: '麸质',
  crustacean: '虾蟹',
  fish: '鱼',
  egg: '蛋',
  peanut: '花生',
  soy: '大豆',
  milk: '奶',
  nut: '坚果',
  pork: '猪肉',
  beef_mutton: '牛羊肉',
  poultry: '禽肉',
  offal: '内脏',
  sugar: '糖',
  salty: '重盐',
  spicy: '辣',
  raw_cold: '生冷',
  alcohol: '酒',
  seaweed: '海带紫菜',
};

/** What a person stays away from, as a cook says it. */
export const restrictionLabel: Record<DietCode, string> = {
  gluten: '不吃麸质',
  crustacean: '不吃虾蟹',
  fish: '不吃鱼',
  egg: '不吃蛋',
  peanut: '不吃花生',
  soy: '不吃大豆',
  milk: '不喝奶',
  nut: '不吃坚果',
  pork: '不吃猪肉',
  beef_mutton: '不吃牛羊肉',
  poultry: '不吃禽肉',
  offal: '不吃内脏',
  sugar: '无糖',
  salty: '少盐',
  spicy: '不吃辣',
  raw_cold: '不吃生冷',
  alcohol: '不沾酒',
  seaweed: '不吃海带紫菜',
};

/** 花生，严重过敏 · 无糖. An allergy without a recorded severity says only 过敏. */
export function dietItemText(item: DietItem): string {
  if (item.kind === 'restriction') return restrictionLabel[item.code];
  return `${dietCodeLabel[item.code]}，${item.severity ? severityLabel[item.severity] : '过敏'}`;
}

/** 红烧茄子里有花生 · 红烧肉没有半流的做法. */
export function clashText(clash: Clash): string {
  if ('texture' in clash) return `${clash.dishName}没有${textureLabel[clash.texture]}的做法`;
  return `${clash.dishName}里有${dietCodeLabel[clash.item.code]}`;
}

/** 红烧茄子、米饭没有煮得软烂的，红烧茄子里有花生: the same to the person who eats it, dishes with the same fault together. */
export function clashesSpoken(clashes: readonly Clash[]): string {
  const faultOf = (clash: Clash) =>
    'texture' in clash ? `没有${textureSpoken[clash.texture]}` : `里有${dietCodeLabel[clash.item.code]}`;
  const faults = Map.groupBy(clashes, faultOf);
  return [...faults].map(([fault, same]) => `${same.map((clash) => clash.dishName).join('、')}${fault}`).join('，');
}

export const weekdayLabel = ['', '星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日'] as const;

/** 荆河街道长者食堂、龙泉街道长者食堂 */
export const listed = (names: readonly string[]) => names.join('、');

/** Whose pages they are, where that may be many points: the first few by name. */
export const placesText = (names: readonly string[]) => (names.length > 3 ? `${names[0]}等 ${names.length} 个助餐点` : listed(names));

/** Where a canteen's pages are. */
/** Around the pages of somebody's own sign-in. */
export const ownLoginNavLabel = { place: '助餐', work: '去干活', own: '我的登录' } as const;

export const canteenNavLabel = { today: '今天', counter: '登记吃饭', phone_orders: '电话订餐', paper_lists: '纸单登记', standing_orders: '长期订餐', shifts: '钱箱', prepaid: '预存款', complaints: '意见', price_changes: '变价告知', operator_day: '我的助餐点', operator_month: '应拨补贴', tablets: '平板' } as const;

/** What became of a ticked row: before it is recorded, and after. */
export const rowOutcomeLabel: Record<RowOutcome, string> = {
  to_record: '要登记',
  already_handed_over: '早已登记',
  cancelled: '已退订',
  too_late: '过了登记的日子',
  still_open: '还没截止',
  fund_exhausted: '爱心款不够了',
  point_stopped: '账停着，恢复以后再录',
  not_served_yet: '还没开饭',
  no_such_row: '没有这一行',
};
export const recordedLabel = '已登记';

/** What becomes of a prepaid share when nobody comes. */
export const noShowRuleLabel: Record<NoShowRule, string> = { release: '退回预存款', keep_self_pay: '不退，归食堂' };

/** Where an office's pages are. */
export const civilNavLabel = { today: '今天', statements: '月度结算', months: '关账', policies: '补贴办法', applications: '资格审批', reviews: '年度复核', rosters: '名册', prepaid: '预存款', cards: '助餐卡', complaints: '意见', messages: '短信', rules: '设定', donations: '捐赠', calendar: '节假日', price_changes: '变价告知', deaths: '去世登记', people: '人员和授权', tablets: '平板', elders: '查老人', audit: '审计' } as const;

/** Where a village's pages are. */
export const communityNavLabel = { week: '一周订餐', chain: '接龙', phone_orders: '电话订餐', applications: '申请', new: '新申请', reviews: '年度复核' } as const;

export const transferKindLabel: Record<TransferKind, string> = { reserve: '预占', post: '入账', void: '释放', reverse: '冲正' };

/** 市级财政 · 康和餐饮应收 · 荆河街道长者食堂收的现金 · 李秀英的预存款 */
export function accountText(kind: AccountKind, owner: string): string {
  const words: Record<AccountKind, string> = {
    payer: owner,
    operator: `${owner}应收`,
    operator_subsidy: `${owner}应收的运营补贴`,
    delivery_subsidy: `${owner}应收的送餐补贴`,
    cash: `${owner}收的现金`,
    prepaid: `${owner}的预存款`,
    bank: `${owner}账户`,
    office_cash: `${owner}收的现金`,
  };
  return words[kind];
}

/** Whose hand-over it is: 李芳 · 孙师傅（纸单，李芳登记）. */
export function handlerText({ handedBy, tickedBy }: { handedBy: string; tickedBy: string | null }): string {
  return tickedBy === null ? handedBy : `${tickedBy}（纸单，${handedBy}登记）`;
}

/** Who did it, as records name them: a person or an elder by name, a job as the system. */
export function actorText(name: string): string {
  return name.startsWith('job:') ? '系统自动' : name;
}

/** The public service line of every Chinese city: stands where no canteen's own phone is known. */
export const countyService = { name: '滕州助餐', phone: '12345', phoneHours: '政务服务热线，全天' };

/** Which paper the subsidy comes from, and whose it is when it was borrowed. */
export function borrowedNote(document: { title: string; issuer: string; documentNo: string; borrowedFrom: string | null }): string {
  const paper = `${document.issuer}《${document.title}》${document.documentNo}`;
  return document.borrowedFrom ? `演示借用${paper}，不是本地文件` : `依据${paper}`;
}

/** How an order breaks the equation of the sheets. */
export const differenceText: Record<DifferenceKind, string> = {
  gone: '截止时有这一份，现在没有了',
  not_accepted: '截止时没有、也没有补订过这一份，现在多出来了',
  accepted_twice: '截止的名册里记了两次',
  not_counted: '没有算进备餐份数：订的套餐不在这一餐里',
  counted_twice: '在备餐份数里算了两次',
  on_no_list: '不在任何一张名单上',
  on_two_lists: '在两张名单上',
};

/** Where nobody has written down a place. */
export const placeUnknown = '没有登记';

/** The foot of a sheet: when and by whom. */
export const printedBy = (when: string, who: string) => `${when} 打印，${who}`;

// ── Statement: public money beside the price, claims taken back ──
export const monthLineLabel: Record<MonthLine, string> = { meal: '餐费补贴', operator: '运营补贴', delivery: '送餐补贴' };
export const reversalReasonLabel: Record<ClaimReversalReason, string> = {
  died_before: '用餐前已去世',
  not_eaten: '查实没有用餐',
  wrong_subsidy: '补贴算错，餐已吃',
};
