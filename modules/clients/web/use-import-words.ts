import { useMemo } from 'react';
import { customName, isCustomName } from '#modules/fields/rules.ts';
import { useFields } from '#modules/fields/web/parts/use-fields.ts';
import { useText } from '#ui-kit/text.tsx';
import { IMPORT_FIELDS, type ImportField, isImportField } from '../imports/rules.ts';

export interface ImportWords {
  /** Everything that a column may be taken into. */
  options: readonly { value: ImportField; label: string }[];
  nameOf: (field: string) => string;
}

/** What fields are called in an import: those of the program, and the company's own. */
export function useImportWords(): ImportWords {
  const { t } = useText();
  const own = useFields('client');
  return useMemo(() => {
    const options = [
      ...IMPORT_FIELDS.map((value) => ({ value, label: t(`clients.import_field.${value}`) })),
      ...(own ?? []).map(({ key, name }) => ({ value: customName(key), label: name })),
    ];
    const nameOf = (field: string): string => {
      const known = options.find(({ value }) => value === field);
      return known?.label ?? (isImportField(field) && isCustomName(field) ? field.slice('custom.'.length) : field);
    };
    return { options, nameOf };
  }, [own, t]);
}
