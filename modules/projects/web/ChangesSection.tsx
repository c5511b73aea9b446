import { Button } from '#ui-kit/Button.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type ChangeRequest, decideChangeRoute } from '../contract.ts';
import type { PartProps } from './project-dialog.ts';
import styles from './projects.module.css';
import { usePress } from './use-save.ts';

/** What somebody asks to change in the contract, and what was agreed. */
export function ChangesSection({ project, works, onDialog }: PartProps) {
  const { t, format } = useText();
  const agree = usePress(decideChangeRoute, t('projects.change_agreed'));
  const decline = usePress(decideChangeRoute, t('projects.change_saved'));
  const effectOf = (change: ChangeRequest) =>
    [
      ...(change.amount_minor === null || change.amount_minor === 0
        ? []
        : [`${change.amount_minor > 0 ? '+' : ''}${format.moneyShort(change.amount_minor)}`]),
      ...(change.days === null || change.days === 0
        ? []
        : [`${change.days > 0 ? '+' : ''}${format.days(change.days)}`]),
    ].join(', ');
  return (
    <Section
      title={t('projects.changes')}
      count={project.changes.length}
      action={
        works ? (
          <Button look="quiet" size="small" keys="KeyC" onClick={() => onDialog({ kind: 'change' })}>
            {t('projects.change')}
          </Button>
        ) : undefined
      }
    >
      {project.changes.length === 0 ? <p className="ink-3">{t('projects.changes_empty')}</p> : null}
      <ul className={styles.items}>
        {project.changes.map((change) => {
          const input = (state: 'agreed' | 'declined') => ({
            params: { id: project.id, part_id: change.id },
            body: { version: change.version, state },
          });
          return (
            <li key={change.id} className={styles.stacked}>
              <span>{change.said}</span>
              <span className="row-wrap">
                <Chip look={change.state === 'open' ? 'outline' : 'plain'}>{t(`projects.change.${change.state}`)}</Chip>
                <span className="ink-2 t-small nowrap">{effectOf(change)}</span>
                <span className="ink-3 t-small nowrap">
                  {t('projects.change_asked', {
                    by: t(`projects.change_by.${change.asked_by}`),
                    day: format.date(change.asked_on),
                  })}
                </span>
                {works && change.state === 'open' ? (
                  <>
                    <Button size="small" busy={agree.busy} onClick={() => agree.press(input('agreed'))}>
                      {t('projects.agree')}
                    </Button>
                    <Button size="small" look="quiet" onClick={() => decline.press(input('declined'))}>
                      {t('projects.decline')}
                    </Button>
                  </>
                ) : null}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
