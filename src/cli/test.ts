import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildClient } from './build-client.ts';
import { childEnv } from './child-env.ts';
import { ROOT } from './local-state.ts';

// npm test            every check
// npm test -- orders  of the suites, only the files whose path contains the word

type Result = { passed: number; failed: number };
type Report = { numPassedTests: number; numFailedTests: number; success: boolean };

const CHECKS = [
  { name: 'types', command: ['npm', 'run', '--silent', 'types'] },
  { name: 'lint', command: ['npm', 'run', '--silent', 'lint'] },
] as const;

const SUITES = ['unit', 'worker', 'browser'] as const;

function run([program, ...options]: readonly [string, ...string[]]): boolean {
  const plain = process.stdout.isTTY ? {} : { NO_COLOR: '1' };
  const env = { ...childEnv(), ...plain };
  return spawnSync(program, options, { cwd: ROOT, env, stdio: 'inherit', shell: process.platform === 'win32' }).status === 0;
}

// The types and the lint count as one check each.
const check = (command: readonly [string, ...string[]]): Result => (run(command) ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

function readReport(file: string): Report | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

// A file that could not be loaded, or a fault outside any test, fails the suite without a failed test: it counts as one.
function suite(name: string, filters: string[], folder: string): Result {
  const reportFile = join(folder, `${name}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const some = filters.length > 0 ? ['--passWithNoTests', ...filters] : [];
  const ended = run(['vitest', 'run', '--config', 'test/vitest.config.ts', '--project', name, ...reporters, ...some]);
  const report = readReport(reportFile);
  if (report === undefined) return { passed: 0, failed: 1 };
  const failed = report.numFailedTests;
  return { passed: report.numPassedTests, failed: ended && report.success ? failed : Math.max(failed, 1) };
}

function step(name: string, work: () => Result): Result {
  console.log(`\n── ${name} ──`);
  const started = Date.now();
  const { passed, failed } = work();
  console.log(`${name}: ${failed === 0 ? 'passed' : 'FAILED'} (${passed} passed, ${failed} failed, ${((Date.now() - started) / 1000).toFixed(1)} s)`);
  return { passed, failed };
}

async function main(filters: string[]): Promise<number> {
  await buildClient();
  const folder = mkdtempSync(join(tmpdir(), 'zhucan-test-'));
  const results = [
    ...CHECKS.map(({ name, command }) => step(name, () => check(command))),
    ...SUITES.map((name) => step(name, () => suite(name, filters, folder))),
  ];
  rmSync(folder, { recursive: true, force: true });
  const total = (key: keyof Result) => results.reduce((sum, result) => sum + result[key], 0);
  console.log(`\n${total('passed')} passed, ${total('failed')} failed`);
  return total('failed') === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
