import { buildDemo } from '#demo/build.ts';
import { COMPANY_NAME, TIME_ZONE } from '#demo/company.ts';
import { DEMO_ADMINISTRATOR, DEMO_PASSWORD, people } from '#demo/people.ts';
import { companyIfSetUp } from '#modules/people/queries.ts';
import { commitWithoutWaiting } from '#platform/db/pool.ts';
import { StartRefusal } from '../open-database.ts';
import { serve } from '../serve.ts';
import { builtWeb } from '../web/build.ts';
import { type CommandCall, optionsOf, print, UsageError } from './command.ts';
import { serveUntilStopped } from './serve.ts';
import { atCommandDesk } from './with-company.ts';

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
  const today = (config.test?.now ?? Temporal.Now.instant()).toZonedDateTimeISO(TIME_ZONE).toPlainDate();
  const plan = { asOf: dayOf(values['as-of']) ?? today, seed: values.seed };

  const server = await atCommandDesk(config, 'en', async (desk) => {
    const company = await companyIfSetUp(desk);
    if (company === null) {
      // What the browser needs is built meanwhile: the play keeps one core busy, not both.
      commitWithoutWaiting(desk.database.pool);
      await Promise.all([builtWeb(print), buildDemo(desk.db, plan, print)]);
    } else if (!company.isDemo) throw new StartRefusal(notTheDemo(company.name, own));
    // Before the desk is left, or the database would be stopped only to be started again.
    return serve(config, print);
  });
  print(`Company "${COMPANY_NAME}". The password of everybody is ${DEMO_PASSWORD}`);
  const roles = new Set<string>();
  for (const { email, name, role } of people) {
    if (!roles.has(role.en)) print(`  ${email.padEnd(24)} ${role.ru} (${role.en}), ${name}`);
    roles.add(role.en);
  }
  print(`  ${DEMO_ADMINISTRATOR.email.padEnd(24)} администратор (administrator)`);
  return serveUntilStopped(server);
}

function notTheDemo(name: string, own: boolean): string {
  if (name !== COMPANY_NAME) return `"${name}" is a real company: the demo wants a data directory of its own`;
  const remedy = own ? `remove the directory ${OWN_DATA_DIR}` : 'empty its database or its DATA_DIR';
  return `The making of the demo was interrupted, its history is not whole: ${remedy} and run the command again`;
}

function dayOf(text: string | undefined): Temporal.PlainDate | undefined {
  if (text === undefined) return undefined;
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    throw new UsageError(`--as-of is a day like 2026-11-23, not "${text}"`);
  }
}
