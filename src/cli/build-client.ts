import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, stop } from 'esbuild';

const root = join(import.meta.dirname, '../..');

function isUnchanged(file: string, contents: Uint8Array): boolean {
  try {
    return readFileSync(file).equals(contents);
  } catch {
    return false;
  }
}

// Every script of web/client becomes one file in web/static/build. A file whose contents stay the same is not touched,
// so a server that watches the folder does not restart. The target is the engines elders' phones still have.
export async function buildClient(source = join(root, 'web/client'), target = join(root, 'web/static/build')): Promise<void> {
  const names = readdirSync(source).filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'));
  const { outputFiles } = await build({
    entryPoints: names.map((name) => join(source, name)),
    outdir: target,
    bundle: true,
    minify: true,
    format: 'iife',
    target: ['chrome80', 'ios13', 'firefox78'],
    charset: 'utf8',
    write: false,
    logLevel: 'warning',
  });
  await stop();
  mkdirSync(target, { recursive: true });
  const wanted = new Set(outputFiles.map((file) => basename(file.path)));
  for (const name of readdirSync(target)) if (!wanted.has(name)) rmSync(join(target, name));
  for (const file of outputFiles) if (!isUnchanged(file.path, file.contents)) writeFileSync(file.path, file.contents);
}

// Wrangler runs this file before it bundles (wrangler.toml, [build]).
if (process.argv[1] === import.meta.filename) await buildClient();
