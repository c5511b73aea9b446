import { useMemo, useState } from 'react';
import type { HorizonClient } from '#modules/needs/horizon/contract.ts';
import { VERDICTS } from '#modules/needs/rules.ts';
import { RelevanceMark } from '#modules/needs/web/parts/RelevanceMark.tsx';
import type { Column, Sort } from '#ui-kit/data/columns.ts';
import { DataTable } from '#ui-kit/data/DataTable.tsx';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type ClientWords, useClientWords } from './client-words.ts';
import { placeOf } from './horizon-shape.ts';

interface TableProps {
  clients: readonly HorizonClient[];
  selectedId: string | null;
  onSelect: (id: string) => void;
  onOpen: (id: string) => void;
}

/** The twin of the picture: the same clients as rows. */
export function HorizonTable({ clients, selectedId, onSelect, onOpen }: TableProps) {
  const { t, format } = useText();
  const words = useClientWords();
  const [sort, setSort] = useState<Sort | null>({ column: 'verdict', descending: false });
  const columns = useColumns(words);
  const rows = useMemo(() => {
    const order = ORDERS[sort?.column ?? 'verdict'] ?? byVerdict;
    const sorted = clients.toSorted((a, b) => order(a, b) || format.compare(a.name, b.name));
    return sort?.descending === true ? sorted.toReversed() : sorted;
  }, [clients, sort, format]);
  return (
    <DataTable<HorizonClient>
      label={t('needs.horizon.view.table')}
      columns={columns}
      rows={rows}
      rowId={(client) => client.id}
      rowCount={rows.length}
      sort={sort}
      onSort={setSort}
      activeId={selectedId}
      onOpen={(client) => (client.id === selectedId ? onOpen(client.id) : onSelect(client.id))}
      keys={false}
    />
  );
}

type Order = (a: HorizonClient, b: HorizonClient) => number;

const LAST = '~';
const byText =
  (key: (client: HorizonClient) => string | null): Order =>
  (a, b) => {
    const [one, other] = [key(a) ?? LAST, key(b) ?? LAST];
    return one < other ? -1 : one > other ? 1 : 0;
  };

const whenOf = (client: HorizonClient): string | null => {
  const verdict = client.need?.verdict;
  return verdict == null || verdict === 'none' ? null : placeOf(client, verdict);
};

const rank = (client: HorizonClient) => {
  const verdict = client.need?.verdict;
  return verdict == null ? VERDICTS.length : VERDICTS.indexOf(verdict);
};
const byVerdict: Order = (a, b) => b.overdue_days - a.overdue_days || rank(a) - rank(b) || byText(whenOf)(a, b);

const ORDERS: Record<string, Order> = {
  verdict: byVerdict,
  when: byText(whenOf),
  check: byText((client) => client.check_on),
  step: byText((client) => client.next_step?.on ?? null),
  value: (a, b) => (a.need?.value_minor ?? 0) - (b.need?.value_minor ?? 0),
};

function useColumns(words: ClientWords): Column<HorizonClient>[] {
  const { t, format } = useText();
  return useMemo(
    () => [
      {
        id: 'client',
        header: t('needs.column.client'),
        cell: (client) => <span className="cut medium">{client.name}</span>,
        width: 220,
        grow: true,
        fixed: true,
      },
      {
        id: 'verdict',
        header: t('needs.column.verdict'),
        cell: (client) => <RelevanceMark verdict={client.need?.verdict ?? null} />,
        width: 124,
        sortable: true,
      },
      {
        id: 'when',
        header: t('needs.column.when'),
        cell: (client) => {
          const day = whenOf(client);
          return day === null ? null : format.monthYear(day);
        },
        width: 104,
        sortable: true,
      },
      {
        id: 'detail',
        header: t('needs.column.detail'),
        cell: (client) => <span className="cut ink-2">{words.detail(client)}</span>,
        width: 140,
      },
      {
        id: 'value',
        header: t('needs.column.value'),
        cell: (client) =>
          client.need?.value_minor == null ? null : <Num>{format.moneyShort(client.need.value_minor)}</Num>,
        align: 'right',
        width: 96,
        sortable: true,
      },
      {
        id: 'check',
        header: t('needs.column.check'),
        cell: (client) => <CheckDay client={client} />,
        width: 148,
        sortable: true,
      },
      {
        id: 'step',
        header: t('needs.column.step'),
        cell: (client) =>
          client.next_step === null ? null : (
            <span className="cut">
              {format.dayMonth(client.next_step.on)} {client.next_step.title}
            </span>
          ),
        width: 220,
        grow: true,
        sortable: true,
      },
    ],
    [t, format, words],
  );
}

function CheckDay({ client }: { client: HorizonClient }) {
  const { format } = useText();
  if (client.overdue_days > 0) return <Late>{format.overdue(client.overdue_days)}</Late>;
  return client.check_on === null ? null : format.date(client.check_on);
}
