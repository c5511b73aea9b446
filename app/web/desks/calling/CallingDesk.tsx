import { IconAddressBook, IconPhone } from '@tabler/icons-react';
import { useLocation } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import {
  callingDayRoute,
  currentCallRoute,
  leaseClientRoute,
  type NothingNow,
  nextClientRoute,
} from '#modules/calling/contract.ts';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';
import { CallInHand } from './CallInHand.tsx';
import styles from './calling.module.css';
import { DayStrip } from './DayStrip.tsx';
import { FindContact } from './FindContact.tsx';
import { NobodyInHand } from './NobodyInHand.tsx';

type Mode = 'call' | 'find_contact';

/** The telemarketer's desk: this one, now, because …, allowed because …; never a list to pick from. */
export function CallingDesk() {
  const { t } = useText();
  const me = useActor();
  const current = useRead(currentCallRoute, {});
  const day = useRead(callingDayRoute, { query: {} }, { refetchInterval: 60_000 });
  const next = useWrite(nextClientRoute);
  const [nothing, setNothing] = useState<{ mode: Mode; reply: NothingNow } | null>(null);
  const taking = useTakenByAddress();

  const take = (mode: Mode) => {
    if (next.isPending) return;
    next.mutate(
      { body: { mode } },
      { onSuccess: (reply) => setNothing(reply.nothing && { mode, reply: reply.nothing }) },
    );
  };
  usePage({
    crumbs: [{ label: t('calling.title') }, ...me.sales_systems.slice(0, 1).map((system) => ({ label: system.name }))],
    actions: {
      label: t('calling.title'),
      items: [
        { id: 'next', label: t('calling.take_next'), icon: IconPhone, onRun: () => take('call') },
        { id: 'find', label: t('calling.find_contacts'), icon: IconAddressBook, onRun: () => take('find_contact') },
      ],
    },
  });
  const call = current.data?.call ?? null;
  useKeys(
    { Enter: { run: () => take('call'), label: t('calling.take_next') } },
    { group: t('calling.title'), enabled: call === null && current.isSuccess },
  );

  if (current.error) return <ErrorState title={current.error.message} requestId={current.error.requestId} />;
  return (
    <div className={styles.desk}>
      <DayStrip day={day.data} busy={call !== null} />
      {current.isPending || taking ? (
        <Delayed>
          <div className={styles.waiting}>
            <SkeletonText lines={8} />
          </div>
        </Delayed>
      ) : call === null ? (
        <NobodyInHand
          day={day.data}
          nothing={nothing}
          busy={next.isPending}
          failure={next.error?.message}
          onTake={take}
        />
      ) : call.came_by === 'find_contact' || call.missing.length > 0 ? (
        <FindContact key={call.client_id} call={call} onNext={() => take('find_contact')} />
      ) : (
        <CallInHand key={call.client_id} call={call} />
      )}
    </div>
  );
}

/** `/calling?client=…` takes one particular client to call: from its card, from a search, from an incoming call. */
function useTakenByAddress(): boolean {
  const { search } = useLocation();
  const wanted = 'client' in search && typeof search.client === 'string' ? search.client : null;
  const { mutate, isPending } = useWrite(leaseClientRoute);
  useEffect(() => {
    if (wanted === null) return;
    window.history.replaceState(window.history.state, '', window.location.pathname);
    mutate({ params: { id: wanted }, body: {} });
  }, [wanted, mutate]);
  return isPending;
}
