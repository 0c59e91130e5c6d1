import { dirname, join } from 'node:path/posix';
import { isNode, nameOf, parse, walk, wordsOf, type Node, type Source } from './syntax.ts';

export type File = { path: string; text: string };
export type Violation = { path: string; line: number; rule: Rule; detail: string };
export type Rule = keyof typeof SOURCE_RULES | keyof typeof MIGRATION_RULES | 'place' | 'name';

type Found = { at: number; detail: string };
type Check = (source: Source) => Iterable<Found>;

const FUNCTION_LINES = 70;
const FILE_LINES = 300;

// architecture.md, "Who may import whom". cli, demo and test may import anything; nothing but they may import those three.
const LAYERS: Record<string, { from: string[]; packages: RegExp }> = {
  worker: { from: ['app', 'jobs', 'request'], packages: /^$/ },
  app: { from: ['routes', 'request', 'web'], packages: /^hono(\/|$)/ },
  request: { from: ['domain', 'store', 'ports', 'vault'], packages: /^hono(\/|$)/ },
  routes: {
    from: ['routes', 'request', 'domain', 'store', 'web', 'ports', 'vault'],
    packages: /^(hono(\/.*)?|zod)$/,
  },
  jobs: { from: ['jobs', 'domain', 'store', 'web', 'ports', 'vault'], packages: /^$/ },
  store: { from: ['store', 'domain', 'vault'], packages: /^drizzle-orm(\/|$)/ },
  ports: { from: ['ports', 'domain'], packages: /^$/ },
  vault: { from: ['domain'], packages: /^node:(crypto|buffer)$/ },
  domain: { from: ['domain'], packages: /^zod$/ },
  web: { from: ['web', 'domain'], packages: /^(hono\/(jsx|html)(\/.*)?|uqr)$/ },
  client: { from: ['client', 'domain'], packages: /^$/ },
  demo: { from: ['*'], packages: /^(?!drizzle-orm)/ },
  cli: { from: ['*'], packages: /^(?!drizzle-orm|hono)/ },
  test: { from: ['*'], packages: /^/ },
};

export function layerOf(path: string): string {
  if (path.startsWith('web/client/')) return 'client';
  const [top = '', second = ''] = path.split('/');
  return top === 'src' ? second.replace(/\.tsx?$/, '') : top;
}

const importsOf = (source: Source): { at: number; target: string }[] =>
  [...walk(source.tree)].flatMap(({ node }) => {
    const from = node['source'];
    return isNode(from) && typeof from['value'] === 'string' ? [{ at: node.start, target: from['value'] }] : [];
  });

function* layering(source: Source): Iterable<Found> {
  const layer = layerOf(source.path);
  const allowed = LAYERS[layer];
  if (allowed === undefined) return;
  for (const { at, target } of importsOf(source)) {
    if (!target.startsWith('.')) {
      if (!allowed.packages.test(target)) yield { at, detail: `${layer} may not import the package ${target}` };
      continue;
    }
    const other = layerOf(join(dirname(source.path), target));
    if (!allowed.from.includes('*') && !allowed.from.includes(other)) yield { at, detail: `${layer} may not import ${other}` };
    if (!/\.(tsx?|js|json)$/.test(target)) yield { at, detail: `${target} is written without its extension` };
  }
}

const IMPURE = new Set(['crypto', 'fetch', 'Promise', 'performance', 'process', 'console', 'setTimeout', 'setInterval']);
const IMPURE_CALLS = new Set(['Date.now', 'Math.random', 'Date']);

function impurityOf(node: Node, source: Source): string | undefined {
  if (node['async'] === true) return 'async';
  if (node.type === 'AwaitExpression' || node['await'] === true) return 'await';
  if (node.type === 'Identifier' && IMPURE.has(nameOf(node))) return nameOf(node);
  if (node.type === 'MemberExpression' && IMPURE_CALLS.has(nameOf(node))) return nameOf(node);
  if (node.type === 'CallExpression' && nameOf(node['callee']) === 'Date') return 'Date()';
  if (node.type !== 'NewExpression' || nameOf(node['callee']) !== 'Date') return undefined;
  const given = Array.isArray(node['arguments']) && node['arguments'].length > 0;
  return given && source.path === 'src/domain/calendar.ts' ? undefined : 'new Date()';
}

function* purity(source: Source): Iterable<Found> {
  if (layerOf(source.path) !== 'domain') return;
  for (const { node } of walk(source.tree)) {
    const word = impurityOf(node, source);
    if (word !== undefined) yield { at: node.start, detail: `domain may not contain ${word}` };
  }
}

const BATCHES = ['src/store/commit.ts', 'src/store/read.ts'];

// `exec` is also how a pattern is matched: a literal pattern or a CONSTANT is not a database.
function isPattern(callee: Node): boolean {
  const object = callee['object'];
  return isNode(object) && (object['regex'] !== undefined || /^[A-Z][A-Z_0-9]*$/.test(nameOf(object)));
}

function* writes(source: Source): Iterable<Found> {
  if (!source.path.startsWith('src/') || ['cli', 'demo'].includes(layerOf(source.path))) return;
  for (const { node } of walk(source.tree)) {
    if (/\bPRAGMA\b/i.test(wordsOf(node) ?? '')) yield { at: node.start, detail: 'PRAGMA' };
    const callee = node['callee'];
    if (node.type !== 'CallExpression' || !isNode(callee) || callee.type !== 'MemberExpression') continue;
    const method = nameOf(callee['property']);
    if (method === 'batch' && !BATCHES.includes(source.path)) yield { at: node.start, detail: '.batch( belongs to store/commit.ts and store/read.ts' };
    if (method === 'transaction') yield { at: node.start, detail: '.transaction( is refused by D1' };
    if (method === 'exec' && !isPattern(callee)) yield { at: node.start, detail: '.exec( on a database' };
  }
}

function* barrels(source: Source): Iterable<Found> {
  for (const { node } of walk(source.tree)) {
    const again = node.type === 'ExportAllDeclaration' || (node.type === 'ExportNamedDeclaration' && isNode(node['source']));
    if (again) yield { at: node.start, detail: 'exports what another file owns' };
  }
}

// What a module keeps between requests: a variable, or an empty collection, which can only be there to be filled.
function isMutable(declaration: Node, kind: unknown): boolean {
  const value = declaration['init'];
  if (kind !== 'const') return true;
  if (!isNode(value)) return false;
  const contents = value['elements'] ?? value['properties'] ?? value['arguments'];
  const isEmpty = Array.isArray(contents) && contents.length === 0;
  const collection = value.type === 'NewExpression' && ['Map', 'Set', 'WeakMap', 'WeakSet'].includes(nameOf(value['callee']));
  return isEmpty && (collection || value.type === 'ArrayExpression' || value.type === 'ObjectExpression');
}

function* moduleState(source: Source): Iterable<Found> {
  if (layerOf(source.path) === 'test') return;
  const body = Array.isArray(source.tree['body']) ? source.tree['body'].filter(isNode) : [];
  for (const statement of body.map((node) => (isNode(node['declaration']) ? node['declaration'] : node))) {
    if (statement.type !== 'VariableDeclaration' || !Array.isArray(statement['declarations'])) continue;
    for (const declaration of statement['declarations'].filter(isNode)) {
      if (isMutable(declaration, statement['kind'])) yield { at: statement.start, detail: 'mutable state at module level' };
    }
  }
}

const FUNCTIONS = ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'];

function* size(source: Source): Iterable<Found> {
  if (source.path.startsWith('src/demo/data/')) return;
  const lines = source.text.trimEnd().split('\n').length;
  if (lines > FILE_LINES) yield { at: 0, detail: `${lines} lines (limit ${FILE_LINES})` };
  for (const { node, parent } of walk(source.tree)) {
    if (!FUNCTIONS.includes(node.type) || nameOf(parent?.['callee']).startsWith('describe')) continue;
    const length = source.lineAt(node.end) - source.lineAt(node.start) + 1;
    if (length > FUNCTION_LINES) yield { at: node.start, detail: `a function of ${length} lines (limit ${FUNCTION_LINES})` };
  }
}

const WITHOUT_CHINESE = ['worker', 'app', 'request', 'routes', 'jobs', 'store', 'ports', 'vault'];

function* chinese(source: Source): Iterable<Found> {
  if (!WITHOUT_CHINESE.includes(layerOf(source.path))) return;
  for (const { node } of walk(source.tree)) {
    if (/\p{Script=Han}/u.test(wordsOf(node) ?? '')) yield { at: node.start, detail: 'Chinese text belongs in web' };
  }
}

// The content policy allows neither inline style nor inline script, and web/paths.ts is the one place that spells a URL.
function* markup(source: Source): Iterable<Found> {
  if (source.path === 'web/paths.ts' || !/^(src|web)\//.test(source.path)) return;
  for (const { node, parent } of walk(source.tree)) {
    if (node.type !== 'JSXAttribute' || !isNode(node['name'])) continue;
    const tag = isNode(parent?.['name']) ? String(parent['name']['name']) : '';
    if (!/^[a-z]/.test(tag)) continue;
    const name = String(node['name']['name']);
    const value = isNode(node['value']) ? wordsOf(node['value']) : undefined;
    if (name === 'style' || /^on[a-z]/i.test(name) || name === 'dangerouslySetInnerHTML') yield { at: node.start, detail: `inline ${name}` };
    if (['href', 'action', 'src'].includes(name) && value?.startsWith('/')) yield { at: node.start, detail: `the URL ${value} spelled by hand` };
  }
}

function* unfinished(source: Source): Iterable<Found> {
  for (const comment of source.comments) {
    if (/\b(TODO|FIXME|XXX|HACK)\b/.test(comment)) yield { at: source.text.indexOf(comment), detail: comment.trim() };
  }
}

const CASTS_IN = ['domain', 'store', 'cli', 'demo', 'client', 'test'];

// `as` makes a brand in domain and reads a row in store; anywhere else it hides what the types would say.
function* casts(source: Source): Iterable<Found> {
  if (CASTS_IN.includes(layerOf(source.path))) return;
  for (const { node } of walk(source.tree)) {
    if (node.type !== 'TSAsExpression' || source.text.slice(node.start, node.end).endsWith(' as const')) continue;
    yield { at: node.start, detail: source.text.slice(node.start, node.end).slice(0, 60) };
  }
}

const SOURCE_RULES = { layering, purity, writes, barrels, moduleState, size, chinese, markup, casts, unfinished } satisfies Record<string, Check>;

const MIGRATION_RULES = {
  dropsTable: /\bDROP\s+TABLE\b/i,
  rebuildsTable: /__new_/,
  cascades: /\bON\s+(DELETE|UPDATE)\s+CASCADE\b/i,
  setsPragma: /\bPRAGMA\b/i,
  looseTable: /\bCREATE\s+TABLE\b(?![^;]*\bSTRICT\b[^;]*;)/i,
  // What wrangler's splitter of remote migrations trips over.
  oddTrigger: /\bCREATE\s+TRIGGER\b(?:(?!\bEND\s*;)[\s\S])*?\b(?:CASE|begin|end)\b|\r/,
};

const SOURCE_ROOTS = /^(src|web|test)\/.*\.tsx?$/;
const TOP = /^(package(-lock)?\.json|tsconfig\.json|wrangler\.toml|README\.md|\.[^/]+|(migrations|src|web|test|\.ci)\/.*)$/;
const SRC = /^src\/((worker|vault|request)\.ts|app\.tsx|(domain|store|routes|jobs|ports|demo|cli)\/.*)$/;
const MIGRATION = /^migrations\/\d{4}_[a-z0-9_]+\.sql$/;
const VAGUE = /\/(index|utils?|helpers?|common|types?|constants?|misc)\.[^/]+$/;

function misplaced({ path }: File): Violation[] {
  const at = (rule: Rule, detail: string): Violation => ({ path, line: 1, rule, detail });
  const inPlace = TOP.test(path) && (!path.startsWith('src/') || SRC.test(path)) && (!path.startsWith('migrations/') || MIGRATION.test(path));
  return [
    ...(inPlace ? [] : [at('place', 'has no place in the house')]),
    ...(VAGUE.test(`/${path}`) ? [at('name', 'a name that says nothing')] : []),
  ];
}

function inSource({ path, text }: File): Violation[] {
  const source = parse(path, text);
  return Object.entries(SOURCE_RULES).flatMap(([rule, check]) =>
    [...check(source)].map(({ at, detail }) => ({ path, line: source.lineAt(at), rule: rule as Rule, detail })),
  );
}

function inMigration({ path, text }: File): Violation[] {
  const sql = text.replace(/--[^\n]*/g, '');
  return Object.entries(MIGRATION_RULES).flatMap(([rule, pattern]) => {
    const found = pattern.exec(sql);
    return found ? [{ path, line: sql.slice(0, found.index).split('\n').length, rule: rule as Rule, detail: found[0].slice(0, 60) }] : [];
  });
}

export const RULES = [...Object.keys(SOURCE_RULES), ...Object.keys(MIGRATION_RULES), 'place', 'name'];

/** Every breach of the rules of the house in these files. Pure: the test gives it the real tree, and small bad trees to prove each rule. */
export function violations(files: File[]): Violation[] {
  return files.flatMap((file) => [
    ...misplaced(file),
    ...(SOURCE_ROOTS.test(file.path) ? inSource(file) : []),
    ...(file.path.endsWith('.sql') ? inMigration(file) : []),
  ]);
}
