import { runClientImport } from '#modules/clients/commands.ts';
import { readBasis } from '#modules/clients/imports/rules.ts';
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
} from './command.ts';
import { openTold, startProgress } from './progress.ts';
import { atCommandDesk } from './with-company.ts';

/**
 * Brings a register file in. The same file twice adds nothing; rows that are wrong are refused with their reason and the
 * rest go on. How far it has come is told on the other stream. With `--json` one object is printed.
 */
export async function clientImportCommand({ config, words }: CommandCall): Promise<number> {
  const { values, positionals } = optionsOf(words, {
    source: { type: 'string' },
    basis: { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  const path = oneFile('import clients', positionals);
  const file = await fileAt(path);
  if (file === null) return FAILED;
  return atCommandDesk(config, 'en', async (desk) => {
    const progress = startProgress();
    const result = await runClientImport(
      desk,
      { name: file.name, mediaType: 'application/octet-stream', open: openTold(path, file.size, progress) },
      {
        dryRun: values['dry-run'],
        source: values.source,
        basis: values.basis === undefined ? null : readBasis(values.basis),
        onProgress: ({ rows, share }) => progress.tell(share, `of the file, ${rows} rows`),
      },
    ).finally(() => progress.end());
    if (!result.ok) throw new CommandRefused(result, 'en');
    const { report } = result.value.import;
    const { read, taken, updated, skipped, refused } = report;
    if (values.json) {
      print(
        JSON.stringify({
          read,
          taken,
          updated,
          skipped,
          refused,
          dry_run: values['dry-run'],
          unmapped: result.value.unmapped,
          remarks: result.value.remarks,
        }),
      );
    } else {
      print(
        `read ${read}, taken ${taken}, updated ${updated}, skipped ${skipped}, refused ${refused}${values['dry-run'] ? ' (nothing was changed: dry run)' : ''}`,
      );
      printRemarks(result.value.remarks);
    }
    return endOfImport(result.value.import);
  });
}
