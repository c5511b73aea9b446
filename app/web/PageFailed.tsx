import type { ErrorComponentProps } from '@tanstack/react-router';
import { Button } from '#ui-kit/Button.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { useText } from '#ui-kit/text.tsx';

/** A page that broke says so in its place; the rest of the program goes on. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const { t } = useText();
  return (
    <ErrorState
      title={t('app.page_failed')}
      why={error instanceof Error ? error.message : String(error)}
      advice={t('app.page_failed_what')}
      actions={<Button onClick={reset}>{t('app.try_again')}</Button>}
    />
  );
}
