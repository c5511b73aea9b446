import { useMemo } from 'react';
import { customName, isCustomName, keyOfName } from '#modules/fields/rules.ts';
import { useFields } from '#modules/fields/web/parts/use-fields.ts';
import { useText } from '#ui-kit/text.tsx';
import { IMPORT_FIELDS, type ImportField, isPersonField, keyOfPersonField, personField } from '../imports/rules.ts';

export interface ImportWords {
  /** Everything that a column may be taken into. */
  options: readonly { value: ImportField; label: string }[];
  nameOf: (field: string) => string;
}

/** What fields are called in an import: those of the program, and the company's own. */
export function useImportWords(): ImportWords {
  const { t } = useText();
  const own = useFields('client');
  const ofPeople = useFields('contact');
  return useMemo(() => {
    const options = [
      ...IMPORT_FIELDS.map((value) => ({ value, label: t(`clients.import_field.${value}`) })),
      ...(own ?? []).map(({ key, name }) => ({ value: customName(key), label: name })),
      ...(ofPeople ?? []).map(({ key, name }) => ({
        value: personField(key),
        label: t('clients.import.field_of_person', { name }),
      })),
    ];
    const nameOf = (field: string): string => {
      const known = options.find(({ value }) => value === field);
      return (
        known?.label ??
        (isCustomName(field) ? keyOfName(field) : isPersonField(field) ? keyOfPersonField(field) : field)
      );
    };
    return { options, nameOf };
  }, [own, ofPeople, t]);
}
