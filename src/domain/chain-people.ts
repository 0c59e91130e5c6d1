import type { SEXES } from './elder.ts';
import { surnameOf } from './name-initials.ts';
import { isCalled, readShortName } from './short-name.ts';

/** Somebody whom a chain may name. `building`: only where the chain speaks of it. */
export type ChainPerson = { id: string; name: string; callAs: string | null; sex: (typeof SEXES)[number]; initials: string; building: string | null };

/** What somebody was called in the text, and everybody whom it may mean; nobody: a name that is no name of the village. */
export type Mention = { text: string; ids: readonly string[] };

/** `short`: fewer than three characters and no more than a name may be: what stands right beside it may belong to it. */
export type MentionFound = { mention: Mention; length: number; short: boolean };

/** The people of a village by everything that they may be called. Made once for a chain. */
export type Directory = { people: readonly ChainPerson[]; phrases: ReadonlyMap<string, readonly string[]>; longest: number };

/** Full names, what somebody is called, and given names of two characters or more. */
export function directoryOf(people: readonly ChainPerson[]): Directory {
  const named = people.flatMap((person) => {
    const given = person.name.slice(surnameOf(person.name).length);
    return [person.name, ...(person.callAs ? [person.callAs] : []), ...([...given].length >= 2 ? [given] : [])].map((phrase) => ({ phrase, id: person.id }));
  });
  const phrases = new Map([...Map.groupBy(named, (one) => one.phrase)].map(([phrase, same]) => [phrase, [...new Set(same.map((one) => one.id))]]));
  return { people, phrases, longest: Math.max(2, ...named.map((one) => one.phrase.length)) };
}

const TITLE = /^(?:老太太|老奶奶|奶奶|阿姨|大娘|大妈|大姐|大嫂|婆婆|姥姥|老爷子|老大爷|老伯|爷爷|大爷|大叔|大伯|大哥|叔叔|伯伯|老师|师傅|姨|婶|嫂|姐|叔|伯|爷)/;

/** 王桂兰的老伴 is somebody else, who is not named. */
const RELATIVE = /^家?的?(?:老伴|老公|老头子?|老太婆|爱人|妻子|丈夫|母亲|父亲|妈妈?|爸爸?|邻居|儿子|女儿|儿媳|保姆)/;

/** 孙淑珍代: who orders for another, and is not the one who eats. */
export const PROXY = /^(?:代(?:订|报|领|接)?|帮(?:忙|订|报)?|替)/;

/** Whom the text begins with: a name, a short name, a surname with a word for an old person, or the initials; the longest. Null: nobody. */
export function mentionAt(text: string, directory: Directory): MentionFound | null {
  return byPhrase(text, directory) ?? byTitle(text, directory) ?? byInitials(text, directory);
}

/** 桂兰阿姨: the word behind a name belongs to it. 李阿姨 may be the one who is called so, or any other Li. */
function byPhrase(text: string, directory: Directory): MentionFound | null {
  for (let length = Math.min(directory.longest, text.length); length >= 2; length -= 1) {
    const phrase = text.slice(0, length);
    const ids = directory.phrases.get(phrase);
    if (!ids) continue;
    const relative = RELATIVE.exec(text.slice(length))?.[0].length ?? 0;
    if (relative > 0) return { mention: { text: text.slice(0, length + relative), ids: [] }, length: length + relative, short: false };
    const short = readShortName(phrase);
    const others = short ? directory.people.filter((one) => isCalled(one, short)).map((one) => one.id) : [];
    const titled = short ? 0 : (TITLE.exec(text.slice(length))?.[0].length ?? 0);
    return { mention: { text: text.slice(0, length + titled), ids: [...new Set([...ids, ...others])] }, length: length + titled, short: length === 2 && titled === 0 };
  }
  return null;
}

function byTitle(text: string, { people }: Directory): MentionFound | null {
  for (let length = Math.min(5, text.length); length >= 2; length -= 1) {
    const short = readShortName(text.slice(0, length));
    if (!short) continue;
    const ids = people.filter((one) => isCalled(one, short)).map((one) => one.id);
    if (ids.length > 0 || (short.sex !== null && short.surname.length === 1)) return { mention: { text: text.slice(0, length), ids }, length, short: false };
  }
  return null;
}

function byInitials(text: string, { people }: Directory): MentionFound | null {
  const letters = /^[a-z]{2,6}(?![a-z])/i.exec(text)?.[0];
  if (!letters) return null;
  const ids = people.filter((one) => one.initials.split(' ').includes(letters.toLowerCase())).map((one) => one.id);
  return ids.length > 0 ? { mention: { text: letters, ids }, length: letters.length, short: false } : null;
}
