import { useState } from 'react';
import { customName } from '#modules/fields/rules.ts';
import { useFields } from '#modules/fields/web/parts/use-fields.ts';
import { Button } from '#ui-kit/Button.tsx';
import { useRead } from '#ui-kit/call.ts';
import { Dialog } from '#ui-kit/feedback/Dialog.tsx';
import { useText } from '#ui-kit/text.tsx';
import { listBulkLeftRoute, SHOWN_FIELDS } from '../bulk/contract.ts';
import { LeftRows } from './LeftRows.tsx';
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
  return (
    <Dialog opened onClose={onClose} title={t('clients.bulk.left_title')} size={720}>
      <div className={styles.export}>
        <div className={styles.leftOver}>
          <LeftRows items={items} fieldName={fieldName} />
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
