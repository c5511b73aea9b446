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
import { StartRefusal } from './open-database.ts';

/** Each command is loaded when it is called: a token needs no web server. */
const COMMANDS: Record<string, Command> = {
  serve: async (call) => (await import('./commands/serve.ts')).serveCommand(call),
  setup: async (call) => (await import('./commands/setup.ts')).setupCommand(call),
  demo: async (call) => (await import('./commands/demo.ts')).demoCommand(call),
  'import clients': async (call) => (await import('./commands/import-clients.ts')).clientImportCommand(call),
  'import history': async (call) => (await import('./commands/import-history.ts')).historyImportCommand(call),
  'token create': async (call) => (await import('./commands/token.ts')).tokenCommand(call),
  doctor: async (call) => (await import('./commands/doctor.ts')).doctorCommand(call),
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
