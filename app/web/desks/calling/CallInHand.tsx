import type { Call } from '#modules/calling/contract.ts';
import { readBriefRoute } from '#modules/qualification/contract.ts';
import { useRead } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { ClientSide } from './ClientSide.tsx';
import styles from './calling.module.css';
import { Talk } from './Talk.tsx';

/** One client at hand: who and why at the left, the conversation in the middle, its outcome at the right. */
export function CallInHand({ call }: { call: Call }) {
  const brief = useRead(readBriefRoute, { params: { id: call.client_id } });
  return (
    <div className={styles.panes}>
      <ClientSide call={call} />
      {brief.error ? (
        <ErrorState title={brief.error.message} requestId={brief.error.requestId} />
      ) : brief.data === undefined ? (
        <div className={styles.waiting}>
          <SkeletonText lines={12} />
        </div>
      ) : (
        <Talk call={call} brief={brief.data} />
      )}
    </div>
  );
}
