import { type CustomName, type CustomValue, customName, readText } from '#modules/fields/rules.ts';
import { type Checked, checkOgrn, checkOktmo } from '#shared/identifiers.ts';
import { searchText } from '#shared/search-text.ts';
import { timeZoneOfRegion } from '#shared/time-zones.ts';
import type { Phone } from '../contract.ts';
import {
  type Cell,
  linesOf,
  type Remark,
  readEmails,
  readInn,
  readKpp,
  readPhones,
  readSites,
  tidy,
} from '../import-cells/rules.ts';
import { isTownHeading, readDegrees, readWhole } from '../import-fields/rules.ts';
import { readContacts, type SaidOfContact } from '../import-people/rules.ts';
import { readTags } from '../import-tags/rules.ts';
import { IDENTITY_FIELDS, type ImportField, type Mapping } from '../imports/rules.ts';
import { NO_OWN_FIELDS, type OwnFields } from '../own-fields/rules.ts';
import { fullRegion } from '../regions/rules.ts';
import type { ClientKey } from '../register/rules.ts';

/** What a row says of a client, cell by cell; what it leaves blank says nothing. */
export interface SaidOfClient {
  name?: string;
  legal_name?: string;
  inn?: string;
  kpp?: string;
  ogrn?: string;
  oktmo?: string;
  organisation_type?: string;
  region?: string;
  settlement?: string;
  /** As the register writes it: `UTC+7`; read together with the region. */
  time_zone?: string;
  size?: number;
  latitude?: number;
  longitude?: number;
  phones?: Phone[];
  emails?: string[];
  sites?: string[];
  segment?: string;
  tags?: string[];
  note?: string;
  /** Values of the company's own fields. */
  [own: CustomName]: CustomValue;
}

export interface ReadRow {
  said: SaidOfClient;
  /** The people that the row names, in its order. */
  contacts: SaidOfContact[];
  /** Ids that the row is recognised by, the surest first; `inn` holds the number alone, for its office may be unknown. */
  keys: ClientKey[];
  remarks: Remark[];
}

/** Problems of a row that may have shifted its cells: nothing in it can be trusted. */
const SHIFTED: ReadonlySet<string> = new Set([
  'import.quote_not_closed',
  'import.stray_quote',
  'import.extra_cells',
  'import.row_too_long',
]);

/**
 * Reads one row. Without a name, with a wrong control digit, or with cells that may have shifted, it is refused; a phone,
 * mail or number that cannot be read is told and left out, and the rest of the row is taken. Formulas stay the text that
 * they are. Source: domain §2.
 */
export function readRow(
  cells: Readonly<Record<string, string>>,
  mapping: Mapping,
  found: readonly { column: string | null; reason: string; value: string }[],
  own: OwnFields = NO_OWN_FIELDS,
): ReadRow {
  const columns = columnsOf(mapping, Object.keys(cells));
  const remarks: Remark[] = found.map(({ column, reason, value }) => ({
    column,
    reason,
    values: { value: value.slice(0, 200) },
    // A text in an encoding that nobody knows may have been read all the same: only lost characters spoil a name.
    refused: SHIFTED.has(reason) || (value.includes('\ufffd') && column !== null && isVital(mapping[column])),
  }));
  const cellsOf = (field: ImportField): Cell[] => {
    const filled: Cell[] = [];
    for (const column of columns.get(field) ?? NO_COLUMNS) {
      const text = tidy(cells[column] ?? '');
      if (text !== '') filled.push({ column, text, raw: cells[column] ?? '' });
    }
    return filled;
  };
  const read = <T>(field: ImportField, parse: (text: string) => T | undefined, reason: string): T | undefined => {
    const [cell] = cellsOf(field);
    if (cell === undefined) return undefined;
    const value = parse(cell.text);
    if (value === undefined)
      remarks.push({ column: cell.column, reason, values: { value: cell.text }, refused: false });
    return value;
  };
  const check = (field: ImportField, one: (text: string) => Checked<string>): string | undefined => {
    const [cell] = cellsOf(field);
    if (cell === undefined) return undefined;
    const checked = one(cell.text);
    if (checked.ok) return checked.value;
    remarks.push({ column: cell.column, reason: checked.reason, values: { value: cell.text }, refused: true });
    return undefined;
  };
  const text = (field: ImportField, longest = 500): string | undefined => cellsOf(field)[0]?.text.slice(0, longest);

  const address = text('address', 1000);
  const named = columnIsTown(mapping, columns);
  const nearer = named ? text('settlement', 200) : undefined;
  const name =
    nearer ?? text('name') ?? (address === undefined ? undefined : townOfAddress(address)) ?? text('settlement');
  if (name === undefined)
    remarks.push({ column: columnOf(columns, 'name'), reason: 'clients.import_no_name', values: {}, refused: true });
  const region = text('region', 200) ?? (address === undefined ? undefined : regionOfAddress(address));
  const settlement = text('settlement', 200) ?? (named ? name?.slice(0, 200) : undefined);
  const [taxCell] = cellsOf('inn');
  const taxpayer = taxCell === undefined ? undefined : readInn(taxCell.text);
  const { contacts, ownerless } = readContacts(cells, mapping, remarks, own);
  const said = withoutBlanks({
    name,
    legal_name: text('legal_name', 1000),
    inn: check('inn', (cell) => readInn(cell).inn),
    kpp: check('kpp', readKpp) ?? taxpayer?.kpp,
    ogrn: check('ogrn', checkOgrn),
    oktmo: check('oktmo', checkOktmo),
    organisation_type: text('organisation_type', 200),
    region: region === undefined ? undefined : fullRegion(region),
    settlement: settlement ?? (address === undefined ? undefined : cityOfAddress(address)),
    time_zone: text('time_zone', 60),
    size: read('size', readWhole, 'clients.import_not_a_number'),
    latitude: read('latitude', (value) => readDegrees(value, 90), 'clients.import_not_a_number'),
    longitude: read('longitude', (value) => readDegrees(value, 180), 'clients.import_not_a_number'),
    // A number or mail of nobody by name is the organisation's own.
    phones: listOf(readPhones([...cellsOf('phones'), ...ownerless.phones], remarks)),
    emails: listOf(readEmails([...cellsOf('emails'), ...ownerless.emails], remarks)),
    sites: listOf(readSites(cellsOf('sites'))),
    segment: text('segment', 200),
    tags: listOf(readTags(cellsOf('tags'), remarks)),
    note: noteOf(cellsOf('note')),
    ...readOwn(own, cellsOf, remarks),
  });
  return { said, contacts, keys: keysOfRow(said, columns, cells), remarks };
}

/** Cells of the company's own fields, each read by its type; what cannot be read is told and left out. */
function readOwn(
  own: OwnFields,
  cellsOf: (field: ImportField) => Cell[],
  remarks: Remark[],
): Record<CustomName, CustomValue> {
  const said: Record<CustomName, CustomValue> = {};
  for (const field of own.fields) {
    const name = customName(field.key);
    const [cell] = cellsOf(name);
    if (cell === undefined) continue;
    const read = readText(field, cell.text, own.people, own.language);
    if (!read.ok) {
      const values = { ...read.values, value: cell.text };
      remarks.push({ column: cell.column, reason: read.reason, values, refused: false });
    } else if (read.value !== null) said[name] = read.value;
  }
  return said;
}

const noteOf = (cells: readonly Cell[]): string | undefined =>
  cells.length === 0
    ? undefined
    : cells
        .map(({ raw }) => linesOf(raw))
        .join('\n')
        .slice(0, 10_000);

const NO_COLUMNS: readonly string[] = [];
type Columns = ReadonlyMap<ImportField, readonly string[]>;
const compiled = new WeakMap<Mapping, Columns>();

/** The columns of each field in the order of the file; worked out once for a file, since it is asked for with every cell. */
function columnsOf(mapping: Mapping, order: readonly string[]): Columns {
  const known = compiled.get(mapping);
  if (known !== undefined) return known;
  const columns = new Map<ImportField, string[]>();
  for (const column of new Set([...order, ...Object.keys(mapping)])) {
    const field = mapping[column] ?? null;
    if (field !== null) columns.set(field, [...(columns.get(field) ?? []), column]);
  }
  compiled.set(mapping, columns);
  return columns;
}

function withoutBlanks(said: { [name in keyof SaidOfClient]: SaidOfClient[name] | undefined }): SaidOfClient {
  // What is left holds no undefined value.
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as SaidOfClient;
}

const listOf = <T>(items: T[]): T[] | undefined => (items.length === 0 ? undefined : [...new Set(items)]);

const columnOf = (columns: Columns, field: ImportField): string | null => columns.get(field)?.[0] ?? null;

const isVital = (field: ImportField | null | undefined): boolean =>
  field === 'name' || (field !== null && field !== undefined && IDENTITY_FIELDS.includes(field));

const towns = new WeakMap<Mapping, boolean>();

/** Whether the clients of the file are towns named by a column of towns; worked out once for a file. */
function columnIsTown(mapping: Mapping, columns: Columns): boolean {
  const known = towns.get(mapping);
  if (known !== undefined) return known;
  const isTown = isTownHeading(columnOf(columns, 'name') ?? '');
  towns.set(mapping, isTown);
  return isTown;
}

/** `Московская обл, г Воскресенск` is `Воскресенск`: the last part, without the word for its kind. */
export function townOfAddress(address: string): string | undefined {
  const last = tidy(address.split(',').at(-1) ?? '');
  const town = last.replace(/^(?:г|гор|город|пгт|п|пос|с|село|д|деревня|ст-ца|х)\.?\s+(?=\p{Lu})/u, '');
  return town === '' ? undefined : town.slice(0, 500);
}

/** The subject of the federation that an address names; a town that is one itself, as Moscow is, counts. */
export function regionOfAddress(address: string): string | undefined {
  const parts = address.split(',').map((part) => tidy(part).replace(/^(?:г|гор|город)\.?\s+/u, ''));
  return parts.find((part) => timeZoneOfRegion(part) !== undefined);
}

/** The town of an address: the part with the word for a town in front, which a street or a district has not. */
export function cityOfAddress(address: string): string | undefined {
  const town = address
    .split(',')
    .map((part) =>
      /^(?:г|гор|город|пгт|рп|пос|с|село|д|деревня|ст-ца)\.?\s+(?<town>\p{Lu}[\p{L}\s-]+)$/u.exec(tidy(part)),
    )
    .find((match) => match !== null)?.groups?.town;
  return town?.slice(0, 200);
}

/** A number that differs by leading zeros alone is the same: a spreadsheet eats them. */
export const bareId = (text: string): string => (/^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : text);

function keysOfRow(said: SaidOfClient, columns: Columns, cells: Readonly<Record<string, string>>): ClientKey[] {
  const column = columnOf(columns, 'external_id');
  const external = column === null ? '' : tidy(cells[column] ?? '').slice(0, 200);
  return [
    ...(said.inn === undefined ? [] : [{ kind: 'inn', value: said.inn }]),
    ...(said.oktmo === undefined ? [] : [{ kind: 'oktmo', value: said.oktmo }]),
    ...(external === '' || column === null
      ? []
      : [{ kind: `external:${searchText(column)}`, value: bareId(external) }]),
  ];
}
