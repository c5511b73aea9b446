import { useDebouncedValue } from '@mantine/hooks';
import {
  IconBriefcase,
  IconBuildingCommunity,
  IconFile,
  IconPlus,
  IconTargetArrow,
  IconUser,
} from '@tabler/icons-react';
import { useState } from 'react';
import { type SearchHit, searchRoute } from '#modules/clients/search/contract.ts';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { useRead } from '#ui-kit/call.ts';
import type { FoundGroup, FoundItem, Stretch } from '#ui-kit/keys/options.ts';
import { SearchBox } from '#ui-kit/keys/SearchBox.tsx';
import { useText } from '#ui-kit/text.tsx';
import { readOpened, rememberOpened } from './opened-records.ts';

const PAUSE_MS = 90;
const SHORTEST = 2;

/** The search line of the head: every kind of record in one ranked answer; empty, what was opened from here last. */
export function Search() {
  const { t } = useText();
  const [query, setQuery] = useState('');
  const found = useFound(query);
  const recent = useRecent();
  const creating = useCreating();
  const typed = query.trim().length >= SHORTEST;
  const isNothing = typed && found.state === 'found' && found.groups.length === 0;
  return (
    <SearchBox
      label={t('app.search')}
      query={query}
      onQuery={setQuery}
      groups={query.trim() === '' ? recent : isNothing ? creating : found.groups}
      state={found.state}
      hint={recent.length > 0 ? undefined : t('app.search_hint')}
      nothing={isNothing ? t('app.search_nothing') : undefined}
    />
  );
}

export interface Found {
  groups: FoundGroup[];
  state: 'waiting' | 'found' | 'failed';
}

/** Searches while somebody types; the same answer serves the search line and the command menu. */
export function useFound(query: string): Found {
  const { t } = useText();
  const itemOf = useItemOf();
  const [settled] = useDebouncedValue(query.trim(), PAUSE_MS);
  const enabled = settled.length >= SHORTEST && query.trim() !== '';
  const read = useRead(searchRoute, { query: { q: settled } }, { enabled, keep: true });
  const items = enabled ? (read.data?.items ?? []) : [];
  const isSimilar = read.data?.similar === true;
  return {
    groups:
      items.length === 0
        ? []
        : [{ label: t(isSimilar ? 'app.found_similar' : 'app.found'), strong: isSimilar, items: items.map(itemOf) }],
    state: read.isError ? 'failed' : read.isFetching || settled !== query.trim() ? 'waiting' : 'found',
  };
}

/** What was opened from the search last, by this person on this device. */
function useRecent(): FoundGroup[] {
  const { t } = useText();
  const { employee_id: person } = useActor();
  const itemOf = useItemOf();
  const hits = readOpened(person);
  return hits.length === 0 ? [] : [{ label: t('app.found_lately'), items: hits.map(itemOf) }];
}

function useCreating(): FoundGroup[] {
  const { t } = useText();
  const me = useActor();
  if (!me.administrator && !('clients.create' in me.rights)) return [];
  return [
    {
      label: t('app.create'),
      items: [{ id: 'new-client', label: t('app.new_client'), icon: IconPlus, href: '/clients?new=client' }],
    },
  ];
}

const ICONS = {
  client: IconBuildingCommunity,
  contact: IconUser,
  deal: IconTargetArrow,
  project: IconBriefcase,
  file: IconFile,
} as const;
type Kind = keyof typeof ICONS;

const isKind = (kind: string): kind is Kind => kind in ICONS;

/** Where a record is seen: by itself where it has a page, else at its client. */
function hrefOf({ kind, id, client_id: client }: SearchHit): string {
  switch (kind) {
    case 'deal':
      return `/clients/${client}?deal=${id}`;
    case 'project':
      return `/projects/${id}`;
    case 'file':
      return `/clients/${client}?view=services`;
    default:
      return `/clients/${client}`;
  }
}

function useItemOf(): (hit: SearchHit) => FoundItem {
  const { t, format } = useText();
  const { employee_id: person } = useActor();
  return (hit) => {
    const kind = isKind(hit.kind) ? hit.kind : 'client';
    const by = hit.found_by;
    const value = by === null ? '' : by.what === 'phone' ? format.phone(by.value) : by.value;
    return {
      id: `${hit.kind}-${hit.id}-${hit.client_id}`,
      label: hit.title,
      labelMarks: hit.title_marks,
      note: hit.note ?? undefined,
      noteMarks: hit.note_marks,
      foundBy:
        by === null
          ? undefined
          : {
              label: t(`app.found_by.${by.what}`),
              value,
              marks: by.what === 'phone' ? marksOfDigits(by.value, by.marks, value) : by.marks,
            },
      kind: t(`app.kind.${kind}`),
      icon: ICONS[kind],
      href: hrefOf(hit),
      onOpen: () => rememberOpened(person, hit),
    };
  };
}

/** The same digits in a phone as it is written for people. */
function marksOfDigits(value: string, marks: readonly Stretch[], written: string): Stretch[] {
  const places = Array.from(written.matchAll(/\d/g), (match) => match.index);
  const nth = (at: number): number => value.slice(0, at).replace(/\D/g, '').length;
  return marks.map(([from, to]) => [places[nth(from)] ?? 0, (places[nth(to) - 1] ?? -1) + 1]);
}
