/**
 * Where somebody knocks from, for counting knocks: an address of version 4 as it is, also where version 6 carries it (::ffff:1.2.3.4), which would
 * make all of them one; of version 6 its first 64 bits, because a home or a telephone has all addresses under them.
 */
export function knockingFrom(address: string): string {
  const plain = address.trim().toLowerCase();
  if (!plain.includes(':')) return plain;
  const carried = /^[0:]*:ffff:(?:(\d+(?:\.\d+){3})|([\da-f]{1,4}):([\da-f]{1,4}))$/.exec(plain);
  if (carried) return carried[1] ?? [carried[2], carried[3]].flatMap(bytesOf).join('.');
  const [head = '', tail] = plain.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 4).map((group) => group.replace(/^0+(?=.)/, '')).join(':');
}

const bytesOf = (group = ''): number[] => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255];
