import type { SEXES } from './elder.ts';
import { surnameOf } from './name-initials.ts';

type Sex = (typeof SEXES)[number];

/** What somebody is called by their surname: 王奶奶, 老王. `sex` null: says nothing about it. */
export type ShortName = { surname: string; sex: Sex | null };

const FEMALE = '(?:老太太|老奶奶|奶奶|阿姨|大娘|大妈|大姐|大嫂|婆婆|姥姥|姨|婶|嫂|姐)';
const MALE = '(?:老爷子|老大爷|老伯|爷爷|大爷|大叔|大伯|大哥|叔叔|伯伯|叔|伯|爷)';
const EITHER = '(?:老师|师傅|老人|老)';

/** By surname and a word for an old person; null for anything else, a full name too. */
export function readShortName(text: string): ShortName | null {
  const surname = (words: string) => text.match(new RegExp(`^(\\p{Script=Han}{1,2}?)${words}$`, 'u'))?.[1];
  const [her, him, any] = [surname(FEMALE), surname(MALE), surname(EITHER) ?? /^老(\p{Script=Han})$/u.exec(text)?.[1]];
  if (her) return { surname: her, sex: 'female' };
  if (him) return { surname: him, sex: 'male' };
  return any ? { surname: any, sex: null } : null;
}

/** Whether this person may be called so. */
export function isCalled({ name, sex }: { name: string; sex: Sex }, short: ShortName): boolean {
  return surnameOf(name) === short.surname && (short.sex === null || short.sex === sex);
}
