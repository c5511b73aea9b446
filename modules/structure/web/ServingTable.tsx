import { IconAlertTriangle } from '@tabler/icons-react';
import { Button } from '#ui-kit/Button.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { CheckView, StructureView } from '../contract.ts';
import { type SalesFunction, SERVING_FUNCTIONS } from '../rules.ts';
import styles from './structure.module.css';
import { fullTime, type StructureNames } from './structure-names.ts';

interface ServingTableProps {
  structure: StructureView;
  names: StructureNames;
  today: string;
  onFunction?: ((fn: SalesFunction) => void) | undefined;
  onNewPosition?: (() => void) | undefined;
}

/** Who serves those that hold clients, with what the program has to say about it. */
export function ServingTable({ structure, names, today, onFunction, onNewPosition }: ServingTableProps) {
  const { t, format } = useText();
  const rows = SERVING_FUNCTIONS.flatMap((fn) => {
    const held = structure.assignments.filter((one) => one.function === fn);
    return held.length === 0
      ? [{ fn, position: undefined, segment: null }]
      : held.map((one) => ({
          fn,
          position: names.position(one.position_id),
          segment: names.segmentName(one.segment_id),
        }));
  });
  return (
    <Section
      title={t('structure.serving')}
      action={
        onNewPosition === undefined ? null : (
          <button type="button" className="link t-small" onClick={onNewPosition}>
            {t('structure.add_position')}
          </button>
        )
      }
    >
      <div className={styles.tableScroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('structure.column.function')}</th>
              <th>{t('structure.column.position')}</th>
              <th>{t('structure.column.unit')}</th>
              <th className={styles.figure}>{t('structure.column.people')}</th>
              <th className={styles.figure}>{t('structure.column.full_time')}</th>
              <th>{t('structure.column.check')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ fn, position, segment }) => (
              <tr key={`${fn} ${position?.id} ${segment}`}>
                <td className="medium">
                  {onFunction === undefined ? (
                    t(`structure.function.${fn}`)
                  ) : (
                    <button type="button" className="link" onClick={() => onFunction(fn)}>
                      {t(`structure.function.${fn}`)}
                    </button>
                  )}
                </td>
                <td className={position === undefined ? 'ink-3' : ''}>
                  {position?.title ?? t('structure.not_assigned')}
                  {segment === null ? null : <span className="ink-3"> · {segment}</span>}
                </td>
                <td className={position === undefined ? 'ink-3' : ''}>
                  {position === undefined ? '—' : names.unitName(position.unit_id)}
                </td>
                <td className={styles.figure}>{position === undefined ? 0 : names.holders.get(position.id)?.length}</td>
                <td className={`${styles.figure} nowrap`}>
                  {format.number(position === undefined ? 0 : fullTime(position, today), 1)}
                </td>
                <td>
                  <Checks checks={checksOfRow(structure.checks, fn, position)} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function checksOfRow(
  checks: readonly CheckView[],
  fn: SalesFunction,
  position: { id: string; unit_id: string } | undefined,
): CheckView[] {
  return checks.filter(
    (check) =>
      check.function === fn ||
      (position !== undefined && check.position_id === position.id) ||
      (position !== undefined && check.position_id === null && check.unit_id === position.unit_id),
  );
}

/** Warnings and violations in words; nothing when all is well. */
export function Checks({ checks }: { checks: readonly CheckView[] }) {
  const { t } = useText();
  return checks.map((check) => (
    <div key={`${check.code} ${check.position_id} ${check.segment_id}`} className={styles.warn}>
      <Glyph of={IconAlertTriangle} size={14} />
      <span className={check.severity === 'violation' ? 'medium' : ''}>
        {t(`structure.check.${check.code}`, check.values)}
      </span>
    </div>
  ));
}

/** What is wrong with the relay itself; shown above everything else, since a function without a position is nobody's. */
export function Violations({ structure, names, onFunction }: Omit<ServingTableProps, 'today' | 'onNewPosition'>) {
  const { t } = useText();
  const wrong = structure.checks.filter((check) => check.severity === 'violation');
  const serving = new Set<string>(SERVING_FUNCTIONS);
  const shown = wrong.filter((check) => check.function !== null && !serving.has(check.function));
  if (shown.length === 0) return null;
  return (
    <Section title={t('structure.violations')} count={shown.length}>
      <ul className="stack">
        {shown.map((check) => (
          <li key={`${check.code} ${check.function} ${check.segment_id}`} className="row">
            <Glyph of={IconAlertTriangle} />
            <span className="spread">
              <b>{t(`structure.function.${check.function ?? 'leadership'}`)}</b>
              {check.segment_id === null ? null : ` · ${names.segmentName(check.segment_id)}`}
              {': '}
              {t(`structure.check.${check.code}`, check.values)}
            </span>
            {onFunction === undefined || check.function === null ? null : (
              <Button size="small" onClick={() => check.function && onFunction(check.function)}>
                {t('structure.assign')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
