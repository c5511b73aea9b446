import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import type { Config } from '#platform/config.ts';
import type { Refusal } from '#shared/result.ts';
import { translate } from '../translate.ts';

export const DONE = 0;
export const FAILED = 1;
export const WRONG_USAGE = 2;

export const USAGE = `Estafeta runs the sales system of a company.

  npm run estafeta -- serve
  npm run estafeta -- setup --company NAME --admin-name NAME --admin-email EMAIL --password-stdin [--language ru|en]
  npm run estafeta -- demo [--as-of YYYY-MM-DD] [--seed N]
  npm run estafeta -- import clients FILE [--source TEXT] [--basis TEXT] [--dry-run] [--json]
  npm run estafeta -- import history FILE --kind touches|deals|handoffs [--source TEXT] [--dry-run] [--json]
  npm run estafeta -- token create --email EMAIL --name NAME
  npm run estafeta -- doctor

Settings are environment variables: PORT, HOST, DATA_DIR, DATABASE_URL, ESTAFETA_SECRET, PUBLIC_URL, TRUST_PROXY, LOG_LEVEL.
`;

/** The words of the command were wrong; the message says which. */
export class UsageError extends Error {}

/** A command was refused by a rule; its text is the refusal's. */
export class CommandRefused extends Error {
  constructor(refusal: Refusal, language: 'ru' | 'en') {
    const fields = (refusal.fields ?? []).map(
      (fault) => `${fault.path.slice(1)}: ${translate(language, `reason.${fault.reason}`, fault.values)}`,
    );
    super([translate(language, `reason.${refusal.reason}`, refusal.values), ...fields].join('\n'));
  }
}

export interface CommandCall {
  config: Config;
  words: string[];
}

export type Command = (call: CommandCall) => Promise<number>;

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** The path of the one FILE that a command takes; anything else is wrong usage. */
export function oneFile(command: string, positionals: readonly string[]): string {
  const [path, ...rest] = positionals;
  if (path === undefined || rest.length > 0) throw new UsageError(`${command} takes one FILE`);
  return path;
}

/** The file at a path; null, once said, where there is none. */
export async function fileAt(path: string): Promise<{ name: string; size: number } | null> {
  const info = await stat(path).catch(() => null);
  if (info?.isFile()) return { name: basename(path), size: info.size };
  complain(`There is no file ${path}.`);
  return null;
}

const SHOWN_REMARKS = 20;

/** What is wrong in the rows of a file, the first of it. */
export function printRemarks(
  remarks: readonly {
    row: number;
    column: string | null;
    reason: string;
    values: Record<string, string | number>;
  }[],
): void {
  for (const { row, column, reason, values } of remarks.slice(0, SHOWN_REMARKS)) {
    print(`  row ${row}, ${column ?? 'the row'}: ${translate('en', `reason.${reason}`, values)}`);
  }
}

/** The exit code of an import by how it has ended; what came before its end stays, and has been told. */
export function endOfImport({ state, failure }: { state: string; failure: string | null }): number {
  if (state === 'done') return DONE;
  complain(failure === null ? 'Somebody has stopped it.' : translate('en', `reason.${failure}`));
  return FAILED;
}

type Options = NonNullable<Parameters<typeof parseArgs>[0]>['options'];

/** The options of a command; anything unknown, doubled or without its value is wrong usage. */
export function optionsOf<O extends NonNullable<Options>>(words: string[], options: O) {
  try {
    return parseArgs({ args: words, options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** An option that the command cannot do without. */
export function needed(value: string | undefined, name: string): string {
  if (value === undefined || value.trim() === '') throw new UsageError(`--${name} is missing`);
  return value;
}
