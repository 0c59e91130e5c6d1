import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

// Files are served before the Worker is asked, so what app.tsx puts on every answer stands a second time in web/static/_headers.
const lines = readFileSync(join(import.meta.dirname, '../../web/static/_headers'), 'utf8').split('\n').filter(Boolean);

test('files carry the security headers too, all of them', () => {
  expect(lines[0]).toBe('/*');
  expect(lines.slice(1)).toEqual(expect.arrayContaining([
    "  Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    '  Strict-Transport-Security: max-age=31536000; includeSubDomains',
    '  X-Content-Type-Options: nosniff',
    '  X-Frame-Options: DENY',
    '  Referrer-Policy: same-origin',
  ]));
  // A service worker asks the server for pages: its own policy lets it, and nothing else is different.
  const own = lines.indexOf('/build/offline.js');
  expect(lines.filter((line) => line.startsWith('/'))).toEqual(['/*', '/build/offline.js']);
  expect(lines.slice(own + 1)).toEqual(['  ! Content-Security-Policy', "  Content-Security-Policy: default-src 'none'; connect-src 'self'; frame-ancestors 'none'", '  Service-Worker-Allowed: /']);
  expect(lines.join('\n')).not.toContain('unsafe-');
});
