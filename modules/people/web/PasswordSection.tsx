import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useWrite } from '#ui-kit/call.ts';
import { Dialog } from '#ui-kit/feedback/Dialog.tsx';
import { DraftFormBody } from '#ui-kit/forms/FormDialog.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import { changePassword } from '../sign-in/contract.ts';
import { passwordFault } from '../sign-in/rules.ts';
import { PasswordField } from './PasswordField.tsx';

/** The password and how to change it. */
export function PasswordSection({ known, email }: { known: readonly string[]; email: string }) {
  const { t } = useText();
  const [opened, setOpened] = useState(false);
  const close = () => setOpened(false);
  return (
    <Section
      title={t('people.password')}
      action={
        <Button size="small" onClick={() => setOpened(true)}>
          {t('people.change_password')}
        </Button>
      }
    >
      <p className="ink-3">{t('people.change_password_note')}</p>
      <Dialog opened={opened} onClose={close} title={t('people.change_password')} keepOnClickOutside>
        <ChangePassword known={known} email={email} onDone={close} />
      </Dialog>
    </Section>
  );
}

interface ChangePasswordProps {
  known: readonly string[];
  email: string;
  onDone: () => void;
}

/** A new password, for whoever knows the present one; the other sessions end. */
function ChangePassword({ known, email, onDone }: ChangePasswordProps) {
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
    <DraftFormBody
      form={form}
      submitLabel={t('people.save')}
      onSaved={onDone}
      onCancel={onDone}
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
      <PasswordField label={t('people.present_password')} purpose="current" autoFocus {...form.field('current')} />
      <PasswordField
        label={t('people.new_password')}
        hint={t('people.password_hint')}
        purpose="new"
        {...form.field('password')}
      />
    </DraftFormBody>
  );
}
