import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { ActionMenu } from '#ui-kit/ActionMenu.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { ProgressBar } from '#ui-kit/marks/Bars.tsx';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import { editInstalmentRoute, type Project, type ScheduledPayment } from '../contract.ts';
import { coveredOf } from '../rules.ts';
import { daysSince } from './plan-line.ts';
import type { PartProps } from './project-dialog.ts';
import styles from './projects.module.css';
import { usePress } from './use-save.ts';

/** What was to be paid and when, how much of each instalment has come in, and every payment. */
export function MoneySection({ project, works, onDialog }: PartProps) {
  const { t, format } = useText();
  const { schedule, payments } = project;
  const covered = coveredOf(
    schedule.map((one) => ({ dueOn: one.due_on, amount: one.amount_minor })),
    payments.map((one) => one.amount_minor),
  );
  return (
    <Section
      title={t('projects.money')}
      action={
        project.may_work ? (
          <Button look="quiet" size="small" keys="KeyP" onClick={() => onDialog({ kind: 'payment' })}>
            {t('projects.payment')}
          </Button>
        ) : undefined
      }
    >
      <h3 className="medium">
        {t('projects.schedule')} <span className="ink-3 t-small">{t('projects.money_note')}</span>
      </h3>
      {schedule.length === 0 ? <p className="ink-3">{t('projects.schedule_empty')}</p> : null}
      <ul className={styles.items}>
        {schedule.map((one, place) => (
          <Instalment
            key={one.id}
            instalment={one}
            covered={covered[place] ?? 0}
            project={project}
            works={works}
            onDialog={onDialog}
          />
        ))}
      </ul>
      {works ? (
        <Button size="small" look="quiet" onClick={() => onDialog({ kind: 'instalment' })}>
          {t('projects.instalment_add')}
        </Button>
      ) : null}
      <h3 className="medium">{t('projects.payments')}</h3>
      {payments.length === 0 ? <p className="ink-3">{t('projects.payments_empty')}</p> : null}
      <ul className={styles.items}>
        {payments.map((payment) => (
          <li key={payment.id} className={styles.item}>
            <span>
              {format.date(payment.received_on)}
              {payment.note === null ? null : <span className="ink-3 t-small"> · {payment.note}</span>}
            </span>
            <Num>{format.money(payment.amount_minor)}</Num>
          </li>
        ))}
      </ul>
    </Section>
  );
}

interface InstalmentProps extends PartProps {
  instalment: ScheduledPayment;
  covered: number;
  project: Project;
}

function Instalment({ instalment, covered, project, works, onDialog }: InstalmentProps) {
  const { t, format } = useText();
  const { today } = useActor();
  const edit = usePress(editInstalmentRoute, t('projects.instalment_removed'));
  const { amount_minor: amount, due_on: due } = instalment;
  const ended = project.state === 'commissioned' || project.state === 'terminated';
  const late = covered < amount && !ended ? daysSince(due, today) : 0;
  return (
    <li className={styles.item}>
      <span className={styles.two}>
        <span>
          {instalment.title}
          {instalment.of_savings ? <span className="ink-3"> · {t('projects.of_savings')}</span> : null}
        </span>
        <span className="row">
          <span className="ink-2 t-small nowrap">{format.date(due)}</span>
          {late > 0 ? <Late>{format.overdueMark(late)}</Late> : null}
        </span>
      </span>
      <span className={styles.share}>
        <Num>{format.money(amount)}</Num>
        <ProgressBar
          share={amount === 0 ? 1 : covered / amount}
          label={t('projects.paid_of', { paid: format.moneyShort(covered), total: format.moneyShort(amount) })}
        />
      </span>
      {works ? (
        <ActionMenu
          label={instalment.title}
          items={[
            {
              label: t('projects.instalment_edit'),
              icon: IconPencil,
              onRun: () => onDialog({ kind: 'instalment', instalment }),
            },
            {
              label: t('projects.instalment_remove'),
              icon: IconTrash,
              onRun: () =>
                edit.press({
                  params: { id: project.id, part_id: instalment.id },
                  body: { version: instalment.version, removed: true },
                }),
            },
          ]}
        />
      ) : null}
    </li>
  );
}
