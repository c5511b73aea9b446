import { registerSuccession } from '#modules/structure/commands.ts';
import { registerLoadReader } from '#modules/structure/role-drop/queries.ts';
import { ok } from '#shared/result.ts';
import { loadOf } from './queries.ts';
import { queuedClients } from './store.ts';

/**
 * Lets the structure show how loaded the receivers of a dropped role or of a leaver's work are, and what waits in the
 * queue: cold and warm clients belong to the position that answers for prospecting and to no person, so they follow the
 * function by themselves (domain §2).
 */
export function registerWorkload(): void {
  registerLoadReader((context, salesSystemId, fn) => loadOf(context, salesSystemId, fn));
  registerSuccession({
    key: 'queue',
    functions: ['prospecting'],
    left: async () => [],
    passOn: async () => ok(),
    async queued(context, { salesSystemId, functions }) {
      if (!functions.includes('prospecting')) return [];
      const counts = await queuedClients(context, salesSystemId);
      return [
        { key: 'cold_clients', count: counts.get('cold') ?? 0 },
        { key: 'warm_clients', count: counts.get('warm') ?? 0 },
      ];
    },
  });
}
