import { useEffect, useState } from 'react';
import type { Call, CallMade } from '#modules/calling/contract.ts';
import { useClock } from '#ui-kit/clock.tsx';

interface Kept {
  startedAt: string | null;
  endedAt: string | null;
  number: string | null;
  note: string;
}

const NOTHING: Kept = { startedAt: null, endedAt: null, number: null, note: '' };
const keyOf = (call: Call) => `estafeta.call.${call.client_id}.${call.taken_at}`;

function restore(call: Call): Kept {
  const kept = sessionStorage.getItem(keyOf(call));
  if (kept === null) return NOTHING;
  // Written below under this very key.
  return { ...NOTHING, ...(JSON.parse(kept) as Partial<Kept>) };
}

/** The clock of the conversation, the number dialled and the note; all of it survives a reload of the page. */
export function useCallState(call: Call) {
  const clock = useClock();
  const [kept, setKept] = useState<Kept>(() => restore(call));
  useEffect(() => {
    sessionStorage.setItem(keyOf(call), JSON.stringify(kept));
  }, [call, kept]);
  const change = (part: Partial<Kept>) => setKept((now) => ({ ...now, ...part }));
  const usable = call.numbers.filter((number) => !number.doubted);
  const number = call.numbers.find((one) => one.number === kept.number) ?? usable[0] ?? null;
  const running = kept.startedAt !== null && kept.endedAt === null;

  const seconds = (now: Temporal.Instant): number => {
    if (kept.startedAt === null) return 0;
    const end = kept.endedAt === null ? now : Temporal.Instant.from(kept.endedAt);
    return Math.max(0, Temporal.Instant.from(kept.startedAt).until(end).total('seconds'));
  };
  return {
    number: number?.number ?? null,
    contactId: number?.contact_id ?? null,
    choose: (chosen: string) => change({ number: chosen }),
    note: kept.note,
    setNote: (note: string) => change({ note }),
    started: kept.startedAt !== null,
    running,
    seconds,
    start: () => change({ startedAt: clock.now().toString(), endedAt: null }),
    end: () => running && change({ endedAt: clock.now().toString() }),
    /** One key begins the conversation and ends it. */
    toggle: () =>
      running
        ? change({ endedAt: clock.now().toString() })
        : change({ startedAt: clock.now().toString(), endedAt: null }),
    /** The call as the server takes it. */
    made: (): CallMade => ({
      ...(number === null ? {} : { number: number.number }),
      ...(number?.contact_id == null ? {} : { contact_id: number.contact_id }),
      ...(kept.startedAt === null ? {} : { duration_minutes: Math.ceil(seconds(clock.now()) / 60) }),
      ...(kept.note.trim() === '' ? {} : { note: kept.note.trim() }),
    }),
    forget: () => sessionStorage.removeItem(keyOf(call)),
  };
}

export type CallState = ReturnType<typeof useCallState>;
