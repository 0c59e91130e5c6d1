import { toHalfWidth } from './half-width.ts';

/** First and last character stay, with a star for each between: 王*兰, 王*, 欧**娜. A single character is hidden whole. */
export function maskName(name: string): string {
  // Spread, not slice: rare characters in names take two UTF-16 units.
  const characters = [...name];
  const [first = ''] = characters;
  if (characters.length < 2) return '*';
  if (characters.length === 2) return `${first}*`;
  return first + '*'.repeat(characters.length - 2) + (characters.at(-1) ?? '');
}

/** 138****5678; a landline keeps area code and last four: 0632-***0123. Of all else at most two characters show. */
export function maskPhone(phone: string): string {
  const mobile = /^(1\d{2})\d{4}(\d{4})$/.exec(phone);
  if (mobile) return `${mobile[1]}****${mobile[2]}`;
  const landline = /^((?:010|02\d|0[3-9]\d{2})-?)(\d{3,4})(\d{4})$/.exec(phone);
  if (landline) return `${landline[1]}${'*'.repeat((landline[2] ?? '').length)}${landline[3]}`;
  return starsBefore(phone, 2);
}

/**
 * The place and the last two characters stay: 370481**********2X. The usual form that keeps the last four can be
 * completed by whoever also knows the birth date; two still tell most namesakes of one village apart.
 */
export function maskIdNumber(number: string): string {
  if (number.length !== 18) return starsBefore(number, 2);
  return `${number.slice(0, 6)}${'*'.repeat(10)}${number.slice(-2)}`;
}

// A run of digits and letters, with the signs that join them (3-502), or Chinese numerals before a word for a part of a
// building; not where that word goes on to name a village (三楼村).
const NUMBERED =
  /[\dA-Za-z]+(?:\s*[-–—#/]\s*[\dA-Za-z]+)*|[零〇一二三四五六七八九十百]+(?=(?:号|栋|幢|单元|室|组|楼|层)(?!村|庄))/g;

/** Street, estate and village stay, house numbers do not: 东关小区3号楼2-301 becomes 东关小区*号楼*; 五里村 stays, 三组 becomes *组. */
export function maskAddress(address: string): string {
  return toHalfWidth(address).replace(NUMBERED, '*');
}

function starsBefore(text: string, shown: number): string {
  return text.length <= shown * 2 ? '*'.repeat(text.length) : '*'.repeat(text.length - shown) + text.slice(-shown);
}
