import { useParams, useRouter, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { readClientRoute } from '#modules/clients/contract.ts';
import { ClientHeadLine } from '#modules/clients/web/parts/ClientHeadLine.tsx';
import { DuplicateBand } from '#modules/clients/web/parts/DuplicateBand.tsx';
import { TrashedNotice } from '#modules/clients/web/parts/TrashedNotice.tsx';
import { JournalPanel } from '#modules/journal/web/parts/JournalPanel.tsx';
import { useRead } from '#ui-kit/call.ts';
import { Tabs } from '#ui-kit/data/Tabs.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import { CardTab } from './CardTab.tsx';
import { ClientActions } from './ClientActions.tsx';
import { ClientReadiness } from './ClientReadiness.tsx';
import { ServicesTab } from './ServicesTab.tsx';
import { WorkTab } from './WorkTab.tsx';

/** One client: who holds it, what next, how ready, before anything else; then its needs, deals, people and history. */
export function ClientPage() {
  const { t, format } = useText();
  const { id } = useParams({ from: '/frame/clients/$id' });
  const router = useRouter();
  // A link may lead to a tab: a file that was searched for lies among what experts and the back office do.
  const { view: wanted }: Record<string, unknown> = useSearch({ strict: false });
  const [view, setView] = useState<string>(wanted === 'services' ? 'services' : 'work');
  const client = useRead(readClientRoute, { params: { id } });

  const { data: card } = client;
  // A record that was merged is shown by the one that stays, under the address of that one.
  useEffect(() => {
    if (card?.merged_into !== undefined) router.history.replace(`/clients/${card.merged_into}`);
  }, [card, router]);

  if (client.error !== null) return <TrashedNotice error={client.error} />;
  if (client.data === undefined) {
    return (
      <Delayed>
        <SkeletonRows columns={[2, 1, 1]} rows={10} />
      </Delayed>
    );
  }
  const { data } = client;
  const note = [
    data.region,
    data.size == null ? null : format.number(data.size),
    data.inn == null ? null : `${t('app.card.inn')} ${data.inn}`,
  ]
    .filter((part) => part !== null && part !== undefined)
    .join(' · ');
  return (
    <>
      <PageHeader title={data.name} note={note} actions={<ClientActions key={data.id} client={data} />}>
        <ClientHeadLine
          client={data}
          relevance={data.reach === 'glance' ? undefined : <ClientReadiness clientId={data.id} />}
        />
        <DuplicateBand client={data} />
      </PageHeader>
      {data.reach === 'glance' ? (
        <Section>
          <p className="ink-2">{t('app.glance')}</p>
        </Section>
      ) : (
        <Tabs
          label={t('app.client_views')}
          value={view}
          onChange={setView}
          items={[
            { id: 'work', label: t('app.tab.work'), content: <WorkTab client={data} /> },
            { id: 'services', label: t('app.tab.services'), content: <ServicesTab client={data} /> },
            { id: 'card', label: t('app.tab.card'), content: <CardTab client={data} /> },
            {
              id: 'journal',
              label: t('app.tab.journal'),
              content: (
                <Section>
                  <JournalPanel clientId={data.id} />
                </Section>
              ),
            },
          ]}
        />
      )}
    </>
  );
}
