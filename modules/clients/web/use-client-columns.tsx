import { useMemo } from 'react';
import { parsePersonName, shortName } from '#shared/person-names.ts';
import { useWrite } from '#ui-kit/call.ts';
import { useClock } from '#ui-kit/clock.tsx';
import { CompactRow } from '#ui-kit/data/CompactRow.tsx';
import type { Column } from '#ui-kit/data/columns.ts';
import { EditableCell } from '#ui-kit/data/EditableCell.tsx';
import type { FieldWords } from '#ui-kit/filters/filter-words.ts';
import { Chip, Late } from '#ui-kit/marks/Chip.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import { editClientRoute } from '../contract.ts';
import type { ClientListRow } from '../listing/contract.ts';
import { setTagsRoute } from '../tags/contract.ts';
import { daysLate } from './parts/ClientHeadLine.tsx';
import { StateChip } from './parts/StateChip.tsx';
import { type CellPart, saveCell } from './save-cell.ts';

type Text = 'name' | 'region' | 'settlement' | 'organisation_type' | 'source' | 'note';

/** The columns of the register; what whoever may change a card can edit in place is edited there. */
export function useClientColumns(fields: readonly FieldWords[] | null): Column<ClientListRow>[] {
  const { t, format } = useText();
  const edit = useWrite(editClientRoute).mutateAsync;
  const tag = useWrite(setTagsRoute).mutateAsync;
  return useMemo(() => {
    const choicesOf = (name: string) => fields?.find((field) => field.name === name)?.choices ?? [];
    const labelsOf = (name: string) => choicesOf(name).map(({ label }) => label);
    const regions = labelsOf('region');
    const types = labelsOf('type');
    const sources = labelsOf('source');
    const segments = labelsOf('segment');
    const segmentNames = new Map(choicesOf('segment').map(({ value, label }) => [value, label]));
    const save = (row: ClientListRow, part: CellPart) =>
      saveCell(
        (version, one) => edit({ params: { id: row.id }, body: { version, ...one } }),
        row,
        part,
        (figure) => format.number(figure),
      );
    const typed = (row: ClientListRow, name: Text, label: string, look: string, suggestions?: readonly string[]) => {
      const value = row[name] ?? '';
      if (row.reach === 'glance') return <span className={look}>{value}</span>;
      return (
        <EditableCell
          label={label}
          value={value}
          look={look}
          suggestions={suggestions}
          onSave={(text) => save(row, name === 'name' ? { name: text } : { [name]: text === '' ? null : text })}
        >
          {value}
        </EditableCell>
      );
    };
    const segmentOf = (row: ClientListRow) => segmentNames.get(row.segment_id ?? '') ?? '';
    const saveSegment = async (row: ClientListRow, text: string) => {
      const chosen = choicesOf('segment').find(({ label }) => label === text);
      if (chosen === undefined && text !== '') throw new Error(t('clients.no_such_segment'));
      await save(row, { segment_id: chosen?.value ?? null });
    };
    const saveSize = async (row: ClientListRow, text: string) => {
      const size = text === '' ? null : Number(text.replace(/\s/g, ''));
      if (size !== null && !Number.isSafeInteger(size)) throw new Error(t('clients.size_is_a_number'));
      await save(row, { size });
    };
    const saveTags = (row: ClientListRow, text: string) =>
      tag({
        params: { id: row.id },
        body: {
          names: text
            .split(',')
            .map((name) => name.trim())
            .filter((name) => name !== ''),
        },
      });
    const columns: Column<ClientListRow>[] = [
      {
        id: 'name',
        header: t('clients.column.name'),
        cell: (row) => typed(row, 'name', t('clients.field.name'), 'medium cut'),
        width: 230,
        grow: true,
        fixed: true,
        sortable: true,
      },
      {
        id: 'state',
        header: t('clients.column.state'),
        cell: (row) => <StateChip state={row.state} />,
        width: 116,
        sortable: true,
      },
      {
        id: 'region',
        header: t('clients.field.region'),
        cell: (row) => typed(row, 'region', t('clients.field.region'), 'cut ink-2', regions),
        width: 176,
        sortable: true,
      },
      {
        id: 'holder',
        header: t('clients.holder'),
        cell: (row) =>
          row.holder === null ? (
            <span className="ink-3">{t('clients.nobody')}</span>
          ) : (
            <span className="cut" title={row.holder.full_name}>
              {shortName(parsePersonName(row.holder.full_name))}
            </span>
          ),
        width: 124,
      },
      {
        id: 'next_step',
        header: t('clients.next_step'),
        cell: (row) =>
          row.next_step == null ? null : (
            <>
              <Day day={row.next_step.on} />
              <span className="cut ink-2">{row.next_step.title}</span>
            </>
          ),
        width: 190,
        sortable: true,
      },
      {
        id: 'next_check',
        header: t('clients.column.check'),
        cell: (row) => (row.next_check == null ? null : <Day day={row.next_check.on} />),
        width: 136,
        sortable: true,
      },
      {
        id: 'size',
        header: t('clients.size'),
        cell: (row) => {
          const shown = row.size == null ? '' : format.number(row.size);
          if (row.reach === 'glance') return <Num>{shown}</Num>;
          return (
            <EditableCell
              label={t('clients.size')}
              value={row.size == null ? '' : String(row.size)}
              look="cut right"
              onSave={(text) => saveSize(row, text)}
            >
              {shown}
            </EditableCell>
          );
        },
        width: 84,
        align: 'right',
        sortable: true,
      },
      {
        id: 'phone',
        header: t('clients.phone'),
        cell: (row) => (row.phone == null ? null : <Num>{format.phone(row.phone)}</Num>),
        width: 150,
      },
      { id: 'inn', header: t('clients.field.inn'), cell: (row) => row.inn ?? null, width: 116, hidden: true },
      {
        id: 'settlement',
        header: t('clients.field.settlement'),
        cell: (row) => typed(row, 'settlement', t('clients.field.settlement'), 'cut ink-2'),
        width: 140,
        hidden: true,
      },
      {
        id: 'type',
        header: t('clients.field.organisation_type'),
        cell: (row) => typed(row, 'organisation_type', t('clients.field.organisation_type'), 'cut ink-2', types),
        width: 140,
        hidden: true,
      },
      {
        id: 'segment',
        header: t('clients.field.segment'),
        cell: (row) => {
          const segment = segmentOf(row);
          if (row.reach === 'glance') return <span className="cut ink-2">{segment}</span>;
          return (
            <EditableCell
              label={t('clients.field.segment')}
              value={segment}
              look="cut ink-2"
              suggestions={segments}
              onSave={(text) => saveSegment(row, text)}
            >
              {segment}
            </EditableCell>
          );
        },
        width: 140,
        hidden: true,
      },
      {
        id: 'tags',
        header: t('clients.tags'),
        cell: (row) => {
          const names = (row.tags ?? []).map(({ name }) => name);
          if (row.reach === 'glance') return null;
          return (
            <EditableCell
              label={t('clients.tags_by_comma')}
              value={names.join(', ')}
              onSave={(text) => saveTags(row, text)}
            >
              <span className="row cut">
                {(row.tags ?? []).map(({ id, name, colour }) => (
                  <Chip key={id} dot={colour}>
                    {name}
                  </Chip>
                ))}
              </span>
            </EditableCell>
          );
        },
        width: 180,
        hidden: true,
      },
      {
        id: 'source',
        header: t('clients.field.source'),
        cell: (row) => typed(row, 'source', t('clients.field.source'), 'cut ink-2', sources),
        width: 150,
        hidden: true,
      },
      {
        id: 'note',
        header: t('clients.field.note'),
        cell: (row) => typed(row, 'note', t('clients.field.note'), 'cut ink-2'),
        width: 220,
        hidden: true,
      },
      {
        id: 'touch',
        header: t('clients.column.touch'),
        cell: (row) => (row.last_touch_at == null ? null : <Num>{format.dayOf(row.last_touch_at)}</Num>),
        width: 124,
        sortable: true,
        hidden: true,
      },
      {
        id: 'created',
        header: t('clients.column.created'),
        cell: (row) => (row.created_at === undefined ? null : <Num>{format.dayOf(row.created_at)}</Num>),
        width: 110,
        sortable: true,
        hidden: true,
      },
      {
        id: 'updated',
        header: t('clients.column.updated'),
        cell: (row) => (row.updated_at === undefined ? null : <Num>{format.dayOf(row.updated_at)}</Num>),
        width: 110,
        sortable: true,
        hidden: true,
      },
    ];
    return columns;
  }, [t, format, fields, edit, tag]);
}

/** The register under a thumb: who it is and how it stands, where, who holds it, and what comes next. */
export function useCompactClients(): Column<ClientListRow>[] {
  const { t } = useText();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('clients.column.name'),
        cell: (row) => {
          const next = row.next_step ?? row.next_check;
          const holder = row.holder === null ? null : shortName(parsePersonName(row.holder.full_name));
          return (
            <CompactRow
              title={row.name ?? ''}
              aside={<StateChip state={row.state} />}
              note={[holder, row.region].filter((part) => part != null && part !== '').join(' · ')}
              more={next == null ? null : <Day day={next.on} />}
            />
          );
        },
        width: 280,
        grow: true,
        fixed: true,
        sortable: true,
      },
    ],
    [t],
  );
}

/** A day of ours: its lateness speaks. */
function Day({ day }: { day: string }) {
  const { format } = useText();
  const { today } = useClock();
  const late = daysLate(day, today());
  return late > 0 ? <Late>{format.overdue(late)}</Late> : <span className="nowrap">{format.date(day)}</span>;
}
