/** Chance that repeats: the same seed gives the same county on every machine. Never for keys or tokens. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, n). */
  int(n: number): number;
  /** Whether something of this probability happens. */
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Picks by relative weight; the weights need not sum to anything. */
  weighted<T>(items: readonly (readonly [T, number])[]): T;
}

/** FNV-1a over UTF-16 units, finished by MurmurHash3's mixer so that near-equal texts end far apart. Unsigned. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A source for each text: with `seeded(seed + ':' + key)` one person more or less never changes the others. */
export function seeded(seed: string): Random {
  const next = mulberry32(hash32(seed));
  return {
    next,
    int: (n) => Math.floor(next() * positive(n)),
    chance: (probability) => next() < probability,
    pick: (items) => at(items, Math.floor(next() * items.length)),
    weighted: (items) => at(items, weightedIndex(items, next()))[0],
  };
}

/** mulberry32 (public domain): 32 bits of state, good enough for invented people and fast enough for a county. */
function mulberry32(state: number): () => number {
  let a = state;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function weightedIndex(items: readonly (readonly [unknown, number])[], draw: number): number {
  const total = items.reduce((sum, [, weight]) => sum + weight, 0);
  if (!(total > 0)) throw new Error('weighted: the weights must sum to more than 0');
  let rest = draw * total;
  const found = items.findIndex(([, weight]) => (rest -= weight) < 0);
  return found === -1 ? items.length - 1 : found;
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

function positive(n: number): number {
  if (!(n > 0)) throw new Error(`int: not a positive number: ${n}`);
  return n;
}
