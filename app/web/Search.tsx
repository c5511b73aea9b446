import { useDebouncedValue } from '@mantine/hooks';
import { IconBuildingCommunity, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { searchRoute } from '#modules/clients/search/contract.ts';
import { useRead } from '#ui-kit/call.ts';
import type { FoundGroup } from '#ui-kit/keys/options.ts';
import { SearchBox } from '#ui-kit/keys/SearchBox.tsx';
import { useText } from '#ui-kit/text.tsx';

const PAUSE_MS = 120;
const SHORTEST = 2;

/** The search line of the head: clients and people in one ranked answer. */
export function Search() {
  const { t } = useText();
  const [query, setQuery] = useState('');
  const found = useFound(query);
  return (
    <SearchBox label={t('app.search')} query={query} onQuery={setQuery} groups={found.groups} state={found.state} />
  );
}

interface Found {
  groups: FoundGroup[];
  state: 'waiting' | 'found' | 'failed';
}

/** Searches while somebody types; the same answer serves the search line and the command menu. */
export function useFound(query: string): Found {
  const { t } = useText();
  const [settled] = useDebouncedValue(query.trim(), PAUSE_MS);
  const enabled = settled.length >= SHORTEST;
  const read = useRead(searchRoute, { query: { q: settled } }, { enabled, keep: true });
  const icons = { client: IconBuildingCommunity, contact: IconUser } as const;
  const labels = { client: t('app.found_clients'), contact: t('app.found_contacts') } as const;
  const groups = (['client', 'contact'] as const).map((kind) => ({
    label: labels[kind],
    items: (enabled ? (read.data?.items ?? []) : [])
      .filter((item) => item.kind === kind)
      .map((item) => ({
        id: item.id,
        label: item.title,
        note: item.note ?? undefined,
        icon: icons[kind],
        href: `/clients/${item.client_id}`,
      })),
  }));
  return {
    groups: groups.filter((group) => group.items.length > 0),
    state: read.isError ? 'failed' : read.isFetching || settled !== query.trim() ? 'waiting' : 'found',
  };
}
