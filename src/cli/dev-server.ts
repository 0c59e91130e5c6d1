import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { childEnv } from './child-env.ts';
import { CannotStart, ROOT, WRANGLER, type Keys, type LocalState } from './local-state.ts';

const STARTS_WITHIN_MS = 90_000;
const STOPS_WITHIN_MS = 5_000;

export async function isPortFree(port: number): Promise<boolean> {
  const probe = createServer();
  return new Promise((answer) => {
    probe.once('error', () => answer(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => answer(true)));
  });
}

export function startWrangler(port: number, state: LocalState, keys: Keys): ChildProcess {
  const options = ['--env', 'local', '--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'];
  const places = ['--persist-to', state.dir, '--env-file', state.keysFile];
  return spawn(process.execPath, [WRANGLER, 'dev', ...options, ...places, '--log-level', 'warn'], {
    cwd: ROOT,
    env: { ...childEnv(), ...keys },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

// Waits until the server answers at all; what it answers is for the reader to see.
export async function untilItAnswers(base: string, server: ChildProcess): Promise<void> {
  for (const deadline = Date.now() + STARTS_WITHIN_MS; Date.now() < deadline; await sleep(100)) {
    if (server.exitCode !== null || server.signalCode !== null) throw new CannotStart('The server stopped while starting; its message is above.');
    try {
      await fetch(`${base}/demo`, { signal: AbortSignal.timeout(10_000) });
      return;
    } catch {
      // Not listening yet.
    }
  }
  throw new CannotStart(`The server did not answer within ${STARTS_WITHIN_MS / 1000} seconds.`);
}

export async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = once(server, 'exit');
  server.kill('SIGTERM');
  const inTime = await Promise.race([ended.then(() => true), sleep(STOPS_WITHIN_MS, false)]);
  if (!inTime) server.kill('SIGKILL');
}

// Cron never fires in a local server: this is its minute.
export async function runJobs(base: string): Promise<void> {
  try {
    const answer = await fetch(`${base}/cdn-cgi/handler/scheduled`, { signal: AbortSignal.timeout(30_000) });
    if (!answer.ok) console.error(`The jobs of this minute failed (${answer.status}); the next minute tries again.`);
  } catch (fault) {
    console.error(`The jobs of this minute were not reached: ${fault instanceof Error ? fault.message : fault}`);
  }
}
