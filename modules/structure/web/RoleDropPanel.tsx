import { IconAlertTriangle, IconCircleCheck, IconHandStop } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { useRead } from '#ui-kit/call.ts';
import { KeyValue, type KeyValueItem } from '#ui-kit/data/KeyValue.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { SidePanel } from '#ui-kit/frame/SidePanel.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { useText } from '#ui-kit/text.tsx';
import { dropRole, previewRoleDrop, type RoleDropView } from '../role-drop/contract.ts';
import { useSave } from './saved.ts';
import styles from './structure.module.css';
import { useWorkWords } from './work-words.ts';

interface RoleDropPanelProps {
  positionId: string;
  /** To whom it would pass; null leaves the choice to the program. */
  receiverId: string | null;
  onReceiver: (receiverId: string) => void;
  onClose: () => void;
}

/** What dropping a role would do, in the order in which people ask; the program's objection; the click itself. */
export function RoleDropPanel({ positionId, receiverId, onReceiver, onClose }: RoleDropPanelProps) {
  const { t, rich, format } = useText();
  const [dropping, setDropping] = useState(false);
  // While the role is being dropped nobody asks about it again: a moment later there is nothing to preview.
  const preview = useRead(
    previewRoleDrop,
    { params: { id: positionId }, query: receiverId === null ? {} : { to: receiverId } },
    { keep: true, enabled: !dropping },
  );
  if (preview.data === undefined) {
    return (
      <SidePanel title={t('structure.drop_title_unknown')} onClose={onClose}>
        <div className={styles.block}>
          {preview.error === null ? (
            <Delayed>
              <SkeletonText lines={8} />
            </Delayed>
          ) : (
            <ErrorState title={preview.error.message} requestId={preview.error.requestId} />
          )}
        </div>
      </SidePanel>
    );
  }
  const view = preview.data;
  return (
    <SidePanel
      title={t('structure.drop_title', { position: view.position.title })}
      note={t('structure.drop_note')}
      onClose={onClose}
      foot={<DropFoot view={view} busy={dropping} onBusy={setDropping} onClose={onClose} />}
    >
      {view.guard === null ? null : (
        <div className={styles.guard}>
          <Glyph of={IconHandStop} size={18} />
          <div>
            <p className="strong">{t('structure.program_disagrees')}</p>
            <p className="t-small">
              {t('structure.guard', { clients: view.guard.clients_in_market })}{' '}
              {view.guard.may_overrule ? t('structure.guard_head') : t('structure.guard_not_head')}
            </p>
          </div>
        </div>
      )}
      <div className={styles.block}>
        <SelectField
          label={t('structure.field.passes_to')}
          value={view.receiver?.id ?? null}
          onChange={(id) => id !== null && onReceiver(id)}
          options={view.candidates.map((one) => ({ value: one.id, label: one.title }))}
        />
      </div>
      <div className={styles.block}>
        <Consequences view={view} />
      </div>
      <div className={styles.block}>
        <p className="row">
          <Glyph of={view.orphaned.count === 0 ? IconCircleCheck : IconAlertTriangle} />
          <span>
            {rich('structure.orphaned', {
              count: format.number(view.orphaned.count),
              of: format.number(view.orphaned.of),
              b: (words) => (
                <b key="figure" className="nowrap">
                  {words}
                </b>
              ),
            })}
          </span>
        </p>
      </div>
    </SidePanel>
  );
}

function Consequences({ view }: { view: RoleDropView }) {
  const { t, format } = useText();
  const words = useWorkWords();
  const functions = [...new Set(view.functions.map((one) => t(`structure.function.${one.function}`)))].join(', ');
  const work = [...view.queued, ...view.work].map(words);
  const { before, after, become_self_checks: becoming } = view.relay;
  const items: (KeyValueItem | null)[] = [
    {
      label: t('structure.consequence.functions'),
      value: (
        <>
          {functions || '—'} → <b>{view.receiver?.title ?? t('structure.nobody')}</b>
        </>
      ),
    },
    {
      label: t('structure.consequence.work'),
      value:
        work.length === 0
          ? t('structure.no_work')
          : view.receivers.length === 0
            ? format.list(work)
            : t('structure.work_passes', { work: format.list(work), people: view.receivers.length }),
    },
    {
      label: t('structure.consequence.handoffs'),
      value: (
        <>
          {t('structure.handoffs_change', { before: before.handoff, after: after.handoff })}
          {becoming.map((one) => (
            <div key={`${one.from} ${one.segment_id}`} className="t-small ink-3">
              {t('structure.becomes_self_check', {
                from: t(`structure.function.${one.from}`),
                to: t(`structure.function.${one.to}`),
              })}
            </div>
          ))}
        </>
      ),
    },
    {
      label: t('structure.consequence.load'),
      value:
        view.receivers.length === 0
          ? t('structure.receiver_vacant')
          : view.receivers.map((one) => (
              <div key={one.employee_id}>
                {one.full_name}{' '}
                <span className="nowrap ink-2">
                  {one.norm === 0 ? t('structure.no_norm') : format.outOf(one.held, one.norm)}
                </span>
              </div>
            )),
    },
    view.people.length === 0
      ? null
      : {
          label: t('structure.consequence.people'),
          value: view.people.map((person) => <LeavingPerson key={person.employee_id} person={person} view={view} />),
        },
    view.warnings.includes('prospecting_without_marketing')
      ? { label: t('structure.consequence.marketing'), value: t('structure.no_marketing_behind') }
      : null,
  ];
  return <KeyValue items={items.filter((item) => item !== null)} labelWidth={88} />;
}

function LeavingPerson({ person, view }: { person: RoleDropView['people'][number]; view: RoleDropView }) {
  const { t } = useText();
  const successor = view.receivers.find((one) => one.employee_id === person.successor_id);
  return (
    <div>
      {person.keeps.length === 0
        ? t('structure.needs_position', { name: person.full_name })
        : t('structure.keeps_positions', { name: person.full_name, positions: person.keeps.join(', ') })}
      {person.work > 0 && successor !== undefined && successor.employee_id !== person.employee_id ? (
        <div className="t-small ink-3">{t('structure.work_to', { name: successor.full_name })}</div>
      ) : null}
    </div>
  );
}

interface DropFootProps {
  view: RoleDropView;
  busy: boolean;
  onBusy: (busy: boolean) => void;
  onClose: () => void;
}

function DropFoot({ view, busy, onBusy, onClose }: DropFootProps) {
  const { t } = useText();
  const save = useSave(dropRole, t('structure.dropped', { position: view.position.title }));
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const lacking = dropLacks(view, reason);
  const drop = async () => {
    if (view.receiver === null) return;
    onBusy(true);
    const result = await save({
      params: { id: view.position.id },
      body: {
        version: view.version,
        to_position_id: view.receiver.id,
        ...(reason.trim() === '' ? {} : { reason }),
        ...(view.guard === null ? {} : { overrule: true }),
      },
    });
    if (result.ok) {
      onClose();
      return;
    }
    onBusy(false);
    setFailure(Object.values(result.fields ?? {})[0] ?? result.text ?? null);
  };
  return (
    <>
      <TextArea
        label={t('structure.field.drop_reason')}
        value={reason}
        onChange={setReason}
        rows={2}
        required={view.guard !== null}
        placeholder={view.guard === null ? undefined : t('structure.drop_reason_placeholder')}
        id="drop-reason"
        error={failure ?? undefined}
      />
      <div className="row">
        <span className="spread">
          <Button
            look="primary"
            wide
            busy={busy}
            missing={
              lacking === null ? undefined : `${t('structure.drop_submit')}: ${t(`structure.missing.${lacking}`)}`
            }
            onMissing={() => document.getElementById('drop-reason')?.focus()}
            onClick={() => void drop()}
          >
            {t('structure.drop_submit')}
          </Button>
        </span>
        <Button keys="Escape" onClick={onClose}>
          {t('structure.cancel')}
        </Button>
      </div>
    </>
  );
}

/** The first thing that stands in the way of the click. */
function dropLacks(view: RoleDropView, reason: string): 'receiver' | 'head' | 'reason' | 'holders' | null {
  if (view.receiver === null) return 'receiver';
  if (view.guard !== null && !view.guard.may_overrule) return 'head';
  if (view.guard !== null && reason.trim() === '') return 'reason';
  return view.orphaned.count > 0 ? 'holders' : null;
}
