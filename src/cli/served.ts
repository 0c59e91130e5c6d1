import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './local-state.ts';

const READY = 'Ctrl-C ends it.';

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No free port.');
  return address.port;
}

async function untilReady(server: ChildProcess): Promise<void> {
  const lines: string[] = [];
  await new Promise<void>((ready, failed) => {
    const read = (text: Buffer) => {
      lines.push(text.toString());
      if (lines.join('').includes(READY)) ready();
    };
    server.stdout?.on('data', read);
    server.stderr?.on('data', read);
    server.once('exit', () => failed(new Error(`npm start ended before it was ready:\n${lines.join('')}`)));
  });
}

/** What a newcomer uses: `npm start` with a fresh demo county, here in a folder and on a port of its own. `end` takes both away. */
export async function serveFreshDemo(): Promise<{ base: string; end: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'zhucan-served-'));
  const port = await freePort();
  const server = spawn(process.execPath, ['src/cli/start.ts', '--port', String(port), '--state', folder], { cwd: ROOT });
  await untilReady(server);
  const end = async () => {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { base: `http://localhost:${port}`, end };
}
