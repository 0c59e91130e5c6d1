import type { ServiceDate } from './calendar.ts';
import { mentionAt, PROXY, type Directory, type Mention } from './chain-people.ts';
import { chainWord, type ChainWord, type MealSaid } from './chain-words.ts';
import type { MealSlot, ServiceMode } from './meal-slot.ts';

/** What a line says beside its order, and what is done about it. */
export type Remark =
  | { kind: 'one_each'; count: number }
  | { kind: 'plus_one' }
  | { kind: 'note'; text: string };

/** What one line asks for one person. Empty lists: not said. `buildings`: where they live, as the line says. */
export type ChainEntry = {
  mention: Mention | null;
  buildings: readonly string[];
  dates: readonly ServiceDate[];
  slots: readonly MealSlot[];
  meals: readonly MealSaid[];
  /** Several where the line contradicts itself: somebody has to choose. */
  modes: readonly ServiceMode[];
  same: boolean;
  cancel: boolean;
  /** Words that are of no language known here: a dish, a note, somebody unknown. */
  words: readonly string[];
  remarks: readonly Remark[];
};

type Token = ChainWord | { kind: 'person'; mention: Mention; short: boolean } | { kind: 'words'; text: string };

/** The words of the menus, longest first: 玉兰片炒肉 must not be taken for 玉兰. */
export type Menu = readonly string[];

/** One line's wishes, person by person: 王桂兰 李建国 A asks for two, 王桂兰A李建国B for each their own. */
export function readEntries(content: string, directory: Directory, menu: Menu, today: ServiceDate): ChainEntry[] {
  return groupsOf(tokensOf(content, directory, menu, today)).flatMap(entriesOf);
}

/** Only when a chain is for: what its heading says of day and sitting. What it says of the time until when one may join is no day of a meal. */
export function readHeading(text: string, today: ServiceDate): { dates: readonly ServiceDate[]; slots: readonly MealSlot[] } {
  const parts = text.split(/[,。;；!！?？()（）\s]+/).filter((part) => !/截止|截至|之前|以前|点前|\d[:点]/.test(part));
  const words = parts.flatMap((part) => tokensOf(part, NOBODY, [], today));
  const day = words.find((one) => one.kind === 'day');
  const slots = words.flatMap((one) => (one.kind === 'slot' || one.kind === 'day' ? one.slots : []));
  return { dates: day?.dates ?? [], slots: [...new Set(slots)] };
}

const NOBODY: Directory = { people: [], phrases: new Map(), longest: 2 };
const PASSED_OVER = /^[^\p{Script=Han}a-z\d#+*×]+/iu;

function tokensOf(content: string, directory: Directory, menu: Menu, today: ServiceDate): Token[] {
  const tokens: Token[] = [];
  let rest = content;
  while (rest !== '') {
    const next = PASSED_OVER.test(rest) ? null : tokenAt(rest, directory, menu, today);
    const last = tokens.at(-1);
    if (next) tokens.push(next.token);
    else if (PASSED_OVER.test(rest)) tokens.push({ kind: 'words', text: '' });
    else if (last?.kind === 'words') tokens[tokens.length - 1] = { kind: 'words', text: last.text + [...rest][0] };
    else tokens.push({ kind: 'words', text: [...rest][0] ?? '' });
    rest = rest.slice(next?.length ?? PASSED_OVER.exec(rest)?.[0].length ?? [...rest][0]?.length ?? 1);
  }
  return wholeNames(tokens).flatMap((one) => (one.kind === 'words' ? wordsOf(one.text) : [one]));
}

/** 王建国 is not 李建国, and 王芳芳 not 王芳: a short name with a character of no other word beside it is another's, and nobody's here. */
function wholeNames(tokens: readonly Token[]): Token[] {
  const beside = (at: number) => {
    const token = tokens[at];
    return token?.kind === 'words' ? token.text.replace(FILLERS, '') : '';
  };
  return tokens.map((token, at): Token => {
    if (token.kind === 'words') return joins(tokens[at - 1], token.text, 1) || joins(tokens[at + 1], token.text, 1) ? { kind: 'words', text: '' } : token;
    if (token.kind !== 'person' || !token.short) return token;
    const [before, after] = [beside(at - 1), beside(at + 1)].map((text) => (/^\p{Script=Han}$/u.test(text) ? text : ''));
    return before || after ? { ...token, mention: { text: [before, token.mention.text, after].join(''), ids: [] } } : token;
  });
}

function joins(token: Token | undefined, text: string, letters: number): boolean {
  return token?.kind === 'person' && token.short && [...text.replace(FILLERS, '')].length === letters && /\p{Script=Han}/u.test(text);
}

/** The longest of what can stand here; a name before a word of equal length. */
function tokenAt(text: string, directory: Directory, menu: Menu, today: ServiceDate): { token: Token; length: number } | null {
  const person = mentionAt(text, directory);
  const dish = menu.find((one) => text.startsWith(one));
  const word = chainWord(text, today);
  const found: { token: Token; length: number }[] = [
    ...(person ? [personToken(person, PROXY.exec(text.slice(person.length))?.[0].length ?? 0)] : []),
    ...(dish ? [{ token: { kind: 'meal' as const, meal: { words: dish } }, length: dish.length }] : []),
    ...(word ? [{ token: word.word, length: word.length }] : []),
  ];
  return found.toSorted((a, b) => b.length - a.length)[0] ?? null;
}

/** Whoever orders for another is passed over. */
function personToken({ mention, length, short }: NonNullable<ReturnType<typeof mentionAt>>, proxy: number): { token: Token; length: number } {
  return proxy > 0 ? { token: { kind: 'words', text: '' }, length: length + proxy } : { token: { kind: 'person', mention, short }, length };
}

const FILLER = '(?:套餐|也|备注|那个|这个|我们|代订|代|替|我|帮忙|帮|给|麻烦|辛苦|请|谢谢|感谢|报名|预订|预定|订餐|订|定|要|来|吃|一份|的|和|与|跟|及|各|都|了|哦|啊|吧|呢|吗|好|份|家|个|是)';
const FILLERS = new RegExp(`^${FILLER}+|${FILLER}+$`, 'g');

function wordsOf(text: string): Token[] {
  const rest = text.replace(FILLERS, '');
  return !/[\p{Script=Han}a-z]/iu.test(rest) ? [] : [{ kind: 'words', text: rest }];
}

type Group = { people: { mention: Mention | null; building: string | null }[]; tokens: Token[]; says: boolean };

/** A new group begins with a person after something was asked for; people side by side share what follows them. */
function groupsOf(tokens: readonly Token[]): Group[] {
  const groups: Group[] = [{ people: [], tokens: [], says: false }];
  tokens.forEach((token, index) => {
    const group = groups.at(-1);
    if (!group) return;
    if (token.kind === 'building') {
      const last = group.people.at(-1);
      if (tokens[index + 1]?.kind === 'person' || !last || last.building !== null) open(groups, { mention: null, building: token.building });
      else last.building = token.building;
    } else if (token.kind === 'person') {
      const waiting = groups.at(-1)?.people.at(-1);
      if (waiting?.mention === null) waiting.mention = token.mention;
      else open(groups, { mention: token.mention, building: null });
    } else {
      const again = (token.kind === 'slot' || token.kind === 'day') && asksAgain(group.tokens, tokens.slice(index + 1));
      if (again) groups.push({ people: group.people, tokens: [], says: true });
      groups.at(-1)?.tokens.push(token);
      group.says ||= group.people.length > 0 && ['meal', 'mode', 'same', 'cancel'].includes(token.kind);
    }
  });
  return groups.filter((one) => one.people.length > 0 || one.tokens.length > 0).map((one) => withMode(one, groups));
}

/** 早A 晚B: another sitting with a meal of its own, after one that has one. */
function asksAgain(before: readonly Token[], after: readonly Token[]): boolean {
  const next = after.findIndex((one) => ['person', 'building', 'slot', 'day'].includes(one.kind));
  return before.some((one) => one.kind === 'meal') && after.slice(0, next < 0 ? after.length : next).some((one) => one.kind === 'meal');
}

/** How it is eaten is said once for all that the same people ask for. */
function withMode(group: Group, groups: readonly Group[]): Group {
  const said = groups.filter((one) => one.people === group.people).flatMap((one) => one.tokens).filter((one) => one.kind === 'mode');
  return group.people.length === 0 || group.tokens.some((one) => one.kind === 'mode') ? group : { ...group, tokens: [...group.tokens, ...said] };
}

function open(groups: Group[], person: Group['people'][number]): void {
  const group = groups.at(-1);
  if (!group || (group.people.length > 0 && group.says)) groups.push({ people: [person], tokens: [], says: false });
  else group.people.push(person);
}

function entriesOf({ people, tokens }: Group): ChainEntry[] {
  const of = <K extends Token['kind']>(kind: K) => tokens.filter((one): one is Extract<Token, { kind: K }> => one.kind === kind);
  const days = of('day');
  const slots = [...of('slot').flatMap((one) => one.slots), ...days.flatMap((one) => one.slots)];
  const count = Math.max(1, ...of('times').map((one) => one.count));
  const said = {
    dates: [...new Set(days.flatMap((one) => one.dates))],
    slots: [...new Set(slots)],
    meals: of('meal').map((one) => one.meal),
    modes: [...new Set(of('mode').map((one) => one.mode))],
    same: of('same').length > 0,
    cancel: of('cancel').length > 0,
    words: of('words').map((one) => one.text),
    remarks: [
      ...(count > Math.max(1, people.length) ? [{ kind: 'one_each' as const, count }] : []),
      ...(of('plus').length > 0 ? [{ kind: 'plus_one' as const }] : []),
    ],
  };
  if (people.length === 0) return [{ mention: null, buildings: [], ...said }];
  return people.map(({ mention, building }) => ({ mention, buildings: building === null ? [] : [building], ...said }));
}
