import { parseArgs } from 'node:util';
import { loadDemoCounty } from '../demo/county.ts';
import { buildClient } from './build-client.ts';
import { isPortFree, runJobs, startWrangler, stop, untilItAnswers } from './dev-server.ts';
import {
  CannotStart,
  daysSinceLoaded,
  ensureKeys,
  forget,
  holdsElders,
  localState,
  migrate,
  type Keys,
  type LocalState,
} from './local-state.ts';

const HELP = `npm start                     the demo county at http://localhost:8787; keeps its data
npm start -- --reset          loads the demo county anew
npm start -- --port 9000      another port
npm start -- --state FOLDER   another place for the data
npm start -- --prepare-only   everything but the server`;

// The menus of the demo county reach two weeks ahead of the day it was loaded.
const STALE_AFTER_DAYS = 10;
const MINUTE_MS = 60_000;

type Options = { reset: boolean; port: number; state: string | undefined; prepareOnly: boolean };

function readOptions(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      reset: { type: 'boolean', default: false },
      port: { type: 'string', default: '8787' },
      state: { type: 'string' },
      'prepare-only': { type: 'boolean', default: false },
    },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new CannotStart(`--port takes a number from 1 to 65535, not "${values.port}".`);
  return { reset: values.reset, port, state: values.state, prepareOnly: values['prepare-only'] };
}

function explain(fault: unknown): void {
  const unknownOption = fault instanceof Error && 'code' in fault && String(fault.code).startsWith('ERR_PARSE_ARGS');
  if (unknownOption) console.error(`${fault.message}\n\n${HELP}`);
  else console.error(fault instanceof CannotStart ? fault.message : fault);
}

async function prepare(state: LocalState, reset: boolean): Promise<Keys> {
  if (reset) forget(state);
  const keys = ensureKeys(state);
  await buildClient();
  const file = migrate(state);
  if (!holdsElders(file)) {
    const started = Date.now();
    console.log('Loading the demo county …');
    await loadDemoCounty({ databaseFile: file, keys, now: started });
    console.log(`Loaded in ${((Date.now() - started) / 1000).toFixed(1)} s.`);
  } else if (daysSinceLoaded(file, Date.now()) >= STALE_AFTER_DAYS) {
    console.log('The demo county is some days old and its menus may have run out: npm start -- --reset loads it anew.');
  }
  return keys;
}

// What /demo offers is read from the page itself, so the terminal never lists a link that is not there.
async function personaLinks(base: string): Promise<string[]> {
  const page = await (await fetch(`${base}/demo`)).text();
  return [...page.matchAll(/<a\b[^>]*data-persona="[^"]*"[^>]*>/g)].flatMap(([link]) => {
    const persona = /data-persona="([^"]*)"/.exec(link)?.[1];
    const path = /href="([^"]*)"/.exec(link)?.[1];
    return persona === undefined || path === undefined ? [] : [`  ${persona.padEnd(12)} ${base}${path}`];
  });
}

// npm that is told to end does not tell its child: without this the server would live on and hold the port.
function onParentsEnd(end: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    end();
  }, 1_000);
}

async function serve(port: number, state: LocalState, keys: Keys): Promise<void> {
  const base = `http://localhost:${port}`;
  const server = startWrangler(port, state, keys);
  let ending = false;
  const end = async (code: number) => {
    ending = true;
    await stop(server);
    process.exit(code);
  };
  process.once('SIGINT', () => void end(0));
  process.once('SIGTERM', () => void end(0));
  onParentsEnd(() => void end(0));
  try {
    await untilItAnswers(base, server);
  } catch (fault) {
    if (!ending) explain(fault);
    await end(ending ? 0 : 1);
  }
  server.once('exit', (code) => ending || process.exit(code ?? 1));
  await runJobs(base);
  setInterval(() => void runJobs(base), MINUTE_MS);
  console.log(['', `Zhucan 助餐: ${base}`, `Personas:   ${base}/demo`, ...(await personaLinks(base)), '', 'Ctrl-C ends it.'].join('\n'));
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options.prepareOnly && !(await isPortFree(options.port))) {
    throw new CannotStart(`Port ${options.port} is in use: end what runs there, or choose another with: npm start -- --port 9000`);
  }
  const state = localState(options.state);
  const keys = await prepare(state, options.reset);
  if (!options.prepareOnly) await serve(options.port, state, keys);
}

try {
  await main();
} catch (fault) {
  explain(fault);
  process.exit(1);
}
