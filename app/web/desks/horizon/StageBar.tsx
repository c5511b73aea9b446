import { STAGES, type Stage } from '#modules/deals/rules.ts';
import styles from './stage-bar.module.css';

/** How far a deal is, as a bar of its stages. The words stand beside it. */
export function StageBar({ stage }: { stage: Stage }) {
  const at = STAGES.indexOf(stage);
  return (
    <div className={styles.bar} aria-hidden="true">
      {STAGES.map((one, place) => (
        <i key={one} data-state={place < at ? 'done' : place === at ? 'current' : undefined} />
      ))}
    </div>
  );
}
