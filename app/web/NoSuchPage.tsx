import { IconMapOff } from '@tabler/icons-react';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { useText } from '#ui-kit/text.tsx';

export function NoSuchPage() {
  const { t } = useText();
  return (
    <main id="page">
      <EmptyState
        icon={IconMapOff}
        title={t('app.no_page')}
        text={t('app.no_page_text')}
        action={{ label: t('app.to_desk'), href: '/' }}
      />
    </main>
  );
}
