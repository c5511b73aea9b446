import { IconPencil, IconTag, IconUserShare, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { Button } from '#ui-kit/Button.tsx';
import type { FieldWords } from '#ui-kit/filters/filter-words.ts';
import { IconButton } from '#ui-kit/IconButton.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { laterDialog } from '#ui-kit/later.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { Chosen } from './use-bulk.ts';

const BulkEditDialog = laterDialog(() => import('./BulkEditDialog.tsx'), 'BulkEditDialog');
const BulkTagsDialog = laterDialog(() => import('./BulkTagsDialog.tsx'), 'BulkTagsDialog');
const BulkAssignDialog = laterDialog(() => import('./BulkAssignDialog.tsx'), 'BulkAssignDialog');
export const BULK_DIALOGS = [BulkEditDialog, BulkTagsDialog, BulkAssignDialog];

export interface BulkBarProps {
  chosen: Chosen;
  /** Everything found can be chosen in one press. */
  found: { value: number; exact: boolean };
  fields: readonly FieldWords[] | null;
  onStarted: (id: string) => void;
}

/** What can be done to all that is chosen. */
export function BulkBar({ chosen, found, fields, onStarted }: BulkBarProps) {
  const { t } = useText();
  const { rights } = useActor();
  const [asking, setAsking] = useState<'edit' | 'tags' | 'assign' | null>(null);
  const mayAssign = rights['clients.transfer'] !== undefined;
  const { count, everything } = chosen;
  useKeys(
    {
      KeyE: { run: () => setAsking('edit'), label: t('clients.bulk.edit') },
      KeyM: { run: () => setAsking('tags'), label: t('clients.bulk.tags') },
      KeyA: mayAssign ? { run: () => setAsking('assign'), label: t('clients.bulk.assign') } : undefined,
    },
    { group: t('clients.bulk.keys') },
  );
  const words = t(count.exact ? 'clients.bulk.count' : 'clients.bulk.count_more', { count: count.value });
  const started = (id: string) => {
    setAsking(null);
    chosen.clear();
    onStarted(id);
  };
  const dialog = { chosen: chosen.asked, count: words, fields: fields ?? [], onStarted: started };
  const close = () => setAsking(null);
  return (
    <>
      <span className="medium nowrap" role="status">
        {everything
          ? t(count.exact ? 'clients.bulk.everything' : 'clients.bulk.everything_more', { count: count.value })
          : t('clients.selected', { count: count.value })}
      </span>
      <IconButton size="tiny" icon={IconX} label={t('clients.bulk.clear')} onClick={chosen.clear} />
      {everything || (found.exact && found.value <= count.value) ? null : (
        <button type="button" className="link nowrap" onClick={chosen.chooseEverything}>
          {t(found.exact ? 'clients.bulk.choose_everything' : 'clients.bulk.choose_everything_more', {
            count: found.value,
          })}
        </button>
      )}
      <span className="spread" />
      <Button size="small" icon={IconPencil} keys="KeyE" onClick={() => setAsking('edit')}>
        {t('clients.bulk.edit')}
      </Button>
      <Button size="small" icon={IconTag} keys="KeyM" onClick={() => setAsking('tags')}>
        {t('clients.bulk.tags')}
      </Button>
      {mayAssign ? (
        <Button size="small" icon={IconUserShare} keys="KeyA" onClick={() => setAsking('assign')}>
          {t('clients.bulk.assign')}
        </Button>
      ) : null}
      {asking === 'edit' ? <BulkEditDialog {...dialog} onClose={close} /> : null}
      {asking === 'tags' ? <BulkTagsDialog {...dialog} onClose={close} /> : null}
      {asking === 'assign' ? <BulkAssignDialog {...dialog} onClose={close} /> : null}
    </>
  );
}
