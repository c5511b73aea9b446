import { useMemo, useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { useRead } from '#ui-kit/call.ts';
import { Tabs } from '#ui-kit/data/Tabs.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { SplitPane } from '#ui-kit/frame/SplitPane.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { type StructureView, showStructure } from '../contract.ts';
import type { SalesFunction } from '../rules.ts';
import { AccessSection } from './AccessSection.tsx';
import { NormsSection } from './NormsSection.tsx';
import { NoStructure } from './NoStructure.tsx';
import { PositionsSection } from './PositionsSection.tsx';
import { useActor, useMay } from './parts/actor.tsx';
import { RelayPicture } from './RelayPicture.tsx';
import { SegmentsSection } from './SegmentsSection.tsx';
import { ServingTable, Violations } from './ServingTable.tsx';
import { type OpenDialog, StructureDialogs } from './StructureDialogs.tsx';
import { type OpenSide, StructureSide, sideDraft } from './StructureSide.tsx';
import styles from './structure.module.css';
import { structureNames } from './structure-names.ts';
import { UnitsSection } from './UnitsSection.tsx';

type Tab = 'positions' | 'units' | 'segments' | 'norms' | 'access';

/** How the company is arranged to sell: the relay and who serves it, people in positions, norms, rights. */
export function StructurePage() {
  const { t } = useText();
  const me = useActor();
  const [systemId, setSystemId] = useState<string | null>(null);
  const structure = useRead(
    showStructure,
    { query: systemId === null ? {} : { sales_system_id: systemId } },
    { keep: true },
  );
  const current = structure.data?.sales_system.name;
  usePage({ crumbs: [{ label: t('structure.title') }, ...(current === undefined ? [] : [{ label: current }])] });
  if (structure.error?.reason === 'structure.not_installed') return <NoStructure />;
  if (structure.error !== null)
    return <ErrorState title={structure.error.message} requestId={structure.error.requestId} />;
  if (structure.data === undefined) {
    return (
      <Delayed>
        <SkeletonRows columns={[2, 3, 2, 1]} rows={14} />
      </Delayed>
    );
  }
  return (
    <Structure
      key={structure.data.sales_system.id}
      structure={structure.data}
      today={me.today}
      onSystem={setSystemId}
    />
  );
}

interface StructureProps {
  structure: StructureView;
  today: string;
  onSystem: (id: string) => void;
}

function Structure({ structure, today, onSystem }: StructureProps) {
  const { t, format } = useText();
  const me = useActor();
  const mayEditUnits = useMay('structure.edit') !== null;
  const names = useMemo(() => structureNames(structure, today), [structure, today]);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const [side, setSide] = useState<OpenSide | null>(null);
  const [tab, setTab] = useState<Tab>('positions');
  const { edit } = structure.may;
  const { edition } = structure.sales_system;
  const assign = edit ? (fn: SalesFunction) => setDialog({ kind: 'assign', fn }) : undefined;
  const position = (id: string) => {
    const found = names.position(id);
    if (found !== undefined) setDialog({ kind: 'position', position: found });
  };

  const sections: Record<Tab, () => React.ReactNode> = {
    positions: () => (
      <PositionsSection
        structure={structure}
        today={today}
        mayEdit={edit}
        onPosition={(one) => setDialog({ kind: 'position', position: one })}
        onTake={(one) => setDialog({ kind: 'take', position: one })}
        onHolding={(one, employment) => setDialog({ kind: 'holding', position: one, employment })}
        onDrop={(one) => setSide({ kind: 'drop', positionId: one.id, receiverId: null })}
        onDeparture={(employeeId) => setSide({ kind: 'departure', employeeId })}
      />
    ),
    units: () => (
      <UnitsSection structure={structure} mayEdit={mayEditUnits} onUnit={(unit) => setDialog({ kind: 'unit', unit })} />
    ),
    segments: () => (
      <SegmentsSection
        structure={structure}
        names={names}
        mayEdit={edit}
        onSegment={(segment) => setDialog({ kind: 'segment', segment })}
      />
    ),
    norms: () => <NormsSection structure={structure} mayEdit={edit} />,
    access: () => <AccessSection />,
  };

  return (
    <SplitPane
      side={
        side === null ? null : (
          <StructureSide side={side} today={today} onChange={setSide} onClose={() => setSide(null)} />
        )
      }
      sideLabel={t('structure.side')}
      sideWidth={376}
      onCloseSide={() => setSide(null)}
      takeFocus
    >
      <div className={styles.page}>
        <PageHeader
          title={t('structure.title')}
          note={
            edition.since === null
              ? structure.sales_system.name
              : t('structure.edition', { number: edition.number, day: format.date(edition.since) })
          }
          actions={
            <>
              {me.sales_systems
                .filter((system) => system.id !== structure.sales_system.id)
                .map((system) => (
                  <Button key={system.id} size="small" onClick={() => onSystem(system.id)}>
                    {system.name}
                  </Button>
                ))}
              {structure.may.open_system ? (
                <Button size="small" onClick={() => setDialog({ kind: 'system', system: null })}>
                  {t('structure.add_system')}
                </Button>
              ) : null}
              {edit ? (
                <Button size="small" onClick={() => setDialog({ kind: 'system', system: structure.sales_system })}>
                  {t('structure.describe_system')}
                </Button>
              ) : null}
            </>
          }
        />
        <Section>
          <RelayPicture
            names={names}
            draft={sideDraft(side, names.facts)}
            onFunction={assign}
            onPosition={edit ? position : undefined}
          />
        </Section>
        <Violations structure={structure} names={names} onFunction={assign} />
        <ServingTable
          structure={structure}
          names={names}
          today={today}
          onFunction={assign}
          onNewPosition={edit ? () => setDialog({ kind: 'position', position: null }) : undefined}
        />
        <Tabs<Tab>
          label={t('structure.title')}
          value={tab}
          onChange={setTab}
          items={(['positions', 'units', 'segments', 'norms', 'access'] as const).map((id) => ({
            id,
            label: t(`structure.tab.${id}`),
            content: id === tab ? sections[id]() : null,
          }))}
        />
      </div>
      <StructureDialogs
        dialog={dialog}
        structure={structure}
        today={today}
        onClose={() => setDialog(null)}
        onDeparture={(employeeId) => {
          setDialog(null);
          setSide({ kind: 'departure', employeeId });
        }}
      />
    </SplitPane>
  );
}
