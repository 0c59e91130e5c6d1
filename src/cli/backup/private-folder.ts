import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** 128 and the signal's number, as shells say it. */
const ENDS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/**
 * A folder that nobody else reads, for a copy in the clear. It is gone afterwards, whatever happens: done, failed, or ended from outside by
 * Ctrl-C or by whoever shuts the machine down. `unfinished`: a file that is of no use unless it was finished.
 */
export async function withPrivateFolder<T>(name: string, unfinished: readonly string[], work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), `zhucan-${name}-`));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const ended = (signal: NodeJS.Signals) => {
    remove();
    for (const file of unfinished) rmSync(file, { force: true });
    process.exit(ENDS[signal as keyof typeof ENDS]);
  };
  for (const signal of Object.keys(ENDS)) process.once(signal, ended);
  try {
    return await work(folder);
  } finally {
    for (const signal of Object.keys(ENDS)) process.removeListener(signal, ended);
    remove();
  }
}
