import { IconPinFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { ActionMenu } from '#ui-kit/ActionMenu.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useWrite } from '#ui-kit/call.ts';
import { Glyph } from '#ui-kit/icon.tsx';
import { later, laterDialog } from '#ui-kit/later.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import { changeViewRoute, type ListName, type ListViews, type SavedView, type ViewShape } from '../../contract.ts';
import styles from './lists.module.css';
import { isSameShape } from './use-list-views.ts';

const ViewMenu = later(() => import('./ViewMenu.tsx'), 'ViewMenu');
const ViewDialog = laterDialog(() => import('./ViewDialog.tsx'), 'ViewDialog');

export interface ViewStripProps {
  list: ListName;
  /** What the whole list is called. */
  whole: string;
  views: ListViews | undefined;
  current: SavedView | null;
  /** What is shown now, with the columns as they stand. */
  shape: ViewShape;
  /** Whether anything of the whole list has been narrowed, ordered or grouped. */
  touched: boolean;
  /** The address of a view; of the whole list for null. */
  hrefOf: (view: SavedView | null) => string;
  onOpen: (view: SavedView | null) => void;
}

type Asking = { kind: 'save' | 'copy' } | { kind: 'rename'; view: SavedView } | null;

/** So many views stand in the strip though nobody has pinned them. */
const ROOM = 4;

/** The views of a list in a strip: the pinned ones, those of the desk and as many others as fit; the rest is behind a button. What has changed can be saved. */
export function ViewStrip(props: ViewStripProps) {
  const { list, whole, views, current, shape, touched, hrefOf, onOpen } = props;
  const { t } = useText();
  const [asking, setAsking] = useState<Asking>(null);
  const change = useWrite(changeViewRoute, { said: ({ name }) => t('lists.saved', { name }) });
  const items = views?.items ?? [];
  const isFirst = (view: SavedView): boolean => view.pinned || view.id === views?.home || view.id === current?.id;
  const room = Math.max(0, ROOM - items.filter(isFirst).length);
  const fitting = items.filter((view) => !isFirst(view)).slice(0, room);
  const inStrip = items.filter((view) => isFirst(view) || fitting.includes(view));
  const rest = items.filter((view) => !inStrip.includes(view));
  const changed = current !== null && !isSameShape(current.shape, shape);
  const save = (view: SavedView) => change.mutate({ params: { id: view.id }, body: { version: view.version, shape } });
  return (
    <div className={styles.strip}>
      <nav className={styles.tabs} aria-label={t('lists.views')}>
        <AppLink className={styles.tab} href={hrefOf(null)} aria-current={current === null ? 'page' : undefined}>
          {whole}
        </AppLink>
        {inStrip.map((view) => (
          <AppLink
            key={view.id}
            className={styles.tab}
            href={hrefOf(view)}
            aria-current={view.id === current?.id ? 'page' : undefined}
            title={view.shared ? t('lists.shared_by', { name: view.owner.full_name }) : t('lists.private')}
          >
            {view.pinned ? <Glyph of={IconPinFilled} size={12} /> : null}
            <span className="cut">{view.name}</span>
          </AppLink>
        ))}
        {rest.length === 0 ? null : (
          <ActionMenu
            label={t('lists.other_views')}
            position="bottom-start"
            items={rest.map((view) => ({ label: view.name, onRun: () => onOpen(view) }))}
            opener={
              <button type="button" className={styles.tab}>
                {t('lists.more', { count: rest.length })}
              </button>
            }
          />
        )}
      </nav>
      <span className={styles.state}>
        {changed && current !== null ? (
          <>
            <span className="ink-3">{t('lists.changed')}</span>
            {current.allowed.edit ? (
              <Button look="quiet" size="small" onClick={() => save(current)}>
                {t('lists.save')}
              </Button>
            ) : null}
            <Button look="quiet" size="small" onClick={() => setAsking({ kind: 'save' })}>
              {t('lists.save_as')}
            </Button>
            <Button look="quiet" size="small" onClick={() => onOpen(current)}>
              {t('lists.reset')}
            </Button>
          </>
        ) : null}
        {current === null && touched ? (
          <Button look="quiet" size="small" onClick={() => setAsking({ kind: 'save' })}>
            {t('lists.save_view')}
          </Button>
        ) : null}
        {current === null ? null : (
          <ViewMenu
            list={list}
            home={views?.home ?? null}
            view={current}
            onOpen={onOpen}
            onRename={() => setAsking({ kind: 'rename', view: current })}
            onCopy={() => setAsking({ kind: 'copy' })}
          />
        )}
      </span>
      {asking === null ? null : (
        <ViewDialog
          list={list}
          shape={shape}
          view={asking.kind === 'rename' ? asking.view : null}
          suggested={asking.kind === 'copy' && current !== null ? t('lists.copy_of', { name: current.name }) : ''}
          onClose={() => setAsking(null)}
          onSaved={onOpen}
        />
      )}
    </div>
  );
}
