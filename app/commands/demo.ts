import { openDatabase } from '../open-database.ts';
import { type CommandCall, complain, optionsOf, UsageError } from './command.ts';

const OWN_DATA_DIR = './data-demo';

/**
 * Makes the demo company where there is none yet, then serves it and names who may sign in. A real company is refused, and
 * so is a demo whose making was interrupted.
 */
export async function demoCommand({ config: given, words }: CommandCall): Promise<number> {
  const { values, positionals } = optionsOf(words, {
    'as-of': { type: 'string' },
    seed: { type: 'string', default: '1' },
  });
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not expected here`);
  const own = given.databaseUrl === null && !process.env.DATA_DIR;
  const config = own ? { ...given, dataDir: OWN_DATA_DIR } : given;
  const asOf = dayOf(values['as-of']);
  // The database is made while the program is still being read: each takes a second or two, on another core.
  const opening = openDatabase(config, 'command', (error) => complain(error.message));
  const [{ serveDemo }, { serveUntilStopped }] = await Promise.all([
    import('./demo-company.ts'),
    import('./serve.ts'),
    opening,
  ]);
  const ownDataDir = own ? OWN_DATA_DIR : null;
  const server = await serveDemo({ config, ownDataDir, asOf, seed: values.seed, opening });
  return serveUntilStopped(server);
}

function dayOf(text: string | undefined): Temporal.PlainDate | undefined {
  if (text === undefined) return undefined;
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    throw new UsageError(`--as-of is a day like 2026-11-23, not "${text}"`);
  }
}
