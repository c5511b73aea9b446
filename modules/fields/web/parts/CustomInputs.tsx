import type { CustomValue, Entity } from '../../rules.ts';
import { useFields } from './use-fields.ts';
import { ValueField } from './ValueField.tsx';

/** Values of a form; null takes a value away. */
export type CustomDraft = Readonly<Record<string, CustomValue | null>>;

export interface CustomInputsProps {
  entity: Entity;
  value: CustomDraft;
  onChange: (value: CustomDraft) => void;
  /** The faults of the form, by their paths: `custom/<key>`. */
  errors: Readonly<Record<string, string>>;
  people?: Readonly<Record<string, string>> | undefined;
}

/** The company's own fields in a form, in their order; nothing where there are none. */
export function CustomInputs({ entity, value, onChange, errors, people }: CustomInputsProps) {
  const fields = useFields(entity) ?? [];
  return (
    <>
      {fields.map((field) => (
        <ValueField
          key={field.key}
          field={field}
          value={value[field.key] ?? null}
          onChange={(next) => onChange({ ...value, [field.key]: next })}
          error={errors[`custom/${field.key}`]}
          people={people}
        />
      ))}
    </>
  );
}
