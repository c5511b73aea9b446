import { parse } from 'csv-parse/sync';

/** The cells of one record, numbered as a spreadsheet numbers its rows, the first being 1. */
export type TableRecord = {
  readonly number: number;
  readonly cells: readonly string[];
  /** What was wrong with the spelling of the record, where something was. */
  readonly fault?: 'quote_not_closed' | 'stray_quote' | 'too_long';
  /** Cells whose text was in an unknown or broken encoding, by their place. */
  readonly undecodable?: readonly number[];
};

/** A cell in quotes may hold this much; a longer one has lost its closing quote. */
const mostLinesOfRecord = 200;
const mostCharactersOfRecord = 256 * 1024;

const charactersOfBatch = 64 * 1024;

/** Lines of a text without their ends, whichever of the three kinds these are. One that never ends is cut off. */
async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<{ line: string; cut: boolean }> {
  let rest = '';
  let cut = false;
  let afterReturn = false;
  for await (const chunk of chunks) {
    // A carriage return at the end of a chunk may be half of a line end.
    const text = afterReturn && chunk.startsWith('\n') ? chunk.slice(1) : chunk;
    if (chunk === '') continue;
    afterReturn = chunk.endsWith('\r');
    const lines = text.split(/\r\n|\n|\r/);
    const last = lines.pop() ?? '';
    for (const line of lines) {
      yield { line: rest + (cut ? '' : line), cut };
      rest = '';
      cut = false;
    }
    if (!cut) rest += last;
    if (rest.length > mostCharactersOfRecord) {
      rest = rest.slice(0, mostCharactersOfRecord);
      cut = true;
    }
  }
  if (rest !== '' || cut) yield { line: rest, cut };
}

type Quotes = { readonly open: boolean; readonly stray: boolean; readonly strayFirst: boolean };

/**
 * How the quotes of a line stand, by the same rules as the parser: a quote opens at the start of a cell only, two in a row
 * inside are one, and one that closes is followed by a delimiter or the end of the line; any other is stray.
 */
function scanQuotes(line: string, delimiter: string, openBefore: boolean): Quotes {
  let [at, open, stray, strayFirst] = [0, openBefore, false, false];
  let first = openBefore;
  for (;;) {
    if (!open && line[at] === '"') {
      open = true;
      at++;
    }
    if (open) {
      const quote = line.indexOf('"', at);
      if (quote < 0) return { open: true, stray, strayFirst };
      const next = line[quote + 1];
      if (next === '"') {
        at = quote + 2;
        continue;
      }
      if (next !== undefined && next !== delimiter) {
        stray = true;
        strayFirst ||= first;
      }
      open = false;
      at = quote + 1;
    }
    first = false;
    const end = line.indexOf(delimiter, at);
    if (end < 0) return { open: false, stray, strayFirst };
    at = end + 1;
  }
}

type Draft = { readonly number: number; readonly text: string; readonly fault?: TableRecord['fault'] };

function cellsOf(text: string, delimiter: string): string[][] {
  return parse(text, { delimiter, quote: '"', relax_quotes: true, relax_column_count: true, record_delimiter: '\n' });
}

/** Turns drafts into cells: by the parser, all at once, where quotes say how; elsewhere the delimiter alone cuts. */
function parseDrafts(drafts: readonly Draft[], delimiter: string): TableRecord[] {
  const literal = ({ fault, text }: Draft): boolean =>
    fault === 'quote_not_closed' || fault === 'too_long' || !text.includes('"');
  const regular = drafts.filter((draft) => !literal(draft));
  const parsed = cellsOf(regular.map(({ text }) => text).join('\n'), delimiter);
  if (parsed.length !== regular.length) throw new Error('Records were cut apart by other rules than they were parsed');
  let next = 0;
  return drafts.map((draft) => ({
    number: draft.number,
    cells: literal(draft) ? draft.text.split(delimiter) : (parsed[next++] ?? []),
    ...(draft.fault === undefined ? {} : { fault: draft.fault }),
  }));
}

/**
 * The records of a delimited text, blank ones left out, with memory for one batch. A quote that is not closed does not
 * swallow the rows behind it: the line it stands in is taken as it is, marked, and reading goes on with the next line.
 * So does a cell over several lines that leaves its record with other than `columns` cells, where that number is known.
 */
export async function* recordsOf(
  chunks: AsyncIterable<string>,
  delimiter: string,
  columns?: number,
): AsyncGenerator<TableRecord> {
  let number = 0;
  let batch: Draft[] = [];
  let batched = 0;
  let pending: string[] = [];
  let pendingCharacters = 0;
  let stray = false;

  const add = (text: string, fault?: TableRecord['fault']): void => {
    number++;
    if (text.trim() === '') return;
    batch.push({ number, text, ...(fault === undefined ? {} : { fault }) });
    batched += text.length;
  };

  /** Gives up the record under way: its first line is taken literally, the others are read anew. */
  const giveUp = (): void => {
    const [first = '', ...others] = pending;
    pending = [];
    add(first, 'quote_not_closed');
    for (const line of others) take(line);
  };

  const take = (line: string): void => {
    const continued = pending.length > 0;
    if (!continued && !line.includes('"')) {
      add(line);
      return;
    }
    if (!continued) [pendingCharacters, stray] = [0, false];
    const quotes = scanQuotes(line, delimiter, continued);
    pending.push(line);
    pendingCharacters += line.length;
    stray ||= quotes.stray;
    const tooMuch = pending.length > mostLinesOfRecord || pendingCharacters > mostCharactersOfRecord;
    // A quote that closes nothing, in a line below its opening one, belongs to another record.
    if (quotes.strayFirst || (quotes.open && tooMuch)) giveUp();
    else if (!quotes.open) close(continued);
  };

  /** Ends the record under way, unless its cells show that it was several. */
  const close = (continued: boolean): void => {
    const text = pending.join('\n');
    const misses = continued && columns !== undefined && cellsOf(text, delimiter)[0]?.length !== columns;
    if (misses) {
      giveUp();
      return;
    }
    pending = [];
    add(text, stray ? 'stray_quote' : undefined);
  };

  const flush = function* (): Generator<TableRecord> {
    yield* parseDrafts(batch, delimiter);
    batch = [];
    batched = 0;
  };

  for await (const { line, cut } of linesOf(chunks)) {
    if (cut) {
      while (pending.length > 0) giveUp();
      add(line, 'too_long');
    } else take(line);
    if (batched >= charactersOfBatch) yield* flush();
  }
  while (pending.length > 0) giveUp();
  yield* flush();
}
