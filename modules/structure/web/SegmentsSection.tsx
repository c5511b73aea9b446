import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { SegmentView, StructureView } from '../contract.ts';
import styles from './structure.module.css';
import type { StructureNames } from './structure-names.ts';

interface SegmentsSectionProps {
  structure: StructureView;
  names: StructureNames;
  mayEdit: boolean;
  onSegment: (segment: SegmentView | null) => void;
}

/** Segments of the market and what is assigned in each of them separately. */
export function SegmentsSection({ structure, names, mayEdit, onSegment }: SegmentsSectionProps) {
  const { t } = useText();
  const own = (segment: SegmentView) =>
    structure.assignments
      .filter((one) => one.segment_id === segment.id)
      .map((one) => `${t(`structure.function.${one.function}`)}: ${names.position(one.position_id)?.title ?? ''}`);
  return (
    <Section
      title={t('structure.segments')}
      count={structure.segments.length}
      action={
        mayEdit ? (
          <button type="button" className="link t-small" onClick={() => onSegment(null)}>
            {t('structure.add_segment')}
          </button>
        ) : null
      }
    >
      {structure.segments.length === 0 ? (
        <p className="ink-2">{t('structure.no_segments')}</p>
      ) : (
        <div className={styles.tableScroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th>{t('structure.column.segment')}</th>
                <th className={styles.figure}>{t('structure.column.priority')}</th>
                <th>{t('structure.column.own_assignments')}</th>
              </tr>
            </thead>
            <tbody>
              {structure.segments.map((segment) => (
                <tr key={segment.id}>
                  <td className="medium">
                    {mayEdit ? (
                      <button type="button" className="link" onClick={() => onSegment(segment)}>
                        {segment.name}
                      </button>
                    ) : (
                      segment.name
                    )}
                  </td>
                  <td className={styles.figure}>{segment.priority}</td>
                  <td className="ink-2">{own(segment).join('; ') || t('structure.as_general')}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Section>
  );
}
