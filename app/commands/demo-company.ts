import { buildDemo } from '#demo/build.ts';
import { COMPANY_NAME, TIME_ZONE } from '#demo/company.ts';
import { DEMO_ADMINISTRATOR, DEMO_PASSWORD, people } from '#demo/people.ts';
import { companyIfSetUp } from '#modules/people/queries.ts';
import type { Config } from '#platform/config.ts';
import { commitWithoutWaiting } from '#platform/db/pool.ts';
import { type OpenDatabase, StartRefusal } from '../open-database.ts';
import { type RunningServer, serve } from '../serve.ts';
import { builtWeb } from '../web/build.ts';
import { print } from './command.ts';
import { atCommandDesk, type CommandDesk } from './with-company.ts';

export interface DemoCall {
  config: Config;
  /** Where the demo is made when nobody says otherwise; null where somebody does. */
  ownDataDir: string | null;
  /** Today where nobody says another day. */
  asOf: Temporal.PlainDate | undefined;
  seed: string;
  opening: Promise<OpenDatabase>;
}

/** Makes the demo company where there is none yet, serves it and names who may sign in. */
export async function serveDemo({ config, ownDataDir, asOf, seed, opening }: DemoCall): Promise<RunningServer> {
  const today = (config.test?.now ?? Temporal.Now.instant()).toZonedDateTimeISO(TIME_ZONE).toPlainDate();
  const plan = { asOf: asOf ?? today, seed };

  const play = async (desk: CommandDesk): Promise<RunningServer> => {
    const company = await companyIfSetUp(desk);
    if (company === null) {
      // What the browser needs is built meanwhile: the play keeps one core busy, not both.
      commitWithoutWaiting(desk.database.pool);
      await Promise.all([builtWeb(print), buildDemo(desk.db, plan, print)]);
    } else if (!company.isDemo) throw new StartRefusal(notTheDemo(company.name, ownDataDir));
    // Before the desk is left, or the database would be stopped only to be started again.
    return serve(config, print);
  };
  const server = await atCommandDesk(config, 'en', play, opening);
  print(`Company "${COMPANY_NAME}". The password of everybody is ${DEMO_PASSWORD}`);
  const roles = new Set<string>();
  for (const { email, name, role } of people) {
    if (!roles.has(role.en)) print(`  ${email.padEnd(24)} ${role.ru} (${role.en}), ${name}`);
    roles.add(role.en);
  }
  print(`  ${DEMO_ADMINISTRATOR.email.padEnd(24)} администратор (administrator)`);
  return server;
}

function notTheDemo(name: string, ownDataDir: string | null): string {
  if (name !== COMPANY_NAME) return `"${name}" is a real company: the demo wants a data directory of its own`;
  const remedy = ownDataDir !== null ? `remove the directory ${ownDataDir}` : 'empty its database or its DATA_DIR';
  return `The making of the demo was interrupted, its history is not whole: ${remedy} and run the command again`;
}
