import type { Binder } from '#platform/http/bind.ts';
import { undo } from './commands.ts';
import { listClientJournal, listJournal, listJournalAuthors, listRecordJournal, undoEntry } from './contract.ts';
import { clientJournal, companyJournal, journalAuthors, recordJournal } from './queries.ts';

export function bindJournalRoutes(bind: Binder): void {
  bind.read(listClientJournal, (context, { params, query }) => clientJournal(context, params.id, query));
  bind.read(listRecordJournal, (context, { params, query }) => recordJournal(context, params.kind, params.id, query));
  bind.read(listJournal, (context, { query }) => companyJournal(context, query));
  bind.read(listJournalAuthors, (context) => journalAuthors(context));
  bind.write(undoEntry, (context, { params }) => undo(context, params.id));
}
