import type { Binder } from '#platform/http/bind.ts';
import { closeClient, createClient, editClient, reopenClient, takeClient, transferClient } from './commands.ts';
import { addContact, editContact } from './contacts/commands.ts';
import { addContactRoute, editContactRoute, listContactsRoute } from './contacts/contract.ts';
import { listContacts } from './contacts/queries.ts';
import {
  closeClientRoute,
  createClientRoute,
  editClientRoute,
  readClientRoute,
  reopenClientRoute,
  takeClientRoute,
  transferClientRoute,
} from './contract.ts';
import { receiveInterest } from './interests/commands.ts';
import { listInterestsRoute, receiveInterestRoute } from './interests/contract.ts';
import { listInterests } from './interests/queries.ts';
import { countClientsRoute, listClientsRoute, listRegionsRoute } from './listing/contract.ts';
import { countGroups, listClients, listRegions } from './listing/queries.ts';
import { cardAfter, clientCard } from './queries.ts';
import { searchRoute } from './search/contract.ts';
import { search } from './search/queries.ts';

export function bindClientsRoutes(bind: Binder): void {
  bind.read(listClientsRoute, (context, { query }) => listClients(context, query));
  bind.read(countClientsRoute, (context, { query }) => countGroups(context, query));
  bind.read(listRegionsRoute, (context) => listRegions(context));
  bind.read(searchRoute, (context, { query }) => search(context, query));

  bind.read(readClientRoute, (context, { params }) => clientCard(context, params.id));
  bind.write(createClientRoute, async (context, { body }) => cardAfter(context, await createClient(context, body)));
  bind.write(editClientRoute, async (context, { params, body }) =>
    cardAfter(context, await editClient(context, params.id, body)),
  );
  bind.write(takeClientRoute, async (context, { params, body }) =>
    cardAfter(context, await takeClient(context, params.id, body)),
  );
  bind.write(transferClientRoute, async (context, { params, body }) =>
    cardAfter(context, await transferClient(context, params.id, body)),
  );
  bind.write(closeClientRoute, async (context, { params, body }) =>
    cardAfter(context, await closeClient(context, params.id, body)),
  );
  bind.write(reopenClientRoute, async (context, { params, body }) =>
    cardAfter(context, await reopenClient(context, params.id, body)),
  );

  bind.read(listContactsRoute, (context, { params }) => listContacts(context, params.id));
  bind.write(addContactRoute, (context, { params, body }) => addContact(context, params.id, body));
  bind.write(editContactRoute, (context, { params, body }) => editContact(context, params.id, params.contact_id, body));

  bind.read(listInterestsRoute, (context, { params }) => listInterests(context, params.id));
  bind.write(receiveInterestRoute, (context, { body }) => receiveInterest(context, body));
}
