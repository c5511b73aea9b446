import { formFailure, useWrite } from '#ui-kit/call.ts';
import { CheckField } from '#ui-kit/forms/CheckField.tsx';
import { DraftFormBody } from '#ui-kit/forms/FormDialog.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type FreshInvitation, inviteEmployee } from '../invitations/contract.ts';

interface InviteFormProps {
  onInvited: (name: string, link: FreshInvitation) => void;
  onCancel?: () => void;
  /** Only a name and an address: for set-up, where more would be in the way. */
  brief?: boolean;
  mayAppoint?: boolean;
}

/** Name and address are enough to invite; the rest the colleague fills in. */
export function InviteForm({ onInvited, onCancel, brief = false, mayAppoint = false }: InviteFormProps) {
  const { t } = useText();
  const invite = useWrite(inviteEmployee);
  const form = useDraftForm({
    initial: { full_name: '', email: '', phone: '', administrator: false },
    missing: ({ full_name, email }) => [
      ...(full_name.trim() === '' ? [{ field: 'full_name' as const, text: t('people.missing_name') }] : []),
      ...(email.trim() === '' ? [{ field: 'email' as const, text: t('people.missing_email') }] : []),
    ],
  });
  const fields = (
    <>
      <TextField label={t('people.name')} maxLength={200} required autoFocus={!brief} {...form.field('full_name')} />
      <TextField label={t('people.email')} inputMode="email" maxLength={254} required {...form.field('email')} />
    </>
  );
  return (
    <DraftFormBody
      form={form}
      submitLabel={t('people.invite')}
      {...(onCancel === undefined ? {} : { onCancel })}
      onSubmit={async ({ phone, administrator, ...rest }) => {
        try {
          const more = { ...(phone.trim() === '' ? {} : { phone }), ...(administrator ? { administrator } : {}) };
          onInvited(rest.full_name, await invite.mutateAsync({ body: { ...rest, ...more } }));
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      {brief ? <FieldRow>{fields}</FieldRow> : fields}
      {brief ? null : <TextField label={t('people.phone')} inputMode="tel" {...form.field('phone')} />}
      {mayAppoint && !brief ? (
        <CheckField
          label={t('people.administrator')}
          hint={t('people.administrator_hint')}
          {...form.field('administrator')}
        />
      ) : null}
    </DraftFormBody>
  );
}
