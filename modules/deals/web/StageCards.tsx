import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import { STAGES, type Stage } from '../rules.ts';
import styles from './parts/deals.module.css';

export interface StageCardsProps {
  stages: readonly { stage: Stage; count: number; value_minor: number }[];
  chosen: Stage | null;
  onChoose: (stage: Stage | null) => void;
}

/** How many deals stand at each stage, and what they are worth; one narrows the list to its own. */
export function StageCards({ stages, chosen, onChoose }: StageCardsProps) {
  const { t, format } = useText();
  return (
    <div className={styles.stages}>
      {STAGES.map((stage) => {
        const row = stages.find((one) => one.stage === stage);
        return (
          <button
            key={stage}
            type="button"
            className={styles.stage}
            aria-pressed={chosen === stage}
            onClick={() => onChoose(chosen === stage ? null : stage)}
          >
            <span className="t-small ink-3">{t(`deals.stage.${stage}`)}</span>
            <span className="row">
              <span className="t-read strong">{format.number(row?.count ?? 0)}</span>
              <span className="ink-2">
                <Num>{format.moneyShort(row?.value_minor ?? 0)}</Num>
              </span>
            </span>
          </button>
        );
      })}
    </div>
  );
}
