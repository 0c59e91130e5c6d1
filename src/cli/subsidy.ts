import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { reasonText } from '../../web/subsidy-text.ts';
import { readJson, readPolicyFile, type PolicyFile } from './policy-files.ts';
import { runCases, type PolicySource } from './subsidy-run.ts';

// npm run subsidy -- --policies DIR --cases FILE
//
// Judges the cases of FILE by the policies of DIR: <scheme>.json, or <scheme>.<X>.json for a case whose basis is `ambiguous:X`.

const USAGE = 'npm run subsidy -- --policies DIR --cases FILE';

function main(): number {
  const { policies: folder, cases: file } = parseArgs({ options: { policies: { type: 'string' }, cases: { type: 'string' } } }).values;
  if (!folder || !file) return refuse(USAGE);
  if (!existsSync(folder)) return refuse(`no such folder: ${folder}`);
  if (!existsSync(file)) return refuse(`no such file: ${file}`);
  const json = readJson(file);
  if ('problem' in json) return refuse(`${file}: ${json.problem}`);
  const cases = casesIn(json.value);
  if (!cases) return refuse(`${file}: must be a list of cases, or an object with one under "cases"`);
  const { passed, failed } = runCases(cases, policiesIn(folder), (reason) => reasonText(reason));
  for (const { id, lines } of failed) console.log([`FAILED ${id}`, ...lines.map((line) => `  ${line}`)].join('\n'));
  console.log(`${passed} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}

function refuse(why: string): number {
  console.error(why);
  return 2;
}

function casesIn(json: unknown): unknown[] | null {
  if (Array.isArray(json)) return json;
  return typeof json === 'object' && json !== null && 'cases' in json && Array.isArray(json.cases) ? json.cases : null;
}

/** Each file is read once, and what is wrong with it is printed once. */
function policiesIn(folder: string): PolicySource {
  const read = new Map<string, PolicyFile>();
  return (name) => {
    const before = read.get(name);
    const file = before ?? readPolicyFile(folder, name);
    read.set(name, file);
    if ('policy' in file) return file;
    if (!before) console.log([`REFUSED ${name}.json`, ...file.problems.map((line) => `  ${line}`)].join('\n'));
    return { missing: `no policy to judge by: ${name}.json` };
  };
}

try {
  process.exitCode = main();
} catch (error) {
  process.exitCode = refuse(error instanceof Error ? error.message : USAGE);
}
