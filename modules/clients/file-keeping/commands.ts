import { record } from '#modules/journal/commands.ts';
import { EXPORT_FILE_DAYS } from '#modules/lists/exports/rules.ts';
import type { WriteContext } from '#platform/context.ts';
import { removeFile } from '#platform/files/stored-files.ts';
import { ok, type Result } from '#shared/result.ts';
import { forgetTried, takeAbandonedTrial } from '../import-trials/store.ts';
import { daysBefore, IMPORT_FILE_DAYS } from './rules.ts';
import { forgetExportFile, forgetImportFile, takeDueExport, takeDueImport } from './store.ts';

/**
 * Lets go of one file whose time is over: that of an import, whose report stays, or of an export from before all lists were
 * exported alike; and of what a dry run that was given up has left. Doing it again does nothing. Answers whether there was one.
 */
export async function letGoOfFile(context: WriteContext): Promise<Result<{ gone: boolean }>> {
  const tried = await takeAbandonedTrial(context);
  if (tried !== null) {
    await forgetTried(context, tried);
    return ok({ gone: true });
  }
  const made = await takeDueExport(context, daysBefore(context.now, EXPORT_FILE_DAYS));
  if (made !== null) {
    await forgetExportFile(context, made.id);
    await removeFile(context, made.fileId);
    await record(context, { action: 'client_export.file_removed', subject: { kind: 'client_export', id: made.id } });
    return ok({ gone: true });
  }
  const brought = await takeDueImport(context, daysBefore(context.now, IMPORT_FILE_DAYS));
  if (brought === null) return ok({ gone: false });
  await forgetImportFile(context, brought.id);
  await removeFile(context, brought.fileId);
  await record(context, { action: 'client_import.file_removed', subject: { kind: 'client_import', id: brought.id } });
  return ok({ gone: true });
}
