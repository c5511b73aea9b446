import { formFailure, useWrite } from '#ui-kit/call.ts';
import { DraftFormBody } from '#ui-kit/forms/FormDialog.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import { changePassword } from '../sign-in/contract.ts';
import { passwordFault } from '../sign-in/rules.ts';
import { PasswordField } from './PasswordField.tsx';

/** A new password, for whoever knows the present one; the other sessions end. */
export function PasswordSection({ known, email }: { known: readonly string[]; email: string }) {
  const { t } = useText();
  const change = useWrite(changePassword, {
    said: ({ other_sessions_ended }) => t('people.password_changed', { count: other_sessions_ended }),
  });
  const form = useDraftForm({
    initial: { current: '', password: '' },
    missing: ({ current, password }) => {
      if (current === '') return [{ field: 'current' as const, text: t('people.missing_password') }];
      const fault = passwordFault(password, known);
      return fault === null ? [] : [{ field: 'password' as const, text: t(`people.password_fault.${fault}`) }];
    },
  });
  return (
    <Section title={t('people.password')}>
      <DraftFormBody
        form={form}
        submitLabel={t('people.change_password')}
        note={t('people.change_password_note')}
        onSubmit={async (body) => {
          try {
            await change.mutateAsync({ body });
            return { ok: true };
          } catch (error) {
            return formFailure(error);
          }
        }}
      >
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <FieldRow>
          <PasswordField label={t('people.present_password')} purpose="current" {...form.field('current')} />
          <PasswordField
            label={t('people.new_password')}
            hint={t('people.password_hint')}
            purpose="new"
            {...form.field('password')}
          />
        </FieldRow>
      </DraftFormBody>
    </Section>
  );
}
