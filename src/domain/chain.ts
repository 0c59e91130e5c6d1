import type { ServiceDate } from './calendar.ts';
import { readEntries, readHeading, type ChainEntry, type Menu, type Remark } from './chain-entries.ts';
import { chainLines, type ChainLine } from './chain-lines.ts';
import { directoryOf, type ChainPerson, type Directory } from './chain-people.ts';
import type { MealSaid } from './chain-words.ts';
import type { MealSlot, ServiceMode } from './meal-slot.ts';

/** What holds where a chain does not say: the day and the sitting that whoever pastes it has chosen. `menu`: names of set meals and dishes. */
export type ChainSetting = { people: readonly ChainPerson[]; menu: Menu; today: ServiceDate; date: ServiceDate; slot: MealSlot };

/** Why a wish stands for nobody. */
export type ChainProblem = 'no_such_person' | 'same_as_nothing' | 'plus_one_alone' | 'not_understood';

/** What one line wants for one person, with what the heading and the line before say. `ids`: everybody who may be meant. */
export type ChainWish = {
  /** What the line calls them. */
  said: string;
  ids: readonly string[];
  /** They live in another building than the line says. */
  elsewhere: boolean;
  dates: readonly ServiceDate[];
  slots: readonly MealSlot[];
  /** Which of the sittings is not said, and the heading names several. */
  oneOfSlots: boolean;
  meals: readonly MealSaid[];
  modes: readonly ServiceMode[];
  cancel: boolean;
  words: readonly string[];
  remarks: readonly Remark[];
  problem: ChainProblem | null;
};

/** `note`: no wish of anybody, and taken for none. */
export type ReadLine = Pick<ChainLine, 'no' | 'text'> & { kind: 'header' | 'example' | 'note' | 'entry'; wishes: readonly ChainWish[] };

/** 接龙 as it was read: every line of it, in its order. */
export type OrderChain = readonly ReadLine[];

/** A pasted chain, line by line: who is meant and what they want. Looks at no menu of a day and decides nothing. */
export function readChain(text: string, setting: ChainSetting): OrderChain {
  const directory = directoryOf(setting.people);
  const menu = [...new Set(setting.menu)].filter((one) => one.length > 1).toSorted((a, b) => b.length - a.length);
  const lines = chainLines(text);
  const heading = readHeading(lines.filter((one) => one.kind === 'header').map((one) => one.text).join(' '), setting.today);
  const standard = { dates: heading.dates.length > 0 ? heading.dates : [setting.date], slots: heading.slots.length > 0 ? heading.slots : [setting.slot] };
  const read: ReadLine[] = [];
  for (const { no, text: written, kind, content } of lines) {
    const entries = kind === 'example' ? [] : readEntries(content, directory, menu, setting.today);
    const named = entries.some((one) => one.mention !== null || one.buildings.length > 0);
    // Without a number of its own a line is somebody's only when it begins with them.
    const plus = entries.some((one) => one.remarks.some((remark) => remark.kind === 'plus_one'));
    const isEntry = kind === 'entry' || (kind === 'loose' && (named || plus)) || (kind === 'header' && named && startsWithSomebody(content, entries));
    const wishes: ChainWish[] = [];
    for (const entry of isEntry ? (entries.length > 0 ? entries : [NOTHING]) : []) {
      wishes.push(wishOf(entry, directory, standard, wishes.at(-1) ?? read.findLast((one) => one.wishes.length > 0)?.wishes.at(-1)));
    }
    read.push({ no, text: written, kind: isEntry ? 'entry' : kind === 'loose' ? 'note' : kind, wishes });
  }
  return read;
}

const NOTHING: ChainEntry = { mention: null, buildings: [], dates: [], slots: [], meals: [], modes: [], same: false, cancel: false, words: [], remarks: [] };

function startsWithSomebody(content: string, entries: readonly ChainEntry[]): boolean {
  const first = entries[0];
  return first !== undefined && !content.startsWith('#') && (first.mention !== null ? content.startsWith(first.mention.text) : /^\d/.test(content));
}

type Standard = Pick<ChainWish, 'dates' | 'slots'>;

function wishOf(entry: ChainEntry, directory: Directory, standard: Standard, before: ChainWish | undefined): ChainWish {
  const { mention, buildings, cancel, remarks } = entry;
  const like = entry.same ? before : undefined;
  const whom = whoIsMeant(entry, directory);
  const said = mention?.text ?? (buildings.length > 0 ? '' : (entry.words[0] ?? ''));
  const rest = whom.ids.length === 0 && !mention && buildings.length === 0 ? entry.words.slice(1) : entry.words;
  return {
    said: [buildingSaid(buildings), said].join(''),
    ...whom,
    dates: entry.dates.length > 0 ? entry.dates : (like?.dates ?? standard.dates),
    slots: entry.slots.length > 0 ? entry.slots : (like?.slots ?? standard.slots),
    oneOfSlots: entry.slots.length === 0 && (like ? like.oneOfSlots : standard.slots.length > 1),
    meals: entry.meals.length > 0 ? entry.meals : (like?.meals ?? []),
    modes: entry.modes.length > 0 ? entry.modes : (like?.modes ?? []),
    cancel,
    words: like && entry.meals.length === 0 ? [...rest, ...like.words] : rest,
    remarks,
    problem: problemOf(entry, whom.ids, like),
  };
}

const buildingSaid = (buildings: readonly string[]) => buildings.map((one) => (one.startsWith('h') ? `${one.slice(1)}号` : `${one}号楼`)).join('');

function whoIsMeant({ mention, buildings }: ChainEntry, { people }: Directory): Pick<ChainWish, 'ids' | 'elsewhere'> {
  const [building] = buildings;
  const named = mention?.ids ?? null;
  if (building === undefined) return { ids: named ?? [], elsewhere: false };
  const living = people.filter((one) => one.building === building).map((one) => one.id);
  if (named === null) return { ids: living, elsewhere: false };
  const both = named.filter((id) => living.includes(id));
  return both.length > 0 ? { ids: both, elsewhere: false } : { ids: named, elsewhere: named.length > 0 };
}

function problemOf(entry: ChainEntry, ids: readonly string[], like: ChainWish | undefined): ChainProblem | null {
  if (ids.length > 0) return entry.same && !like ? 'same_as_nothing' : null;
  if (entry.mention || entry.buildings.length > 0) return 'no_such_person';
  if (entry.remarks.some((one) => one.kind === 'plus_one')) return 'plus_one_alone';
  const name = entry.words[0] ?? '';
  return /^\p{Script=Han}{2,4}$/u.test(name) ? 'no_such_person' : 'not_understood';
}
