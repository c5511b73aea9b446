import { readConfig } from '#platform/config.ts';
import { EmbeddedRefusal } from '#platform/db/embedded/refusal.ts';
import { MigrationRefusal } from '#platform/db/migrate.ts';
import {
  type Command,
  CommandRefused,
  complain,
  DONE,
  FAILED,
  print,
  USAGE,
  UsageError,
  WRONG_USAGE,
} from './commands/command.ts';
import { demoCommand } from './commands/demo.ts';
import { doctorCommand } from './commands/doctor.ts';
import { clientImportCommand } from './commands/import-clients.ts';
import { serveCommand } from './commands/serve.ts';
import { setupCommand } from './commands/setup.ts';
import { tokenCommand } from './commands/token.ts';
import { StartRefusal } from './open-database.ts';

const COMMANDS: Record<string, Command> = {
  serve: serveCommand,
  setup: setupCommand,
  demo: demoCommand,
  'import clients': clientImportCommand,
  'token create': tokenCommand,
  doctor: doctorCommand,
};

/** Runs one command and returns the exit code: 0 done, 1 refused or failed with the reason on stderr, 2 wrong usage. */
export async function run(words: string[]): Promise<number> {
  const [first, second] = words;
  if (first === undefined || first === 'help' || first === '--help') {
    print(USAGE);
    return first === undefined ? WRONG_USAGE : DONE;
  }
  const name = `${first} ${second}` in COMMANDS ? `${first} ${second}` : first;
  const command = COMMANDS[name];
  if (command === undefined) {
    complain(`There is no command "${words.join(' ')}".\n\n${USAGE}`);
    return WRONG_USAGE;
  }
  const read = readConfig(process.env);
  if (!read.ok) {
    for (const fault of read.faults) complain(fault);
    return FAILED;
  }
  try {
    return await command({ config: read.config, words: words.slice(name.split(' ').length) });
  } catch (error) {
    return explain(error);
  }
}

/** Sorts what went wrong; only a fault of the program itself shows where in the code it happened. */
function explain(error: unknown): number {
  if (error instanceof UsageError) {
    complain(`${error.message}\n\n${USAGE}`);
    return WRONG_USAGE;
  }
  if (
    error instanceof StartRefusal ||
    error instanceof CommandRefused ||
    error instanceof EmbeddedRefusal ||
    error instanceof MigrationRefusal
  ) {
    complain(error.message);
  } else if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    complain('The port is taken by another program. Set PORT to a free one, or PORT=0 to have one chosen.');
  } else {
    complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  return FAILED;
}
