import { useRead } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { showProfile } from '../contract.ts';
import { EmployeeForm } from './EmployeeForm.tsx';
import { PasswordSection } from './PasswordSection.tsx';
import styles from './people.module.css';
import { SessionsSection } from './SessionsSection.tsx';
import { TokensSection } from './TokensSection.tsx';

/** One's own affairs: language and hours, the password, where one is signed in, API tokens. */
export function ProfilePage() {
  const { t } = useText();
  const profile = useRead(showProfile, {});
  usePage({ crumbs: [{ label: t('people.profile') }] });
  const me = profile.data;
  if (profile.error !== null) return <ErrorState title={profile.error.message} requestId={profile.error.requestId} />;
  if (me === undefined)
    return (
      <Delayed>
        <SkeletonText lines={8} />
      </Delayed>
    );
  return (
    <div className={styles.scroll}>
      <PageHeader title={me.full_name} note={me.email} />
      <div className={styles.narrow}>
        <Section title={t('people.about_me')}>
          <EmployeeForm
            key={me.version}
            employee={me}
            everything={false}
            mayAppoint={false}
            note={t('people.about_me_note')}
          />
        </Section>
        <PasswordSection known={[me.full_name, me.email]} email={me.email} />
        <SessionsSection />
        <TokensSection />
      </div>
    </div>
  );
}
