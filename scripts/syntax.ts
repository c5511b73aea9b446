import { readFileSync } from 'node:fs';
import { parseSync } from '@swc/core';

/** A node of the syntax tree as the checks look at it: its kind, and fields to be asked about one by one. */
export interface SyntaxNode {
  readonly type: string;
  readonly [field: string]: unknown;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

/** Every node of a tree, outer ones first. */
export function* nodesOf(tree: unknown): Generator<SyntaxNode> {
  if (typeof tree !== 'object' || tree === null) return;
  if (isNode(tree)) yield tree;
  for (const child of Object.values(tree)) yield* nodesOf(child);
}

const parsed = new Map<string, readonly SyntaxNode[]>();

/** The nodes of a TypeScript file; each file is parsed once. */
export function syntaxOf(path: string): readonly SyntaxNode[] {
  const known = parsed.get(path);
  if (known) return known;
  const tree = parseSync(readFileSync(path, 'utf8'), {
    syntax: 'typescript',
    tsx: path.endsWith('x'),
    target: 'esnext',
  });
  const nodes = [...nodesOf(tree)];
  parsed.set(path, nodes);
  return nodes;
}

export function stringOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'StringLiteral' && typeof node.value === 'string' ? node.value : undefined;
}

/** A string, or the strings of a list. */
export function stringsOf(node: unknown): string[] {
  if (!isNode(node)) return [];
  const items =
    node.type === 'ArrayExpression' && Array.isArray(node.elements) ? node.elements : [{ expression: node }];
  return items
    .map((item: { expression: unknown } | null) => stringOf(item?.expression))
    .filter((text) => text !== undefined);
}

/** The fixed parts of a template literal, in order: between each two stands an expression. */
export function templateParts(node: unknown): string[] | undefined {
  if (!isNode(node) || node.type !== 'TemplateLiteral' || !Array.isArray(node.quasis)) return undefined;
  return node.quasis.map((part: { cooked?: string; raw: string }) => part.cooked ?? part.raw);
}

/** What is called or tagged, as it is written: `sql`, `import`, `import.meta.glob`, `….selectFrom`. */
export function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === 'Identifier' && typeof node.value === 'string') return node.value;
  if (node.type === 'Import') return 'import';
  if (node.type === 'MetaProperty') return 'import.meta';
  if (node.type !== 'MemberExpression') return undefined;
  return `${nameOf(node.object) ?? '…'}.${nameOf(node.property) ?? '…'}`;
}

export interface Call {
  /** The whole of what is called, `db.selectFrom`. */
  name: string;
  /** The method of it, `selectFrom`; undefined for a plain function. */
  method: string | undefined;
  arguments: readonly unknown[];
}

/** The call that a node makes, when the thing called has a name. */
export function callOf(node: SyntaxNode): Call | undefined {
  if (node.type !== 'CallExpression' || !Array.isArray(node.arguments)) return undefined;
  const name = nameOf(node.callee);
  if (name === undefined) return undefined;
  const method = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : undefined;
  return { name, method, arguments: node.arguments.map((argument: { expression: unknown }) => argument.expression) };
}
