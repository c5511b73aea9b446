import { totalmem } from 'node:os';

const MEGABYTE = 1024 ** 2;
const GIGABYTE = 1024 * MEGABYTE;

/** What `connection` of the embedded database names, and the superuser that only the launcher and the tests use. */
export const ROLE = 'estafeta';
export const DATABASE = 'estafeta';
export const SUPERUSER = 'postgres';
/** No port is opened: PostgreSQL only names its socket by it. */
export const PORT = 5432;

/** `throwaway`: a test cluster that may lose everything with the machine. */
export type Durability = 'durable' | 'throwaway';

/**
 * The whole postgresql.conf, written anew before every start, so that a new version of Estafeta brings its settings.
 * An administrator's own settings (ALTER SYSTEM) live in postgresql.auto.conf and win.
 */
export function postgresqlConf(durability: Durability, memory: number = totalmem()): string {
  const settings: Record<string, string> = {
    cluster_name: 'estafeta',
    max_connections: durability === 'durable' ? '60' : '200',
    shared_buffers: `${sharedMegabytes(durability, memory)}MB`,
    ...safety(durability),
    jit: 'off',
    // Disks of today: an index lookup costs little more than reading on.
    random_page_cost: '1.1',
    // A caller killed in the middle of a long query must not keep the query running.
    client_connection_check_interval: '5s',
    timezone: 'UTC',
    datestyle: 'ISO, YMD',
    lc_messages: 'C',
    lc_monetary: 'C',
    lc_numeric: 'C',
    lc_time: 'C',
    default_text_search_config: 'pg_catalog.simple',
    // No statement, no value of a row may reach the log: refused statements are the application's to report.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_min_duration_statement: '-1',
    log_checkpoints: 'off',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`);
  return `# Written by Estafeta at every start. Your own settings: ALTER SYSTEM.\n${lines.join('\n')}\n`;
}

/**
 * An eighth of the memory: a page that PostgreSQL has to ask of the system costs more than ten that it holds itself. A test
 * cluster keeps little, as it throws whole databases away, for which all of it is looked through.
 */
function sharedMegabytes(durability: Durability, memory: number): number {
  if (memory < 3 * GIGABYTE) return 128;
  return durability === 'durable' ? Math.min(2048, Math.max(256, Math.floor(memory / (8 * MEGABYTE)))) : 256;
}

function safety(durability: Durability): Record<string, string> {
  return durability === 'durable'
    ? { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' }
    : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_wal_size: '4GB' };
}
