import { useState } from 'react';
import { formFailure, useRead, useWrite } from '#ui-kit/call.ts';
import { useText } from '#ui-kit/text.tsx';
import {
  type Handoff,
  type HandoffKindName,
  offerOneHandoff,
  offerOneHandoffAgain,
  type Receiver,
  type Subject,
  showReadiness,
} from '../../contract.ts';

export interface OfferOf {
  kind: HandoffKindName;
  clientId: string;
  subject: Subject;
  /** The returned hand-off whose next round this is. */
  again?: { id: string; version: number; receiverId: string } | undefined;
}

/** An offer in the making: criteria as they stand this minute, the receiver, the note, and sending it. */
export function useOffer({ kind, clientId, subject, again }: OfferOf, onOffered: (handoff: Handoff) => void) {
  const { t } = useText();
  const [chosen, setChosen] = useState<string | null>(again?.receiverId ?? null);
  const [note, setNote] = useState('');
  const [failure, setFailure] = useState<string>();
  const query = { kind, client_id: clientId, subject_kind: subject.kind, subject_id: subject.id };
  const readiness = useRead(showReadiness, { query }, { refetchInterval: 30_000 });
  const said = (handoff: Handoff) =>
    handoff.self_check
      ? t('handoffs.self_checked_toast', { client: handoff.client.name })
      : t('handoffs.offered_toast', { name: handoff.receiver.full_name });
  const first = useWrite(offerOneHandoff, { said });
  const next = useWrite(offerOneHandoffAgain, { said });
  const receivers = readiness.data?.receivers ?? [];
  const receiver: Receiver | undefined =
    receivers.find((one) => one.employee_id === chosen) ?? receivers.find((one) => one.chosen) ?? receivers[0];
  const missing = readiness.data?.missing.length ?? 0;
  const lacks =
    missing > 0
      ? t('handoffs.offer_lacks', { missing, of: readiness.data?.criteria.filter((one) => one.required).length ?? 0 })
      : receiver === undefined
        ? t('handoffs.offer_nobody')
        : undefined;

  const offer = async () => {
    if (lacks !== undefined || receiver === undefined || first.isPending || next.isPending) return;
    setFailure(undefined);
    const words = note.trim() === '' ? {} : { note: note.trim() };
    try {
      const handoff =
        again === undefined
          ? await first.mutateAsync({
              body: { kind, client_id: clientId, subject, receiver_id: receiver.employee_id, ...words },
            })
          : await next.mutateAsync({
              params: { id: again.id },
              body: { version: again.version, receiver_id: receiver.employee_id, ...words },
            });
      onOffered(handoff);
    } catch (error) {
      setFailure(formFailure(error).text);
    }
  };
  return {
    readiness,
    receivers,
    receiver,
    choose: setChosen,
    note,
    setNote,
    missing,
    lacks,
    failure,
    busy: first.isPending || next.isPending,
    offer: () => void offer(),
  };
}

export type Offer = ReturnType<typeof useOffer>;
