import { IconMapOff } from '@tabler/icons-react';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';

export function NoSuchPage() {
  const { t } = useText();
  usePage({ crumbs: [{ label: t('app.no_page') }] });
  return (
    <EmptyState
      icon={IconMapOff}
      title={t('app.no_page')}
      text={t('app.no_page_text')}
      action={{ label: t('app.to_desk'), href: '/' }}
    />
  );
}
