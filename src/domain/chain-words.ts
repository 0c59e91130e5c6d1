import { addDays, parseServiceDate, weekdayOf, weekOf, type ServiceDate } from './calendar.ts';
import { BUILDING_WORDS } from './building.ts';
import type { MealSlot, ServiceMode } from './meal-slot.ts';

/** Which set meal somebody named: by letter, by number, by words of the menu, as last time, or as the line before. */
export type MealSaid = { letter: string } | { words: string } | 'as_last_time';

export type ChainWord =
  | { kind: 'building'; building: string }
  | { kind: 'day'; dates: readonly ServiceDate[]; slots: readonly MealSlot[] }
  | { kind: 'slot'; slots: readonly MealSlot[] }
  | { kind: 'meal'; meal: MealSaid }
  | { kind: 'mode'; mode: ServiceMode }
  | { kind: 'times'; count: number }
  | { kind: 'plus' }
  | { kind: 'cancel' }
  | { kind: 'same' };

/** A word and how many characters of the text it is. */
export type Found = { word: ChainWord; length: number };

const DIGITS = '一二三四五六七八九十';
const number = (text: string) => (/^\d+$/.test(text) ? Number(text) : text === '两' ? 2 : DIGITS.indexOf(text) + 1);
const letterOf = (text: string) => (/^[a-z]$/i.test(text) ? text.toUpperCase() : String.fromCharCode(64 + number(text)));

const SLOT_OF: Readonly<Record<string, MealSlot>> = { 早: 'breakfast', 午: 'lunch', 中: 'lunch', 晚: 'dinner' };
const slotsOf = (text: string): MealSlot[] => [...new Set([...text].flatMap((one) => SLOT_OF[one] ?? []))];

const MODES: readonly (readonly [RegExp, ServiceMode])[] = [
  [/^(?:送餐上门|送餐到家|送到家里|送到家|送上门|送上楼|送到|送餐|外送|配送|送一下|送)/, 'home_delivery'],
  [/^(?:不用送|不要送|不送|别送|堂食|堂吃|堂(?!\p{Script=Han})|在食堂吃|去食堂吃|食堂吃|到店吃|现场吃|过来吃|来吃|去吃)/u, 'dine_in'],
  [/^(?:自取|自提|自己取|自己拿|自己来取|来取|来拿|打包|带走|取餐|取)/, 'pickup'],
];

/** The word of the chain's own language that the text begins with; the longest, or null. `today` says what 明天 is. */
export function chainWord(text: string, today: ServiceDate): Found | null {
  const found = [building(text, today), day(text, today), slot(text), meal(text), mode(text), quantity(text), plain(text)];
  return found.reduce<Found | null>((best, one) => (one && (best === null || one.length > best.length) ? one : best), null);
}

/** Every building and house that a text speaks of, for whoever has to look them up by their index. */
export function buildingsIn(text: string, today: ServiceDate): string[] {
  const found = [...text].flatMap((_, at) => {
    const one = /[\d-]/.test(text[at - 1] ?? '') ? null : building(text.slice(at), today);
    return one?.word.kind === 'building' ? [one.word.building] : [];
  });
  return [...new Set(found)];
}

const ROOM = '(?:\\s*-?\\s*\\d{1,2}\\s*(?:单元|门|-))?(?:\\s*-?\\s*\\d{3,4}\\s*(?:室|户|号)?)?';
const BUILDING = new RegExp(`^(\\d{1,3})\\s*${BUILDING_WORDS}${ROOM}`);

function building(text: string, today: ServiceDate): Found | null {
  const named = text.match(BUILDING) ?? text.match(/^(\d{1,2})-\d{1,2}-\d{3,4}/) ?? text.match(/^(\d{1,2})-\d{3,4}/);
  if (named) return { word: { kind: 'building', building: String(Number(named[1])) }, length: named[0].length };
  const house = text.match(/^(\d{1,4})号(?!楼|院|套|餐)/);
  if (!house || dayOfMonth(Number(house[1]), today)) return null;
  return { word: { kind: 'building', building: `h${Number(house[1])}` }, length: house[0].length };
}

/** 一 to 三十一, as days and months are written out. */
const SPELLED = '(?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])';
function spelledNumber(text: string): number {
  const [tens, ones] = text.includes('十') ? text.split('十') : ['', text];
  return (text.includes('十') ? number(tens || '一') * 10 : 0) + (ones ? number(ones) : 0);
}

/** What is gone is a day too: 昨天午饭 must not be read as an order for the day of the heading. */
const NEAR: Readonly<Record<string, number>> = { 前: -2, 昨: -1, 今: 0, 明: 1, 后: 2, 大后: 3 };
const WEEK = '(?:周|星期|礼拜)';

function day(text: string, today: ServiceDate): Found | null {
  const of = (matched: RegExpMatchArray, dates: readonly (ServiceDate | null)[], slots: readonly MealSlot[] = []): Found | null => {
    const real = dates.flatMap((one) => one ?? []);
    return real.length === 0 ? null : { word: { kind: 'day', dates: real, slots }, length: matched[0].length };
  };
  const near = text.match(/^(?:(大后|今|明|后)(?:天|日)?|(昨|前)(?:天|日))(早|中午|午|晚)?(?:上|餐|饭)?/);
  if (near && near[0].length > 1) return of(near, [addDays(today, NEAR[near[1] ?? near[2] ?? ''] ?? 0)], slotsOf(near[3] ?? ''));
  const range = text.match(new RegExp(`^(下)?${WEEK}([一二三四五六日天])(?:到|至|-|~)${WEEK}?([一二三四五六日天])`));
  if (range) return of(range, weekdays(range[2] ?? '', range[3] ?? '', today, range[1] !== undefined));
  const weekday = text.match(new RegExp(`^(下)?${WEEK}([一二三四五六日天])`));
  if (weekday) return of(weekday, weekdays(weekday[2] ?? '', weekday[2] ?? '', today, weekday[1] !== undefined));
  const several = text.match(SEVERAL_DATES);
  if (several && /[月号日]|\d\.\d/.test(several[0])) return of(several, severalDates(several[0], today));
  const written = text.match(/^(?:\d{4}年)?(\d{1,2})月(\d{1,2})[日号]?/) ?? text.match(/^(\d{1,2})[./](\d{1,2})(?!\d)/);
  if (written) return of(written, [monthAndDay(Number(written[1]), Number(written[2]), today)]);
  const spelled = text.match(new RegExp(`^(${SPELLED})月(${SPELLED})[日号]?`));
  if (spelled) return of(spelled, [monthAndDay(spelledNumber(spelled[1] ?? ''), spelledNumber(spelled[2] ?? ''), today)]);
  const bare = text.match(new RegExp(`^(\\d{1,2}|${SPELLED})[号日](?!楼|院|套|餐)`));
  return bare ? of(bare, [dayOfMonth(Number(bare[1]) || spelledNumber(bare[1] ?? ''), today)]) : null;
}

const ONE_DATE = '(?:\\d{1,2}[月./])?\\d{1,2}[日号]?';
/** 27、28号 · 11.25-11.27 · 25号到27号 */
const SEVERAL_DATES = new RegExp(`^${ONE_DATE}(?:\\s*[-~到至、,和]\\s*${ONE_DATE})+(?![\\d-])`);

function severalDates(text: string, today: ServiceDate): ServiceDate[] {
  const pieces = [...text.matchAll(/([-~到至]?)[\s、,和]*(?:(\d{1,2})[月./])?(\d{1,2})[日号]?/g)];
  let month = Number(pieces[0]?.[2] ?? 0);
  const dates: ServiceDate[] = [];
  for (const [, joint, written, dayText] of pieces) {
    month = Number(written ?? month);
    const date = month > 0 ? monthAndDay(month, Number(dayText), today) : dayOfMonth(Number(dayText), today);
    const last = dates.at(-1);
    if (date === null) return [];
    if (joint !== '' && last && date > last) for (let next = addDays(last, 1); next < date && dates.length < 31; next = addDays(next, 1)) dates.push(next);
    dates.push(date);
  }
  return dates;
}

/** From today on; 下周 is the natural week after this one. */
function weekdays(first: string, last: string, today: ServiceDate, nextWeek: boolean): ServiceDate[] {
  const at = (text: string) => '一二三四五六日'.indexOf(text === '天' ? '日' : text) + 1;
  const monday = addDays(weekOf(today), 7);
  const start = nextWeek ? addDays(monday, at(first) - 1) : addDays(today, (at(first) - weekdayOf(today) + 7) % 7);
  return Array.from({ length: ((at(last) - at(first) + 7) % 7) + 1 }, (_, index) => addDays(start, index));
}

function monthAndDay(month: number, date: number, today: ServiceDate): ServiceDate | null {
  const text = (year: number) => `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;
  const year = Number(today.slice(0, 4));
  const written = parseServiceDate(text(year));
  // In December people write January's dates.
  return written && written < addDays(today, -180) ? parseServiceDate(text(year + 1)) : written;
}

/** 27号 is a day when it is one of the next two weeks, otherwise a house. */
function dayOfMonth(date: number, today: ServiceDate): ServiceDate | null {
  const days = Array.from({ length: 14 }, (_, index) => addDays(today, index));
  return days.find((one) => Number(one.slice(8)) === date) ?? null;
}

function slot(text: string): Found | null {
  const several = text.match(/^[早午中晚]{1,3}(?:餐|饭|上)/) ?? text.match(/^[早午中晚]{2,3}(?!\p{Script=Han})/u) ?? text.match(/^中午/);
  const single = several ?? text.match(/^[早午中晚](?![\p{Script=Han}])/u);
  return single ? { word: { kind: 'slot', slots: slotsOf(single[0]) }, length: single[0].length } : null;
}

function meal(text: string): Found | null {
  const again = text.match(/^(?:和|跟|同|照)?(?:上次|上回)的?(?:一样的?)?|^(?:和|跟|同|照)昨天的?(?:一样的?)?|^昨天的?一样的?|^老样子|^照旧/);
  if (again) return { word: { kind: 'meal', meal: 'as_last_time' }, length: again[0].length };
  const named =
    text.match(/^(?:套餐|套|餐)\s*([a-h]|[一二三四五六]|[1-6])(?![a-z0-9份])/i) ??
    text.match(/^第?([一二三四五六]|[1-6])号?(?:套餐|餐)/) ??
    text.match(/^([a-h])\s*(?:套餐|餐|套)?(?![a-z])/i);
  return named ? { word: { kind: 'meal', meal: { letter: letterOf(named[1] ?? '') } }, length: named[0].length } : null;
}

function mode(text: string): Found | null {
  const found = MODES.flatMap(([pattern, value]) => (text.match(pattern) ?? []).slice(0, 1).map((said): Found => ({ word: { kind: 'mode', mode: value }, length: said.length })));
  return found[0] ?? null;
}

function quantity(text: string): Found | null {
  const plus = text.match(/^\+\s*\d{1,2}|^加[一1](?:个|份|位)?/);
  if (plus) return { word: { kind: 'plus' }, length: plus[0].length };
  const times = text.match(/^各?(\d{1,2}|[一二两三四五六七八九十])\s*(?:人份|份|盒|个人)/) ?? text.match(/^[x×*]\s*(\d{1,2})/i);
  return times ? { word: { kind: 'times', count: number(times[1] ?? '1') }, length: times[0].length } : null;
}

function plain(text: string): Found | null {
  const cancel = text.match(/^(?:取消|退订|退掉|退餐|不要了|不订了?|不吃了|不来了|不在家|请假)|^(?:退|不吃|不要)(?!\p{Script=Han})/u);
  if (cancel) return { word: { kind: 'cancel' }, length: cancel[0].length };
  const same = text.match(/^(?:同上|同楼上|同前|(?:和|跟|与)?(?:上面|楼上|前面)(?:的)?(?:一样|相同)|[〃″])/);
  return same ? { word: { kind: 'same' }, length: same[0].length } : null;
}
