import { BUILDING_WORDS } from './building.ts';
import { toHalfWidth } from './half-width.ts';

// 接龙: in a WeChat group everybody copies the text, adds a numbered line and sends it again. What people type is never the same twice.

/** `entry`: has a number of its own. `loose`: stands between or after them without one. */
export type ChainLine = { no: number; text: string; kind: 'header' | 'example' | 'entry' | 'loose'; content: string };

/** More lines than any group has. */
export const MOST_CHAIN_LINES = 150;

/** 王 芳, 王 桂 兰: a name spread out to the width of others. */
const SPACED_NAME = /(?<=(?:^|[^\p{Script=Han}])\p{Script=Han}) (?=\p{Script=Han}(?:[^\p{Script=Han}]|$))/gu;
const ZERO_WIDTH = /\p{Default_Ignorable_Code_Point}/gu;
/** ① ㉑ ㊱ ⑴ ⒈ ❶ ➀ ⓫ */
const CIRCLED = '[\\u2460-\\u249b\\u24eb-\\u24ff\\u3251-\\u325f\\u32b1-\\u32bf\\u2776-\\u2793]';
/** 3号楼, 27号, 11月: these numbers are no line's. */
const COUNTED = `(?:${BUILDING_WORDS}|号|月|日|份|点|单元|年|楼|餐|套|个|位)`;
const NUMBERS = [
  new RegExp(`^${CIRCLED}\\s*[.、,:)]?\\s*`, 'u'),
  /^(?:\d\u20e3){1,3}\s*[.、,:)]?\s*|^\u{1f51f}\s*/u,
  /^[([【<]\s*\d{1,3}\s*[)\]】>]\s*[.、,:]?\s*/,
  new RegExp(`^\\d{1,3}\\s*[.、,:)\\]】。]\\s*(?!\\d)`),
  new RegExp(`^\\d{1,3}\\s*[.、,:)\\]】。]\\s*(?=\\d{1,3}\\s*(?:${BUILDING_WORDS}|号|-))`),
  /^\d{1,3}\s*-\s*(?=\p{Script=Han})/u,
  /^\d{1,3}\s+(?=[\p{Script=Han}a-z])/iu,
  new RegExp(`^\\d{1,3}(?!${COUNTED})(?=\\p{Script=Han})`, 'u'),
  /^[一二三四五六七八九十]{1,3}[、.]\s*/,
];

/** A chain line by line, cleaned of what nobody sees, each with what it is. Empty lines are left out; their numbers are not. */
export function chainLines(text: string): ChainLine[] {
  const lines = text.split(/\r\n|\r|\n/).slice(0, MOST_CHAIN_LINES).map((line, index) => ({ no: index + 1, text: cleaned(line) }));
  const first = lines.findIndex((line) => numbered(line.text) !== null && !isHeading(line.text));
  return lines.flatMap(({ no, text: line }, index): ChainLine[] => {
    if (line === '') return [];
    if (/^(?:例|示例|范例|格式)/.test(line)) return [{ no, text: line, kind: 'example', content: '' }];
    const content = isHeading(line) ? null : numbered(line);
    if (content !== null) return [{ no, text: line, kind: 'entry', content }];
    return [{ no, text: line, kind: isHeading(line) || (first >= 0 && index < first) ? 'header' : 'loose', content: line }];
  });
}

function cleaned(line: string): string {
  const plain = toHalfWidth(line).replace(ZERO_WIDTH, '').replaceAll('➕', '+').replace(/[✖✕❌]\s*(?=\d)/gu, '×').replace(/\s+/g, ' ').trim();
  return plain.replace(SPACED_NAME, '');
}

const isHeading = (line: string) => /^#|接龙/.test(line);

/** What stands behind the line's own number; null when it has none. */
function numbered(line: string): string | null {
  const found = NUMBERS.map((pattern) => line.match(pattern)?.[0] ?? '').find((one) => one !== '');
  return found === undefined ? null : line.slice(found.length).trim();
}
