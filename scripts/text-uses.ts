import { join } from 'node:path';
import { callOf, nodesOf, type SyntaxNode, stringOf, syntaxOf, templateParts } from './syntax.ts';

export interface Refusal {
  reason: string;
  file: string;
}

export interface TextUses {
  /** True when the sources name the key, whole or as a template: `clients.state.${state}`. */
  uses(key: string): boolean;
  /** Reasons that the program gives when it refuses; each needs a text `reason.<reason>`. */
  refusals: readonly Refusal[];
}

const reasonShape = /^[a-z_]+(\.[a-z0-9_]+)+$/;
/** Functions of shared/result.ts that refuse, and which of their arguments is the reason. */
const reasonArgument: Readonly<Record<string, number>> = { refuse: 0, notFound: 0, forbidden: 0, invalid: 1 };

export function textUses(root: string, files: readonly string[]): TextUses {
  const literals = new Set<string>();
  const templates = new Set<string>();
  const refusals: Refusal[] = [];
  for (const file of files) {
    const reasons = new Set<string>();
    for (const node of syntaxOf(join(root, file))) {
      const text = stringOf(node);
      if (text !== undefined) literals.add(text);
      const template = patternOf(node);
      if (template !== undefined) templates.add(template);
      for (const reason of reasonsIn(node)) reasons.add(reason);
    }
    refusals.push(...[...reasons].map((reason) => ({ reason, file })));
  }
  const patterns = [...templates].map((source) => new RegExp(source));
  const isNamed = (key: string) => literals.has(key) || patterns.some((pattern) => pattern.test(key));
  return { uses: (key) => isNamed(key) || isNamed(key.replace(/^reason\./, '')), refusals };
}

/** A template that begins with a name and a dot can be a key with a part to be filled in. */
function patternOf(node: SyntaxNode): string | undefined {
  const parts = templateParts(node);
  // `reason.${…}` says nothing of which reasons there are: those are counted where they are given.
  if (parts === undefined || !/^[a-z_-]+\./.test(parts[0] ?? '') || parts[0] === 'reason.') return undefined;
  return `^${parts.map((part) => RegExp.escape(part)).join('.+')}$`;
}

/** `refuse('clients.no_such_state')` and `{ reason: 'clients.no_such_state' }`. */
function reasonsIn(node: SyntaxNode): string[] {
  const call = callOf(node);
  const place = call && reasonArgument[call.name];
  if (place !== undefined) return reasonsAmong(call?.arguments[place]);
  const key = node.type === 'KeyValueProperty' ? (node.key as { value?: unknown }).value : undefined;
  return key === 'reason' ? reasonsAmong(node.value) : [];
}

function reasonsAmong(value: unknown): string[] {
  const texts = [...nodesOf(value)].map(stringOf).filter((text) => text !== undefined);
  return texts.filter((text) => reasonShape.test(text));
}
