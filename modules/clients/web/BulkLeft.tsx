import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { useRead } from '#ui-kit/call.ts';
import { Dialog } from '#ui-kit/feedback/Dialog.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { reasonWords } from '#ui-kit/reason-words.ts';
import { useText } from '#ui-kit/text.tsx';
import { listBulkLeftRoute } from '../bulk/contract.ts';
import styles from './parts/clients.module.css';

/** Clients that a change of many has left as they were, each with the reason, a page at a time. */
export function BulkLeft({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useText();
  const [path, setPath] = useState<readonly string[]>([]);
  const after = path.at(-1);
  const read = useRead(
    listBulkLeftRoute,
    { params: { id }, query: after === undefined ? {} : { after } },
    { keep: true },
  );
  const next = read.data?.next_after ?? null;
  return (
    <Dialog opened onClose={onClose} title={t('clients.bulk.left_title')} size={720}>
      <div className={styles.export}>
        <div className={styles.leftOver}>
          <table className={styles.grid}>
            <thead>
              <tr>
                <th scope="col">{t('clients.import.client')}</th>
                <th scope="col">{t('clients.import.why')}</th>
              </tr>
            </thead>
            <tbody>
              {(read.data?.items ?? []).map((one) => (
                <tr key={one.client_id}>
                  <td>
                    {one.client_name === null ? (
                      <span className="ink-3">{t('clients.bulk.unseen')}</span>
                    ) : (
                      <AppLink className="link" href={`/clients/${one.client_id}`}>
                        {one.client_name}
                      </AppLink>
                    )}
                  </td>
                  <td className={styles.wide}>{reasonWords(t, one.reason, {})}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {path.length > 0 || next !== null ? (
          <div className="row">
            <Button disabled={path.length === 0} onClick={() => setPath(path.slice(0, -1))}>
              {t('clients.bulk.earlier')}
            </Button>
            <Button disabled={next === null} onClick={() => setPath(next === null ? path : [...path, next])}>
              {t('clients.bulk.further')}
            </Button>
          </div>
        ) : null}
      </div>
    </Dialog>
  );
}
