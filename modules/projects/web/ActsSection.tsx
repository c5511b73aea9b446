import { downloadAttachment } from '#modules/activities/contract.ts';
import { Button } from '#ui-kit/Button.tsx';
import { addressOf } from '#ui-kit/call.ts';
import { Section } from '#ui-kit/frame/Section.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { PartProps } from './project-dialog.ts';
import styles from './projects.module.css';

/** What the client has signed for. */
export function ActsSection({ project, works, onDialog }: PartProps) {
  const { t, format } = useText();
  const { acts } = project;
  const signed = acts.reduce((sum, act) => sum + act.amount_minor, 0);
  return (
    <Section
      title={t('projects.acts')}
      count={acts.length}
      {...(signed === 0 ? {} : { note: t('projects.acts_note', { sum: format.moneyShort(signed) }) })}
      action={
        works ? (
          <Button look="quiet" size="small" keys="KeyA" onClick={() => onDialog({ kind: 'act' })}>
            {t('projects.act')}
          </Button>
        ) : undefined
      }
    >
      {acts.length === 0 ? <p className="ink-3">{t('projects.acts_empty')}</p> : null}
      <ul className={styles.items}>
        {acts.map((act) => (
          <li key={act.id} className={styles.item}>
            <span className={styles.two}>
              <span className="medium">{t('projects.act_no', { number: act.number })}</span>
              <span className="ink-3 t-small">
                {[
                  format.date(act.signed_on),
                  ...project.plan.filter(({ id }) => id === act.milestone_id).map(({ title }) => title),
                ].join(' · ')}
                {act.attachment_id === null || act.file_name === null ? null : (
                  <>
                    {' · '}
                    <a
                      className="link"
                      href={addressOf(downloadAttachment.path, { id: act.attachment_id })}
                      download={act.file_name}
                    >
                      {act.file_name}
                    </a>
                  </>
                )}
              </span>
            </span>
            <Num>{format.money(act.amount_minor)}</Num>
          </li>
        ))}
      </ul>
    </Section>
  );
}
