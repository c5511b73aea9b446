import { IconMapOff, IconTable } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import { asked, writeAddress } from '#modules/lists/web/parts/list-address.ts';
import { useApplied } from '#modules/lists/web/parts/use-applied.ts';
import { useListState } from '#modules/lists/web/parts/use-list-state.ts';
import { ViewStrip } from '#modules/lists/web/parts/ViewStrip.tsx';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useRead } from '#ui-kit/call.ts';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { SplitPane } from '#ui-kit/frame/SplitPane.tsx';
import { AppLink, useNavigateTo } from '#ui-kit/link.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { type ClientMap, type MapCell, mapClientsRoute } from '../map/contract.ts';
import { withinBox } from '../map/rules.ts';
import { STATE_GROUP_NAMES } from '../rules.ts';
import { ClientCardPanel } from './ClientCardPanel.tsx';
import { ClientFilters } from './ClientFilters.tsx';
import { CLIENT_LIST, CLIENT_MAP, type ClientAddress } from './client-list.ts';
import { MapPicture } from './MapPicture.tsx';
import { boxInSight, cellAt, cellsInSight, closerTo, fitted, type MapView, type Size } from './map-view.ts';
import styles from './parts/clients.module.css';
import mapStyles from './parts/map.module.css';
import { useListFields } from './use-list-fields.ts';

/** A cell of this size is enough to know where the clients of the list are. */
const OVERVIEW_CELL = 2;
const NONE: readonly MapCell[] = [];

/** The clients of the list as points over the outline of the country; the same as a table under it. */
export function MapPage() {
  const { t } = useText();
  const navigate = useNavigateTo();
  const fields = useListFields();
  const { shown, views, view: saved, show, openView, hrefOf } = useListState(CLIENT_MAP);
  const [size, setSize] = useState<Size>({ width: 0, height: 0 });
  const [moved, setMoved] = useState<MapView | null>(null);
  const applied = useApplied(shown, fields);
  const query = asked(CLIENT_LIST, applied.shape);
  const overview = useRead(
    mapClientsRoute,
    { query: { ...query, cell: OVERVIEW_CELL } },
    { enabled: applied.ready, keep: true },
  );
  const all = overview.data?.items ?? NONE;
  const view = moved ?? fitted(cornersOf(all), size);
  // What is asked follows the hand at the pace of the answers.
  const sight = useDeferredValue(view);
  const near = useRead(
    mapClientsRoute,
    { query: { ...query, cell: cellAt(sight.scale), ...boxInSight(sight, size) } },
    { enabled: overview.data !== undefined && all.length > 0 && size.width > 0, keep: true },
  );
  const cells = near.data?.items ?? NONE;
  const seen = cellsInSight(cells, view, size);
  const listOf = (cell: MapCell) =>
    writeAddress(CLIENT_LIST, { ...shown, filter: withinBox(shown.filter, cell), explicit: true, open: null });
  const press = (cell: MapCell) => {
    if (cell.client !== null) return show({ open: cell.client.id });
    const closer = closerTo(cell, size, view);
    return closer === null ? navigate(listOf(cell)) : setMoved(closer);
  };
  const { open } = shown;
  usePage({ crumbs: [{ label: t('clients.list'), href: '/clients' }, { label: t('clients.map.name') }] });
  const error = overview.error ?? near.error;
  return (
    <div className={styles.page}>
      <PageHeader
        title={t('clients.map.name')}
        actions={
          <Button icon={IconTable} href={writeAddress(CLIENT_LIST, { ...shown, open: null })}>
            {t('clients.map.as_list')}
          </Button>
        }
      >
        <ViewStrip
          list="clients"
          whole={t('clients.whole_list')}
          views={views}
          current={saved}
          shape={{
            q: shown.q,
            scope: shown.scope,
            filter: shown.filter,
            sort: shown.sort,
            group: shown.group,
            columns: saved?.shape.columns ?? null,
          }}
          touched={false}
          hrefOf={hrefOf}
          onOpen={openView}
        />
        <ClientFilters shape={shown} applied={applied} fields={fields} page={undefined} onChange={show} />
        <Legend map={overview.data} cells={seen} shown={shown} />
      </PageHeader>
      <div className={styles.table}>
        <SplitPane
          sideLabel={t('clients.card')}
          sideWidth={376}
          onCloseSide={() => show({ open: null })}
          side={open === null ? null : <ClientCardPanel key={open} id={open} onClose={() => show({ open: null })} />}
        >
          {error !== null ? (
            <ErrorState title={error.message} requestId={error.requestId} />
          ) : overview.data !== undefined && all.length === 0 ? (
            <NobodyThere someFound={overview.data.without.value > 0 && (shown.q !== '' || shown.filter !== '')} />
          ) : (
            <div className={mapStyles.both}>
              <MapPicture
                cells={cells}
                seen={seen}
                lost={near.data !== undefined && !near.isFetching && seen.length === 0}
                view={view}
                size={size}
                onView={setMoved}
                onSize={setSize}
                onWhole={() => setMoved(null)}
                onPress={press}
              />
              <CellTable
                cells={seen}
                hrefOf={(cell) => (cell.client === null ? listOf(cell) : `/clients/${cell.client.id}`)}
              />
            </div>
          )}
        </SplitPane>
      </div>
    </div>
  );
}

const cornersOf = (cells: readonly MapCell[]) =>
  cells.flatMap(({ south, north, west, east }) => [[west, south] as const, [east, north] as const]);

function NobodyThere({ someFound }: { someFound: boolean }) {
  const { t } = useText();
  const mayImport = useActor().rights['clients.import'] !== undefined;
  return (
    <EmptyState
      icon={IconMapOff}
      title={t(someFound ? 'clients.map.empty_found' : 'clients.map.empty')}
      text={t('clients.map.empty_text')}
      look="default"
      action={mayImport ? { label: t('clients.bring_base'), href: '/clients/import' } : undefined}
    />
  );
}

/** What the colours mean, how many are in sight, and how many the map cannot show. */
function Legend({
  map,
  cells,
  shown,
}: {
  map: ClientMap | undefined;
  cells: readonly MapCell[];
  shown: ClientAddress;
}) {
  const { t } = useText();
  const count = cells.reduce((sum, cell) => sum + cell.count, 0);
  const nowhere = 'coordinates is no';
  const filter = shown.filter === '' ? nowhere : `(${shown.filter}) and ${nowhere}`;
  return (
    <div className={mapStyles.legend}>
      <span className="strong nowrap">{t('clients.map.on_screen', { count })}</span>
      {STATE_GROUP_NAMES.map((group) => (
        <span key={group} className={mapStyles.key}>
          <span className={mapStyles.dot} data-paint={group} />
          {t(`clients.group.${group}`)}
        </span>
      ))}
      {map === undefined || map.without.value === 0 ? null : (
        <AppLink className="link" href={writeAddress(CLIENT_LIST, { ...shown, filter, explicit: true, open: null })}>
          {t(map.without.exact ? 'clients.map.without' : 'clients.map.without_more', { count: map.without.value })}
        </AppLink>
      )}
      {map === undefined || map.scope === shown.scope ? null : (
        <span className="ink-3">{t('clients.map.only_open')}</span>
      )}
    </div>
  );
}

/** The cells in sight in rows: for whoever does not see the picture, and for whoever wants the numbers. */
function CellTable({ cells, hrefOf }: { cells: readonly MapCell[]; hrefOf: (cell: MapCell) => string }) {
  const { t, format } = useText();
  return (
    <details className={mapStyles.details}>
      <summary>{t('clients.map.table')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section className={mapStyles.rows} tabIndex={0} aria-label={t('clients.map.table')}>
        <table className={styles.grid}>
          <thead>
            <tr>
              <th scope="col">{t('clients.map.place')}</th>
              <th scope="col">{t('clients.map.all')}</th>
              {STATE_GROUP_NAMES.map((group) => (
                <th key={group} scope="col">
                  {t(`clients.group.${group}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {cells.map((cell) => (
              <tr key={`${cell.south} ${cell.west} ${cell.north} ${cell.east}`}>
                <td className={styles.wide}>
                  <AppLink className="link" href={hrefOf(cell)}>
                    {cell.client?.name ?? cell.region ?? t('clients.map.no_region')}
                  </AppLink>
                </td>
                <td>{format.number(cell.count)}</td>
                {STATE_GROUP_NAMES.map((group) => (
                  <td key={group}>{format.number(cell.groups[group])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
