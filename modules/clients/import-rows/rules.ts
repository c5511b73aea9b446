import { type Checked, checkKpp, checkOgrn, checkOktmo, restoreInn } from '#shared/identifiers.ts';
import { parsePhones } from '#shared/phone.ts';
import { searchText } from '#shared/search-text.ts';
import type { Phone } from '../contract.ts';
import {
  FIELD_NAMES,
  IDENTITY_FIELDS,
  type ImportField,
  type Mapping,
  readDegrees,
  readWhole,
} from '../imports/rules.ts';
import { fullRegion } from '../regions/rules.ts';
import { type ClientKey, isEmail } from '../register/rules.ts';

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
  note?: string;
}

export interface SaidOfContact {
  full_name: string;
  position_title: string | null;
  phones: Phone[];
  emails: string[];
}

/** Something about a cell: a key of the texts `reason.*`. `refused` rows are not taken; a remark only tells. */
export interface Remark {
  column: string | null;
  reason: string;
  values: Record<string, string | number>;
  refused: boolean;
}

export interface ReadRow {
  said: SaidOfClient;
  contact: SaidOfContact | null;
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
): ReadRow {
  const columns = columnsOf(mapping);
  const remarks: Remark[] = found.map(({ column, reason, value }) => ({
    column,
    reason,
    values: { value: value.slice(0, 200) },
    refused: SHIFTED.has(reason) || (reason === 'import.undecodable' && column !== null && isVital(mapping[column])),
  }));
  const cellsOf = (field: ImportField): Cell[] => {
    const filled: Cell[] = [];
    for (const column of columns.get(field) ?? NO_COLUMNS) {
      const text = tidy(cells[column] ?? '');
      if (text !== '') filled.push({ column, text });
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
  const name = text('name') ?? (address === undefined ? undefined : townOfAddress(address)) ?? text('settlement');
  if (name === undefined)
    remarks.push({ column: columnOf(mapping, 'name'), reason: 'clients.import_no_name', values: {}, refused: true });
  const named = mapping[columnOf(mapping, 'name') ?? ''] === 'name' && columnIsTown(mapping);
  const region = text('region', 200);
  const said = withoutBlanks({
    name,
    legal_name: text('legal_name', 1000),
    inn: check('inn', restoreInn),
    kpp: check('kpp', checkKpp),
    ogrn: check('ogrn', checkOgrn),
    oktmo: check('oktmo', checkOktmo),
    organisation_type: text('organisation_type', 200),
    region: region === undefined ? undefined : fullRegion(region),
    settlement: text('settlement', 200) ?? (named ? name?.slice(0, 200) : undefined),
    time_zone: text('time_zone', 60),
    size: read('size', readWhole, 'clients.import_not_a_number'),
    latitude: read('latitude', (value) => readDegrees(value, 90), 'clients.import_not_a_number'),
    longitude: read('longitude', (value) => readDegrees(value, 180), 'clients.import_not_a_number'),
    phones: readPhones(cellsOf('phones'), remarks),
    emails: readEmails(cellsOf('emails'), remarks),
    sites: listOf(cellsOf('sites').flatMap(({ text: cell }) => cell.split(/[\s,;]+/u).filter((part) => part !== ''))),
    segment: text('segment', 200),
    note: text('note', 10_000),
  });
  return { said, contact: contactOf(cellsOf, text, remarks), keys: keysOfRow(said, mapping, cells), remarks };
}

interface Cell {
  column: string;
  text: string;
}

const NO_COLUMNS: readonly string[] = [];
const compiled = new WeakMap<Mapping, ReadonlyMap<ImportField, readonly string[]>>();

/** The columns of each field; worked out once for a file, since it is asked for with every cell. */
function columnsOf(mapping: Mapping): ReadonlyMap<ImportField, readonly string[]> {
  const known = compiled.get(mapping);
  if (known !== undefined) return known;
  const columns = new Map<ImportField, string[]>();
  for (const [column, field] of Object.entries(mapping)) {
    if (field !== null) columns.set(field, [...(columns.get(field) ?? []), column]);
  }
  compiled.set(mapping, columns);
  return columns;
}

const tidy = (cell: string): string => cell.replace(/\s+/gu, ' ').trim();

function withoutBlanks(said: { [name in keyof SaidOfClient]: SaidOfClient[name] | undefined }): SaidOfClient {
  // What is left holds no undefined value.
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined)) as SaidOfClient;
}

const listOf = <T>(items: T[]): T[] | undefined => (items.length === 0 ? undefined : [...new Set(items)]);

function columnOf(mapping: Mapping, field: ImportField): string | null {
  return columnsOf(mapping).get(field)?.[0] ?? null;
}

const isVital = (field: ImportField | null | undefined): boolean =>
  field === 'name' || (field !== null && field !== undefined && IDENTITY_FIELDS.includes(field));

const towns = new WeakMap<Mapping, boolean>();

/** Whether the clients of the file are towns named by a column of towns; worked out once for a file. */
function columnIsTown(mapping: Mapping): boolean {
  const known = towns.get(mapping);
  if (known !== undefined) return known;
  const names = FIELD_NAMES.find(({ key }) => key === 'settlement')?.names ?? [];
  const heading = searchText(columnOf(mapping, 'name') ?? '');
  const isTown = names.some((name) => searchText(name) === heading);
  towns.set(mapping, isTown);
  return isTown;
}

/** `Московская обл, г Воскресенск` is `Воскресенск`: the last part, without the word for its kind. */
export function townOfAddress(address: string): string | undefined {
  const last = tidy(address.split(',').at(-1) ?? '');
  const town = last.replace(/^(?:г|гор|город|пгт|п|пос|с|село|д|деревня|ст-ца|х)\.?\s+(?=\p{Lu})/u, '');
  return town === '' ? undefined : town.slice(0, 500);
}

function readPhones(cells: readonly Cell[], remarks: Remark[]): Phone[] | undefined {
  const kept = new Map<string, Phone>();
  for (const { column, text } of cells) {
    const { phones, rejected } = parsePhones(text);
    for (const { number, extension } of phones) {
      kept.set(`${number}#${extension ?? ''}`, extension === undefined ? { number } : { number, extension });
    }
    const unread = phones.length === 0 && rejected.length === 0 ? [text] : rejected;
    for (const value of unread)
      remarks.push({ column, reason: 'clients.import_phone_unreadable', values: { value }, refused: false });
  }
  return listOf([...kept.values()]);
}

function readEmails(cells: readonly Cell[], remarks: Remark[]): string[] | undefined {
  const emails = cells.flatMap(({ column, text }) => {
    const parts = text.split(/[\s,;]+/u).filter((part) => part !== '');
    const unread = parts.filter((part) => !isEmail(part)).join(' ');
    if (unread !== '') {
      remarks.push({ column, reason: 'clients.import_email_unreadable', values: { value: unread }, refused: false });
    }
    return parts.filter(isEmail);
  });
  return listOf(emails);
}

function contactOf(
  cellsOf: (field: ImportField) => Cell[],
  text: (field: ImportField, longest?: number) => string | undefined,
  remarks: Remark[],
): SaidOfContact | null {
  const full_name = text('contact_name', 300);
  if (full_name === undefined) return null;
  return {
    full_name,
    position_title: text('contact_position', 300) ?? null,
    phones: readPhones(cellsOf('contact_phones'), remarks) ?? [],
    emails: readEmails(cellsOf('contact_emails'), remarks) ?? [],
  };
}

/** A number that differs by leading zeros alone is the same: a spreadsheet eats them. */
export const bareId = (text: string): string => (/^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : text);

function keysOfRow(said: SaidOfClient, mapping: Mapping, cells: Readonly<Record<string, string>>): ClientKey[] {
  const column = columnOf(mapping, 'external_id');
  const external = column === null ? '' : tidy(cells[column] ?? '').slice(0, 200);
  return [
    ...(said.inn === undefined ? [] : [{ kind: 'inn', value: said.inn }]),
    ...(said.oktmo === undefined ? [] : [{ kind: 'oktmo', value: said.oktmo }]),
    ...(external === '' || column === null
      ? []
      : [{ kind: `external:${searchText(column)}`, value: bareId(external) }]),
  ];
}
