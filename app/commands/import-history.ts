import { bringHistory } from '#modules/history/commands.ts';
import { listHistoryRemarks } from '#modules/history/queries.ts';
import { HISTORY_KINDS } from '#modules/history/rules.ts';
import {
  type CommandCall,
  CommandRefused,
  endOfImport,
  FAILED,
  fileAt,
  oneFile,
  optionsOf,
  print,
  printRemarks,
  UsageError,
} from './command.ts';
import { openTold, startProgress } from './progress.ts';
import { atCommandDesk } from './with-company.ts';

/**
 * Brings another program's touches, deals or hand-offs in from a file. The same file twice adds nothing; rows that are wrong
 * are refused with their reason and the rest go on. How far it has come is told on the other stream. With `--json` one
 * object is printed.
 */
export async function historyImportCommand({ config, words }: CommandCall): Promise<number> {
  const { values, positionals } = optionsOf(words, {
    kind: { type: 'string' },
    source: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  const path = oneFile('import history', positionals);
  const kind = HISTORY_KINDS.find((known) => known === values.kind);
  if (kind === undefined) throw new UsageError(`--kind is one of ${HISTORY_KINDS.join(', ')}`);
  const found = await fileAt(path);
  if (found === null) return FAILED;
  return atCommandDesk(config, 'en', async (desk) => {
    const progress = startProgress();
    const file = {
      name: found.name,
      mediaType: 'application/octet-stream',
      open: openTold(path, found.size, progress),
    };
    const brought = await bringHistory(desk, kind, file, {
      source: values.source,
      dryRun: values['dry-run'],
      onProgress: ({ rows, share }) => progress.tell(share, `of the file, ${rows} rows`),
    }).finally(() => progress.end());
    if (!brought.ok) throw new CommandRefused(brought, 'en');
    const { report, id } = brought.value;
    const { read, taken, skipped, refused } = report;
    if (values.json) {
      print(JSON.stringify({ import_id: id, kind, read, taken, skipped, refused, dry_run: values['dry-run'] }));
    } else {
      const tried = values['dry-run'] ? ' (nothing was changed: dry run)' : '';
      print(`read ${read}, taken ${taken}, skipped ${skipped}, refused ${refused}${tried}`);
      const remarks = await listHistoryRemarks(desk, id, {});
      if (remarks.ok) printRemarks(remarks.value.items);
    }
    return endOfImport(brought.value);
  });
}
