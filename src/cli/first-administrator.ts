import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { readLogin, spokenStartCode, START_CODE_DIGITS } from '../domain/staff-login.ts';
import { hashSecret, newDigits, newId } from '../vault.ts';
import { childEnv } from './child-env.ts';
import { firstAdministratorSql, outcomeSql, type FirstAdministrator } from './first-administrator-sql.ts';
import { CannotStart, localState, migrate, ROOT, WRANGLER } from './local-state.ts';

const HELP = `npm run first-administrator -- --name 张三 --login zhangsan --county 370481000000 --county-name 滕州市

  makes an administrator of a county and prints the start code to be handed to them. What anybody else may do takes two of them:
  run it twice, for two persons. Refuses where the county has two already, and in the database of another county.

  --remote         in the deployed database, through wrangler
  --state FOLDER   in the local data elsewhere; without either in the data of npm start
  --print          writes nothing: prints the SQL, to be run by hand, and the code`;

type Options = { name: string; login: string; county: string; countyName: string; remote: boolean; print: boolean; state: string | undefined };

function readOptions(args: string[]): Options {
  const text = { type: 'string', default: '' } as const;
  const flag = { type: 'boolean', default: false } as const;
  const options = { name: text, login: text, county: text, 'county-name': text, remote: flag, print: flag, state: { type: 'string' } } as const;
  const { values } = parseArgs({ args, options });
  const login = readLogin(values.login);
  if (!/^[\p{Script=Han}·]{2,20}$/u.test(values.name)) throw new CannotStart(`--name takes a person's name in Chinese, not "${values.name}".\n\n${HELP}`);
  if (login === null) throw new CannotStart(`--login takes 3 to 30 small letters, digits, dots or dashes, not "${values.login}".\n\n${HELP}`);
  if (!/^\d{6}000000$/.test(values.county)) throw new CannotStart(`--county takes the 12 digits of a county, not "${values.county}".\n\n${HELP}`);
  if (!/^\p{Script=Han}{2,20}[县市区旗]$/u.test(values['county-name'])) throw new CannotStart(`--county-name takes its name, which ends in 县, 市, 区 or 旗, not "${values['county-name']}".\n\n${HELP}`);
  return { name: values.name, login, county: values.county, countyName: values['county-name'], remote: values.remote, print: values.print, state: values.state };
}

type Outcome = { made: number; administrators: number; belongsTo: string | null };

/** One transaction, so that a login that just became somebody's leaves nothing behind. */
function locally(state: string | undefined, of: FirstAdministrator): Outcome {
  const database = new DatabaseSync(migrate(localState(state)));
  try {
    database.exec(`BEGIN;\n${firstAdministratorSql(of)}COMMIT;`);
    const { made, administrators, belongsTo } = database.prepare(outcomeSql(of)).get() ?? {};
    return { made: Number(made), administrators: Number(administrators), belongsTo: typeof belongsTo === 'string' ? belongsTo : null };
  } finally {
    database.close();
  }
}

function remotely(of: FirstAdministrator): Outcome {
  const folder = mkdtempSync(join(tmpdir(), 'zhucan-first-'));
  try {
    const file = join(folder, 'first-administrator.sql');
    writeFileSync(file, firstAdministratorSql(of), { mode: 0o600 });
    wrangler(['--file', file, '--yes']);
    const [answer] = JSON.parse(wrangler(['--json', '--command', outcomeSql(of)])) as { results: Outcome[] }[];
    return answer?.results[0] ?? { made: 0, administrators: 0, belongsTo: null };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function wrangler(more: string[]): string {
  const run = spawnSync(process.execPath, [WRANGLER, 'd1', 'execute', 'DB', '--remote', ...more], { cwd: ROOT, encoding: 'utf8', env: childEnv() });
  if (run.status !== 0) throw new CannotStart(`wrangler could not run it.\n${run.stdout}\n${run.stderr}`);
  return run.stdout;
}

/** Throws what kept it from being written; says what is still missing. */
function tell(of: FirstAdministrator, { made, administrators, belongsTo }: Outcome): void {
  if (belongsTo !== null) throw new CannotStart(`This database is ${belongsTo}'s, and a county has one of its own. Nothing was written.`);
  if (!made && administrators >= 2) throw new CannotStart(`${of.countyName} has two administrators already: they let others in. Nothing was written.`);
  if (!made) throw new CannotStart(`The login ${of.login} is somebody's already. Nothing was written.`);
  if (administrators < 2) console.log('One administrator can grant nothing alone: run this again for a second person.');
}

async function main(): Promise<void> {
  const { name, login, county, countyName, remote, print, state } = readOptions(process.argv.slice(2));
  const digits = newDigits(START_CODE_DIGITS);
  const ids = { personId: newId(), grantId: newId(), codeId: newId(), auditId: newId() };
  const of = { ...ids, name, login, countyCode: county, countyName, codeHash: await hashSecret(digits), now: Date.now() };
  if (print) console.log(firstAdministratorSql(of));
  else tell(of, remote ? remotely(of) : locally(state, of));
  console.log(`${name} signs in for the first time at /sign-in/start: login ${login}, start code ${spokenStartCode(digits)}. It can be used once; say it, do not send it.`);
}

try {
  await main();
} catch (fault) {
  const unknownOption = fault instanceof Error && 'code' in fault && String(fault.code).startsWith('ERR_PARSE_ARGS');
  console.error(fault instanceof CannotStart ? fault.message : unknownOption ? `${fault.message}\n\n${HELP}` : fault);
  process.exitCode = 1;
}
