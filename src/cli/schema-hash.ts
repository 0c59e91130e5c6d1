import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSchema } from '../store/invariants.ts';
import { openDatabase } from '../store/read.ts';
import { ROOT } from './local-state.ts';
import { asD1, migrated } from './sqlite-d1.ts';

// npm run schema-hash     after every new migration: writes what the schema now comes to, for the invariants to compare

const { hash, triggers } = await readSchema(openDatabase(asD1(migrated())));
/** Several names a line: the list grows with every migration. */
const lines = triggers.reduce((text, name) => text + (text.length - text.lastIndexOf('\n') + name.length > 140 ? '\n ' : '') + ` '${name}',`, ' ');
const text = `// Written by \`npm run schema-hash\`: what the migrations make. The invariants compare.
export const SCHEMA_HASH = '${hash}';
// prettier-ignore
export const TRIGGERS: readonly string[] = [
${lines}
];
`.replace('// prettier-ignore\n', '');
writeFileSync(join(ROOT, 'src/store/schema-hash.ts'), text);
console.log(hash);
