import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

// Which browser to start and with which environment: everything a test process needs to know.
export type Chrome = { executablePath: string; env: Record<string, string> };

function onPath(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}

function systemChrome(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const mac = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
  return process.env['CHROME_PATH'] || (names.map(onPath).find((file) => file !== undefined) ?? (existsSync(mac) ? mac : undefined));
}

// Told that it runs on a bare server, the package also unpacks the system libraries Chromium needs. In a process of its own,
// because it takes the folder and this hint from the environment.
const UNPACK = `process.stdout.write(await (await import('@sparticuz/chromium')).default.executablePath())`;

// The system's fonts if there are any, and one Latin font in any case: with none at all every line is 0 px high.
const fontsConf = (folder: string) => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`;

function unpackChrome(folder: string): Chrome {
  const run = spawnSync(process.execPath, ['--input-type=module', '--eval', UNPACK], {
    encoding: 'utf8',
    env: { ...process.env, TMPDIR: folder, AWS_LAMBDA_JS_RUNTIME: 'nodejs24.x' },
  });
  if (run.status !== 0) throw new Error(`No browser: set CHROME_PATH to a Chrome or Chromium.\n${run.stderr}`);
  writeFileSync(join(folder, 'fonts.conf'), fontsConf(folder));
  const env = { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  return { executablePath: run.stdout, env };
}

// CHROME_PATH, else the system's, else the one npm installed. Done once for all test files, since unpacking is not safe in parallel.
export function findChrome(): { chrome: Chrome; remove: () => void } {
  const system = systemChrome();
  if (system !== undefined) return { chrome: { executablePath: system, env: {} }, remove: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'zhucan-chrome-'));
  return { chrome: unpackChrome(folder), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
