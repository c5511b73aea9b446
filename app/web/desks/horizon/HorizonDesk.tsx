import { useState } from 'react';
import { TodayList } from '#modules/activities/web/parts/TodayList.tsx';
import { type Horizon, type HorizonClient, showHorizonRoute } from '#modules/needs/horizon/contract.ts';
import type { Verdict } from '#modules/needs/rules.ts';
import { RelevanceMark } from '#modules/needs/web/parts/RelevanceMark.tsx';
import { useRead } from '#ui-kit/call.ts';
import { useClock } from '#ui-kit/clock.tsx';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { InlineSelect } from '#ui-kit/forms/InlineSelect.tsx';
import { SplitPane } from '#ui-kit/frame/SplitPane.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { later } from '#ui-kit/later.tsx';
import { useNavigateTo } from '#ui-kit/link.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { usePhone } from '#ui-kit/media.ts';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { HorizonPhone } from './HorizonPhone.tsx';
import { HorizonPicture } from './HorizonPicture.tsx';
import styles from './horizon.module.css';
import { LANES } from './horizon-shape.ts';
import { todayExtras } from './today-extras.tsx';

const ClientSide = later(() => import('./ClientSide.tsx'), 'ClientSide');
const HorizonTable = later(() => import('./HorizonTable.tsx'), 'HorizonTable');
const HorizonWeeks = later(() => import('./HorizonWeeks.tsx'), 'HorizonWeeks');

const VIEWS = ['picture', 'table', 'weeks'] as const;
type View = (typeof VIEWS)[number];
const VIEW_KEYS = { picture: 'Digit1', table: 'Digit2', weeks: 'Digit3' } as const;

/** The desk of whoever develops clients: what is late, what is today, what ripens when. */
export function HorizonDesk() {
  const { t } = useText();
  const horizon = useRead(showHorizonRoute, { query: {} });
  const phone = usePhone();
  usePage({ crumbs: [{ label: t('needs.horizon.title') }] });
  if (horizon.error !== null && horizon.data === undefined) {
    return <ErrorState title={horizon.error.message} requestId={horizon.error.requestId} />;
  }
  if (horizon.data === undefined) {
    return (
      <Delayed>
        <SkeletonRows columns="112px 12px 120px minmax(0,1fr) 48px" rows={12} />
      </Delayed>
    );
  }
  return phone ? <HorizonPhone horizon={horizon.data} /> : <WideDesk horizon={horizon.data} />;
}

function WideDesk({ horizon }: { horizon: Horizon }) {
  const { t, rich, format } = useText();
  const clock = useClock();
  const navigate = useNavigateTo();
  const [view, setView] = useState<View>('picture');
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const byId = new Map(horizon.clients.map((client) => [client.id, client]));
  const selected = selectedId === null ? undefined : byId.get(selectedId);
  const shown = horizon.clients.filter((client) => verdict === null || client.need?.verdict === verdict);
  useKeys(
    {
      Digit1: { run: () => setView('picture'), label: t('needs.horizon.view.picture') },
      Digit2: { run: () => setView('table'), label: t('needs.horizon.view.table') },
      Digit3: { run: () => setView('weeks'), label: t('needs.horizon.view.weeks') },
    },
    { group: t('needs.horizon.title') },
  );
  const open = (id: string) => {
    if (selectedId === id || !byId.has(id)) navigate(`/clients/${id}`);
    else setSelectedId(id);
  };
  return (
    <SplitPane
      side={
        selected === undefined ? null : (
          <ClientSide key={selected.id} client={selected} onClose={() => setSelectedId(null)} />
        )
      }
      sideLabel={t('needs.horizon.side')}
      onCloseSide={() => setSelectedId(null)}
      sideWidth={316}
    >
      <div className={styles.desk}>
        <div className={styles.today}>
          <TodayList
            nameOf={(id) => byId.get(id)?.settlement ?? undefined}
            markOf={(id) => <RelevanceMark verdict={byId.get(id)?.need?.verdict ?? null} look="mark" size={12} />}
            figureOf={(id) => <Value client={byId.get(id)} />}
            extras={todayExtras(horizon, { t, format, now: clock.now(), navigate, select: setSelectedId })}
            activeClientId={selectedId}
            onOpen={open}
            onCursor={(id) => byId.has(id) && selectedId !== null && setSelectedId(id)}
          />
        </div>
        <div className={styles.bar}>
          <span>
            {rich(horizon.norm === 0 ? 'needs.horizon.held' : 'needs.horizon.held_of_norm', {
              count: shown.length,
              norm: horizon.norm,
              b: (words) => <b>{words}</b>,
            })}
          </span>
          <InlineSelect
            label={t('needs.horizon.which')}
            any={t('needs.horizon.all_verdicts')}
            value={verdict}
            onChange={setVerdict}
            options={LANES.map((value) => ({ value, label: t(`needs.verdict.${value}`) }))}
          />
          <span className="spread" />
          <Segmented
            label={t('needs.horizon.views')}
            value={view}
            onChange={setView}
            options={VIEWS.map((value) => ({ value, label: t(`needs.horizon.view.${value}`), keys: VIEW_KEYS[value] }))}
          />
        </div>
        {view === 'picture' ? (
          <div className={styles.view}>
            <HorizonPicture
              horizon={horizon}
              clients={shown}
              selectedId={selectedId}
              onSelect={setSelectedId}
              onOpen={(id) => navigate(`/clients/${id}`)}
            />
            <Unplaced clients={shown} onOpen={() => setView('table')} />
          </div>
        ) : null}
        {view === 'table' ? (
          <div className={styles.table}>
            <HorizonTable
              clients={shown}
              selectedId={selectedId}
              onSelect={setSelectedId}
              onOpen={(id) => navigate(`/clients/${id}`)}
            />
          </div>
        ) : null}
        {view === 'weeks' ? (
          <div className={styles.view}>
            <HorizonWeeks ownerId={horizon.owner.id} />
          </div>
        ) : null}
      </div>
    </SplitPane>
  );
}

/** Clients that have no place on the axis: nobody has determined yet when they can buy, or they will not. */
function Unplaced({ clients, onOpen }: { clients: readonly HorizonClient[]; onOpen: () => void }) {
  const { t } = useText();
  const unknown = clients.filter((client) => client.need?.verdict == null).length;
  const never = clients.filter((client) => client.need?.verdict === 'none').length;
  if (unknown + never === 0) return null;
  return (
    <p className="ink-2">
      <button type="button" className="link" onClick={onOpen}>
        {t('needs.horizon.unplaced', { unknown, never })}
      </button>
    </p>
  );
}

function Value({ client }: { client: HorizonClient | undefined }) {
  const { format } = useText();
  const value = client?.need?.value_minor ?? null;
  return value === null ? null : <Num>{format.moneyShort(value)}</Num>;
}
