import { AppLink } from '#ui-kit/link.tsx';
import { Missing } from '#ui-kit/marks/Missing.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { Criterion } from '../../contract.ts';
import styles from './handoffs.module.css';
import { ShownValue } from './ShownValue.tsx';

/** Criteria of readiness: an accent tick, an empty square for what is required and missing, a dash for what is optional. */
export function CriteriaList({ criteria }: { criteria: readonly Criterion[] }) {
  const { t } = useText();
  return (
    <ul className={styles.criteria}>
      {criteria.map((criterion) => {
        const lacks = criterion.required && !criterion.met;
        return (
          <li key={criterion.key} data-missing={lacks || undefined}>
            <Missing state={criterion.met ? 'done' : lacks ? 'missing' : 'optional'} />
            <span className="medium">
              {criterion.label_key !== undefined && t.has(criterion.label_key) ? t(criterion.label_key) : criterion.key}
            </span>
            <span className={lacks ? undefined : 'ink-2'}>
              {lacks ? <b>{t('handoffs.lacks')} </b> : null}
              <ShownValue {...criterion} />
              {lacks && criterion.fix !== undefined ? (
                <>
                  {' '}
                  <AppLink className="link" href={criterion.fix}>
                    {t('handoffs.fix')}
                  </AppLink>
                </>
              ) : null}
            </span>
            <span className="t-small ink-3 right">{criterion.required ? null : t('handoffs.optional')}</span>
          </li>
        );
      })}
    </ul>
  );
}
