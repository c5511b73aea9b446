import { useParams } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { RouteReply } from '#shared/route.ts';
import { call, formFailure, useRead } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { DraftFormBody } from '#ui-kit/forms/FormDialog.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import { acceptInvitation, lookAtInvitation } from '../invitations/contract.ts';
import { passwordFault } from '../sign-in/rules.ts';
import { PasswordField } from './PasswordField.tsx';
import { PublicPage, Sheet } from './PublicPage.tsx';

/** Where an invitation link leads: a password, and one is in. The same page sets a forgotten password anew. */
export function InvitationPage() {
  const { t, language, setLanguage } = useText();
  const { token = '' }: { token?: string } = useParams({ strict: false });
  const invitation = useRead(lookAtInvitation, { body: { token } });
  const spoken = useRef(false);
  const wanted = invitation.data?.language;
  useEffect(() => {
    if (wanted === undefined || spoken.current) return;
    // Once: whoever then presses the other language means it.
    spoken.current = true;
    if (wanted !== language) setLanguage(wanted);
  }, [wanted, language, setLanguage]);

  if (invitation.data !== undefined) {
    return (
      <PublicPage title={invitation.data.joining ? t('people.join') : t('people.new_password')}>
        <Accept token={token} invitation={invitation.data} />
      </PublicPage>
    );
  }
  return (
    <PublicPage title={t('people.join')}>
      {invitation.error === null ? (
        <Delayed>
          <SkeletonText lines={4} />
        </Delayed>
      ) : (
        <Sheet title={t('people.link_does_not_work')}>
          <ErrorState
            title={invitation.error.message}
            actions={
              <AppLink className="link" href="/sign-in">
                {t('people.to_sign_in')}
              </AppLink>
            }
          />
        </Sheet>
      )}
    </PublicPage>
  );
}

function Accept({ token, invitation }: { token: string; invitation: RouteReply<typeof lookAtInvitation> }) {
  const { t, format } = useText();
  const { full_name, email, company_name, joining } = invitation;
  const form = useDraftForm({
    initial: { password: '' },
    missing: ({ password }) => {
      const fault = passwordFault(password, [full_name, email, company_name]);
      return fault === null ? [] : [{ field: 'password', text: t(`people.password_fault.${fault}`) }];
    },
  });
  return (
    <Sheet
      title={joining ? t('people.welcome', { name: full_name }) : t('people.new_password')}
      note={
        joining
          ? t('people.invited_to', { company: company_name, email })
          : t('people.new_password_for', { company: company_name, email })
      }
    >
      <DraftFormBody
        form={form}
        submitLabel={joining ? t('people.join_do') : t('people.save_and_enter')}
        note={t('people.link_holds_until', { until: format.dateTime(invitation.expires_at) })}
        onSubmit={async ({ password }) => {
          try {
            await call(acceptInvitation, { body: { token, password } });
          } catch (error) {
            return formFailure(error);
          }
          window.location.assign('/');
          return { ok: true };
        }}
      >
        {/* Password keepers save the account under this name. */}
        <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
        <PasswordField
          label={t('people.make_password')}
          purpose="new"
          hint={t('people.password_hint')}
          {...form.field('password')}
          autoFocus
        />
      </DraftFormBody>
    </Sheet>
  );
}
