import type { ReactNode } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { call, formFailure } from '#ui-kit/call.ts';
import { DraftFormBody } from '#ui-kit/forms/FormDialog.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { setUp } from '../company/contract.ts';
import { passwordFault } from '../sign-in/rules.ts';
import { ChoiceCards } from './ChoiceCards.tsx';
import { languageName } from './language-name.ts';
import { PasswordField } from './PasswordField.tsx';
import { TimeZoneField } from './parts/TimeZoneField.tsx';
import styles from './people.module.css';

export interface CompanyAnswers {
  name: string;
  time_zone: string;
}

/** What a step asks, with its words above. */
export function Asked({ title, note, children }: { title: string; note: ReactNode; children: ReactNode }) {
  return (
    <>
      <header>
        <h1 className="t-title">{title}</h1>
        <p className="ink-2">{note}</p>
      </header>
      {children}
    </>
  );
}

const LANGUAGES = ['ru', 'en'] as const;

export function LanguageStep({ onDone }: { onDone: () => void }) {
  const { t, language, setLanguage } = useText();
  return (
    <Asked title={t('people.setup_language')} note={t('people.setup_language_note')}>
      <ChoiceCards
        label={t('people.setup_language')}
        value={language}
        onChange={setLanguage}
        options={LANGUAGES.map((code) => ({
          value: code,
          label: languageName(code),
          note: t(`people.language_note.${code}`),
        }))}
      />
      <div className={styles.foot}>
        <Button look="primary" size="main" onClick={onDone}>
          {t('people.next')}
        </Button>
      </div>
    </Asked>
  );
}

export function CompanyStep({
  answers,
  onDone,
}: {
  answers: CompanyAnswers;
  onDone: (answers: CompanyAnswers) => void;
}) {
  const { t } = useText();
  const form = useDraftForm({
    initial: answers,
    missing: ({ name }) => (name.trim() === '' ? [{ field: 'name', text: t('people.missing_company_name') }] : []),
  });
  return (
    <Asked title={t('people.setup_company')} note={t('people.setup_company_note')}>
      <DraftFormBody form={form} submitLabel={t('people.next')} onSubmit={async (values) => onDone(values)}>
        <TextField
          label={t('people.company_name')}
          placeholder={t('people.company_name_example')}
          autoComplete="organization"
          maxLength={200}
          required
          autoFocus
          {...form.field('name')}
        />
        <TimeZoneField
          label={t('people.time_zone')}
          hint={t('people.company_zone_hint')}
          {...form.field('time_zone')}
        />
      </DraftFormBody>
    </Asked>
  );
}

interface AdministratorStepProps {
  token: string;
  company: CompanyAnswers;
  onDone: () => void;
}

export function AdministratorStep({ token, company, onDone }: AdministratorStepProps) {
  const { t, language } = useText();
  const form = useDraftForm({
    initial: { admin_name: '', admin_email: '', password: '' },
    missing: ({ admin_name, admin_email, password }) => {
      if (admin_name.trim() === '') return [{ field: 'admin_name' as const, text: t('people.missing_name') }];
      if (admin_email.trim() === '') return [{ field: 'admin_email' as const, text: t('people.missing_email') }];
      const fault = passwordFault(password, [admin_name, admin_email, company.name]);
      return fault === null ? [] : [{ field: 'password' as const, text: t(`people.password_fault.${fault}`) }];
    },
  });
  return (
    <Asked title={t('people.setup_administrator')} note={t('people.setup_administrator_note')}>
      <DraftFormBody
        form={form}
        submitLabel={t('people.create_company')}
        onSubmit={async (values) => {
          try {
            await call(setUp, { body: { token, language, ...company, ...values } });
          } catch (error) {
            return formFailure(error);
          }
          onDone();
          return { ok: true };
        }}
      >
        <TextField
          label={t('people.your_name')}
          autoComplete="name"
          maxLength={200}
          required
          autoFocus
          {...form.field('admin_name')}
        />
        <TextField
          label={t('people.email')}
          hint={t('people.email_hint')}
          inputMode="email"
          autoComplete="username"
          required
          {...form.field('admin_email')}
        />
        <PasswordField
          label={t('people.make_password')}
          hint={t('people.password_hint')}
          purpose="new"
          {...form.field('password')}
        />
      </DraftFormBody>
    </Asked>
  );
}
