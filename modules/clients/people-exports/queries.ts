import {
  dayCell,
  exportOf,
  onDayCell,
  registerListWriter,
  type WrittenColumn,
  type WrittenRow,
} from '#modules/lists/exports/queries.ts';
import { may } from '#modules/structure/access.ts';
import type { Context } from '#platform/context.ts';
import type { Place } from '../people/contract.ts';
import { countPeople, peopleView } from '../people/queries.ts';
import { isPersonScope, isPersonSort } from '../people/rules.ts';
import { pageOfPeople, type StoredPerson } from '../people/store.ts';
import { en as enOfPeople } from '../people/texts.en.ts';
import { ru as ruOfPeople } from '../people/texts.ru.ts';
import { en } from '../texts.en.ts';
import { ru } from '../texts.ru.ts';
import type { ExportColumn } from './contract.ts';

type ExportedRow = StoredPerson & WrittenRow;

const wordsFor = ({ actor }: Pick<Context, 'actor'>) =>
  actor.language === 'en' ? { ...en, ...enOfPeople } : { ...ru, ...ruOfPeople };

/** People are taken out by whoever has the right to take clients out of the program. Source: domain §14. */
export function registerPeopleExport(): void {
  registerListWriter('contacts', {
    kind: 'contact_export',
    may: (actor) => may(actor, 'clients.export') !== null,
    open: openPeople,
  });
}

const openPeople = exportOf({
  entity: 'contact',
  title: (context) => wordsFor(context)['clients.people.title'],
  isScope: isPersonScope,
  isSort: isPersonSort,
  scope: 'present',
  usual: () => ({ sort: 'name', order: 'asc' }),
  view: peopleView,
  count: countPeople,
  page: pageOfPeople,
  rows: (_context, stored) => stored,
  columns: knownColumns,
});

/** What of a person stands in each column; several places, phones and mails stand in one cell, parted as an import reads them. */
function knownColumns(context: Context): Record<ExportColumn, WrittenColumn<ExportedRow>> {
  const words = wordsFor(context);
  const column = (
    heading: keyof ReturnType<typeof wordsFor>,
    cell: WrittenColumn<ExportedRow>['cell'],
    width = 16,
  ): WrittenColumn<ExportedRow> => ({ heading: words[heading], width, cell });
  const ofPlaces =
    (said: (place: Place) => string | null) =>
    (row: ExportedRow): string | null => {
      const all = row.places.map(said).filter((text) => text !== null && text !== '');
      return all.length === 0 ? null : [...new Set(all)].join('; ');
    };
  const latest = (row: ExportedRow, moment: (place: Place) => string | null): string | null =>
    row.places
      .flatMap((place) => moment(place) ?? [])
      .toSorted()
      .at(-1) ?? null;
  return {
    name: column('clients.contact.name', (row) => row.full_name, 36),
    client: column(
      'clients.people.client',
      ofPlaces(({ client_name }) => client_name),
      44,
    ),
    position: column(
      'clients.contact.position',
      ofPlaces(({ position_title }) => position_title),
      32,
    ),
    role: column(
      'clients.contact.role',
      ofPlaces(({ decision_role: role }) => (role === null ? null : words[`clients.role.${role}`])),
      20,
    ),
    phone: column('clients.phone', (row) => row.phones.map(({ number }) => number).join('; '), 20),
    mail: column('clients.people.mail', (row) => row.emails.join('; '), 28),
    region: column(
      'clients.field.region',
      ofPlaces(({ region }) => region),
      28,
    ),
    state: column(
      'clients.column.state',
      ofPlaces(({ state }) => words[`clients.state.${state}`]),
    ),
    consent: column('clients.contact.consent', (row) =>
      row.consent === null ? null : words[`clients.consent.${row.consent}`],
    ),
    touch: column('clients.column.touch', (row) =>
      dayCell(
        context,
        latest(row, (place) => place.last_touch_at),
      ),
    ),
    verified: column('clients.contact.verified', (row) => onDayCell(latest(row, (place) => place.verified_on))),
    messengers: column('clients.contact.messengers', (row) => row.messengers.join('; '), 24),
    note: column('clients.field.note', (row) => row.note, 60),
    created: column('clients.column.created', (row) => dayCell(context, row.created_at)),
  };
}
