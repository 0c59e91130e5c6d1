// A village and its menus for chains to be read against: Monday 2026-11-23, eight in the morning; lunch closes at 9:40.
import { addDays, instantAt, type ServiceDate } from '../../src/domain/calendar.ts';
import { readChain, type ChainSetting } from '../../src/domain/chain.ts';
import { explainChain, type ChainPart } from '../../src/domain/chain-explained.ts';
import { initialsOf } from '../../src/domain/name-initials.ts';
import type { MealSlot, ServiceMode } from '../../src/domain/meal-slot.ts';
import { fen } from '../../src/domain/money.ts';
import type { BookMeal, BookPerson, OrderBook } from '../../src/domain/order-book.ts';
import { at, facts, TODAY } from './placement.ts';

const base = facts();
const SERVE = { breakfast: 7 * 60, lunch: 11 * 60, dinner: 17 * 60 };
const CUTOFF = { breakfast: -4 * 60, lunch: 9 * 60 + 40, dinner: 14 * 60 };
const MENU: Readonly<Record<string, readonly string[]>> = {
  红烧茄子套餐: ['红烧茄子', '炒青菜', '米饭'],
  花生芹菜套餐: ['花生芹菜', '豆腐汤', '米饭'],
  玉兰片炒肉套餐: ['玉兰片炒肉', '米饭'],
};

function mealOn(date: ServiceDate, slot: MealSlot, names: readonly string[]): BookMeal {
  const minute = (of: number) => instantAt(date, of);
  const run = { ...base.run, id: `${date}-${slot}`, serviceDate: date, slot, cutoffAt: minute(CUTOFF[slot]), serveFromAt: minute(SERVE[slot]), serveToAt: minute(SERVE[slot] + 90) };
  const offers = names.map((name, index) => ({
    letter: 'ABC'[index] ?? '', setMealId: `set-${'ABC'[index]}`, name, priceFen: fen(1500), capacity: 50, taken: 0,
    dishes: (MENU[name] ?? [name]).map((dish) => ({ name: dish, contains: dish.includes('花生') ? ['peanut' as const] : [], textures: ['regular' as const] })),
  }));
  const modes = (['dine_in', 'pickup', 'home_delivery'] as const).map((mode) => ({ mode, capacity: 40, taken: 0 }));
  return { ...base, run, pointName: '东关食堂', offers, modes };
}

const DAYS = Array.from({ length: 7 }, (_, index) => addDays(TODAY, index));
const MEALS = DAYS.flatMap((date) => [
  mealOn(date, 'lunch', Object.keys(MENU)),
  mealOn(date, 'dinner', ['红烧茄子套餐', '花生芹菜套餐']),
  mealOn(date, 'breakfast', ['小米粥']),
]);

type Villager = { name: string; sex?: 'female' | 'male'; callAs?: string; building?: string; last?: ServiceMode; allergic?: boolean; ordered?: boolean };
const PEOPLE: readonly Villager[] = [
  { name: '王桂兰', building: '3', last: 'home_delivery' },
  { name: '李建国', sex: 'male', building: '5' },
  { name: '张秀英', building: '1' },
  { name: '张秀英', building: '8' },
  { name: '单玉兰', building: '2' },
  { name: '赵德福', sex: 'male', building: '3', callAs: '赵大爷' },
  { name: '孙淑珍', allergic: true },
  { name: '陈晚霞', ordered: true },
  { name: '欧阳桂芝', building: '6' },
  { name: '王建军', sex: 'male', building: '9' },
];

const personOf = ({ name, sex = 'female', callAs, last, allergic, ordered }: Villager, index: number): BookPerson => ({
  id: `p${index + 1}`, name, callAs: callAs ?? null, sex, mealPointId: base.run.mealPointId,
  eater: { ...base.elder, diet: { ...base.elder.diet, items: allergic ? [{ kind: 'allergy', code: 'peanut', severity: 'severe' }] : [] } },
  booked: ordered ? [{ orderId: 'o1', serviceDate: TODAY, slot: 'lunch', letter: 'A', name: '红烧茄子套餐', mode: 'dine_in', state: 'placed', selfPayFen: fen(700), placedAt: 0, late: false, run: base.run }] : [],
  last: last ? [{ slot: 'lunch', setMealId: 'set-B', mode: last }] : [],
});

export const BOOK: OrderBook = { people: PEOPLE.map(personOf), meals: MEALS, policies: base.policies };

export const SETTING: ChainSetting = {
  people: PEOPLE.map(({ name, sex = 'female', callAs, building }, index) => ({ id: `p${index + 1}`, name, sex, callAs: callAs ?? null, initials: initialsOf(name), building: building ?? null })),
  menu: Object.entries(MENU).flatMap(([name, dishes]) => [name, ...dishes]),
  today: TODAY, date: TODAY, slot: 'lunch',
};

const MODE = { dine_in: '堂食', pickup: '自取', home_delivery: '送餐' } as const;
const SLOT = { breakfast: '早', lunch: '午', dinner: '晚' } as const;
const optionText = ({ person, date, slot, letter, draft, modeSaid }: Extract<ChainPart, { outcome: 'matched' }>['option']) =>
  `${person.name}${person.id === 'p4' ? '八号楼' : ''} ${Number(date.slice(8))}${SLOT[slot]}${letter} ${MODE[draft.mode]}${modeSaid ? '' : '?'}`;

/** One part in a line that a person could check. `?`: the way of eating was not said. */
function partText(part: ChainPart): string {
  const remarks = part.remarks.map((one) => (one.kind === 'note' ? `[${one.text}]` : one.kind === 'one_each' ? `[只订一份，写了${one.count}份]` : '[+1]')).join('');
  if (part.outcome === 'matched') return optionText(part.option) + remarks;
  if (part.outcome === 'refused') return `${optionText(part.option)} ×${part.why}${remarks}`;
  if (part.outcome === 'choose') return `${part.why}: ${part.options.map(optionText).join(' | ')}${remarks}`;
  if (part.outcome === 'no_such_dish') return `${part.person.name} 没有“${part.dish}”${remarks}`;
  if (part.outcome === 'not_served' || part.outcome === 'past_day') return `${part.person.name} ${Number(part.date.slice(8))}${SLOT[part.slot]} ${part.outcome}`;
  if (part.outcome === 'cancel') return `${part.people.map((one) => one.name).join('、')} 取消`;
  return `${part.said} ${part.outcome}`.trim();
}

/** What the page would say of each line of a chain. */
export function explained(text: string, clock = '08:00'): string[] {
  const lines = explainChain(readChain(text, SETTING), BOOK, at(clock));
  return lines.map(({ kind, parts }) => (kind === 'entry' ? parts.map(partText).join('；') : kind));
}
