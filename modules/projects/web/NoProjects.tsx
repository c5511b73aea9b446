import { IconTrafficCone } from '@tabler/icons-react';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { useText } from '#ui-kit/text.tsx';

/** Nothing in the list yet: projects come by accepting a hand-off. */
export function NoProjects({ ended }: { ended: boolean }) {
  const { t } = useText();
  return (
    <EmptyState
      icon={IconTrafficCone}
      title={t(ended ? 'projects.empty_ended' : 'projects.empty')}
      text={t('projects.empty_text')}
      action={{ label: t('projects.empty_action'), href: '/handoffs' }}
      look="default"
    />
  );
}
