import { registerSearchPart } from '#modules/clients/search/queries.ts';
import { foundProjects } from './store.ts';

/** Projects are found by title, by the number of the contract and together with the name of their client, by whoever reads its card. */
export function registerProjectSearch(): void {
  registerSearchPart({
    kind: 'project',
    weight: 0.93,
    async find(context, request) {
      const records = await foundProjects(context, request);
      return records.map((record) => ({
        id: record.id,
        clientId: record.client_id,
        title: record.title,
        aside: record.client_name,
        more: null,
        mine: record.mine,
        values: record.contract_number === null ? [] : [{ by: 'number' as const, value: record.contract_number }],
      }));
    },
  });
}
