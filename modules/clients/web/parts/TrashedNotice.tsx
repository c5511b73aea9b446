import { IconTrash } from '@tabler/icons-react';
import { type ProblemError, useWrite } from '#ui-kit/call.ts';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { toast } from '#ui-kit/feedback/toast.tsx';
import { useText } from '#ui-kit/text.tsx';
import { restoreRoute } from '../../trash/contract.ts';

/** Why a card does not open: it is in the trash, and whoever may brings it back from here; or what the server says. */
export function TrashedNotice({ error }: { error: ProblemError }) {
  const { t, format } = useText();
  const restore = useWrite(restoreRoute, { said: ({ name }) => t('clients.trash.restored', { name }) });
  const { trash_id: id, name, trashed_at: at, trashed_by: by, days_left: days, may_restore: may } = error.details;
  if (error.reason !== 'clients.in_trash' || typeof id !== 'string' || typeof at !== 'string') {
    return <ErrorState title={error.message} requestId={error.requestId} />;
  }
  const bringBack = async () => {
    try {
      await restore.mutateAsync({ params: { id } });
    } catch (failure) {
      toast({ text: failure instanceof Error ? failure.message : '' });
    }
  };
  const values = { day: format.dayOf(at), days: Number(days), name: typeof by === 'string' ? by : '' };
  return (
    <EmptyState
      icon={IconTrash}
      title={t('clients.trash.here', { name: String(name) })}
      text={t(typeof by === 'string' ? 'clients.trash.since_by' : 'clients.trash.since', values)}
      action={may === true ? { label: t('clients.trash.restore'), onClick: () => void bringBack() } : undefined}
    />
  );
}
