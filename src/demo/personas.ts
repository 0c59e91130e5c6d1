import { paths } from '../../web/paths.ts';

/** Somebody invented, whom a link on /demo signs in. The demo county creates them under these ids. */
export type Persona = {
  key: 'elder' | 'elder-card' | 'elder-daily' | 'canteen' | 'canteen-second' | 'family' | 'family-second' | 'community' | 'town' | 'county' | 'county-second' | 'operator' | 'admin' | 'admin-second' | 'auditor';
  who: string;
  /** What they came to do, in a line. */
  does: string;
  enters: { elderId: string; cardId: string } | { personId: string } | { familyId: string } | { cardToken: string };
  firstPage: string;
};

/** The elder persona's id, and the one of the elder who comes in by card. */
export const ELDER_ID = 'lixiuying';
export const CARD_ELDER_ID = 'zhangdechang';
/** Has her lunch ordered day after day. */
export const DAILY_ELDER_ID = 'chenyulan';
/** The link on the second elder's card. Only its hash is in the database, as for every card. */
export const CARD_TOKEN = 'demo-card-of-zhang-dechang';
/** The number printed under it, its last digit the check digit. */
export const CARD_NUMBER = '6382719455';

/** The cook works at this point; the clerk for the whole county. A second official has approved the policy. */
export const COOK = { id: 'lifang', name: '李芳', pointKey: 'jinghe' };
/** Works beside the cook: looks at the cash box, and agrees to large refunds. */
export const SECOND_COOK = { id: 'wangmin', name: '王敏', pointKey: 'jinghe' };
export const CLERK = { id: 'zhoumin', name: '周敏' };
export const SECOND_OFFICIAL = { id: 'zhaoqiang', name: '赵强' };

/** Her daughter and her son, both of whom she lets order for her. */
export const DAUGHTER = { id: 'liufang', name: '刘芳', relation: 'daughter', phone: '15400001001' } as const;
export const SON = { id: 'liuqiang', name: '刘强', relation: 'son', phone: '15400001002' } as const;

/** Takes in and checks applications of one community; another person at its town decides them. */
export const COMMUNITY_WORKER = { id: 'sunli', name: '孙丽', divisionCode: '370481001014' };
export const TOWN_OFFICIAL = { id: 'wanghaifeng', name: '王海峰', divisionCode: '370481001000' };

/** Let people in, one with the other; and the manager of whoever runs the persona's canteen. */
export const ADMINISTRATOR = { id: 'gaojing', name: '高静' };
export const SECOND_ADMINISTRATOR = { id: 'mengtao', name: '孟涛' };
export const OPERATOR_MANAGER = { id: 'qinwei', name: '秦伟', operatorKey: 'shanfan' };

/** Of the county: reads everything, changes nothing. */
export const AUDITOR = { id: 'liuyang', name: '刘洋', divisionCode: '370481000000' };

/** Names and passwords to try the real way in, shown on /demo and true nowhere else. The clerk's also takes the code that /demo shows. */
export const LOGINS = [
  { personId: COOK.id, name: COOK.name, login: 'lifang', password: 'jinghe-kaifan-1030' },
  { personId: CLERK.id, name: CLERK.name, login: 'zhoumin', password: 'tengzhou-minzheng-ju' },
] as const;

/** A tablet at the cooks' counter, and their PINs: shown on /demo and true nowhere else. Only hashes are in the database, as for every tablet. */
export const TABLET = { id: 'window-jinghe', name: '窗口平板', pointKey: COOK.pointKey, token: 'demo-tablet-at-the-counter-of-jinghe' };
export const PINS = [
  { personId: COOK.id, name: COOK.name, pin: '270518' },
  { personId: SECOND_COOK.id, name: SECOND_COOK.name, pin: '493027' },
] as const;

/** Has just been given a name and a start code, and has never signed in. */
export const NEWCOMER = { id: 'qianlei', name: '钱磊', divisionCode: '370481002000', login: 'qianlei', startCode: '2026112600' };

export const PERSONAS: readonly Persona[] = [
  {
    key: 'elder',
    who: '李秀英，76 岁，老人',
    does: '订一顿饭：看菜、选怎么吃、看一遍、下单；也可以退。',
    enters: { elderId: ELDER_ID, cardId: `card-${ELDER_ID}` },
    firstPage: paths.home(),
  },
  {
    key: 'elder-card',
    who: '张德昌，82 岁，老人，扫卡',
    does: `手机扫助餐卡上的码进来，什么都不用打。卡号 ${CARD_NUMBER}，食堂登记时可以输。`,
    enters: { cardToken: CARD_TOKEN },
    firstPage: paths.card(CARD_TOKEN),
  },
  {
    key: 'elder-daily',
    who: '陈玉兰，79 岁，老人，天天订着午饭',
    does: '看这几天订好没有；只停这一天，停到哪天，从今以后都改。',
    enters: { elderId: DAILY_ELDER_ID, cardId: `card-${DAILY_ELDER_ID}` },
    firstPage: paths.standingOrders(),
  },
  {
    key: 'canteen',
    who: `${COOK.name}，荆河街道长者食堂`,
    does: '看今天的份数，截止、打印备餐单和名单，登记谁来吃了，录入打了勾的纸单。',
    enters: { personId: COOK.id },
    firstPage: paths.canteen(),
  },
  {
    key: 'canteen-second',
    who: `${SECOND_COOK.name}，荆河街道长者食堂，另一位工作人员`,
    does: `看${COOK.name}交的班；大额的退款，由她同意。`,
    enters: { personId: SECOND_COOK.id },
    firstPage: paths.shifts(),
  },
  {
    key: 'family',
    who: `${DAUGHTER.name}，李秀英的女儿`,
    does: `看妈妈这一周吃了什么、付了多少，替她订饭、退饭。也可以退出后用手机号 ${DAUGHTER.phone} 进来，验证码在下面的短信里。`,
    enters: { familyId: DAUGHTER.id },
    firstPage: paths.familyWeek(ELDER_ID),
  },
  {
    key: 'family-second',
    who: `${SON.name}，李秀英的儿子`,
    does: '和姐姐同时替妈妈订同一顿：只会有一份，后到的会看到是谁先订的。',
    enters: { familyId: SON.id },
    firstPage: paths.familyWeek(ELDER_ID),
  },
  {
    key: 'community',
    who: `${COMMUNITY_WORKER.name}，东寺院社区`,
    does: '替居民订饭：一周的表、微信群里的接龙、打来的电话；收下资格申请，入户核查，报街道审批；到日子的做年度复核。',
    enters: { personId: COMMUNITY_WORKER.id },
    firstPage: paths.community(),
  },
  {
    key: 'town',
    who: `${TOWN_OFFICIAL.name}，荆河街道`,
    does: '看本街道今天每个助餐点订了几份、吃了几份，这个月该拨多少补贴；审批社区核查好的申请。',
    enters: { personId: TOWN_OFFICIAL.id },
    firstPage: paths.civilToday(),
  },
  {
    key: 'county',
    who: `${CLERK.name}，滕州市民政局`,
    does: '看一个月每个助餐点该付多少补贴，一直查到每一顿饭、每一条理由；提请关上个月的账。',
    enters: { personId: CLERK.id },
    firstPage: paths.civil(),
  },
  {
    key: 'county-second',
    who: `${SECOND_OFFICIAL.name}，滕州市民政局，另一位经办人`,
    does: '看一个月的补贴；周敏拟好、要第二个人同意的事，由他来看，也由他确认关账。',
    enters: { personId: SECOND_OFFICIAL.id },
    firstPage: paths.civil(),
  },
  {
    key: 'operator',
    who: `${OPERATOR_MANAGER.name}，善饭邻里，运营负责人`,
    does: '看自己管的助餐点：今天订了几份、截没截止、吃了几份、有没有意见等着回；存着老人多少预存款，这个月该拨多少补贴；登记、停用食堂合用的平板。',
    enters: { personId: OPERATOR_MANAGER.id },
    firstPage: paths.operatorDay(),
  },
  {
    key: 'admin',
    who: `${ADMINISTRATOR.name}，滕州市民政局，管理员`,
    does: `管谁能进来、能做什么：登记人、提请授权，确认${SECOND_ADMINISTRATOR.name}提的；要收回、要停用，一个人马上就能办。`,
    enters: { personId: ADMINISTRATOR.id },
    firstPage: paths.people(),
  },
  {
    key: 'admin-second',
    who: `${SECOND_ADMINISTRATOR.name}，滕州市民政局，另一位管理员`,
    does: `${ADMINISTRATOR.name}提请的授权，由他确认。`,
    enters: { personId: SECOND_ADMINISTRATOR.id },
    firstPage: paths.people(),
  },
  {
    key: 'auditor',
    who: `${AUDITOR.name}，滕州市，审计`,
    does: '看谁办了什么、谁看过谁的电话和证件号，按人、按记录、按日子查；什么都看得到，什么都改不了。',
    enters: { personId: AUDITOR.id },
    firstPage: paths.audit(),
  },
];
