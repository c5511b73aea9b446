import { registerCarrier } from '#modules/fields/indexing/queries.ts';
import { registerRecordReach } from '#modules/journal/queries.ts';
import { registerContacts } from './contacts/commands.ts';
import { registerDuplicates } from './duplicates/commands.ts';
import { registerClientExport } from './exports/queries.ts';
import { registerHolding } from './holding/commands.ts';
import { registerMerging } from './merging/commands.ts';
import { registerPeopleExport } from './people-exports/queries.ts';
import { reachOf } from './queries.ts';
import { registerRegister } from './register/commands.ts';
import { registerClientSearch } from './search/queries.ts';
import { registerTagKeeping } from './tag-keeping/commands.ts';
import { registerTagMerging } from './tag-merging/commands.ts';
import { registerTags } from './tags/commands.ts';
import { registerTrash } from './trash/commands.ts';

export { sweepBulk } from './bulk/commands.ts';
export { addContact, editContact } from './contacts/commands.ts';
export { admitParticipant, changeFacts, dismissParticipant } from './facts/commands.ts';
export {
  closeClient,
  reopenClient,
  takeClient,
  transferClient,
} from './holding/commands.ts';
export { runClientImport } from './import-runs/commands.ts';
export { receiveInterest } from './interests/commands.ts';
export { createClient, editClient } from './register/commands.ts';
export { sweepTags } from './tag-keeping/commands.ts';
export { setTags } from './tags/commands.ts';
export { sweepTrash } from './trash/commands.ts';

/** Registers with earlier modules: whose journal is open to whom, what can be taken back, what passes to a successor. */
export function registerClients(): void {
  registerRecordReach('client', async (context, id) => ['card', 'work'].includes(await reachOf(context, id)));
  registerCarrier({ entity: 'client', table: 'client_records', listed: true });
  registerCarrier({ entity: 'contact', table: 'contact_records', listed: true });
  registerRegister();
  registerContacts();
  registerHolding();
  registerTags();
  registerTagKeeping();
  registerTagMerging();
  registerDuplicates();
  registerMerging();
  registerClientSearch();
  registerTrash();
  registerClientExport();
  registerPeopleExport();
}
