import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useRead } from '#ui-kit/call.ts';
import { InlineSelect } from '#ui-kit/forms/InlineSelect.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { BY_PROGRAM, listJournalAuthors } from '../contract.ts';
import { type JournalFilter, JournalPanel } from './parts/JournalPanel.tsx';

/** Every change in the company, newest first: for the head and the administrator. Sign-ins are told when one asks for them. */
export function JournalPage() {
  const { t } = useText();
  const { author: wanted }: Record<string, unknown> = useSearch({ strict: false });
  const [author, setAuthor] = useState(typeof wanted === 'string' ? wanted : null);
  const [about, setAbout] = useState<NonNullable<JournalFilter['about']> | null>('changes');
  const authors = useRead(listJournalAuthors, {});
  usePage({ crumbs: [{ label: t('journal.title') }] });
  const filter = { ...(author === null ? {} : { author }), ...(about === null ? {} : { about }) };
  return (
    <>
      <PageHeader
        title={t('journal.title')}
        note={t('journal.note')}
        actions={
          <div className="row-wrap">
            <InlineSelect
              label={t('journal.about')}
              any={t('journal.about_all')}
              value={about}
              onChange={setAbout}
              options={[
                { value: 'changes', label: t('journal.about_changes') },
                { value: 'sign_ins', label: t('journal.about_sign_ins') },
              ]}
            />
            <InlineSelect
              label={t('journal.author')}
              any={t('journal.author_any')}
              value={author}
              onChange={setAuthor}
              options={[
                ...(authors.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
                { value: BY_PROGRAM, label: t('journal.by_system') },
              ]}
            />
          </div>
        }
      />
      <Section>
        <JournalPanel key={`${author} ${about}`} filter={filter} />
      </Section>
    </>
  );
}
