import { type CustomValue, type CustomValues, readText } from '#modules/fields/rules.ts';
import { parsePersonName } from '#shared/person-names.ts';
import type { Phone } from '../contract.ts';
import { type Cell, type Remark, readEmails, readPhones, tidy } from '../import-cells/rules.ts';
import { readRole } from '../import-roles/rules.ts';
import { type ImportField, isPersonField, type Mapping, personField } from '../imports/rules.ts';
import { NO_OWN_FIELDS, type OwnFields } from '../own-fields/rules.ts';
import type { DecisionRole } from '../rules.ts';

/** A person at a client, as a row of a file names him. */
export interface SaidOfContact {
  full_name: string;
  position_title: string | null;
  /** Null where nothing is said of it. */
  decision_role: DecisionRole | null;
  phones: Phone[];
  emails: string[];
  /** Values of the company's own fields, by their keys. */
  custom: CustomValues;
}

const NAME_PARTS = ['contact_last_name', 'contact_first_name', 'contact_middle_name'] as const;
const ORDERED: readonly ImportField[] = ['contact_name', ...NAME_PARTS, 'contact_position', 'contact_role'];
const OF_PEOPLE: readonly ImportField[] = [...ORDERED, 'contact_phones', 'contact_emails'];

interface Slot {
  column: string;
  field: ImportField;
  /** Which of the people of the row the column is about, the first being 0. */
  person: number;
}

const compiled = new WeakMap<Mapping, readonly Slot[]>();

/**
 * Whose each column is: the second column of names is the second person's, the second of positions his position; phones and
 * mails belong to whoever was named last before them. Worked out once for a file.
 */
function slotsOf(mapping: Mapping, order: readonly string[]): readonly Slot[] {
  const known = compiled.get(mapping);
  if (known !== undefined) return known;
  const counts = new Map<ImportField, number>();
  let last = 0;
  const slots: Slot[] = [];
  for (const column of order) {
    const field = mapping[column] ?? null;
    if (field === null || !(OF_PEOPLE.includes(field) || isPersonField(field))) continue;
    const nth = counts.get(field) ?? 0;
    counts.set(field, nth + 1);
    const person = ORDERED.includes(field) ? nth : last;
    last = person;
    slots.push({ column, field, person });
  }
  compiled.set(mapping, slots);
  return slots;
}

/** Whether a text reads as a person of two words at least: `Карпов В. М.`, `Анна Ким`. */
function isPerson(text: string): boolean {
  const { last, first } = parsePersonName(text);
  return last !== undefined && first !== undefined && /^[\p{L}\s.'’-]+$/u.test(text) && /^\p{Lu}/u.test(text);
}

interface Named {
  name: string;
  position: string | null;
}

/** The people of one cell, as `Карпов В. М., директор; Анна Ким (бухгалтер)` names two with their positions. */
export function peopleOfCell(cell: string): Named[] {
  const people: Named[] = [];
  for (const part of cell.split(/[;\n\r]+/u)) {
    const [, before = part, bracketed, after = ''] = /^([^(]+)\(([^)]+)\)(.*)$/su.exec(part) ?? [];
    const [first = '', ...others] = `${before}${after}`.split(',').map(tidy);
    const name = tidy(first);
    if (!/\p{L}/u.test(name)) continue;
    const person: Named = { name, position: null };
    people.push(person);
    const positions = bracketed === undefined ? [] : [tidy(bracketed)];
    for (const other of others.filter((text) => text !== '')) {
      if (isPerson(other) && isPerson(name)) people.push({ name: other, position: null });
      else positions.push(other);
    }
    if (positions.length > 0) person.position = positions.join(', ');
  }
  return people;
}

/** Phones of each of several people where a cell has as many parts as there are people, else all of the first one's. */
function sharedOut(cells: readonly Cell[], people: number): Cell[][] {
  const shares: Cell[][] = Array.from({ length: people }, () => []);
  for (const cell of cells) {
    const parts = cell.raw
      .split(/[;\n\r]+/u)
      .map(tidy)
      .filter((text) => text !== '');
    if (people > 1 && parts.length === people) {
      for (const [index, text] of parts.entries()) shares[index]?.push({ ...cell, text, raw: text });
    } else shares[0]?.push(cell);
  }
  return shares;
}

/**
 * The people that a row names, each with a position, phones and mails as far as these are told apart. Phones and mails of
 * nobody by name are handed back: they are the organisation's. Source: domain §2.
 */
export function readContacts(
  cells: Readonly<Record<string, string>>,
  mapping: Mapping,
  remarks: Remark[],
  own: OwnFields = NO_OWN_FIELDS,
): { contacts: SaidOfContact[]; ownerless: { phones: Cell[]; emails: Cell[] } } {
  const slots = slotsOf(mapping, Object.keys(cells));
  const contacts: SaidOfContact[] = [];
  const ownerless: { phones: Cell[]; emails: Cell[] } = { phones: [], emails: [] };
  const count = slots.reduce((most, { person }) => Math.max(most, person + 1), 0);
  for (let person = 0; person < count; person++) {
    const mine = slots.filter((slot) => slot.person === person);
    const cellsOf = (field: ImportField): Cell[] =>
      mine
        .filter((slot) => slot.field === field)
        .map(({ column }) => ({ column, text: tidy(cells[column] ?? ''), raw: cells[column] ?? '' }))
        .filter(({ text }) => text !== '');
    const inParts = NAME_PARTS.flatMap((field) => cellsOf(field).map(({ text }) => text)).join(' ');
    const named = cellsOf('contact_name').flatMap(({ raw }) => peopleOfCell(raw));
    const people = named.length > 0 ? named : peopleOfCell(inParts);
    const [phones, emails] = [cellsOf('contact_phones'), cellsOf('contact_emails')];
    if (people.length === 0) {
      ownerless.phones.push(...phones);
      ownerless.emails.push(...emails);
      continue;
    }
    // What the company asks of people is said of the first whom the columns name.
    const custom = readCustom(own, cellsOf, remarks);
    const [position] = cellsOf('contact_position');
    const roles = rolesOf(cellsOf('contact_role'), people.length, remarks);
    const [phonesOf, emailsOf] = [sharedOut(phones, people.length), sharedOut(emails, people.length)];
    people.forEach(({ name, position: said }, index) => {
      const title = (index === 0 ? position?.text : undefined) ?? said;
      contacts.push({
        full_name: name.slice(0, 300),
        position_title: title?.slice(0, 300) ?? null,
        decision_role: roles[index] ?? null,
        phones: readPhones(phonesOf[index] ?? [], remarks),
        emails: readEmails(emailsOf[index] ?? [], remarks),
        custom: index === 0 ? custom : {},
      });
    });
  }
  return { contacts, ownerless };
}

/** The roles that a cell says of the people of a row: one each where it says as many, else the first one's. */
function rolesOf([cell]: readonly Cell[], people: number, remarks: Remark[]): (DecisionRole | null)[] {
  if (cell === undefined) return [];
  return sharedOut([cell], people).map(([share]) => {
    const role = share === undefined ? null : readRole(share.raw);
    if (role !== undefined) return role;
    const values = { value: share?.text ?? '' };
    remarks.push({ column: cell.column, reason: 'clients.import_role_unknown', values, refused: false });
    return null;
  });
}

/** Cells of the company's own fields of people, each read by its type; what cannot be read is told and left out. */
function readCustom(own: OwnFields, cellsOf: (field: ImportField) => Cell[], remarks: Remark[]): CustomValues {
  const said: Record<string, CustomValue> = {};
  for (const field of own.ofPeople) {
    const [cell] = cellsOf(personField(field.key));
    if (cell === undefined) continue;
    const read = readText(field, cell.text, own.people, own.language);
    if (!read.ok) {
      const values = { ...read.values, value: cell.text };
      remarks.push({ column: cell.column, reason: read.reason, values, refused: false });
    } else if (read.value !== null) said[field.key] = read.value;
  }
  return said;
}
