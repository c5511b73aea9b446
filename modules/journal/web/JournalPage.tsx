import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { JournalPanel } from './parts/JournalPanel.tsx';

/** Every change in the company, newest first: for the head and the administrator. */
export function JournalPage() {
  const { t } = useText();
  usePage({ crumbs: [{ label: t('journal.title') }] });
  return (
    <>
      <PageHeader title={t('journal.title')} note={t('journal.note')} />
      <Section>
        <JournalPanel />
      </Section>
    </>
  );
}
