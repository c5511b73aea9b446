import { useRef, useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { ProblemError, useWrite } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { useText } from '#ui-kit/text.tsx';
import { acceptOneHandoff, type Handoff } from '../contract.ts';

/** Accepting is one key [A]: from that instant the receiver carries the client. */
export function AcceptForm({ handoff }: { handoff: Handoff }) {
  const { t } = useText();
  const button = useRef<HTMLButtonElement>(null);
  const [failure, setFailure] = useState<ProblemError | null>(null);
  const accept = useWrite(acceptOneHandoff, {
    said: (done) => t('handoffs.accepted_toast', { client: done.client.name }),
  });
  const run = () => {
    if (accept.isPending) return;
    setFailure(null);
    accept.mutate(
      { params: { id: handoff.id }, body: { version: handoff.version } },
      { onError: (error) => setFailure(error instanceof ProblemError ? error : null) },
    );
  };
  useKeys({ KeyA: { run, label: t('handoffs.accept') } }, { group: t('handoffs.title') });
  const load = handoff.receiver_load;
  return (
    <div className="stack">
      <Button ref={button} look="primary" size="main" wide keys="KeyA" busy={accept.isPending} onClick={run}>
        {t('handoffs.accept')}
      </Button>
      {failure === null ? null : <ErrorState title={failure.message} requestId={failure.requestId} />}
      {load === null || load.unit === null ? null : (
        <p className="t-small ink-2">
          {t('handoffs.load_after', { held: load.held + 1, norm: load.norm, unit: load.unit })}
        </p>
      )}
    </div>
  );
}
