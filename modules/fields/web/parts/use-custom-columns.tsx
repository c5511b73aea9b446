import { useMemo } from 'react';
import { searchText } from '#shared/search-text.ts';
import type { Column } from '#ui-kit/data/columns.ts';
import { EditableCell } from '#ui-kit/data/EditableCell.tsx';
import type { Choice } from '#ui-kit/filters/filter-words.ts';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { FieldView } from '../../contract.ts';
import { type CustomValue, customName, type Entity, ORDERED_TYPES, printText, readText } from '../../rules.ts';
import { useFields } from './use-fields.ts';
import { valueWords } from './value-words.ts';

export interface CustomRow {
  custom?: Readonly<Record<string, CustomValue>> | undefined;
}

export interface CustomColumnsOf<T> {
  entity: Entity;
  /** Everybody who works here, to be named in a cell. */
  people: readonly Choice[];
  /** Names of those whom the values of the list name, former colleagues among them. */
  names: Readonly<Record<string, string>>;
  /** Saves one value of a row; absent where the list is only read. */
  save?: ((row: T, custom: Record<string, CustomValue | null>) => Promise<unknown>) | undefined;
}

const NUMERIC: readonly FieldView['type'][] = ['number', 'money', 'date'];

/** The company's own fields as columns of a list, put away until somebody chooses them; edited in place as the others are. */
export function useCustomColumns<T extends CustomRow>({
  entity,
  people,
  names,
  save,
}: CustomColumnsOf<T>): Column<T>[] {
  const { t, format } = useText();
  const fields = useFields(entity);
  return useMemo(() => {
    const { language } = format;
    const byName = new Map(people.map(({ value, label }) => [searchText(label), value]));
    const known = { ...Object.fromEntries(people.map(({ value, label }) => [value, label])), ...names };
    return (fields ?? []).map((field): Column<T> => {
      const definition = { ...field, position: 0 };
      const write = (row: T, text: string): Promise<unknown> => {
        const read = readText(definition, text, byName, language);
        if (!read.ok) {
          const key = `reason.${read.reason}`;
          throw new Error(t.has(key) ? t(key, read.values) : t('ui.form_failed'));
        }
        return save?.(row, { [field.key]: read.value }) ?? Promise.resolve();
      };
      const suggestions = suggestionsOf(field, people, t('fields.yes'), t('fields.no'));
      return {
        id: customName(field.key),
        header: field.name,
        width: NUMERIC.includes(field.type) ? 120 : 160,
        hidden: true,
        sortable: field.ready && ORDERED_TYPES.includes(field.type),
        ...(field.type === 'number' || field.type === 'money' ? { align: 'right' as const } : {}),
        cell: (row) => {
          const value = row.custom?.[field.key];
          const words = value === undefined ? '' : valueWords(field, value, known, t, format);
          if (save === undefined || row.custom === undefined)
            return NUMERIC.includes(field.type) ? <Num>{words}</Num> : <span className="cut ink-2">{words}</span>;
          const toRight = field.type === 'number' || field.type === 'money';
          return (
            <EditableCell
              label={field.name}
              value={value === undefined ? '' : printText(definition, value, language, (id) => known[id] ?? '')}
              look={toRight ? 'cut right' : NUMERIC.includes(field.type) ? 'cut' : 'cut ink-2'}
              onSave={async (text) => write(row, text)}
              suggestions={suggestions}
            >
              {words}
            </EditableCell>
          );
        },
      };
    });
  }, [fields, people, names, save, t, format]);
}

function suggestionsOf(
  field: FieldView,
  people: readonly Choice[],
  yes: string,
  no: string,
): readonly string[] | undefined {
  if (field.type === 'choice') return field.choices.filter((one) => !one.archived).map(({ name }) => name);
  if (field.type === 'person') return people.map(({ label }) => label);
  return field.type === 'yes_no' ? [yes, no] : undefined;
}
