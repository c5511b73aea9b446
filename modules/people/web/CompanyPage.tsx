import { useState } from 'react';
import { formFailure, useRead, useWrite } from '#ui-kit/call.ts';
import { KeyValue } from '#ui-kit/data/KeyValue.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { ChoiceField } from '#ui-kit/forms/CheckField.tsx';
import { DraftFormBody } from '#ui-kit/forms/FormDialog.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { type CompanyView, editCompany, showCompany } from '../company/contract.ts';
import { CalendarSection } from './CalendarSection.tsx';
import { languageName } from './language-name.ts';
import { TimeZoneField } from './parts/TimeZoneField.tsx';
import { zoneInWords } from './parts/time-zones.ts';
import styles from './people.module.css';

/** The company: its name, language and zone, and the calendar that deadlines are counted on. */
export function CompanyPage() {
  const { t } = useText();
  const read = useRead(showCompany, {});
  usePage({ crumbs: [{ label: t('people.company') }] });
  if (read.error !== null) return <ErrorState title={read.error.message} requestId={read.error.requestId} />;
  if (read.data === undefined)
    return (
      <Delayed>
        <SkeletonText lines={8} />
      </Delayed>
    );
  return (
    <div className={styles.scroll}>
      <PageHeader
        title={read.data.name}
        note={read.data.is_demo ? t('people.demo_company') : undefined}
        actions={
          read.data.may_edit ? (
            <AppLink className="link" href="/setup">
              {t('people.back_to_setup')}
            </AppLink>
          ) : null
        }
      />
      <div className={styles.narrow}>
        <Section title={t('people.company_settings')}>
          {read.data.may_edit ? (
            <Settings key={read.data.version} company={read.data} />
          ) : (
            <Facts company={read.data} />
          )}
        </Section>
      </div>
      <CalendarSection />
    </div>
  );
}

/** The same for whoever may only read it. */
function Facts({ company }: { company: CompanyView }) {
  const { t } = useText();
  return (
    <KeyValue
      items={[
        { label: t('people.company_language'), value: languageName(company.language) },
        { label: t('people.time_zone'), value: zoneInWords(t, company.time_zone) },
      ]}
    />
  );
}

function Settings({ company }: { company: CompanyView }) {
  const { t } = useText();
  const edit = useWrite(editCompany, { said: () => t('people.saved') });
  const [initial] = useState({ name: company.name, language: company.language, time_zone: company.time_zone });
  const form = useDraftForm({
    initial,
    missing: ({ name }) => (name.trim() === '' ? [{ field: 'name', text: t('people.missing_company_name') }] : []),
  });
  return (
    <DraftFormBody
      form={form}
      submitLabel={t('people.save')}
      onSubmit={async (values) => {
        try {
          await edit.mutateAsync({ body: { version: company.version, ...values } });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <TextField label={t('people.company_name')} required maxLength={200} {...form.field('name')} />
      <ChoiceField
        label={t('people.company_language')}
        hint={t('people.company_language_hint')}
        options={[
          { value: 'ru', label: languageName('ru') },
          { value: 'en', label: languageName('en') },
        ]}
        {...form.field('language')}
        onChange={(language) => {
          if (language !== null) form.set({ language });
        }}
      />
      <TimeZoneField label={t('people.time_zone')} hint={t('people.company_zone_hint')} {...form.field('time_zone')} />
    </DraftFormBody>
  );
}
