import { asked, askedOrder } from '#modules/lists/web/parts/list-address.ts';
import { type ListRead, PAGE, useListRows } from '#modules/lists/web/parts/use-list-rows.ts';
import { call, readKey } from '#ui-kit/call.ts';
import { type ClientListRow, type ClientPage, listClientsRoute } from '../listing/contract.ts';
import { CLIENT_LIST, type ClientShape } from './client-list.ts';

/** The register page by page, fresh while it is on the screen. */
export function useClients(
  shape: Pick<ClientShape, 'q' | 'scope' | 'filter' | 'sort'>,
  start: string,
  enabled = true,
): ListRead<ClientListRow, ClientPage> {
  const query = {
    ...asked(CLIENT_LIST, shape),
    ...askedOrder(CLIENT_LIST, shape.sort),
    ...(start === '' ? {} : { start }),
    limit: PAGE,
  };
  return useListRows<ClientListRow, ClientPage>(
    readKey(listClientsRoute, { query }),
    (place) => call(listClientsRoute, { query: { ...query, ...place } }),
    { enabled },
  );
}
