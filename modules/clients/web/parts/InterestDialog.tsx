import { formFailure, useWrite } from '#ui-kit/call.ts';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import type { PickOption } from '#ui-kit/forms/PickField.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextArea, TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type InterestInput, type InterestReceipt, receiveInterestRoute } from '../../interests/contract.ts';
import { ClientPicker } from './ClientPicker.tsx';

/** By API interest comes without a dialog. */
type Channel = Exclude<InterestInput['channel'], 'api'>;
const CHANNELS: readonly Channel[] = ['manual', 'form', 'event', 'campaign'];

interface Asked {
  client: PickOption | null;
  organisation: string;
  inn: string;
  person_name: string;
  person_position: string;
  phone: string;
  email: string;
  site: string;
  channel: Channel;
  source: string;
  said: string;
}

export interface InterestDialogProps {
  /** The client that asked, where that is known. */
  client?: PickOption;
  onClose: () => void;
  onReceived?: (receipt: InterestReceipt) => void;
}

/** Somebody has asked about us: typed in by hand, matched to the register by the program. Mount it when it is opened. */
export function InterestDialog({ client, onClose, onReceived }: InterestDialogProps) {
  const { t } = useText();
  const receive = useWrite(receiveInterestRoute, {
    said: ({ client_name: name, matched_by }) => t(`clients.interest_said.${matched_by}`, { name }),
  });
  const form = useDraftForm<Asked>({
    initial: {
      client: client ?? null,
      organisation: '',
      inn: '',
      person_name: '',
      person_position: '',
      phone: '',
      email: '',
      site: '',
      channel: 'manual',
      source: '',
      said: '',
    },
    draftKey: `interest/${client?.value ?? ''}`,
    missing: (values) => [
      ...(values.said.trim() === '' ? [{ field: 'said', text: t('clients.missing.said') } as const] : []),
      ...(values.source.trim() === '' ? [{ field: 'source', text: t('clients.missing.source') } as const] : []),
    ],
  });
  const channel = form.field('channel');
  const known = form.values.client !== null;
  return (
    <FormDialog
      form={form}
      opened
      title={t('clients.interest_title')}
      onClose={onClose}
      submitLabel={t('clients.interest_submit')}
      note={t('clients.interest_note')}
      onSubmit={async ({ client: chosen, channel: by, source, said, ...rest }) => {
        const told = Object.entries(rest).filter(([, value]) => value.trim() !== '');
        try {
          const receipt = await receive.mutateAsync({
            body: {
              ...Object.fromEntries(told),
              channel: by,
              source: source.trim(),
              said: said.trim(),
              ...(chosen === null ? {} : { client_id: chosen.value }),
            },
          });
          onReceived?.(receipt);
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <TextArea
        label={t('clients.interest.said')}
        {...form.field('said')}
        rows={4}
        required
        autoFocus
        maxLength={10_000}
      />
      <ClientPicker
        label={t('clients.interest.client')}
        {...form.field('client')}
        hint={t('clients.interest.client_hint')}
      />
      {known ? null : (
        <>
          <FieldRow>
            <TextField label={t('clients.interest.organisation')} {...form.field('organisation')} />
            <TextField label={t('clients.field.inn')} {...form.field('inn')} inputMode="numeric" />
          </FieldRow>
          <TextField label={t('clients.interest.site')} {...form.field('site')} />
        </>
      )}
      <FieldRow>
        <TextField label={t('clients.interest.person')} {...form.field('person_name')} />
        <TextField label={t('clients.contact.position')} {...form.field('person_position')} />
      </FieldRow>
      <FieldRow>
        <TextField label={t('clients.interest.phone')} {...form.field('phone')} inputMode="tel" />
        <TextField label={t('clients.interest.email')} {...form.field('email')} inputMode="email" />
      </FieldRow>
      <FieldRow>
        <SelectField
          label={t('clients.interest.channel')}
          {...channel}
          onChange={(value) => value !== null && channel.onChange(value)}
          options={CHANNELS.map((value) => ({ value, label: t(`clients.channel.${value}`) }))}
        />
        <TextField
          label={t('clients.interest.source')}
          {...form.field('source')}
          placeholder={t('clients.interest.source_example')}
          required
        />
      </FieldRow>
    </FormDialog>
  );
}
