import { useState } from 'react';
import { customName } from '#modules/fields/rules.ts';
import { useFields } from '#modules/fields/web/parts/use-fields.ts';
import { Button } from '#ui-kit/Button.tsx';
import { useRead } from '#ui-kit/call.ts';
import { Dialog } from '#ui-kit/feedback/Dialog.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { reasonWords } from '#ui-kit/reason-words.ts';
import { useText } from '#ui-kit/text.tsx';
import { listBulkLeftRoute, SHOWN_FIELDS } from '../bulk/contract.ts';
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
  const items = read.data?.items ?? [];
  const own = useFields('client');
  const fieldName = (field: string): string => {
    const shown = SHOWN_FIELDS.find((one) => one === field);
    if (shown !== undefined) return t(`clients.field.${shown}`);
    if (field === 'call_basis_on') return t('clients.field.call_basis_on');
    return own?.find(({ key }) => customName(key) === field)?.name ?? field;
  };
  const namesFields = items.some(({ fields }) => fields.length > 0);
  return (
    <Dialog opened onClose={onClose} title={t('clients.bulk.left_title')} size={720}>
      <div className={styles.export}>
        <div className={styles.leftOver}>
          <table className={styles.grid}>
            <thead>
              <tr>
                <th scope="col">{t('clients.import.client')}</th>
                <th scope="col">{t('clients.import.why')}</th>
                {namesFields ? <th scope="col">{t('clients.import.field')}</th> : null}
              </tr>
            </thead>
            <tbody>
              {items.map((one) => (
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
                  {namesFields ? <td className={styles.wide}>{one.fields.map(fieldName).join(', ')}</td> : null}
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
