import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { StructureView } from '../contract.ts';
import styles from './structure.module.css';

interface UnitsSectionProps {
  structure: StructureView;
  mayEdit: boolean;
  onUnit: (unit: StructureView['units'][number] | null) => void;
}

/** Units of the company; they serve every sales system. */
export function UnitsSection({ structure, mayEdit, onUnit }: UnitsSectionProps) {
  const { t } = useText();
  return (
    <Section
      title={t('structure.units')}
      count={structure.units.length}
      action={
        mayEdit ? (
          <button type="button" className="link t-small" onClick={() => onUnit(null)}>
            {t('structure.add_unit')}
          </button>
        ) : null
      }
    >
      <div className={styles.tableScroll}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th>{t('structure.column.unit')}</th>
              <th>{t('structure.column.unit_kind')}</th>
              <th>{t('structure.column.unit_head')}</th>
              <th className={styles.figure}>{t('structure.column.positions')}</th>
            </tr>
          </thead>
          <tbody>
            {structure.units.map((unit) => (
              <tr key={unit.id}>
                <td className="medium">
                  {mayEdit ? (
                    <button type="button" className="link" onClick={() => onUnit(unit)}>
                      {unit.name}
                    </button>
                  ) : (
                    unit.name
                  )}
                </td>
                <td className="ink-2">{t(`structure.unit_kind.${unit.kind}`)}</td>
                <td className={unit.head_name === null ? 'ink-3' : ''}>{unit.head_name ?? t('structure.no_head')}</td>
                <td className={styles.figure}>
                  {structure.positions.filter((position) => position.unit_id === unit.id).length}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  );
}
