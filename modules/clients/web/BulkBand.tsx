import { IconArrowBackUp, IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { ProgressPanel } from '#ui-kit/feedback/ProgressPanel.tsx';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { IconButton } from '#ui-kit/IconButton.tsx';
import { reasonWords } from '#ui-kit/reason-words.ts';
import { useText } from '#ui-kit/text.tsx';
import { type ClientBulk, cancelBulkRoute, listBulkReceivedRoute, undoBulkRoute } from '../bulk/contract.ts';
import { BulkLeft } from './BulkLeft.tsx';
import styles from './parts/bulk.module.css';

export interface BulkBandProps {
  bulk: ClientBulk;
  /** Shows another change instead: the one that takes this one back. Null shows none. */
  onFollow: (id: string | null) => void;
}

/** A change of many: how far it has come, then what became of it, with its undo. It goes on when the page is closed. */
export function BulkBand({ bulk, onFollow }: BulkBandProps) {
  const { t } = useText();
  const [listing, setListing] = useState(false);
  const cancel = useWrite(cancelBulkRoute);
  const undo = useWrite(undoBulkRoute);
  const takeBack = () =>
    undo.mutate(
      { params: { id: bulk.id } },
      { onSuccess: ({ id }) => onFollow(id), onError: (error) => toast({ text: error.message }) },
    );
  const { state, changed, unchanged, refused, partly } = bulk;
  if (state === 'waiting' || state === 'running') {
    return (
      <div className={styles.band}>
        <Progress key={bulk.id} bulk={bulk} onCancel={() => cancel.mutate({ params: { id: bulk.id } })} />
      </div>
    );
  }
  return (
    <div className={styles.band}>
      <p role="status" className={styles.words}>
        <span className="medium">
          {t(bulk.undo_of === null ? `clients.bulk.${state}` : `clients.bulk.undo_${state}`)}
        </span>{' '}
        {bulk.failure === null
          ? t(partly === 0 ? 'clients.bulk.figures' : 'clients.bulk.figures_partly', {
              changed,
              partly,
              unchanged,
              refused,
            })
          : reasonWords(t, bulk.failure, {})}
        {bulk.kind === 'assign' && bulk.undo_of === null && changed > 0 ? <Received id={bulk.id} /> : null}
      </p>
      {refused + partly > 0 ? (
        <button type="button" className="link nowrap" onClick={() => setListing(true)}>
          {t('clients.bulk.who_is_left')}
        </button>
      ) : null}
      {bulk.undoable ? (
        <Button size="small" icon={IconArrowBackUp} busy={undo.isPending} onClick={takeBack}>
          {t('clients.bulk.undo', { count: changed })}
        </Button>
      ) : null}
      <IconButton icon={IconX} label={t('ui.close')} onClick={() => onFollow(null)} />
      {listing ? <BulkLeft id={bulk.id} onClose={() => setListing(false)} /> : null}
    </div>
  );
}

function Progress({ bulk, onCancel }: { bulk: ClientBulk; onCancel: () => void }) {
  const { t } = useText();
  const began = useRef<{ done: number; at: number } | null>(null);
  began.current ??= { done: bulk.done, at: performance.now() };
  const seconds = (performance.now() - began.current.at) / 1000;
  const perSecond = seconds < 1 ? undefined : Math.round((bulk.done - began.current.done) / seconds);
  return (
    <ProgressPanel
      title={t(bulk.undo_of === null ? 'clients.bulk.going' : 'clients.bulk.undo_going')}
      done={bulk.done}
      total={bulk.chosen}
      perSecond={perSecond}
      note={t('clients.bulk.goes_on')}
      onCancel={onCancel}
    />
  );
}

/** Who has got how many. */
function Received({ id }: { id: string }) {
  const { t } = useText();
  const items = useRead(listBulkReceivedRoute, { params: { id } }).data?.items ?? [];
  if (items.length === 0) return null;
  const each = items.map(({ person, clients }) => t('clients.bulk.got', { name: person.full_name, count: clients }));
  return <span className="ink-2"> {each.join(', ')}.</span>;
}
