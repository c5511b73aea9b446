import {
  IconBuildingCommunity,
  IconCopyCheck,
  IconFileImport,
  IconListCheck,
  IconMessagePlus,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { ListPage } from '#modules/lists/web/parts/ListPage.tsx';
import { writeAddress } from '#modules/lists/web/parts/list-address.ts';
import { useList } from '#modules/lists/web/parts/use-list.ts';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { ActionMenu } from '#ui-kit/ActionMenu.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useWrite } from '#ui-kit/call.ts';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { later, laterDialog, useSoon } from '#ui-kit/later.tsx';
import { useNavigateTo } from '#ui-kit/link.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { editClientRoute } from '../contract.ts';
import { EXPORT_COLUMNS } from '../exports/contract.ts';
import { CLIENT_GROUPINGS, type ClientListRow } from '../listing/contract.ts';
import { Beginning } from './Beginning.tsx';
import { BULK_DIALOGS, BulkBar } from './BulkBar.tsx';
import { CLIENT_LIST, CLIENT_MAP } from './client-list.ts';
import { useChosen, useCurrentBulk } from './use-bulk.ts';
import { useClientColumns, useCompactClients } from './use-client-columns.tsx';
import { useClientGroups } from './use-client-groups.ts';
import { useClientWords } from './use-client-words.ts';
import { useClients } from './use-clients.ts';
import { useListFields } from './use-list-fields.ts';

const ClientCardPanel = later(() => import('./ClientCardPanel.tsx'), 'ClientCardPanel');
const NewClientDialog = laterDialog(() => import('./NewClientDialog.tsx'), 'NewClientDialog');
const InterestDialog = laterDialog(() => import('./parts/InterestDialog.tsx'), 'InterestDialog');
const BulkBand = later(() => import('./BulkBand.tsx'), 'BulkBand');
/** What is likely to be asked for next. */
const SOON = [ClientCardPanel, NewClientDialog, ...BULK_DIALOGS];

const BY_NAME = { column: 'name', descending: false };

/** The register of the market: searched, filtered by a sentence, sorted; the card at the side; all of it in the address. */
export function ClientListPage() {
  const { t } = useText();
  const { rights } = useActor();
  const navigate = useNavigateTo();
  const fields = useListFields();
  const list = useList(CLIENT_LIST, fields);
  const { shown, shape, applied, show } = list;
  const [adding, setAdding] = useState<'client' | 'interest' | null>(null);
  const clients = useClients(shape, shown.start, applied.ready);
  const groups = useClientGroups(shape, applied.ready);
  const useRows = (filter: string) => useClients({ ...shape, filter }, '');
  const edit = useWrite(editClientRoute).mutateAsync;
  const columns = useClientColumns(fields);
  const compact = useCompactClients();
  const words = useClientWords();
  const chosen = useChosen(clients, shape);
  const { bulk, follow } = useCurrentBulk();
  useSoon(SOON, !clients.loading);
  const mayCreate = rights['clients.create'] !== undefined;
  const mayImport = rights['clients.import'] !== undefined;
  usePage({ crumbs: [{ label: words.title }] });
  useKeys(
    {
      KeyN: mayCreate ? { run: () => setAdding('client'), label: t('clients.new') } : undefined,
      'Mod+KeyA': { run: chosen.chooseEverything, label: t('clients.bulk.choose_everything_key') },
      KeyI: mayImport ? { run: () => navigate('/clients/import'), label: t('clients.bring_base') } : undefined,
    },
    { group: words.title },
  );
  const openCard = (id: string) => show({ open: id });
  const closeCard = () => show({ open: null });

  return (
    <>
      <ListPage
        list={list}
        entity="client"
        words={words}
        read={clients}
        columns={columns}
        compact={compact}
        saveOwn={useCallback(
          ({ id, version = 0 }: ClientListRow, custom) => edit({ params: { id }, body: { version, custom } }),
          [edit],
        )}
        exported={EXPORT_COLUMNS}
        usual={shown.q === '' ? BY_NAME : null}
        groupings={CLIENT_GROUPINGS.map((value) => ({ value, label: t(`clients.grouping.${value}`) }))}
        groups={groups}
        useRows={useRows}
        scope={clients.page?.scope}
        sideWidth={376}
        side={shown.open === null ? null : <ClientCardPanel key={shown.open} id={shown.open} onClose={closeCard} />}
        table={{ selection: chosen.selection, onSelection: chosen.choose }}
        actions={
          <>
            {mayCreate ? (
              <Button look="primary" icon={IconPlus} keys="KeyN" onClick={() => setAdding('client')}>
                {t('clients.new')}
              </Button>
            ) : null}
            {mayImport ? (
              <Button icon={IconFileImport} keys="KeyI" href="/clients/import">
                {t('clients.bring_base')}
              </Button>
            ) : null}
            {mayCreate ? (
              <ActionMenu
                label={t('clients.more_actions')}
                items={[
                  { label: t('clients.dup.title'), icon: IconCopyCheck, onRun: () => navigate('/clients/duplicates') },
                  { label: t('clients.interest_title'), icon: IconMessagePlus, onRun: () => setAdding('interest') },
                  { label: t('clients.bulk_page.page'), icon: IconListCheck, onRun: () => navigate('/clients/bulk') },
                  { label: t('clients.trash.name'), icon: IconTrash, onRun: () => navigate('/trash') },
                ]}
              />
            ) : null}
          </>
        }
        chosen={
          chosen.count.value === 0 ? null : (
            <BulkBar chosen={chosen} found={clients.page?.count ?? chosen.count} fields={fields} onStarted={follow} />
          )
        }
        beginning={shape.group === null ? <Beginning shown={shown} onShow={show} /> : null}
        ways={
          <Button size="small" href={writeAddress(CLIENT_MAP, { ...shown, open: null })}>
            {t('clients.map.on_map')}
          </Button>
        }
        notice={
          clients.page?.similar === true ? (
            <p className="ink-2" role="status">
              {t('clients.similar_shown')}
            </p>
          ) : null
        }
        band={bulk === undefined ? null : <BulkBand bulk={bulk} onFollow={follow} />}
        empty={
          <EmptyState
            icon={IconBuildingCommunity}
            title={t('clients.empty')}
            text={t(mayImport ? 'clients.empty_text' : 'clients.empty_text_read')}
            look="default"
            action={mayImport ? { label: t('clients.bring_base'), href: '/clients/import', keys: 'KeyI' } : undefined}
          />
        }
      />
      {adding === 'client' ? (
        <NewClientDialog onClose={() => setAdding(null)} onCreated={({ id }) => openCard(id)} />
      ) : null}
      {adding === 'interest' ? (
        <InterestDialog onClose={() => setAdding(null)} onReceived={({ client_id: id }) => openCard(id)} />
      ) : null}
    </>
  );
}
