import { parseAst } from 'vitest/node';

/** A node of the syntax tree, of which the checks know only what they ask for. */
export type Node = { type: string; start: number; end: number } & Record<string, unknown>;

export type Source = { path: string; text: string; tree: Node; comments: string[]; lineAt: (offset: number) => number };

export const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string' && 'start' in value;

const childrenOf = (node: Node): Node[] =>
  Object.values(node)
    .flatMap((value) => (Array.isArray(value) ? value : [value]))
    .filter(isNode);

/** Every node of the tree with its parent, in the order of the text. */
export function* walk(node: Node, parent: Node | undefined = undefined): Generator<{ node: Node; parent: Node | undefined }> {
  yield { node, parent };
  for (const child of childrenOf(node)) yield* walk(child, node);
}

// The parser keeps no comments: what lies between its tokens is enough to find them, since no string can be there.
function commentsOf(text: string, tree: Node): string[] {
  const covered = [...walk(tree)].filter(({ node }) => ['Literal', 'TemplateElement', 'JSXText'].includes(node.type));
  const blank = (all: string, { start, end }: Node) => all.slice(0, start) + ' '.repeat(end - start) + all.slice(end);
  const code = covered.reduce((all, { node }) => blank(all, node), text);
  return code.match(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g) ?? [];
}

function lineFinder(text: string): (offset: number) => number {
  const ends = [...text.matchAll(/\n/g)].map((match) => match.index);
  return (offset) => ends.filter((end) => end < offset).length + 1;
}

export function parse(path: string, text: string): Source {
  const program: unknown = parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' });
  if (!isNode(program)) throw new Error(`${path} could not be parsed`);
  return { path, text, tree: program, comments: commentsOf(text, program), lineAt: lineFinder(text) };
}

/** `a.b.c` for a chain of names, '' for anything else. */
export function nameOf(node: unknown): string {
  if (!isNode(node)) return '';
  if (node.type === 'Identifier') return String(node['name']);
  if (node.type !== 'MemberExpression' || node['computed'] === true) return '';
  return `${nameOf(node['object'])}.${nameOf(node['property'])}`;
}

/** The text of a string, a template's piece or JSX text; undefined for other nodes. */
export function wordsOf(node: Node): string | undefined {
  if (node.type === 'Literal' || node.type === 'JSXText') return typeof node['value'] === 'string' ? node['value'] : undefined;
  if (node.type !== 'TemplateElement') return undefined;
  const value = node['value'];
  return typeof value === 'object' && value !== null && 'raw' in value ? String(value.raw) : undefined;
}
