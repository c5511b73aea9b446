import { Button } from '#ui-kit/Button.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import { settlePromiseRoute } from '../contract.ts';
import type { PartProps } from './project-dialog.ts';
import styles from './projects.module.css';
import { usePress } from './use-save.ts';

/** What the seller promised, and what became of it. */
export function PromisesSection({ project, works, onDialog }: PartProps) {
  const { t, format } = useText();
  const settle = usePress(settlePromiseRoute, t('projects.promise_saved'));
  return (
    <Section title={t('projects.promises')} count={project.promises.length}>
      {project.promises.length === 0 ? <p className="ink-3">{t('projects.promises_empty')}</p> : null}
      <ul className={styles.items}>
        {project.promises.map((promise) => (
          <li key={promise.id} className={styles.stacked}>
            <span>{promise.said}</span>
            <span className="row-wrap">
              {promise.state === 'open' ? null : (
                <Chip look={promise.state === 'broken' ? 'ink' : 'plain'}>
                  {t(`projects.promise.${promise.state}`)}
                </Chip>
              )}
              {promise.due_on === null ? null : (
                <span className="ink-2 t-small nowrap">
                  {t('projects.promise_until', { day: format.date(promise.due_on) })}
                </span>
              )}
              {promise.note === null ? null : <span className="ink-3 t-small">{promise.note}</span>}
              {works && promise.state === 'open' ? (
                <>
                  <Button
                    size="small"
                    onClick={() =>
                      settle.press({
                        params: { id: project.id, part_id: promise.id },
                        body: { version: promise.version, state: 'kept' },
                      })
                    }
                  >
                    {t('projects.keep')}
                  </Button>
                  <Button size="small" look="quiet" onClick={() => onDialog({ kind: 'broken', promise })}>
                    {t('projects.break')}
                  </Button>
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
