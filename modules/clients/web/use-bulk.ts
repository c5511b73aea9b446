import { useMemo, useState } from 'react';
import { asked } from '#modules/lists/web/parts/list-address.ts';
import { type ListRead, useIdsOf } from '#modules/lists/web/parts/use-list-rows.ts';
import { useRead } from '#ui-kit/call.ts';
import type { Selection } from '#ui-kit/data/selection.ts';
import { type BulkSelection, type ClientBulk, listBulkRoute, readBulkRoute } from '../bulk/contract.ts';
import type { ClientListRow, ClientPage } from '../listing/contract.ts';
import { CLIENT_LIST, type ClientShape } from './client-list.ts';

const LOOK_EVERY_MS = 500;

export interface Chosen {
  selection: Selection;
  /** Everything found is meant, however much of it is loaded. */
  everything: boolean;
  /** How many are meant; `exact` is false for «more than». */
  count: { value: number; exact: boolean };
  choose: (selection: Selection) => void;
  chooseEverything: () => void;
  clear: () => void;
  /** What the API is asked for. */
  asked: BulkSelection;
}

/** Rows that are chosen one by one, or everything that the list finds: then rows that come later are chosen as well. */
export function useChosen(read: ListRead<ClientListRow, ClientPage>, shape: ClientShape): Chosen {
  const { page } = read;
  const [picked, setPicked] = useState<Selection>(new Set());
  const list = JSON.stringify(asked(CLIENT_LIST, shape));
  const [everythingOf, setEverythingOf] = useState<string | null>(null);
  const everything = everythingOf === list;
  const ids = useIdsOf(read, everything);
  const choose = (selection: Selection) => {
    setEverythingOf(null);
    setPicked(selection);
  };
  const found = page?.count ?? { value: 0, exact: true };
  return {
    selection: useMemo(() => (everything ? new Set(ids.flatMap((id) => id ?? [])) : picked), [everything, ids, picked]),
    everything,
    count: everything ? found : { value: picked.size, exact: true },
    choose,
    chooseEverything: () => {
      if (found.value > 0) setEverythingOf(list);
    },
    clear: () => choose(new Set()),
    asked: everything ? { found: asked(CLIENT_LIST, shape) } : { ids: [...picked] },
  };
}

const isGoing = (bulk: ClientBulk | undefined): boolean => bulk?.state === 'waiting' || bulk?.state === 'running';

/** The change of many that is looked at: the one that was begun here, else one that still goes on from another visit. */
export function useCurrentBulk(): {
  bulk: ClientBulk | undefined;
  follow: (id: string | null) => void;
} {
  const [id, setId] = useState<string | null | undefined>(undefined);
  const latest = useRead(listBulkRoute, { query: {} }, { enabled: id === undefined });
  const going = latest.data?.items.find((one) => isGoing(one))?.id;
  const shown = id === undefined ? (going ?? null) : id;
  // Whoever sees it begin sees it end as well.
  if (id === undefined && going !== undefined) setId(going);
  const [over, setOver] = useState(false);
  const read = useRead(
    readBulkRoute,
    { params: { id: shown ?? '' } },
    { enabled: shown !== null, ...(over ? {} : { refetchInterval: LOOK_EVERY_MS }) },
  );
  const bulk = shown === null ? undefined : read.data;
  const ended = bulk !== undefined && !isGoing(bulk);
  if (ended !== over) setOver(ended);
  return { bulk, follow: setId };
}
