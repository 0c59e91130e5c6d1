// Reads JSON that a person typed, and says where it stops being JSON. JSON.parse says so only now and then, and lets the later of
// two equal names win without a word: a rule that is written twice must never become money.

/** What was expected where the text went wrong. */
export const JSON_FAULTS = ['empty', 'chinese_mark', 'unclosed_text', 'text_broken', 'comma_or_end', 'comma_too_many', 'name', 'colon', 'value', 'number', 'name_twice', 'more_after_end', 'too_deep'] as const;
export type JsonFault = (typeof JSON_FAULTS)[number];

/** Line and column count from 1. `found`: what stands there. */
export type JsonProblem = { line: number; column: number; fault: JsonFault; found: string };

type Cursor = { text: string; at: number };
class Broken extends Error {
  readonly fault: JsonFault;
  readonly at: number;
  constructor(fault: JsonFault, at: number) {
    super(fault);
    this.fault = fault;
    this.at = at;
  }
}

const DEEPEST = 60;

/** The value, or the first place at which the text is not JSON. A byte order mark in front is nothing. */
export function readJson(text: string): { value: unknown } | { problem: JsonProblem } {
  const plain = text.replace(/^\uFEFF/, '');
  const cursor = { text: plain, at: 0 };
  try {
    skip(cursor);
    if (cursor.at === plain.length) throw new Broken('empty', 0);
    value(cursor, 0);
    skip(cursor);
    if (cursor.at < plain.length) throw new Broken('more_after_end', cursor.at);
    return { value: JSON.parse(plain) };
  } catch (error) {
    if (error instanceof Broken) return { problem: problemAt(plain, error) };
    throw error;
  }
}

function problemAt(text: string, { fault, at }: Broken): JsonProblem {
  const before = text.slice(0, at).split('\n');
  const found = [...text.slice(at, at + 40)].slice(0, 1).join('').trim();
  const chinese = /^[“”‘’，：；｛｝［］【】（）。、]$/u.test(found) && fault !== 'text_broken';
  return { line: before.length, column: [...(before.at(-1) ?? '')].length + 1, fault: chinese ? 'chinese_mark' : fault, found };
}

function skip(cursor: Cursor): void {
  while (/[ \t\r\n]/.test(cursor.text[cursor.at] ?? '')) cursor.at += 1;
}

/** Moves on past `mark`, or answers false and stays. */
function take(cursor: Cursor, mark: string): boolean {
  skip(cursor);
  if (cursor.text[cursor.at] !== mark) return false;
  cursor.at += 1;
  return true;
}

function value(cursor: Cursor, depth: number): void {
  skip(cursor);
  if (depth > DEEPEST) throw new Broken('too_deep', cursor.at);
  const first = cursor.text[cursor.at] ?? '';
  if (first === '{') members(cursor, depth);
  else if (first === '[') elements(cursor, depth);
  else if (first === '"') void string(cursor);
  else if (/[-\d]/.test(first)) number(cursor);
  else word(cursor);
}

function members(cursor: Cursor, depth: number): void {
  const names = new Set<string>();
  cursor.at += 1;
  if (take(cursor, '}')) return;
  do {
    skip(cursor);
    const at = cursor.at;
    if (cursor.text[at] === '}') throw new Broken('comma_too_many', at);
    if (cursor.text[at] !== '"') throw new Broken('name', at);
    const name = string(cursor);
    if (names.has(name)) throw new Broken('name_twice', at);
    names.add(name);
    if (!take(cursor, ':')) throw new Broken('colon', cursor.at);
    value(cursor, depth + 1);
  } while (take(cursor, ','));
  if (!take(cursor, '}')) throw new Broken('comma_or_end', cursor.at);
}

function elements(cursor: Cursor, depth: number): void {
  cursor.at += 1;
  if (take(cursor, ']')) return;
  do {
    skip(cursor);
    if (cursor.text[cursor.at] === ']') throw new Broken('comma_too_many', cursor.at);
    value(cursor, depth + 1);
  } while (take(cursor, ','));
  if (!take(cursor, ']')) throw new Broken('comma_or_end', cursor.at);
}

function string(cursor: Cursor): string {
  const start = cursor.at;
  const [read] = TEXT.exec(cursor.text.slice(start)) ?? [];
  if (read === undefined) throw new Broken(cursor.text.slice(start + 1).split('\n')[0]?.includes('"') ? 'text_broken' : 'unclosed_text', start);
  cursor.at += read.length;
  return JSON.parse(read) as string;
}
const TEXT = /^"(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/u;

function number(cursor: Cursor): void {
  const [read] = NUMBER.exec(cursor.text.slice(cursor.at, cursor.at + 40)) ?? [];
  if (read === undefined) throw new Broken('number', cursor.at);
  cursor.at += read.length;
}
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\d.])/;

function word(cursor: Cursor): void {
  const found = ['true', 'false', 'null'].find((one) => cursor.text.startsWith(one, cursor.at));
  if (!found) throw new Broken('value', cursor.at);
  cursor.at += found.length;
}

const WIDTH = 110;

/** A value as people write it: what is short stands on one line, everything else two spaces further in. */
export function jsonText(part: unknown, indent = ''): string {
  const line = oneLine(part);
  if (part === null || typeof part !== 'object' || indent.length + line.length <= WIDTH) return line;
  const inner = `${indent}  `;
  if (Array.isArray(part)) return `[\n${part.map((one) => inner + jsonText(one, inner)).join(',\n')}\n${indent}]`;
  const named = Object.entries(part).map(([name, one]) => `${inner}${JSON.stringify(name)}: ${jsonText(one, inner)}`);
  return `{\n${named.join(',\n')}\n${indent}}`;
}

function oneLine(part: unknown): string {
  if (Array.isArray(part)) return `[${part.map(oneLine).join(', ')}]`;
  if (part === null || typeof part !== 'object') return JSON.stringify(part);
  const named = Object.entries(part).map(([name, one]) => `${JSON.stringify(name)}: ${oneLine(one)}`);
  return named.length === 0 ? '{}' : `{ ${named.join(', ')} }`;
}
