import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../src/cli/local-state.ts';
import { TRIED_IN } from '../support/fault-lists.ts';

// What the walk of faults-everywhere.test.ts leaves to another test is there: the file, a line that breaks, and the route by its name.

test.each(Object.entries(TRIED_IN))('%s is tried in %s', (route, file) => {
  const path = join(ROOT, 'test/worker', file);
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  expect([text.includes(route), /faultyDatabase\(/.test(text)]).toEqual([true, true]);
});
