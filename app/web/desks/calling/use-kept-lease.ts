import { useEffect } from 'react';
import { keepLeaseRoute } from '#modules/calling/contract.ts';
import { call, ProblemError } from '#ui-kit/call.ts';
import { toast } from '#ui-kit/feedback/toast.tsx';

const KEEP_MS = 4 * 60_000;

/** As long as the conversation goes on, the client stays with the caller; should a colleague have it, that is said. */
export function useKeptLease(clientId: string, running: boolean): void {
  useEffect(() => {
    if (!running) return undefined;
    const timer = setInterval(() => {
      call(keepLeaseRoute, { params: { id: clientId }, body: {} }).catch((error: unknown) => {
        if (error instanceof ProblemError && error.status !== 0) {
          clearInterval(timer);
          toast({ text: error.message });
        }
      });
    }, KEEP_MS);
    return () => clearInterval(timer);
  }, [clientId, running]);
}
