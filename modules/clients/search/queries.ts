import type { Context } from '#platform/context.ts';
import { ok, type Result } from '#shared/result.ts';
import { viewOf } from '../listing/queries.ts';
import type { SearchHit } from './contract.ts';
import { bestClients, bestContacts } from './store.ts';

/** One kind of things that the global search finds; what it returns the actor may see. */
export interface SearchPart {
  key: string;
  find(context: Context, query: string, limit: number): Promise<SearchHit[]>;
}

const parts = new Map<string, SearchPart>();

/** Registers what else is found; a later module does so for its own records when the program is composed. */
export function registerSearchPart(part: SearchPart): void {
  parts.set(part.key, part);
}

/** Searches everything within the actor's reach, kind by kind in the order of registration, the best of each first. */
export async function search(
  context: Context,
  query: { q: string; limit?: number | undefined },
): Promise<Result<{ items: SearchHit[] }>> {
  const { q, limit = DEFAULT_LIMIT } = query;
  const found = await Promise.all([...parts.values()].map((part) => part.find(context, q, limit)));
  return ok({ items: found.flat() });
}

const DEFAULT_LIMIT = 8;

const together = (words: readonly (string | null)[]): string | null =>
  words.filter((word) => word !== null && word !== '').join(' · ') || null;

export function registerClientSearch(): void {
  registerSearchPart({
    key: 'client',
    async find(context, query, limit) {
      const view = await viewOf(context, { q: query });
      if (view.terms === null) return [];
      const clients = await bestClients(context, view, limit);
      return clients.map((client) => ({
        kind: 'client',
        id: client.id,
        title: client.name,
        note: together([client.region, client.holder_name]),
        client_id: client.id,
      }));
    },
  });
  registerSearchPart({
    key: 'contact',
    async find(context, query, limit) {
      const view = await viewOf(context, { q: query });
      const contacts = await bestContacts(context, view, limit);
      return contacts.map((contact) => ({
        kind: 'contact',
        id: contact.id,
        title: contact.full_name,
        note: together([contact.position_title, contact.client_name]),
        client_id: contact.client_id,
      }));
    },
  });
}
