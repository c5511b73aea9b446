import { IconCopyCheck } from '@tabler/icons-react';
import { Button } from '#ui-kit/Button.tsx';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type DecidedPair, listDecidedRoute, reopenPairRoute } from '../duplicates/contract.ts';
import { undoMergeRoute } from '../merging/contract.ts';
import styles from './parts/clients.module.css';

/** What was decided last, by people and by rules; each decision can be taken back while nobody has built on it. */
export function DecidedPairs() {
  const { t, format } = useText();
  const read = useRead(listDecidedRoute, {});
  const part = useWrite(undoMergeRoute, { said: () => t('clients.dup.undone') });
  const reopen = useWrite(reopenPairRoute, { said: () => t('clients.dup.undone') });
  const takeBack = async (item: DecidedPair) => {
    try {
      if (item.merge_id !== null) await part.mutateAsync({ params: { id: item.merge_id } });
      else await reopen.mutateAsync({ params: { id: item.one.id, other_id: item.other.id } });
    } catch (error) {
      toast({ text: error instanceof Error ? error.message : '' });
    }
  };
  if (read.error !== null) return <ErrorState title={read.error.message} requestId={read.error.requestId} />;
  const items = read.data?.items ?? [];
  if (items.length === 0 && read.data !== undefined) {
    return (
      <EmptyState
        icon={IconCopyCheck}
        title={t('clients.dup.decided_empty')}
        text={t('clients.dup.decided_empty_text')}
        look="default"
      />
    );
  }
  return (
    <div className={`${styles.scroll} ${styles.first}`}>
      <table className={styles.grid}>
        <thead>
          <tr>
            <th scope="col">{t('clients.dup.when')}</th>
            <th scope="col">{t('clients.dup.what')}</th>
            <th scope="col">{t('clients.dup.records')}</th>
            <th scope="col">{t('clients.dup.who')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.merge_id ?? `${item.one.id}/${item.other.id}`}>
              <td>{format.dateTime(item.at)}</td>
              <td>{t(`clients.dup.decision.${item.decision}`)}</td>
              <td className={styles.wide}>
                <AppLink className="link" href={`/clients/${item.one.id}`}>
                  {item.one.name}
                </AppLink>
                {item.decision === 'merged' ? (
                  ` ← ${item.other.name}`
                ) : (
                  <>
                    {item.decision === 'branch' ? ' ← ' : ' · '}
                    <AppLink className="link" href={`/clients/${item.other.id}`}>
                      {item.other.name}
                    </AppLink>
                  </>
                )}
              </td>
              <td>{item.by_rule ? t('clients.dup.by_rule') : item.by_name}</td>
              <td>
                <Button
                  size="small"
                  label={`${t(item.decision === 'merged' ? 'clients.dup.part' : 'clients.dup.take_back')}: ${item.other.name}`}
                  onClick={() => void takeBack(item)}
                >
                  {t(item.decision === 'merged' ? 'clients.dup.part' : 'clients.dup.take_back')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
