import { USUAL_REQUESTS_PER_MINUTE } from './http/limit.ts';

/** Everything that can be set from outside; the README lists the same names. */
export interface Config {
  port: number;
  host: string;
  dataDir: string;
  databaseUrl: string | null;
  secret: string | null;
  publicUrl: URL | null;
  trustProxy: boolean;
  /** Of one employee, one token, or one address from which nobody is signed in. */
  requestsPerMinute: number;
  /** Largest file that may be uploaded. */
  uploadLimitBytes: number;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
  /** Test mode only: the business clock stands at this instant and can be moved. */
  test: { now: Temporal.Instant } | null;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
const MIN_SECRET_LENGTH = 32;
const UPLOAD_LIMIT_MB = 200;
/** A file lies in the database and takes its size of disk twice while it comes in. */
const MOST_UPLOAD_MB = 4096;

export type ConfigResult = { ok: true; config: Config } | { ok: false; faults: string[] };

/** Reads the environment. Every fault is one clear line naming the variable, what is wrong and what is expected. */
export function readConfig(env: Record<string, string | undefined>): ConfigResult {
  const faults: string[] = [];
  const fault = (line: string): null => {
    faults.push(line);
    return null;
  };

  const port = env.PORT === undefined || env.PORT === '' ? 3000 : Number(env.PORT);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    fault(`PORT must be a whole number from 0 to 65535, got "${env.PORT}"`);

  const publicUrl = env.PUBLIC_URL ? parseUrl(env.PUBLIC_URL, ['http:', 'https:']) : null;
  if (env.PUBLIC_URL && publicUrl === null)
    fault(`PUBLIC_URL must be an http or https address, got "${env.PUBLIC_URL}"`);

  const databaseUrl = env.DATABASE_URL || null;
  if (databaseUrl !== null && parseUrl(databaseUrl, ['postgres:', 'postgresql:']) === null)
    fault('DATABASE_URL must look like postgres://user:password@host:5432/database');

  const secret = env.ESTAFETA_SECRET || null;
  if (secret !== null && secret.length < MIN_SECRET_LENGTH)
    fault(`ESTAFETA_SECRET must have at least ${MIN_SECRET_LENGTH} characters`);
  if (databaseUrl !== null && secret === null)
    fault('ESTAFETA_SECRET is required together with DATABASE_URL: every copy of the program must share it');

  const trustProxy = env.TRUST_PROXY ?? 'false';
  if (!['true', 'false', '1', '0', ''].includes(trustProxy))
    fault(`TRUST_PROXY must be true or false, got "${trustProxy}"`);

  const requestsPerMinute = env.REQUESTS_PER_MINUTE ? Number(env.REQUESTS_PER_MINUTE) : USUAL_REQUESTS_PER_MINUTE;
  if (!Number.isInteger(requestsPerMinute) || requestsPerMinute < 1)
    fault(`REQUESTS_PER_MINUTE must be a whole number above 0, got "${env.REQUESTS_PER_MINUTE}"`);
  const uploadLimit = env.UPLOAD_LIMIT_MB ? Number(env.UPLOAD_LIMIT_MB) : UPLOAD_LIMIT_MB;
  if (!Number.isInteger(uploadLimit) || uploadLimit < 1 || uploadLimit > MOST_UPLOAD_MB)
    fault(`UPLOAD_LIMIT_MB must be a whole number from 1 to ${MOST_UPLOAD_MB}, got "${env.UPLOAD_LIMIT_MB}"`);

  const logLevel = LOG_LEVELS.find((level) => level === (env.LOG_LEVEL || 'warn'));
  if (logLevel === undefined) fault(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, got "${env.LOG_LEVEL}"`);

  let test: Config['test'] = null;
  if (env.ESTAFETA_TEST === '1') {
    try {
      test = { now: env.ESTAFETA_NOW ? Temporal.Instant.from(env.ESTAFETA_NOW) : Temporal.Now.instant() };
    } catch {
      fault(`ESTAFETA_NOW must be an instant like 2026-11-23T07:00:00Z, got "${env.ESTAFETA_NOW}"`);
    }
  } else if (env.ESTAFETA_NOW) {
    fault('ESTAFETA_NOW is for tests only: set ESTAFETA_TEST=1 as well');
  }

  if (faults.length > 0 || logLevel === undefined) return { ok: false, faults };
  return {
    ok: true,
    config: {
      port,
      host: env.HOST || '127.0.0.1',
      dataDir: env.DATA_DIR || './data',
      databaseUrl,
      secret,
      publicUrl,
      trustProxy: trustProxy === 'true' || trustProxy === '1',
      requestsPerMinute,
      uploadLimitBytes: uploadLimit * 1024 * 1024,
      logLevel,
      test,
    },
  };
}

function parseUrl(text: string, protocols: string[]): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  return protocols.includes(url.protocol) ? url : null;
}
