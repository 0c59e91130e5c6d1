import { fen, yuanText } from '../src/domain/money.ts';
import type { ServiceDate } from '../src/domain/calendar.ts';
import type { Give, Giving, Limit, MealsCovered, Pays } from '../src/domain/policy-give.ts';
import { CONCESSION, DISCOUNT, ELDER, type Beside, type PolicyPayer, type PolicyRules, type Tier } from '../src/domain/policy-rules.ts';
import type { Condition, PlaceTest, PlaceTests, Who } from '../src/domain/policy-who.ts';
import { MEAL_SLOTS } from '../src/domain/meal-slot.ts';
import { limitText, periodLabel, spendText } from './subsidy-text.ts';
import { modeLabel, slotLabel } from './text.ts';

// The rules of a policy in words that can be held beside the paper. What is left out is not asked, and not said.

/** The county's own words for its codes, and the names of divisions. */
export type PolicyNames = {
  payers: readonly { code: string; name: string }[];
  categories: readonly { code: string; name: string }[];
  divisions: readonly { code: string; name: string }[];
};

const yuan = (amount: number) => `${yuanText(fen(amount))} 元`;
const nameIn = (rows: readonly { code: string; name: string }[], code: string) => rows.find((one) => one.code === code)?.name ?? code;

export function payerWord({ payers }: Pick<PolicyNames, 'payers'>, code: string): string {
  const fixed: Readonly<Record<string, string>> = { [ELDER]: '本人', [DISCOUNT]: '店里优惠', [CONCESSION]: '运营机构让利' };
  return fixed[code] ?? nameIn(payers, code);
}

const placeWord = ({ divisions }: PolicyNames, code: string) => nameIn(divisions, code);

const LEVEL = { city: '同一个市', county: '同一个区县', town: '同一个镇街', village: '同一个村社区' } as const;
const AS = { policy: '补贴办法的地区', registered: '户籍地', residence: '居住地', eaten_at: '就餐地点' } as const;
const PLACES = { registered: '户籍地', residence: '居住地', eatenAt: '就餐地点' } as const;

function placeTestText({ same, as = 'policy', in: list }: PlaceTest, names: PolicyNames): string {
  if (list) return `在${list.map((code) => placeWord(names, code)).join('、')}`;
  return same ? `与${AS[as]}在${LEVEL[same]}` : '';
}

/** 户籍地与补贴办法的地区在同一个市 */
export function placeTestsText(tests: PlaceTests, names: PolicyNames): string[] {
  return (['registered', 'residence', 'eatenAt'] as const).flatMap((field) => {
    const test = tests[field];
    return test ? [`${PLACES[field]}${placeTestText(test, names)}`] : [];
  });
}

function ageText({ ageFrom, ageBefore }: Condition): string[] {
  if (ageFrom !== undefined && ageBefore !== undefined) return [`${ageFrom} 至 ${ageBefore - 1} 周岁`];
  if (ageFrom !== undefined) return [`满 ${ageFrom} 周岁`];
  return ageBefore === undefined ? [] : [`不满 ${ageBefore} 周岁`];
}

const ABILITY = { intact: '完好', mild: '轻度失能', moderate: '中度失能', severe: '重度失能', total: '完全失能' } as const;
const NATIONAL = Object.values(ABILITY);
const STAYS = { institution: '入住养老机构', hospital: '住院' } as const;
export const livingLabel: Readonly<Record<string, string>> = { alone: '独居', couple: '夫妻同住', with_children: '与子女同住' };

function abilityText({ ability }: Condition): string[] {
  if (!ability) return [];
  const { scale, atLeast } = ability;
  const level = typeof atLeast === 'string' ? ABILITY[atLeast] : scale.startsWith('GB/T 42195') ? NATIONAL[atLeast] : undefined;
  return [`能力评估（${scale}）${level ?? `${String(atLeast)} 级`}及以上`];
}

function conditionText(who: Condition, names: PolicyNames, places: 'with places' | 'people only'): string[] {
  const category = (code: string) => nameIn(names.categories, code);
  return [
    ...ageText(who),
    ...(who.anyCategory ? [who.anyCategory.map(category).join('、') + (who.anyCategory.length > 1 ? '（之一）' : '')] : []),
    ...(who.allCategories ? [`同时是${who.allCategories.map(category).join('、')}`] : []),
    ...abilityText(who),
    ...(who.disabilityGrades ? [`残疾${who.disabilityGrades.map((grade) => `${' 一二三四'[grade] ?? grade}级`).join('、')}`] : []),
    ...(who.living ? [who.living.map((one) => livingLabel[one] ?? one).join('、')] : []),
    ...(who.staysIn ? [who.staysIn.map((one) => STAYS[one]).join('、')] : []),
    ...(places === 'with places' ? placeTestsText(who, names) : []),
  ];
}

/** 60 至 79 周岁，低保、特困（之一）；不含：入住养老机构. The tests of place stand apart. */
export function whoText(who: Who | undefined, names: PolicyNames): string {
  if (!who) return '';
  const any = (who.anyOf ?? []).map((one) => conditionText(one, names, 'with places').join('，'));
  const except = (who.except ?? []).map((one) => conditionText(one, names, 'with places').join('，'));
  return [
    conditionText(who, names, 'people only').join('，'),
    any.length > 0 ? `并且符合其一：${any.map((one) => `（${one}）`).join('或')}` : '',
    except.length > 0 ? `不含：${except.join('；')}` : '',
  ].filter(Boolean).join('；');
}

export function placesText(who: Who | undefined, names: PolicyNames): string {
  return who ? placeTestsText(who, names).join('；') : '';
}

/** 午餐、晚餐；堂食；工作日 */
export function mealsText(meals: MealsCovered | undefined): string {
  if (!meals) return '';
  const { slots, modes, days, statutoryHolidays, listPricesFen, priceFromFen, priceUpToFen } = meals;
  const holidays = statutoryHolidays ?? (days === 'workdays' ? 'out' : 'in');
  return [
    slots?.map((one) => slotLabel[one]).join('、'),
    modes?.map((one) => modeLabel[one]).join('、'),
    days === 'workdays' ? '工作日' : '',
    holidays === 'out' ? (days === 'workdays' ? '法定节假日、放假调休除外' : '法定节假日除外') : days === 'workdays' ? '法定节假日、放假调休也算' : '',
    listPricesFen ? `标价 ${listPricesFen.map(yuan).join('、')}的套餐` : '',
    priceFromFen === undefined ? '' : `标价 ${yuan(priceFromFen)}起`,
    priceUpToFen === undefined ? '' : `标价不超过 ${yuan(priceUpToFen)}`,
  ].filter(Boolean).join('；');
}

function onePer(give: Give): string {
  const per = 'per' in give ? periodLabel[give.per] : '每餐';
  switch (give.form) {
    case 'fixed':
      return `${per}补 ${yuan(give.fen)}`;
    case 'elder_pays':
      return `本人${per}付 ${yuan(give.fen)}，其余补贴`;
    case 'percent':
      return `补餐费的 ${give.percent}%${give.capFen === undefined ? '' : `，每餐最多 ${yuan(give.capFen)}`}`;
    case 'up_to_actual':
      return `据实补，${per}最多 ${yuan(give.capFen)}`;
    case 'discount':
      return `打折，减 ${give.percentOff}%`;
  }
}

export function giveText(giving: Giving): string {
  if (giving.form !== 'by_slot') return onePer(giving);
  return MEAL_SLOTS.flatMap((slot) => {
    const give = giving[slot];
    return give ? [`${slotLabel[slot]}：${onePer(give)}`] : [];
  }).join('；');
}

export const limitsText = (limits: readonly Limit[]): string => limits.map(limitText).join('；');

export function minSelfPayText(least: PolicyRules['minSelfPay']): string {
  if (!least) return '';
  const parts = [least.fen === undefined ? [] : [yuan(least.fen)], least.percent === undefined ? [] : [`标价的 ${least.percent}%`]].flat();
  return `本人至少付 ${parts.join('、')}${parts.length > 1 ? '，取高' : ''}`;
}

export function paysText(pays: Pays | undefined, names: PolicyNames): string {
  if (pays === undefined) return '';
  if (typeof pays === 'string') return payerWord(names, pays);
  return pays.map(({ payer, percent, fen: amount }) => `${payerWord(names, payer)} ${percent === undefined ? (amount === undefined ? '其余' : yuan(amount)) : `${percent}%`}`).join('，');
}

export function tierLimits(tier: Pick<Tier, 'limits' | 'minSpend' | 'minSelfPay'>): string {
  const spend = tier.minSpend ? `餐费${spendText(tier.minSpend)}才有` : '';
  return [limitsText(tier.limits), spend, minSelfPayText(tier.minSelfPay)].filter(Boolean).join('；');
}

export function payerText(payer: PolicyPayer, names: PolicyNames): string {
  const { where, limits, balance, thenPays } = payer;
  const places = where ? placeTestsText(where, names).join('，') : '';
  const runsOut = balance !== undefined || limits.length > 0;
  return [
    places ? `只在${places}时出` : '',
    limitsText(limits),
    balance ? `有余额，用完为止${balance.openingFen === undefined ? '' : `（起始 ${yuan(balance.openingFen)}）`}` : '',
    runsOut ? `不够时由${payerWord(names, thenPays)}出` : '',
  ].filter(Boolean).join('；');
}

export const besideKindLabel: Record<Beside['kind'], string> = { operator: '运营补贴', delivery: '送餐补贴' };

export function besideText(beside: Beside, names: PolicyNames): string {
  const { fen: amount, percentOfFee, per, when, upToFee, who, meals, limits } = beside;
  return [
    amount === undefined ? `送餐费的 ${percentOfFee ?? 0}%` : `${per === 'person_day' ? '每人每天' : '每份'} ${yuan(amount)}`,
    when === 'subsidised' ? '有补贴的餐才有' : '每份餐都有',
    upToFee ? '不超过送餐费' : '',
    whoText(who, names),
    placesText(who, names),
    mealsText(meals),
    limitsText(limits),
  ].filter(Boolean).join('；');
}

/** 自 2026-12-01 起 · 2026-12-01 至 2027-01-01 之前 */
export function spanText(from: ServiceDate, end: ServiceDate | null): string {
  return end === null ? `自 ${from} 起` : `${from} 起，到 ${end} 之前`;
}
