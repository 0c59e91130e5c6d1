/**
 * Where somebody knocks from, for counting knocks: an address of version 4 as it is; of version 6 its first 64 bits, because a home or a
 * telephone has all addresses under them.
 */
export function knockingFrom(address: string): string {
  const plain = address.trim().toLowerCase();
  if (!plain.includes(':')) return plain;
  const [head = '', tail] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':');
}
