import { IconArrowBackUp, IconListCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { RouteReply } from '#shared/route.ts';
import { Button } from '#ui-kit/Button.tsx';
import { call, readKey, useWrite } from '#ui-kit/call.ts';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { type ClientBulk, listBulkRoute, undoBulkRoute } from '../bulk/contract.ts';
import { BulkLeft } from './BulkLeft.tsx';
import { PagedTable } from './PagedTable.tsx';
import styles from './parts/clients.module.css';
import { type Pages, usePages } from './parts/use-pages.ts';
import { useBulkWords } from './use-bulk-words.ts';

type Whose = 'own' | 'all';
type Page = RouteReply<typeof listBulkRoute>;
const LOOK_EVERY_MS = 1000;
const isGoing = ({ state }: ClientBulk): boolean => state === 'waiting' || state === 'running';

/** Changes of many clients, looked back at: who, when, what, what became of them, and the way back. */
export function BulkPage() {
  const { t } = useText();
  const [whose, setWhose] = useState<Whose>('own');
  const bulks = useBulks(whose);
  usePage({ crumbs: [{ label: t('clients.list'), href: '/clients' }, { label: t('clients.bulk_page.page') }] });
  return (
    <div className={styles.page}>
      <PageHeader title={t('clients.bulk_page.page')} note={t('clients.bulk_page.page_note')}>
        {bulks.data?.pages[0]?.sees_all === true ? (
          <Segmented
            label={t('clients.bulk_page.whose')}
            value={whose}
            onChange={setWhose}
            options={[
              { value: 'own', label: t('clients.bulk_page.own') },
              { value: 'all', label: t('clients.bulk_page.all') },
            ]}
          />
        ) : null}
      </PageHeader>
      <Rows bulks={bulks} />
    </div>
  );
}

function useBulks(whose: Whose): Pages<Page> {
  const query = { whose };
  return usePages<Page>(
    readKey(listBulkRoute, { query }),
    (place) => call(listBulkRoute, { query: { ...query, ...place } }),
    { isGoing: ({ items }) => items.some(isGoing), every: LOOK_EVERY_MS },
  );
}

function Rows({ bulks }: { bulks: Pages<Page> }) {
  const { t } = useText();
  const [left, setLeft] = useState<string | null>(null);
  return (
    <>
      <PagedTable
        pages={bulks}
        shares={[1, 1, 3, 1, 1]}
        head={
          <>
            <th scope="col">{t('clients.bulk_page.what')}</th>
            <th scope="col">{t('clients.bulk_page.outcome')}</th>
            <th scope="col" aria-label={t('clients.bulk.undo')} />
            <th scope="col">{t('clients.bulk_page.changed')}</th>
            <th scope="col">{t('clients.bulk_page.unchanged')}</th>
            <th scope="col">{t('clients.bulk_page.refused')}</th>
            <th scope="col">{t('clients.bulk_page.when')}</th>
            <th scope="col">{t('clients.bulk_page.who')}</th>
          </>
        }
        line={(bulk) => <Line key={bulk.id} bulk={bulk} onLeft={() => setLeft(bulk.id)} />}
        empty={
          <EmptyState
            icon={IconListCheck}
            title={t('clients.bulk_page.nothing')}
            text={t('clients.bulk_page.nothing_text')}
            look="default"
            action={{ label: t('clients.dup.to_register'), href: '/clients' }}
          />
        }
      />
      {left === null ? null : <BulkLeft id={left} onClose={() => setLeft(null)} />}
    </>
  );
}

function Line({ bulk, onLeft }: { bulk: ClientBulk; onLeft: () => void }) {
  const { t, format } = useText();
  const words = useBulkWords();
  const undo = useWrite(undoBulkRoute);
  const takeBack = () =>
    undo.mutate({ params: { id: bulk.id } }, { onError: (error) => toast({ text: error.message }) });
  const { refused, partly, kept } = bulk;
  const left =
    partly === 0
      ? format.number(refused)
      : t('clients.bulk_page.refused_and_partly', { refused: format.number(refused), partly: format.number(partly) });
  return (
    <tr>
      <td className={styles.wide}>{words(bulk)}</td>
      <td>{t(`clients.bulk_page.state.${bulk.state}`)}</td>
      <td>
        {bulk.undoable ? (
          <Button
            size="small"
            icon={IconArrowBackUp}
            busy={undo.isPending}
            label={`${t('clients.bulk.undo')}: ${words(bulk)}`}
            onClick={takeBack}
          >
            {t('clients.bulk.undo')}
          </Button>
        ) : kept ? null : (
          <span className="ink-3">{t('clients.bulk_page.let_go')}</span>
        )}
      </td>
      <td className="num">{format.number(bulk.changed)}</td>
      <td className="num">{format.number(bulk.unchanged)}</td>
      <td className="num">
        {refused + partly > 0 && kept ? (
          <button type="button" className="link" title={t('clients.bulk.who_is_left')} onClick={onLeft}>
            {left}
          </button>
        ) : (
          left
        )}
      </td>
      <td>{format.dateTime(bulk.created_at)}</td>
      <td>{bulk.by.full_name}</td>
    </tr>
  );
}
