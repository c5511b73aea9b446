import { IconArrowMerge, IconPencil, IconSearch, IconTag, IconTrash } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { call, readKey, useWrite } from '#ui-kit/call.ts';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { LineField } from '#ui-kit/forms/LineField.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { IconButton } from '#ui-kit/IconButton.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { type KeptTag, listTagsRoute, restoreTagRoute, type TagPage } from '../tag-keeping/contract.ts';
import { PagedTable } from './PagedTable.tsx';
import styles from './parts/clients.module.css';
import { type Pages, usePages } from './parts/use-pages.ts';
import { EditTagDialog, MergeTagDialog, RemoveTagDialog } from './TagDialogs.tsx';
import { TagMerges } from './TagMerges.tsx';

type Kind = 'present' | 'removed';
const LOOK_EVERY_MS = 700;

/** The tags of the company, put in order: named, coloured, merged, removed, brought back. */
export function TagsPage() {
  const { t } = useText();
  const [q, setQ] = useState('');
  const [kind, setKind] = useState<Kind>('present');
  const tags = useTags(useDeferredValue(q.trim()), kind);
  usePage({ crumbs: [{ label: t('clients.list'), href: '/clients' }, { label: t('clients.tag.name') }] });
  return (
    <div className={styles.page}>
      <PageHeader title={t('clients.tag.name')} note={t('clients.tag.note')}>
        <div className={styles.tools}>
          <div className={styles.search}>
            <LineField label={t('clients.tag.find')} icon={IconSearch} value={q} onChange={setQ} />
          </div>
          <Segmented
            label={t('clients.tag.which')}
            value={kind}
            onChange={setKind}
            options={[
              { value: 'present', label: t('clients.tag.present') },
              { value: 'removed', label: t('clients.tag.removed') },
            ]}
          />
        </div>
      </PageHeader>
      <TagMerges merges={tags.data?.pages[0]?.merges ?? []} />
      <Rows tags={tags} kind={kind} isSearched={q.trim() !== ''} />
    </div>
  );
}

function useTags(q: string, kind: Kind): Pages<TagPage> {
  const query = { ...(q === '' ? {} : { q }), ...(kind === 'removed' ? { removed: true } : {}) };
  return usePages<TagPage>(
    readKey(listTagsRoute, { query }),
    (place) => call(listTagsRoute, { query: { ...query, ...place } }),
    // While tags are being merged, how far it has come is looked at.
    { isGoing: ({ merges }) => merges.some((merge) => merge.state !== 'failed'), every: LOOK_EVERY_MS },
  );
}

interface RowsProps {
  tags: Pages<TagPage>;
  kind: Kind;
  isSearched: boolean;
}

type Asked = { what: 'edit' | 'merge' | 'remove'; tag: KeptTag };

function Rows({ tags, kind, isSearched }: RowsProps) {
  const { t } = useText();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <PagedTable
        pages={tags}
        shares={[3, 1, 1]}
        slim
        head={
          <>
            <th scope="col">{t('clients.tag.tag')}</th>
            <th scope="col">{t('clients.tag.clients')}</th>
            {kind === 'present' ? (
              <th scope="col" aria-label={t('clients.tag.actions')} />
            ) : (
              <>
                <th scope="col" aria-label={t('clients.tag.restore')} />
                <th scope="col">{t('clients.tag.left')}</th>
                <th scope="col">{t('clients.tag.when')}</th>
                <th scope="col">{t('clients.tag.who')}</th>
              </>
            )}
          </>
        }
        line={(tag) =>
          tag.removed === null ? (
            <Line key={tag.id} tag={tag} onAsk={(what) => setAsked({ what, tag })} />
          ) : (
            <RemovedLine key={tag.id} tag={tag} removed={tag.removed} />
          )
        }
        empty={<Nothing kind={kind} isSearched={isSearched} />}
      />
      {asked?.what === 'edit' ? <EditTagDialog key={asked.tag.id} tag={asked.tag} onClose={close} /> : null}
      {asked?.what === 'merge' ? <MergeTagDialog key={asked.tag.id} tag={asked.tag} onClose={close} /> : null}
      {asked?.what === 'remove' ? <RemoveTagDialog key={asked.tag.id} tag={asked.tag} onClose={close} /> : null}
    </>
  );
}

function Nothing({ kind, isSearched }: { kind: Kind; isSearched: boolean }) {
  const { t } = useText();
  const of = isSearched ? 'nothing_found' : kind === 'present' ? 'empty' : 'removed_empty';
  return (
    <EmptyState
      icon={IconTag}
      title={t(`clients.tag.${of}`)}
      text={t(`clients.tag.${of}_text`)}
      look="default"
      action={{ label: t('clients.dup.to_register'), href: '/clients' }}
    />
  );
}

/** How many clients have a tag, the way to them. */
function Clients({ tag }: { tag: KeptTag }) {
  const { t, format } = useText();
  const { value, exact } = tag.clients;
  if (value === 0) return <span className="ink-3">{t('clients.tag.count_none')}</span>;
  const figure = exact ? format.number(value) : t('clients.tag.figure_more', { count: value });
  if (tag.removed !== null) return figure;
  return (
    <AppLink
      className="link"
      href={`/clients?view=all&filter=${encodeURIComponent(`tag is ${tag.id}`)}`}
      title={t('clients.tag.found_at')}
    >
      {figure}
    </AppLink>
  );
}

function Line({ tag, onAsk }: { tag: KeptTag; onAsk: (what: Asked['what']) => void }) {
  const { t } = useText();
  const { name, busy } = tag;
  return (
    <tr>
      <td className={styles.wide}>
        <Chip dot={tag.colour}>{name}</Chip>
      </td>
      <td className="num">
        <Clients tag={tag} />
      </td>
      <td>
        {busy ? (
          <span className="ink-3">{t('clients.tag.busy')}</span>
        ) : (
          <span className="row">
            <IconButton
              icon={IconPencil}
              size="tiny"
              label={t('clients.tag.edit_of', { name })}
              onClick={() => onAsk('edit')}
            />
            <IconButton
              icon={IconArrowMerge}
              size="tiny"
              label={t('clients.tag.merge_of', { name })}
              onClick={() => onAsk('merge')}
            />
            <IconButton
              icon={IconTrash}
              size="tiny"
              label={t('clients.tag.remove_of', { name })}
              onClick={() => onAsk('remove')}
            />
          </span>
        )}
      </td>
    </tr>
  );
}

function RemovedLine({ tag, removed }: { tag: KeptTag; removed: NonNullable<KeptTag['removed']> }) {
  const { t, format } = useText();
  const { name } = tag;
  const restore = useWrite(restoreTagRoute, {
    said: ({ started }) => t(started ? 'clients.tag.restore_started' : 'clients.tag.restored_said', { name }),
  });
  const bringBack = () =>
    restore.mutate({ params: { id: tag.id } }, { onError: (error) => toast({ text: error.message }) });
  return (
    <tr>
      <td className={styles.wide}>
        <Chip dot={tag.colour}>{name}</Chip>
        {removed.merged_into === null ? null : (
          <span className="t-small ink-3"> {t('clients.tag.into', { name: removed.merged_into.name })}</span>
        )}
      </td>
      <td className="num">
        <Clients tag={tag} />
      </td>
      <td>
        <Button
          size="small"
          busy={restore.isPending}
          label={`${t('clients.tag.restore')}: ${name}`}
          onClick={bringBack}
        >
          {t('clients.tag.restore')}
        </Button>
      </td>
      <td>{t('clients.tag.days', { days: removed.days_left })}</td>
      <td>{format.dateTime(removed.at)}</td>
      <td>{removed.by?.full_name ?? t('clients.tag.program')}</td>
    </tr>
  );
}
