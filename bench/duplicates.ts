import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { registerModules } from '#app/wiring.ts';
import { systemActor } from '#modules/structure/queries.ts';
import { measureDuplicates } from './dirty-register/measure.ts';
import { foundCompany } from './market/company.ts';
import { atLeast, atMost, type Report } from './report.ts';
import { scratchDatabase } from './scratch-database.ts';

export const about =
  'duplicates found in a dirty register: FILE and its KEY (JSON, duplicate_groups: rows of one organisation)';

const PROMISED_SHARE = 0.95;

/** `FILE KEY`: a register as people bring it, and which of its rows are one organisation; the first data row is 1. */
export async function run([path, keyPath]: readonly string[]): Promise<Report> {
  if (path === undefined || keyPath === undefined) throw new Error('npm run bench -- duplicates FILE KEY');
  const key: { duplicate_groups: number[][] } = JSON.parse(await readFile(keyPath, 'utf8'));
  const database = await scratchDatabase();
  try {
    registerModules();
    const now = Temporal.Now.instant();
    await foundCompany(database, now);
    const began = performance.now();
    const measured = await measureDuplicates(
      { db: database.db, actor: systemActor('ru'), now, requestId: null },
      { name: basename(path), open: () => createReadStream(path), groups: key.duplicate_groups },
    );
    const { groups, report, again } = measured;
    const share = (by: 'inn' | 'phone' | 'site') => groups[by].found / Math.max(1, groups[by].there);
    const kinds = ['inn', 'phone', 'site'] as const;
    return {
      tables: [
        {
          title: `${basename(path)}: import, comparison, rules and the import once more in ${((performance.now() - began) / 1000).toFixed(1)} s`,
          columns: ['', 'read', 'taken', 'updated', 'skipped', 'refused'],
          rows: [['first', report] as const, ['again', again] as const].map(([when, told]) => [
            when,
            ...['read', 'taken', 'updated', 'skipped', 'refused'].map((name) => told[name] ?? 0),
          ]),
        },
        {
          title: 'Rows of one organisation, by what betrays them',
          columns: ['by', 'groups', 'found', 'missed (rows)'],
          rows: kinds.map((by) => [by, groups[by].there, groups[by].found, groups[by].missed.slice(0, 5).join(', ')]),
        },
        {
          title: 'Pairs',
          columns: ['merged by rule', 'left to people', 'of these not in the key'],
          rows: [[measured.mergedByRule, measured.open, measured.unexpected]],
        },
      ],
      promises: [
        atLeast('groups with equal INN found', share('inn'), 1, ''),
        atLeast('phone groups found', share('phone'), PROMISED_SHARE, ''),
        atLeast('site groups found', share('site'), PROMISED_SHARE, ''),
        atMost('clients in which two INNs were merged', measured.twoNumbersInOne, 0, ''),
        atMost('clients that the same file changed once more', (again.taken ?? 0) + (again.updated ?? 0), 0, ''),
      ],
    };
  } finally {
    await database.close();
  }
}
