import { isPeriod } from './filter-period.ts';
import { invalid, ok, type Result } from './result.ts';

/**
 * What a list is narrowed by, as a sentence: conditions joined by «and» and «or».
 *
 *   state is cold,warm and region is "Иркутская область" and (phone is no or check is overdue) and size is 1000..50000
 *
 * The text is what stands in an address and in the API; the tree is what is compiled and drawn. It is the same for every
 * list; which fields there are, a list says itself.
 */
export type FilterNode = Condition | { join: 'and' | 'or'; of: readonly FilterNode[] };

/** `is` and `not` without values ask whether there is a value at all. What has no value is also `not` any of the values. */
export interface Condition {
  field: string;
  op: FilterOperator;
  values: readonly string[];
}

export const FILTER_OPERATORS = ['is', 'not', 'has'] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/** `date` is a day, `moment` a point in time asked about by days; a choice is one of `values`, of ids, or of any texts. */
export type FilterType = 'text' | 'number' | 'date' | 'moment' | 'choice' | 'person' | 'yes_no';

export interface FilterField {
  name: string;
  type: FilterType;
  /** The closed list of a choice; without it `ids` tells ids from texts. */
  values?: readonly string[];
  ids?: boolean;
  /** Whether it may be without a value, so that «is empty» makes sense. */
  empty?: boolean;
  /** Decimals of a number; none unless said. */
  decimals?: number;
  /** A sum: asked about in roubles, kept in kopecks. */
  minor?: boolean;
}

/** Values of a person besides ids: oneself, and the people of one's own units. */
export const ME = 'me';
export const MY_UNIT = 'my-unit';

const LONGEST = 4000;
const MOST_CONDITIONS = 40;
const MOST_VALUES = 100;
const DEEPEST = 3;
const EMPTY = 'empty';
const RESERVED: readonly string[] = ['and', 'or', EMPTY, ...FILTER_OPERATORS];
const BARE = /^[\p{L}\p{N}_.:+-]+$/u;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const isCondition = (node: FilterNode): node is Condition => 'field' in node;

/** Every condition of a filter, in the order of the sentence. */
export function conditionsOf(node: FilterNode | null): Condition[] {
  if (node === null) return [];
  return isCondition(node) ? [node] : node.of.flatMap(conditionsOf);
}

/** The filter as it stands in an address; what `readFilter` reads is the same filter again. */
export function writeFilter(node: FilterNode | null): string {
  return node === null ? '' : written(node, false);
}

function written(node: FilterNode, inside: boolean): string {
  if (isCondition(node)) {
    const values = node.values.length === 0 ? EMPTY : node.values.map(writeValue).join(',');
    return `${node.field} ${node.op} ${values}`;
  }
  const text = node.of.map((one) => written(one, true)).join(` ${node.join} `);
  return inside ? `(${text})` : text;
}

function writeValue(value: string): string {
  return BARE.test(value) && !RESERVED.includes(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`;
}

/** Groups of one, groups in a group of the same kind, and groups of nothing say no more than what is in them. */
export function tidyFilter(node: FilterNode | null): FilterNode | null {
  if (node === null || isCondition(node)) return node;
  const inside = node.of
    .map(tidyFilter)
    .filter((one) => one !== null)
    .flatMap((one) => (!isCondition(one) && one.join === node.join ? one.of : [one]));
  const [only] = inside;
  if (only === undefined) return null;
  return inside.length === 1 ? only : { join: node.join, of: inside };
}

interface Token {
  kind: 'word' | 'text' | 'sign';
  text: string;
  at: number;
}

const TOKEN = /\s*(?:([(),])|"((?:[^"\\]|\\["\\])*)"|([^\s(),"]+))/uy;

function tokensOf(text: string): Token[] | number {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const at = TOKEN.lastIndex;
    const found = TOKEN.exec(text);
    if (found === null) return at;
    const [, sign, quoted, word] = found;
    if (sign !== undefined) tokens.push({ kind: 'sign', text: sign, at });
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replace(/\\(["\\])/g, '$1'), at });
    else tokens.push({ kind: 'word', text: word ?? '', at });
  }
  return tokens;
}

/** Thrown inside the reader only: the place in the text that is not understood. */
class Unreadable extends Error {
  readonly at: number;
  constructor(at: number) {
    super('unreadable');
    this.at = at;
  }
}

class Reader {
  private place = 0;
  private readonly tokens: readonly Token[];
  private readonly end: number;
  constructor(tokens: readonly Token[], end: number) {
    this.tokens = tokens;
    this.end = end;
  }

  whole(): FilterNode {
    const node = this.expression(0);
    if (this.place < this.tokens.length) throw new Unreadable(this.at());
    return node;
  }

  /** «and» and «or» in one expression stand in brackets: a reader of the sentence need not know which binds closer. */
  private expression(depth: number): FilterNode {
    if (depth > DEEPEST) throw new Unreadable(this.at());
    const of = [this.operand(depth)];
    let join: 'and' | 'or' | null = null;
    for (let next = this.joinWord(); next !== null; next = this.joinWord()) {
      if (join !== null && join !== next) throw new Unreadable(this.at());
      join = next;
      this.place += 1;
      of.push(this.operand(depth));
    }
    const [first] = of;
    return join === null && first !== undefined ? first : { join: join ?? 'and', of };
  }

  private operand(depth: number): FilterNode {
    if (this.takeSign('(')) {
      const node = this.expression(depth + 1);
      if (!this.takeSign(')')) throw new Unreadable(this.at());
      return node;
    }
    const field = this.word();
    const op = FILTER_OPERATORS.find((known) => known === this.peek('word'));
    if (op === undefined) throw new Unreadable(this.at());
    this.place += 1;
    if (this.peek('word') === EMPTY) {
      this.place += 1;
      return { field, op, values: [] };
    }
    const values = [this.value()];
    while (this.takeSign(',')) values.push(this.value());
    return { field, op, values };
  }

  private joinWord(): 'and' | 'or' | null {
    const word = this.peek('word');
    return word === 'and' || word === 'or' ? word : null;
  }

  private word(): string {
    const word = this.peek('word');
    if (word === undefined || RESERVED.includes(word)) throw new Unreadable(this.at());
    this.place += 1;
    return word;
  }

  private value(): string {
    const text = this.peek('text');
    if (text === undefined) return this.word();
    this.place += 1;
    return text;
  }

  private takeSign(sign: string): boolean {
    if (this.peek('sign') !== sign) return false;
    this.place += 1;
    return true;
  }

  private peek(kind: Token['kind']): string | undefined {
    const token = this.tokens[this.place];
    return token?.kind === kind ? token.text : undefined;
  }

  private at(): number {
    return this.tokens[this.place]?.at ?? this.end;
  }
}

/**
 * Reads a filter and checks it against the fields of a list. Refuses with the place that is not understood, a field that
 * the list does not have, or a value that its field cannot have. An empty text is no filter.
 */
export function readFilter(text: string | undefined, fields: readonly FilterField[]): Result<FilterNode | null> {
  if (text === undefined || text.trim() === '') return ok(null);
  if (text.length > LONGEST) return invalid('/filter', 'filter.too_long', { most: LONGEST });
  const tokens = tokensOf(text);
  if (typeof tokens === 'number') return invalid('/filter', 'filter.unreadable', { at: tokens + 1 });
  try {
    const node = tidyFilter(new Reader(tokens, text.length).whole());
    const faulty = checkFilter(node, fields);
    return faulty.ok ? ok(node) : faulty;
  } catch (error) {
    if (error instanceof Unreadable) return invalid('/filter', 'filter.unreadable', { at: error.at + 1 });
    throw error;
  }
}

/**
 * A filter without the conditions by fields that are not known, and those conditions. What cannot be read is left to
 * `readFilter` to refuse.
 */
export function partFilter(
  text: string,
  isKnown: (field: string) => boolean,
): { kept: FilterNode | null; others: Condition[] } {
  const tokens = tokensOf(text);
  if (typeof tokens === 'number' || tokens.length === 0) return { kept: null, others: [] };
  try {
    const node = new Reader(tokens, text.length).whole();
    return {
      kept: tidyFilter(keptOf(node, isKnown)),
      others: conditionsOf(node).filter(({ field }) => !isKnown(field)),
    };
  } catch (error) {
    if (error instanceof Unreadable) return { kept: null, others: [] };
    throw error;
  }
}

function keptOf(node: FilterNode, isKnown: (field: string) => boolean): FilterNode | null {
  if (isCondition(node)) return isKnown(node.field) ? node : null;
  return { join: node.join, of: node.of.map((one) => keptOf(one, isKnown)).filter((one) => one !== null) };
}

/** Whether a list can be narrowed so. */
export function checkFilter(node: FilterNode | null, fields: readonly FilterField[]): Result<undefined> {
  const conditions = conditionsOf(node);
  if (conditions.length > MOST_CONDITIONS) {
    return invalid('/filter', 'filter.too_many', { most: MOST_CONDITIONS });
  }
  for (const condition of conditions) {
    const field = fields.find((known) => known.name === condition.field);
    if (field === undefined) return invalid('/filter', 'filter.unknown_field', { field: condition.field });
    const { op, values } = condition;
    if (values.length > MOST_VALUES) return invalid('/filter', 'filter.too_many_values', { most: MOST_VALUES });
    if (!allowedOperators(field).includes(op) || (values.length === 0 && (op === 'has' || field.empty !== true))) {
      return invalid('/filter', 'filter.wrong_operator', { field: field.name, operator: op });
    }
    const wrong = values.find((value) => !isValueOf(field, value));
    if (wrong !== undefined) return invalid('/filter', 'filter.wrong_value', { field: field.name, value: wrong });
  }
  return ok();
}

/** What a field can be asked. */
export function allowedOperators(field: FilterField): readonly FilterOperator[] {
  if (field.type === 'text') return ['has', 'is', 'not'];
  return field.type === 'yes_no' ? ['is'] : ['is', 'not'];
}

function isValueOf(field: FilterField, value: string): boolean {
  switch (field.type) {
    case 'text':
      return value !== '' && value.length <= 200;
    case 'number':
      return numberRange(value, field.decimals) !== null;
    case 'date':
    case 'moment':
      return isPeriod(value);
    case 'yes_no':
      return value === 'yes' || value === 'no';
    case 'person':
      return value === ME || value === MY_UNIT || UUID.test(value);
    case 'choice':
      if (field.values !== undefined) return field.values.includes(value);
      return field.ids === true ? UUID.test(value) : value !== '' && value.length <= 200;
  }
}

const RANGE = /^(-?\d{1,15}(?:\.\d{1,6})?)?(\.\.)?(-?\d{1,15}(?:\.\d{1,6})?)?$/;

/** `1000..50000`, `1000..`, `..50000` or one number; both ends belong to the range. With decimals only as far as the field has them. */
export function numberRange(text: string, decimals = 0): { from: number | null; to: number | null } | null {
  const [, from, dots, to] = RANGE.exec(text) ?? [];
  if (from === undefined && to === undefined) return null;
  if ([from, to].some((end) => (end?.split('.')[1]?.length ?? 0) > decimals)) return null;
  if (dots === undefined)
    return from === undefined || to !== undefined ? null : { from: Number(from), to: Number(from) };
  return { from: from === undefined ? null : Number(from), to: to === undefined ? null : Number(to) };
}
