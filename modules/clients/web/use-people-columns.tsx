import { useMemo } from 'react';
import { CompactRow } from '#ui-kit/data/CompactRow.tsx';
import type { Column } from '#ui-kit/data/columns.ts';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { PersonRow } from '../people/contract.ts';
import { StateChip } from './parts/StateChip.tsx';

/** The columns of the list of people: the person, how to reach them, their first place; how many places more is said. */
export function usePeopleColumns(): Column<PersonRow>[] {
  const { t, format } = useText();
  return useMemo(() => {
    const text = (said: string | null | undefined, look = 'cut ink-2') => (
      <span className={look} title={said ?? ''}>
        {said}
      </span>
    );
    const [place, more] = [
      (row: PersonRow) => row.places[0],
      (row: PersonRow) => (row.places.length > 1 ? ` +${row.places.length - 1}` : ''),
    ];
    const latest = (days: readonly (string | null)[]) =>
      days
        .filter((day) => day !== null)
        .toSorted()
        .at(-1);
    const touched = (row: PersonRow) => latest(row.places.map(({ last_touch_at }) => last_touch_at));
    const verified = (row: PersonRow) => latest(row.places.map(({ verified_on }) => verified_on));
    const columns: Column<PersonRow>[] = [
      {
        id: 'name',
        header: t('clients.people.person'),
        cell: (row) => text(row.full_name, 'medium cut'),
        width: 220,
        grow: true,
        fixed: true,
        sortable: true,
      },
      {
        id: 'client',
        header: t('clients.people.client'),
        cell: (row) => text(`${place(row)?.client_name ?? ''}${more(row)}`, 'cut'),
        width: 230,
        sortable: true,
        grow: true,
      },
      {
        id: 'position',
        header: t('clients.contact.position'),
        cell: (row) => text(place(row)?.position_title),
        width: 180,
      },
      {
        id: 'role',
        header: t('clients.contact.role'),
        cell: (row) => {
          const role = place(row)?.decision_role;
          return role == null ? null : (
            <Chip look={role === 'decision_maker' ? 'ink' : 'plain'} title={t(`clients.role_note.${role}`)}>
              {t(`clients.role.${role}`)}
            </Chip>
          );
        },
        width: 120,
        sortable: true,
      },
      {
        id: 'phone',
        header: t('clients.phone'),
        cell: (row) => {
          const phone = row.phones[0];
          return phone === undefined ? null : <Num>{format.phone(phone.number, phone.extension)}</Num>;
        },
        width: 160,
      },
      { id: 'mail', header: t('clients.people.mail'), cell: (row) => text(row.emails[0]), width: 190 },
      {
        id: 'region',
        header: t('clients.field.region'),
        cell: (row) => text(place(row)?.region),
        width: 160,
        hidden: true,
      },
      {
        id: 'state',
        header: t('clients.column.state'),
        cell: (row) => {
          const at = place(row);
          return at === undefined ? null : <StateChip state={at.state} />;
        },
        width: 116,
        hidden: true,
      },
      {
        id: 'consent',
        header: t('clients.contact.consent'),
        cell: (row) => text(row.consent === null ? null : t(`clients.consent.${row.consent}`)),
        width: 140,
        hidden: true,
      },
      {
        id: 'touch',
        header: t('clients.column.touch'),
        cell: (row) => {
          const at = touched(row);
          return at === undefined ? null : <Num>{format.dayOf(at)}</Num>;
        },
        width: 144,
        sortable: true,
      },
      {
        id: 'verified',
        header: t('clients.contact.verified'),
        cell: (row) => {
          const day = verified(row);
          return day === undefined ? null : <Num>{format.date(day)}</Num>;
        },
        width: 124,
        hidden: true,
      },
      {
        id: 'messengers',
        header: t('clients.contact.messengers'),
        cell: (row) => text(row.messengers.join(', ')),
        width: 140,
        hidden: true,
      },
      { id: 'note', header: t('clients.field.note'), cell: (row) => text(row.note), width: 220, hidden: true },
      {
        id: 'created',
        header: t('clients.column.created'),
        cell: (row) => <Num>{format.dayOf(row.created_at)}</Num>,
        width: 110,
        sortable: true,
        hidden: true,
      },
    ];
    return columns;
  }, [t, format]);
}

/** One column that says who, where, and how to reach them: for a list under the thumb. */
export function useCompactPeople(): Column<PersonRow>[] {
  const { t, format } = useText();
  return useMemo(
    () => [
      {
        id: 'name',
        header: t('clients.people.person'),
        cell: (row) => <Compact row={row} phone={phoneOf(row, format.phone)} role={roleOf(row, t)} />,
        grow: true,
        fixed: true,
        sortable: true,
        width: 280,
      },
    ],
    [t, format],
  );
}

const phoneOf = (row: PersonRow, print: (number: string, extension?: string) => string): string | null => {
  const [phone] = row.phones;
  return phone === undefined ? null : print(phone.number, phone.extension);
};

function roleOf(row: PersonRow, t: ReturnType<typeof useText>['t']): string | null {
  const role = row.places[0]?.decision_role;
  return role == null ? null : t(`clients.role.${role}`);
}

function Compact({ row, phone, role }: { row: PersonRow; phone: string | null; role: string | null }) {
  const [place] = row.places;
  return (
    <CompactRow
      title={row.full_name}
      aside={phone}
      note={[place?.position_title, place?.client_name].filter((part) => part != null).join(' · ')}
      more={role}
    />
  );
}
