import ICAL from 'ical.js';
import type { TableRecord } from './records.ts';

/** The columns of a file of contact cards, named as the cards name them. */
export const cardHeadings = [
  'ORG',
  'DEPARTMENT',
  'FN',
  'TITLE',
  'TEL',
  'FAX',
  'EMAIL',
  'URL',
  'ADR',
  'REGION',
  'LOCALITY',
  'GEO',
  'NOTE',
  'CATEGORIES',
  'UID',
] as const;
type CardHeading = (typeof cardHeadings)[number];

/** A picture may make a card long; whatever is longer than this has lost its end. */
const mostLinesOfCard = 100_000;
const mostCharactersOfCard = 16 * 1024 * 1024;

type Property = { name: string; types: readonly string[]; values: readonly string[]; undecodable: boolean };

/** Lines of the file with folded ones joined, card by card. A card that is cut off ends where the next one begins. */
async function* cardsOf(chunks: AsyncIterable<string>): AsyncGenerator<string[]> {
  let rest = '';
  let lines: string[] | null = null;
  let [depth, characters] = [0, 0];
  const take = (line: string): string[] | null => {
    const mark = /^(?:[\w-]+\.)?(begin|end)\s*:\s*vcard\s*$/iu.exec(line)?.[1]?.toLowerCase();
    if (mark === 'begin' && lines === null) {
      [lines, depth, characters] = [[], 1, 0];
      return null;
    }
    if (lines === null) return null;
    // A card within a card is an agent's; one that begins at the left margin after an unfinished one is the next.
    if (mark === 'begin') depth++;
    if (mark === 'end') depth--;
    if (depth === 0) {
      const card = lines;
      lines = null;
      return card;
    }
    characters += line.length;
    if (lines.length < mostLinesOfCard && characters < mostCharactersOfCard && depth === 1) addLine(lines, line);
    return null;
  };
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split(/\r\n|\n|\r(?!$)/u);
    rest = parts.pop() ?? '';
    for (const line of parts) {
      const card = take(line);
      if (card) yield card;
    }
  }
  const last = take(rest.replace(/\r$/u, ''));
  if (last) yield last;
  else if (lines !== null && (lines as string[]).length > 0) yield lines;
}

const isQuotedPrintable = (line: string): boolean => /^[^:]*quoted-printable[^:]*:/iu.test(line);

/** Joins a folded line, and one whose quoted-printable text goes on, to the one above. */
function addLine(lines: string[], line: string): void {
  const above = lines.at(-1);
  if (above?.endsWith('=') && isQuotedPrintable(above)) {
    lines[lines.length - 1] = above.slice(0, -1) + line.replace(/^[ \t]/u, '');
  } else if (above !== undefined && /^[ \t]/u.test(line)) {
    lines[lines.length - 1] = above + line.slice(1);
  } else if (line.trim() !== '') {
    lines.push(line);
  }
}

function decodeQuotedPrintable(text: string, charset: string): { text: string; undecodable: boolean } {
  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (let at = 0; at < text.length; at++) {
    const code = /^=([\dA-F]{2})/iu.exec(text.slice(at, at + 3))?.[1];
    if (code === undefined) bytes.push(...encoder.encode(text[at] ?? ''));
    else {
      bytes.push(Number.parseInt(code, 16));
      at += 2;
    }
  }
  const decoder = decoderOf(charset);
  const decoded = (decoder ?? new TextDecoder()).decode(Uint8Array.from(bytes));
  return { text: decoded, undecodable: decoder === undefined || decoded.includes('\ufffd') };
}

function decoderOf(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset);
  } catch {
    return undefined;
  }
}

const linePattern = /^(?:[\w-]+\.)?(?<name>[\w-]+)(?<parameters>(?:;(?:[^":;]|"[^"]*")*)*):(?<value>.*)$/su;
const structured: ReadonlySet<string> = new Set(['N', 'ORG', 'ADR']);
const wanted: ReadonlySet<string> = new Set([
  'N',
  ...['ORG', 'FN', 'TITLE', 'ROLE', 'TEL', 'EMAIL', 'URL', 'ADR', 'NOTE', 'CATEGORIES', 'UID', 'GEO'],
]);

/**
 * One line of a card of any version as a property: what version 2.1 writes its own way (types without a name,
 * quoted-printable text in an encoding of its own) is put the way of 3.0, which the library reads.
 */
function propertyOf(line: string): Property | undefined {
  const { name = '', parameters = '', value = '' } = linePattern.exec(line)?.groups ?? {};
  const key = name.toUpperCase();
  if (!wanted.has(key)) return undefined;
  const types: string[] = [];
  let [charset, quoted] = ['utf-8', false];
  for (const parameter of parameters.split(';')) {
    const [left = '', right] = parameter.split('=', 2);
    const [of, said] = right === undefined ? ['TYPE', left] : [left.toUpperCase(), right.replaceAll('"', '')];
    if (/^quoted-printable$/iu.test(said)) quoted = true;
    else if (of === 'CHARSET') charset = said;
    else if (of === 'TYPE')
      types.push(
        ...said
          .toLowerCase()
          .split(',')
          .filter((type) => type !== ''),
      );
  }
  const decoded = quoted
    ? decodeQuotedPrintable(value, charset)
    : { text: value, undecodable: decoderOf(charset) === undefined || value.includes('\ufffd') };
  const safe = decoded.text.replace(/\r\n|\r|\n/gu, '\\n');
  const values = valuesOf(key, safe);
  return { name: key, types, values, undecodable: decoded.undecodable };
}

/** The parts of a value, unescaped by the library; what it cannot make out stays as it stands. */
function valuesOf(name: string, value: string): string[] {
  try {
    const parsed: unknown = ICAL.parse.property(`${name};VALUE=text:${value}`, ICAL.design.vcard3);
    const said: unknown[] = Array.isArray(parsed) ? parsed.slice(3) : [];
    return structured.has(name) || name === 'CATEGORIES'
      ? said.flat().map((part) => (Array.isArray(part) ? part.join(' ') : String(part)))
      : [said.flat(2).map(String).join(',')];
  } catch {
    return structured.has(name) ? value.split(/(?<!\\);/u) : [value];
  }
}

const tidy = (text: string | undefined): string => (text ?? '').trim();
const joined = (parts: readonly string[], by: string): string =>
  parts
    .map(tidy)
    .filter((part) => part !== '')
    .join(by);

/** `tel:+1-418-656-9254;ext=102` is `+1-418-656-9254 ext. 102`. */
const phoneText = (value: string): string =>
  value.replace(/^tel:/iu, '').replace(/;ext=/iu, ' ext. ').replace(/;.*$/u, '');

function cellsOf(properties: readonly Property[]): Record<CardHeading, string> {
  const all = (name: string): Property[] => properties.filter((property) => property.name === name);
  const first = (name: string): readonly string[] => all(name)[0]?.values ?? [];
  const isFax = ({ types }: Property): boolean => types.includes('fax');
  const listed = (of: readonly Property[], by: string, write = (value: string): string => value): string =>
    joined([...new Set(of.map(({ values }) => write(tidy(values[0]))))], by);
  const [family, given, middle] = first('N');
  const [organisation, ...departments] = first('ORG');
  const [box, flat, street, locality, region, index, country] = first('ADR');
  return {
    ORG: tidy(organisation),
    DEPARTMENT: joined(departments, ', '),
    FN: tidy(first('FN')[0]) || joined([family ?? '', given ?? '', middle ?? ''], ' '),
    TITLE: tidy(first('TITLE')[0]) || tidy(first('ROLE')[0]),
    TEL: listed(
      all('TEL').filter((phone) => !isFax(phone)),
      '; ',
      phoneText,
    ),
    FAX: listed(all('TEL').filter(isFax), '; ', phoneText),
    EMAIL: listed(all('EMAIL'), ', ', (value) => value.replace(/^mailto:/iu, '')),
    URL: listed(all('URL'), ' ', (value) => value.replaceAll('\\:', ':')),
    ADR: joined([index, country, region, locality, street, flat, box].map(tidy), ', ').replace(/\s*\n\s*/gu, ' '),
    REGION: tidy(region),
    LOCALITY: tidy(locality),
    GEO: tidy(first('GEO').join(',')).replace(/^geo:/iu, ''),
    NOTE: joined(
      all('NOTE').flatMap(({ values }) => values),
      '\n',
    ),
    CATEGORIES: joined(
      all('CATEGORIES').flatMap(({ values }) => values),
      ', ',
    ),
    UID: tidy(first('UID')[0]),
  };
}

const headingOf = (name: string): CardHeading | undefined =>
  name === 'N' ? 'FN' : cardHeadings.find((heading) => heading === name);

/**
 * The cards of a file of versions 2.1, 3.0 or 4.0 as rows, the first card being 1. A line that makes no sense is left out;
 * a text in an unknown or broken encoding is taken as far as it reads, and its cell is marked.
 */
export async function* recordsOfCards(chunks: AsyncIterable<string>): AsyncGenerator<TableRecord> {
  let number = 0;
  for await (const lines of cardsOf(chunks)) {
    number++;
    const properties = lines.map(propertyOf).filter((property) => property !== undefined);
    const cells = cellsOf(properties);
    const undecodable = properties
      .filter((property) => property.undecodable)
      .map(({ name }) => headingOf(name))
      .filter((heading) => heading !== undefined)
      .map((heading) => cardHeadings.indexOf(heading));
    yield {
      number,
      cells: cardHeadings.map((heading) => cells[heading]),
      ...(undecodable.length === 0 ? {} : { undecodable }),
    };
  }
}
