import { IconSchool } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { InlineSelect } from '#ui-kit/forms/InlineSelect.tsx';
import { PageHeader } from '#ui-kit/frame/PageHeader.tsx';
import { SplitPane } from '#ui-kit/frame/SplitPane.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { Whisker } from '#ui-kit/marks/Whisker.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { showSupportDesk, takeNextRequestRoute } from '../contract.ts';
import { Competences } from './Competences.tsx';
import { RequestBoard } from './RequestBoard.tsx';
import { RequestPanel } from './RequestPanel.tsx';
import styles from './support.module.css';

/** The desk of a department: what it owes, who gets the next one and why, who can do what, how evenly the work is spread. */
export function SupportDesk() {
  const { t } = useText();
  usePage({ crumbs: [{ label: t('support.title') }] });
  const [unitId, setUnitId] = useState<string | undefined>(
    () => new URLSearchParams(window.location.search).get('unit') ?? undefined,
  );
  const desk = useRead(
    showSupportDesk,
    { query: unitId === undefined ? {} : { unit_id: unitId } },
    { refetchInterval: 60_000, keep: true },
  );
  const [openId, setOpenId] = useState<string | null>(null);
  const takeNext = useWrite(takeNextRequestRoute);
  const shown = desk.data?.unit_id ?? null;
  const next = () => {
    if (shown === null) return;
    takeNext.mutate(
      { body: { unit_id: shown } },
      { onSuccess: (request) => setOpenId(request.id), onError: (error) => toast({ text: error.message }) },
    );
  };
  const works = desk.data?.may_answer === true || desk.data?.may_route === true;
  useKeys(
    { Enter: { run: next, label: t('support.take_next') } },
    { group: t('support.title'), enabled: works && openId === null },
  );

  if (desk.error !== null) {
    return desk.error.status === 404 ? (
      <EmptyState icon={IconSchool} title={t('support.no_department')} text={t('support.no_department_text')} />
    ) : (
      <ErrorState title={desk.error.message} requestId={desk.error.requestId} />
    );
  }
  if (desk.data === undefined) {
    return (
      <Delayed>
        <SkeletonRows columns={[1, 1, 1, 1]} rows={8} />
      </Delayed>
    );
  }
  const { data } = desk;
  const opened = data.requests.find((request) => request.id === openId);
  return (
    <SplitPane
      side={opened === undefined ? null : <RequestPanel request={opened} desk={data} onClose={() => setOpenId(null)} />}
      sideLabel={opened?.type_name ?? ''}
      onCloseSide={() => setOpenId(null)}
    >
      <PageHeader
        title={data.units.find((unit) => unit.id === data.unit_id)?.name ?? t('support.queue')}
        {...(data.units.length > 1
          ? {
              note: (
                <InlineSelect
                  label={t('support.department')}
                  value={data.unit_id ?? ''}
                  options={data.units.map((unit) => ({ value: unit.id, label: unit.name }))}
                  onChange={(value) => setUnitId(value ?? undefined)}
                />
              ),
            }
          : {})}
        actions={
          works ? (
            <Button look="primary" keys="Enter" busy={takeNext.isPending} onClick={next}>
              {t('support.take_next')}
            </Button>
          ) : undefined
        }
      >
        <div className={styles.facts}>
          <Whisker part={data.kept_in_time.kept} whole={data.kept_in_time.of} />
          <span className="ink-3 t-small">{t('support.in_time')}</span>
        </div>
      </PageHeader>
      {data.requests.length === 0 ? (
        <EmptyState icon={IconSchool} title={t('support.empty')} text={t('support.empty_text')} />
      ) : (
        <RequestBoard requests={data.requests} openId={openId} onOpen={setOpenId} />
      )}
      <Competences desk={data} />
    </SplitPane>
  );
}
