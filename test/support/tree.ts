import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { File } from './tidy.ts';

const ROOT = join(import.meta.dirname, '../..');

// What .gitignore names, and git's own folder.
function ignored(): string[] {
  const lines = readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n');
  return ['.git', ...lines.map((line) => line.trim().replace(/\/$/, '')).filter((line) => line !== '' && !line.startsWith('#'))];
}

function pathsIn(folder: string, skip: string[]): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (skip.includes(path)) return [];
    return entry.isDirectory() ? pathsIn(path, skip) : [path];
  });
}

/** Every file of the project as it lies on the disk, with the text of those that the checks read. */
export function projectFiles(): File[] {
  return pathsIn('', ignored()).map((path) => ({
    path,
    text: /\.(tsx?|sql)$/.test(path) ? readFileSync(join(ROOT, path), 'utf8') : '',
  }));
}
