import { registerSearchPart } from '#modules/clients/search/queries.ts';
import { foundFiles } from './store.ts';

/** Files are found by title and together with the name of their client, by whoever reads its card. */
export function registerFileSearch(): void {
  registerSearchPart({
    kind: 'file',
    weight: 0.88,
    async find(context, request) {
      const records = await foundFiles(context, request);
      return records.map((record) => ({
        id: record.id,
        clientId: record.client_id,
        title: record.title,
        aside: record.client_name,
        more: null,
        mine: record.mine,
      }));
    },
  });
}
