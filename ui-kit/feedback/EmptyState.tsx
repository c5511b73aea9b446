import { Button } from '../Button.tsx';
import { Glyph, type IconType } from '../icon.tsx';
import styles from './feedback.module.css';

/**
 * An empty place teaches the next step: a sign, a title, one sentence, one button.
 *
 *   <EmptyState icon={IconSitemap} title={t('…')} text={t('…')} action={{ label: t('…'), onClick: take }} />
 */
export interface EmptyStateProps {
  icon: IconType;
  title: string;
  text: string;
  action?: { label: string; onClick?: () => void; href?: string; keys?: string } | undefined;
  /** `default` when the page already has its primary button. */
  look?: 'primary' | 'default';
}

export function EmptyState({ icon, title, text, action, look = 'primary' }: EmptyStateProps) {
  return (
    <div className={styles.empty}>
      <Glyph of={icon} size={28} stroke={1.5} />
      <p className="t-read strong">{title}</p>
      <p className="ink-2">{text}</p>
      {action ? (
        <div className={styles.emptyAction}>
          <Button
            look={look}
            keys={action.keys}
            {...(action.href === undefined ? {} : { href: action.href })}
            {...(action.onClick ? { onClick: action.onClick } : {})}
          >
            {action.label}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
