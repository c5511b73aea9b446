import { existsSync } from 'node:fs';
import { access, constants, statfs } from 'node:fs/promises';
import { resolve } from 'node:path';
import { companyOf } from '#modules/people/queries.ts';
import type { Config } from '#platform/config.ts';
import { serverVersion } from '#platform/db/server.ts';
import { type CommandCall, DONE, FAILED, optionsOf, print, UsageError } from './command.ts';
import { atCommandDesk, type CommandDesk } from './with-company.ts';

const NODE_NEEDED = 26;
const FREE_BYTES_NEEDED = 500 * 1024 * 1024;

interface Finding {
  good: boolean;
  what: string;
  /** How to mend it, when it is not good. */
  mend?: string;
}

/** Checks machine, database and configuration; says what is wrong and how to mend it. */
export async function doctorCommand({ config, words }: CommandCall): Promise<number> {
  const { positionals } = optionsOf(words, {});
  if (positionals.length > 0) throw new UsageError(`"${positionals[0]}" is not expected here`);
  const findings = [nodeVersion(), ...(await dataDirectory(config)), ...(await database(config))];
  for (const { good, what, mend } of findings)
    print(good ? `ok    ${what}` : `WRONG ${what}${mend === undefined ? '' : `\n      ${mend}`}`);
  return findings.every((finding) => finding.good) ? DONE : FAILED;
}

function nodeVersion(): Finding {
  const version = process.versions.node;
  return Number(version.split('.')[0]) >= NODE_NEEDED
    ? { good: true, what: `Node ${version}` }
    : {
        good: false,
        what: `Node ${version}`,
        mend: 'Start through npm ("npm run estafeta -- …"), which uses the Node that was installed with the program.',
      };
}

async function dataDirectory(config: Config): Promise<Finding[]> {
  if (config.databaseUrl !== null) return [];
  const folder = resolve(config.dataDir);
  if (!existsSync(folder)) return [{ good: true, what: `data directory ${folder} will be made at the first start` }];
  const writable = await access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
  const space = await statfs(folder);
  const free = space.bavail * space.bsize;
  return [
    writable
      ? { good: true, what: `data directory ${folder}` }
      : {
          good: false,
          what: `data directory ${folder} is not writable`,
          mend: 'Give it to the user that runs the program, or set DATA_DIR.',
        },
    free >= FREE_BYTES_NEEDED
      ? { good: true, what: `${Math.floor(free / 1024 / 1024)} MB free on its disk` }
      : {
          good: false,
          what: `only ${Math.floor(free / 1024 / 1024)} MB free on the disk of ${folder}`,
          mend: 'Free some space: writes are refused when the disk is full.',
        },
  ];
}

async function database(config: Config): Promise<Finding[]> {
  try {
    return await atCommandDesk(config, 'en', lookInside);
  } catch (error) {
    return [
      {
        good: false,
        what: `the database does not open: ${error instanceof Error ? error.message : String(error)}`,
        mend: 'Check DATA_DIR or DATABASE_URL; the log of the embedded server lies in the data directory.',
      },
    ];
  }
}

async function lookInside(desk: CommandDesk): Promise<Finding[]> {
  const version = await serverVersion(desk.db);
  const company = await companyOf(desk);
  return [
    { good: true, what: `PostgreSQL ${version}, ${desk.database.kind}, migrations applied` },
    company === undefined
      ? { good: true, what: 'no company yet: "npm start" prints the link that sets it up' }
      : { good: true, what: `company "${company.name}"` },
  ];
}
