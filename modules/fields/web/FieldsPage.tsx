import { IconArrowDown, IconArrowUp, IconForms, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { IconButton } from '#ui-kit/IconButton.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { type FieldView, listFieldsRoute, orderFieldsRoute } from '../contract.ts';
import type { Entity } from '../rules.ts';
import { FieldDialog } from './FieldDialog.tsx';
import styles from './parts/fields.module.css';

const BUILDING_MS = 1000;

/** The company's own fields, kind of record by kind of record: what there is, in which order, and what lists are filtered by. */
export function FieldsPage() {
  const { t } = useText();
  const [entity, setEntity] = useState<Entity>('client');
  const [opened, setOpened] = useState<FieldView | 'new' | null>(null);
  const [building, setBuilding] = useState(false);
  const read = useRead(listFieldsRoute, { query: {} }, building ? { refetchInterval: BUILDING_MS } : {});
  const { data } = read;
  const waits = data?.items.some((field) => field.filtered && !field.archived && !field.ready) === true;
  if (waits !== building) setBuilding(waits);
  usePage({ crumbs: [{ label: t('fields.title') }] });
  if (read.error !== null) return <ErrorState title={read.error.message} requestId={read.error.requestId} />;
  if (data === undefined)
    return (
      <Delayed>
        <SkeletonText lines={8} />
      </Delayed>
    );
  const fields = data.items.filter((field) => field.entity === entity);
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('fields.title')}
        actions={
          data.may_edit ? (
            <Button look="primary" icon={IconPlus} onClick={() => setOpened('new')}>
              {t('fields.add')}
            </Button>
          ) : null
        }
      >
        <p className="ink-2">{t('fields.note')}</p>
        {data.entities.length < 2 ? null : (
          <Segmented
            label={t('fields.entities')}
            value={entity}
            onChange={setEntity}
            options={data.entities.map((value) => ({ value, label: t(`fields.entity.${value}`) }))}
          />
        )}
      </PageHeader>
      {fields.length === 0 ? (
        <EmptyState icon={IconForms} title={t('fields.none')} text={t('fields.none_text')} />
      ) : (
        <Fields
          key={entity}
          entity={entity}
          listed={data.listed.includes(entity)}
          fields={fields}
          mayEdit={data.may_edit}
          onOpen={setOpened}
        />
      )}
      {opened === null ? null : (
        <FieldDialog
          key={opened === 'new' ? entity : opened.id}
          entity={entity}
          listed={data.listed.includes(entity)}
          field={opened === 'new' ? null : opened}
          onClose={() => setOpened(null)}
        />
      )}
    </div>
  );
}

interface FieldsProps {
  entity: Entity;
  listed: boolean;
  fields: readonly FieldView[];
  mayEdit: boolean;
  onOpen: (field: FieldView) => void;
}

function Fields({ entity, listed, fields, mayEdit, onOpen }: FieldsProps) {
  const { t } = useText();
  const [all, setAll] = useState(false);
  const order = useWrite(orderFieldsRoute);
  const archived = fields.filter((field) => field.archived);
  const shown = all ? fields : fields.filter((field) => !field.archived);
  const move = (field: FieldView, by: -1 | 1) => {
    const ids = shown.map(({ id }) => id);
    const from = ids.indexOf(field.id);
    const other = ids[from + by];
    if (other === undefined) return;
    ids[from + by] = field.id;
    ids[from] = other;
    order.mutate({ body: { entity, ids } });
  };
  return (
    <Section
      title={t(`fields.entity.${entity}`)}
      count={fields.length - archived.length}
      action={
        archived.length === 0 ? null : (
          <button type="button" className="link t-small" onClick={() => setAll(!all)}>
            {all ? t('fields.hide_archived') : t('fields.show_archived', { count: archived.length })}
          </button>
        )
      }
    >
      <div className={styles.scroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('fields.column.name')}</th>
              <th>{t('fields.column.type')}</th>
              <th>{t('fields.column.key')}</th>
              {listed ? <th>{t('fields.column.filter')}</th> : null}
              {mayEdit ? <th>{t('fields.column.order')}</th> : null}
            </tr>
          </thead>
          <tbody>
            {shown.map((field, index) => (
              <tr key={field.id}>
                <td className="medium">
                  <span className="row">
                    {mayEdit ? (
                      <button type="button" className="link" onClick={() => onOpen(field)}>
                        {field.name}
                      </button>
                    ) : (
                      field.name
                    )}
                    {field.archived ? <Chip>{t('fields.archived_mark')}</Chip> : null}
                  </span>
                </td>
                <td>
                  {t(`fields.type.${field.type}`)}
                  {field.choices.length === 0 ? null : (
                    <span className={`${styles.choices} ink-3`}>
                      {field.choices
                        .filter((choice) => !choice.archived)
                        .map(({ name }) => name)
                        .join(', ')}
                    </span>
                  )}
                </td>
                <td>
                  <code className="ink-2">{field.key}</code>
                </td>
                {listed ? (
                  <td className="ink-2 nowrap">
                    {field.filtered && !field.archived
                      ? t(field.ready ? 'fields.filter_ready' : 'fields.filter_building')
                      : t('fields.filter_no')}
                  </td>
                ) : null}
                {mayEdit ? (
                  <td className={styles.moves}>
                    <IconButton
                      icon={IconArrowUp}
                      size="tiny"
                      label={t('fields.up', { name: field.name })}
                      disabled={index === 0}
                      onClick={() => move(field, -1)}
                    />
                    <IconButton
                      icon={IconArrowDown}
                      size="tiny"
                      label={t('fields.down', { name: field.name })}
                      disabled={index === shown.length - 1}
                      onClick={() => move(field, 1)}
                    />
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
