import { statfsSync } from 'node:fs';

export type RefusalCode =
  | 'no_binaries'
  | 'already_running'
  | 'no_space'
  | 'not_permitted'
  | 'newer_cluster'
  | 'failed_to_start';

/**
 * The embedded database cannot be had, and why. `code` is what the command line translates, `message` says in English
 * what happened and what to do, `detail` is the untranslated technical line behind it (may be empty).
 */
export class EmbeddedRefusal extends Error {
  readonly code: RefusalCode;
  readonly detail: string;

  constructor(code: RefusalCode, message: string, detail = '') {
    super(message);
    this.name = 'EmbeddedRefusal';
    this.code = code;
    this.detail = detail;
  }
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** Turns what the operating system answered into the refusal it means; an error with another meaning stays itself. */
export function asRefusal(error: unknown, dataDir: string): unknown {
  if (!(error instanceof Error) || error instanceof EmbeddedRefusal) return error;
  switch (errorCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return noSpace(dataDir, error.message);
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'ENOENT':
    case 'EEXIST':
      return new EmbeddedRefusal(
        'not_permitted',
        `The data directory ${dataDir} cannot be used: ${error.message}. Give this user the directory, or set DATA_DIR to another one.`,
        error.message,
      );
    case 'ERR_SQLITE_ERROR':
      return new EmbeddedRefusal(
        'failed_to_start',
        `The locks in ${dataDir} cannot be used: ${error.message}. The directory must be on a disk that supports file locks.`,
        error.message,
      );
    default:
      return error;
  }
}

export function noSpace(dataDir: string, detail: string): EmbeddedRefusal {
  return new EmbeddedRefusal(
    'no_space',
    `No space is left for the database in ${dataDir}. Free some space on this disk, or set DATA_DIR to a directory on another one.`,
    detail,
  );
}

/** On a full disk PostgreSQL cannot even log why it stopped. */
function isFull(directory: string): boolean {
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize < 1024 ** 2;
}

/** Reads the lines PostgreSQL wrote before it gave up, and says which refusal they mean. */
export function refusalFromOutput(what: string, output: string, dataDir: string): EmbeddedRefusal {
  const fatal = output
    .split('\n')
    .filter((line) => /\b(FATAL|PANIC|ERROR):|^initdb: error|: error: /.test(line))
    .at(-1);
  const detail = (fatal ?? output.trim().split('\n').at(-1) ?? '').trim();
  if (/No space left on device|Disk quota exceeded/.test(output) || isFull(dataDir)) return noSpace(dataDir, detail);
  return new EmbeddedRefusal('failed_to_start', `${what}: ${detail || 'no reason was given'}.`, detail);
}
