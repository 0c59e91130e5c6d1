import { expect, test } from 'vitest';
import { knockingFrom } from '../../src/domain/knocking.ts';

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:0001:0002:ffff:4:5:6', '2001:db8:1:2'],
  ['2001:db8::7', '2001:db8:0:0'],
  ['2001:db8:0:0:1::', '2001:db8:0:0'],
  ['2001:db8:1::5:6:7:8', '2001:db8:1:0'],
  ['::1', '0:0:0:0'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['0:0:0:0:0:FFFF:203.0.113.8', '203.0.113.8'],
  ['::ffff:cb00:7109', '203.0.113.9'],
  ['::ffff:0:cb00:7109', '0:0:0:0'],
  ['', ''],
  ['nonsense', 'nonsense'],
])('%s knocks as %s', (address, from) => {
  expect(knockingFrom(address)).toBe(from);
});
