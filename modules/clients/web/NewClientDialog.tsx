import { type CustomDraft, CustomInputs } from '#modules/fields/web/parts/CustomInputs.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { type PhoneEntry, PhoneListField } from '#ui-kit/forms/PhoneListField.tsx';
import { SuggestField } from '#ui-kit/forms/SuggestField.tsx';
import { TextArea, TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type ClientCard, createClientRoute } from '../contract.ts';
import { phoneErrors } from './parts/ClientFields.tsx';
import { linesOf, phonesOf } from './parts/client-form.ts';
import { SimilarClients } from './parts/SimilarClients.tsx';
import { useKnownValues } from './parts/use-known-values.ts';

interface NewClient {
  name: string;
  inn: string;
  region: string;
  settlement: string;
  phones: PhoneEntry[];
  emails: string;
  source: string;
  custom: CustomDraft;
}

export interface NewClientDialogProps {
  onClose: () => void;
  onCreated: (client: ClientCard) => void;
}

/** Adds a client; nothing but a name is needed. Mount it when it is opened. */
export function NewClientDialog({ onClose, onCreated }: NewClientDialogProps) {
  const { t } = useText();
  const create = useWrite(createClientRoute, { said: ({ name }) => t('clients.created', { name }) });
  const form = useDraftForm<NewClient>({
    initial: { name: '', inn: '', region: '', settlement: '', phones: [], emails: '', source: '', custom: {} },
    draftKey: 'client/new',
    missing: ({ name }) => (name.trim() === '' ? [{ field: 'name', text: t('clients.missing.name') }] : []),
  });
  return (
    <FormDialog
      form={form}
      opened
      title={t('clients.new')}
      onClose={onClose}
      submitLabel={t('clients.create')}
      note={t('clients.new_note')}
      onSubmit={async ({ name, phones, emails, custom, ...texts }) => {
        const told = Object.entries(texts).filter(([, text]) => text.trim() !== '');
        try {
          const client = await create.mutateAsync({
            body: { ...Object.fromEntries(told), name, phones: phonesOf(phones), emails: linesOf(emails), custom },
          });
          onCreated(client);
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <TextField
        label={t('clients.field.name')}
        {...form.field('name')}
        placeholder={t('clients.name_example')}
        required
        autoFocus
        maxLength={500}
      />
      <TextField
        label={t('clients.field.inn')}
        {...form.field('inn')}
        inputMode="numeric"
        hint={t('clients.inn_hint')}
      />
      <FieldRow>
        <SuggestField
          label={t('clients.field.region')}
          {...form.field('region')}
          suggestions={useKnownValues('region')}
        />
        <TextField label={t('clients.field.settlement')} {...form.field('settlement')} />
      </FieldRow>
      <PhoneListField label={t('clients.field.phones')} {...form.field('phones')} errors={phoneErrors(form.errors)} />
      <TextArea
        label={t('clients.field.emails')}
        {...form.field('emails')}
        rows={2}
        hint={t('clients.field.lines_hint')}
      />
      <SuggestField
        label={t('clients.field.source')}
        {...form.field('source')}
        suggestions={useKnownValues('source')}
      />
      <CustomInputs
        entity="client"
        value={form.values.custom}
        onChange={(custom) => form.set({ custom })}
        errors={form.errors}
      />
      <SimilarClients
        name={form.values.name}
        region={form.values.region}
        inn={form.values.inn}
        phones={form.values.phones.map(({ number }) => number)}
        emails={linesOf(form.values.emails)}
      />
    </FormDialog>
  );
}
