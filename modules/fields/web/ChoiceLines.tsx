import { IconArchive, IconArchiveOff, IconPlus, IconX } from '@tabler/icons-react';
import { Button } from '#ui-kit/Button.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { IconButton } from '#ui-kit/IconButton.tsx';
import { useText } from '#ui-kit/text.tsx';
import styles from './parts/fields.module.css';

/** A choice as it stands in the form: without a key it is new. */
export interface ChoiceDraft {
  key?: string;
  name_ru: string;
  name_en: string;
  archived: boolean;
}

export interface ChoiceLinesProps {
  id: string;
  choices: readonly ChoiceDraft[];
  onChange: (choices: ChoiceDraft[]) => void;
  errors: Readonly<Record<string, string>>;
}

/** What there is to choose, a line a choice: both names, put away or brought back, removed while nothing has it. */
export function ChoiceLines({ id, choices, onChange, errors }: ChoiceLinesProps) {
  const { t } = useText();
  const set = (index: number, part: Partial<ChoiceDraft>) =>
    onChange(choices.map((choice, at) => (at === index ? { ...choice, ...part } : choice)));
  return (
    <fieldset id={id} className={styles.lines}>
      <legend>{t('fields.choices')}</legend>
      {choices.map((choice, index) => (
        <div key={choice.key ?? `new ${index}`} className={styles.line} data-archived={choice.archived || undefined}>
          <TextField
            label={t('fields.choice', { number: index + 1 })}
            hideLabel
            placeholder={t('fields.name_ru')}
            value={choice.name_ru}
            onChange={(name_ru) => set(index, { name_ru })}
            maxLength={120}
            error={errors[`choices/${index}/name_ru`]}
          />
          <TextField
            label={t('fields.choice_en', { number: index + 1 })}
            hideLabel
            placeholder={t('fields.name_en')}
            value={choice.name_en}
            onChange={(name_en) => set(index, { name_en })}
            maxLength={120}
          />
          {choice.key === undefined ? null : (
            <IconButton
              icon={choice.archived ? IconArchiveOff : IconArchive}
              label={t(choice.archived ? 'fields.restore_choice' : 'fields.archive_choice', { name: choice.name_ru })}
              onClick={() => set(index, { archived: !choice.archived })}
            />
          )}
          <IconButton
            icon={IconX}
            label={t('fields.remove_choice', { name: choice.name_ru })}
            onClick={() => onChange(choices.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      <div>
        <Button
          look="quiet"
          size="small"
          icon={IconPlus}
          onClick={() => onChange([...choices, { name_ru: '', name_en: '', archived: false }])}
        >
          {t('fields.add_choice')}
        </Button>
      </div>
    </fieldset>
  );
}
