import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { SwitchField } from '#ui-kit/forms/CheckField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { NumberField } from '#ui-kit/forms/NumberField.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { changeFieldRoute, createFieldRoute, type FieldView } from '../contract.ts';
import { type Entity, FIELD_TYPES, type FieldType } from '../rules.ts';
import { type ChoiceDraft, ChoiceLines } from './ChoiceLines.tsx';

interface FieldDialogProps {
  entity: Entity;
  /** Lists of such records are filtered by fields. */
  listed: boolean;
  field: FieldView | null;
  onClose: () => void;
}

interface Values {
  type: FieldType | null;
  name_ru: string;
  name_en: string;
  decimals: number | null;
  filtered: boolean;
  choices: ChoiceDraft[];
}

const EMPTY_CHOICE: ChoiceDraft = { name_ru: '', name_en: '', archived: false };
const orNull = (text: string): string | null => (text.trim() === '' ? null : text);

/** A field of the company's own: what it is called, of which type, what there is to choose. Mount it when it is opened. */
export function FieldDialog({ entity, listed, field, onClose }: FieldDialogProps) {
  const { t } = useText();
  const create = useWrite(createFieldRoute, { said: ({ name }) => t('fields.created', { name }) });
  const change = useWrite(changeFieldRoute, { said: ({ name }) => t('fields.saved', { name }) });
  const [initial] = useState<Values>(() => ({
    type: field?.type ?? 'text',
    name_ru: field?.name_ru ?? '',
    name_en: field?.name_en ?? '',
    decimals: field?.decimals ?? 0,
    filtered: field?.filtered ?? false,
    choices:
      field === null
        ? [EMPTY_CHOICE, EMPTY_CHOICE]
        : field.choices.map(({ key, name_ru, name_en, archived }) => ({
            key,
            name_ru,
            name_en: name_en ?? '',
            archived,
          })),
  }));
  const form = useDraftForm<Values>({
    initial,
    missing: ({ name_ru, type, choices }) => [
      ...(name_ru.trim() === '' ? [{ field: 'name_ru' as const, text: t('fields.missing.name') }] : []),
      ...(type === 'choice' && said(choices).length === 0
        ? [{ field: 'choices' as const, text: t('fields.missing.choices') }]
        : []),
    ],
  });
  const { values } = form;
  const save = async ({ type, name_ru, name_en, decimals, filtered, choices }: Values) => {
    const named = { name_ru, name_en: orNull(name_en), filtered };
    try {
      if (field === null) {
        const made = said(choices).map((choice) => ({ name_ru: choice.name_ru, name_en: orNull(choice.name_en) }));
        await create.mutateAsync({
          body: {
            entity,
            type: type ?? 'text',
            ...named,
            ...(type === 'number' ? { decimals: decimals ?? 0 } : {}),
            ...(type === 'choice' ? { choices: made } : {}),
          },
        });
      } else {
        const kept = said(choices).map((choice) => ({ ...choice, name_en: orNull(choice.name_en) }));
        await change.mutateAsync({
          params: { id: field.id },
          body: { version: field.version, ...named, ...(field.type === 'choice' ? { choices: kept } : {}) },
        });
      }
      return { ok: true } as const;
    } catch (error) {
      return formFailure(error);
    }
  };
  return (
    <FormDialog
      form={form}
      opened
      title={field === null ? t('fields.add') : field.name}
      onClose={onClose}
      onSubmit={save}
      submitLabel={t(field === null ? 'fields.create' : 'fields.save')}
    >
      <TextField label={t('fields.name_ru')} {...form.field('name_ru')} maxLength={80} required autoFocus />
      <TextField
        label={t('fields.name_en')}
        {...form.field('name_en')}
        maxLength={80}
        hint={t('fields.name_en_hint')}
      />
      {field === null ? (
        <SelectField
          label={t('fields.type_label')}
          {...form.field('type')}
          hint={t('fields.type_hint')}
          options={FIELD_TYPES.map((value) => ({ value, label: t(`fields.type.${value}`) }))}
        />
      ) : null}
      {field === null && values.type === 'number' ? (
        <NumberField label={t('fields.decimals')} {...form.field('decimals')} min={0} max={6} />
      ) : null}
      {values.type === 'choice' ? (
        <ChoiceLines
          id={form.idOf('choices')}
          choices={values.choices}
          onChange={(choices) => form.set({ choices })}
          errors={form.errors}
        />
      ) : null}
      {listed ? (
        <SwitchField label={t('fields.filtered')} {...form.field('filtered')} hint={t('fields.filtered_hint')} />
      ) : null}
      {field === null ? null : <Archive field={field} onDone={onClose} />}
    </FormDialog>
  );
}

/** Lines that were left empty are no choices. */
const said = (choices: readonly ChoiceDraft[]): ChoiceDraft[] => choices.filter(({ name_ru }) => name_ru.trim() !== '');

/** Puts the field away with its values, or brings it back. */
function Archive({ field, onDone }: { field: FieldView; onDone: () => void }) {
  const { t } = useText();
  const change = useWrite(changeFieldRoute, {
    said: ({ name, archived }) => t(archived ? 'fields.archived_said' : 'fields.restored_said', { name }),
  });
  return (
    <div>
      <Button
        look="quiet"
        onClick={() =>
          change.mutate(
            { params: { id: field.id }, body: { version: field.version, archived: !field.archived } },
            { onSuccess: onDone },
          )
        }
      >
        {t(field.archived ? 'fields.restore' : 'fields.archive')}
      </Button>
      {change.error === null ? null : <p role="alert">{change.error.message}</p>}
    </div>
  );
}
