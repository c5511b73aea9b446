import { useSearch } from '@tanstack/react-router';
import { call, formFailure, useRead } from '#ui-kit/call.ts';
import { DraftFormBody } from '#ui-kit/forms/FormDialog.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { checkSetup } from '../company/contract.ts';
import { signIn } from '../sign-in/contract.ts';
import { PasswordField } from './PasswordField.tsx';
import { PublicPage, Sheet } from './PublicPage.tsx';

/** E-mail and password; afterwards back to where the person was going. */
export function SignInPage() {
  const { t } = useText();
  const setup = useRead(checkSetup, { body: {} });
  return (
    <PublicPage title={t('people.sign_in')}>
      {setup.data?.needed === true ? (
        <Sheet title={t('people.not_set_up')} note={t('people.not_set_up_note')}>
          <p className="ink-2">{t('people.not_set_up_advice')}</p>
        </Sheet>
      ) : (
        <Sheet title={t('people.sign_in')} note={t('people.sign_in_note')}>
          <SignInForm />
        </Sheet>
      )}
    </PublicPage>
  );
}

function SignInForm() {
  const { t } = useText();
  const search: Record<string, unknown> = useSearch({ strict: false });
  const form = useDraftForm({
    initial: { email: '', password: '' },
    missing: ({ email, password }) => [
      ...(email.trim() === '' ? [{ field: 'email' as const, text: t('people.missing_email') }] : []),
      ...(password === '' ? [{ field: 'password' as const, text: t('people.missing_password') }] : []),
    ],
  });
  return (
    <DraftFormBody
      form={form}
      submitLabel={t('people.enter')}
      note={t('people.forgotten')}
      onSubmit={async (body) => {
        try {
          await call(signIn, { body });
        } catch (error) {
          return formFailure(error);
        }
        // A full load: nothing that was asked for before sign-in stays in memory.
        window.location.assign(ownAddress(search.next));
        return { ok: true };
      }}
    >
      <TextField
        label={t('people.email')}
        {...form.field('email')}
        type="text"
        inputMode="email"
        autoComplete="username"
        required
        autoFocus
      />
      <PasswordField label={t('people.password')} purpose="current" {...form.field('password')} />
    </DraftFormBody>
  );
}

/** An address on this site, whatever a link says: `//elsewhere.ru` and `/\elsewhere.ru` lead away. */
function ownAddress(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) ? next : '/';
}
