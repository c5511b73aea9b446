import { useState } from 'react';
import { CheckField } from '#ui-kit/forms/CheckField.tsx';
import { TimeField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { NumberField } from '#ui-kit/forms/NumberField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { NormView, StructureView } from '../contract.ts';
import { changeNorm } from '../norms/contract.ts';
import { isNormKey, NORMS, type NormKey } from '../rules.ts';
import { useSave } from './saved.ts';
import styles from './structure.module.css';

type Norm = NormView & { key: NormKey };

/** The groups in which norms are read: hand-offs, the pace of checks, calls, load. */
const GROUPS: { id: 'handoff' | 'cadence' | 'calls' | 'load'; has: (key: NormKey) => boolean }[] = [
  { id: 'handoff', has: (key) => key.startsWith('handoff.') },
  { id: 'cadence', has: (key) => key.startsWith('cadence.') || key === 'lead_time_days' },
  { id: 'calls', has: (key) => /^(attempts|call_window)\.|^lease_minutes$/.test(key) },
  { id: 'load', has: (key) => /_per_|^support_sales/.test(key) },
];

/** Norms of a sales system: defaults of practice that the company makes its own. */
export function NormsSection({ structure, mayEdit }: { structure: StructureView; mayEdit: boolean }) {
  const { t } = useText();
  const [open, setOpen] = useState<NormKey | null>(null);
  const norms = structure.norms.filter((norm): norm is Norm => isNormKey(norm.key));
  const opened = norms.find((norm) => norm.key === open);
  return (
    <>
      {GROUPS.map((group) => (
        <Section key={group.id} title={t(`structure.norm_group.${group.id}`)}>
          <div className={styles.tableScroll}>
            <table className={styles.table}>
              <thead className="unseen">
                <tr>
                  <th>{t('structure.column.norm')}</th>
                  <th>{t('structure.column.value')}</th>
                  <th>{t('structure.column.shipped')}</th>
                </tr>
              </thead>
              <tbody>
                {norms
                  .filter((norm) => group.has(norm.key))
                  .map((norm) => (
                    <tr key={norm.key}>
                      <td style={{ width: '56%' }}>{t(`structure.norm.${norm.key}`)}</td>
                      <td className="medium nowrap" style={{ width: '20%' }}>
                        {mayEdit ? (
                          <button type="button" className="link" onClick={() => setOpen(norm.key)}>
                            <NormValue norm={norm} value={norm.value} />
                          </button>
                        ) : (
                          <NormValue norm={norm} value={norm.value} />
                        )}
                      </td>
                      <td className="ink-3 t-small">
                        {norm.value === norm.shipped ? null : (
                          <>
                            {t('structure.shipped')} <NormValue norm={norm} value={norm.shipped} />
                          </>
                        )}
                      </td>
                    </tr>
                  ))}
              </tbody>
            </table>
          </div>
        </Section>
      ))}
      {opened === undefined ? null : (
        <NormDialog key={opened.key} structure={structure} norm={opened} onClose={() => setOpen(null)} />
      )}
    </>
  );
}

function NormValue({ norm, value }: { norm: Norm; value: number }) {
  const { t, format } = useText();
  const { unit } = NORMS[norm.key];
  if (unit === 'switch') return value === 1 ? t('structure.on') : t('structure.off');
  if (unit === 'time_of_day') return format.time(clock(value));
  return t(`structure.norm_unit.${unit}`, { count: value });
}

function NormDialog({ structure, norm, onClose }: { structure: StructureView; norm: Norm; onClose: () => void }) {
  const { t } = useText();
  const save = useSave(changeNorm);
  const { unit, min, max } = NORMS[norm.key];
  const label = t(`structure.norm.${norm.key}`);
  const form = useDraftForm<{ value: number | null }>({
    initial: { value: norm.value },
    missing: ({ value }) => (value === null ? [{ field: 'value', text: t('structure.missing.value') }] : []),
  });
  const field = form.field('value');
  return (
    <FormDialog
      form={form}
      opened
      kind="modal"
      title={t('structure.norm_title')}
      onClose={onClose}
      onSubmit={({ value }) =>
        save({
          params: { id: structure.sales_system.id, key: norm.key },
          body: { value: value ?? 0, version: norm.version },
        })
      }
      submitLabel={t('structure.save')}
    >
      {unit === 'switch' ? (
        <CheckField label={label} {...field} value={field.value === 1} onChange={(on) => field.onChange(on ? 1 : 0)} />
      ) : unit === 'time_of_day' ? (
        <TimeField
          label={label}
          {...field}
          value={field.value === null ? null : clock(field.value)}
          onChange={(time) => field.onChange(time === null ? null : minutes(time))}
        />
      ) : (
        <NumberField label={label} {...field} min={min} max={max} autoFocus />
      )}
    </FormDialog>
  );
}

/** 540 → «09:00». */
function clock(value: number): string {
  return `${String(Math.floor(value / 60)).padStart(2, '0')}:${String(value % 60).padStart(2, '0')}`;
}

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}
