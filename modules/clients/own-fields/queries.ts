import { choicesHeld, colleagues, fieldsOf } from '#modules/fields/queries.ts';
import { customName, readText } from '#modules/fields/rules.ts';
import type { Context, WriteContext } from '#platform/context.ts';
import { shareOf, type TargetField } from '#platform/import/mapping.ts';
import type { Remark } from '../import-cells/rules.ts';
import type { SaidOfContact } from '../import-people/rules.ts';
import type { SaidOfClient } from '../import-rows/rules.ts';
import { type ImportField, personField } from '../imports/rules.ts';
import { byFoldedName, forImport, type OwnFields } from './rules.ts';

/** What a file can be taken into besides the fields of the program. People are looked up only where a field names them. */
export async function ownFields(context: Pick<Context, 'db' | 'actor'>): Promise<OwnFields> {
  const fields = forImport(await fieldsOf({ db: context.db }, 'client'));
  const ofPeople = forImport(await fieldsOf({ db: context.db }, 'contact'));
  const people = [...fields, ...ofPeople].some(({ type }) => type === 'person') ? await colleagues(context) : [];
  return {
    fields,
    ofPeople,
    people: byFoldedName(people),
    names: new Map(people.map(({ id, full_name }) => [id, full_name])),
    language: context.actor.language,
  };
}

/**
 * Leaves choices out of the rows of a batch that somebody has removed since the file was read, each told; the others cannot be
 * removed until the batch is written. Answers whether there were any.
 */
export async function leaveOutGoneChoices(
  context: WriteContext,
  own: OwnFields,
  rows: readonly { read: { said: SaidOfClient; contacts: SaidOfContact[]; remarks: Remark[] } }[],
): Promise<boolean> {
  const choosing = own.fields.filter(({ type }) => type === 'choice');
  const choosingOfPeople = own.ofPeople.filter(({ type }) => type === 'choice');
  const wanted = [...choosing, ...choosingOfPeople].flatMap(({ id, choices }) =>
    choices.map(({ key }) => ({ fieldId: id, key })),
  );
  if (wanted.length === 0) return false;
  const held = await choicesHeld(context, wanted);
  let any = false;
  const tell = (remarks: Remark[]): void => {
    any = true;
    remarks.push({ column: null, reason: 'fields.choice_gone', values: {}, refused: false });
  };
  for (const { read } of rows) {
    for (const field of choosing) {
      const name = customName(field.key);
      const value = read.said[name];
      if (value === undefined || held.has(`${field.id} ${value}`)) continue;
      delete read.said[name];
      tell(read.remarks);
    }
    for (const { key, id } of choosingOfPeople) {
      for (const contact of read.contacts) {
        const value = contact.custom[key];
        if (value === undefined || held.has(`${id} ${value}`)) continue;
        const { [key]: _gone, ...custom } = contact.custom;
        contact.custom = custom;
        tell(read.remarks);
      }
    }
  }
  return any;
}

/** A heading that has the name of a field in it is taken for it; values that its type cannot read speak against it. */
export function targetsOf(own: OwnFields, given: readonly ImportField[]): TargetField[] {
  return [
    ...own.fields.map((field) => ({ field, key: customName(field.key) })),
    ...own.ofPeople.map((field) => ({ field, key: personField(field.key) })),
  ]
    .filter(({ key }) => !given.includes(key))
    .map(({ field, key }) => ({
      key,
      names: [field.name_ru, ...(field.name_en === null ? [] : [field.name_en])],
      ...(field.type === 'text'
        ? {}
        : {
            looksLike: (values: readonly string[]) =>
              CONFIRMS * shareOf(values, (value) => readText(field, value, own.people, own.language).ok),
          }),
    }));
}

/** Such values confirm a heading and never make up for one. */
const CONFIRMS = 0.53;
