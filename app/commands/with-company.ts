import { commandLineActor } from '#modules/structure/queries.ts';
import type { Config } from '#platform/config.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import type { Result } from '#shared/result.ts';
import { type OpenDatabase, openDatabase } from '../open-database.ts';
import { registerModules } from '../wiring.ts';
import { CommandRefused, complain } from './command.ts';

export interface CommandDesk extends Context {
  database: OpenDatabase;
  /** One command in one transaction; a refusal ends the program with its text. */
  write<T>(command: (context: WriteContext) => Promise<Result<T>>): Promise<T>;
}

/**
 * Opens the database for one command, unless somebody has begun to, and closes it whatever happens; the server may run
 * meanwhile.
 */
export async function atCommandDesk<T>(
  config: Config,
  language: 'ru' | 'en',
  work: (desk: CommandDesk) => Promise<T>,
  opening = openDatabase(config, 'command', (error) => complain(error.message)),
): Promise<T> {
  registerModules();
  const database = await opening;
  try {
    const context: Context = {
      db: database.db,
      actor: commandLineActor(language),
      now: config.test?.now ?? Temporal.Now.instant(),
      requestId: null,
    };
    return await work({
      ...context,
      database,
      async write(command) {
        const result = await inTransaction(context, command);
        if (!result.ok) throw new CommandRefused(result, language);
        return result.value;
      },
    });
  } finally {
    await database.close();
  }
}
