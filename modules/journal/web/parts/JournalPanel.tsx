import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { useRead } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { useText } from '#ui-kit/text.tsx';
import { listClientJournal, listJournal } from '../../contract.ts';
import { JournalEntries } from './JournalEntries.tsx';

interface JournalPanelProps {
  /** The journal of one client; without it, of the whole company. */
  clientId?: string;
  /** Of the company's journal only these. */
  filter?: JournalFilter;
}

export interface JournalFilter {
  author?: string;
  about?: 'changes' | 'sign_ins';
}

/** The journal page by page, newest first. */
export function JournalPanel({ clientId, filter = {} }: JournalPanelProps) {
  const [cursors, setCursors] = useState<(string | undefined)[]>([undefined]);
  return (
    <>
      {cursors.map((cursor, index) => (
        <JournalPart
          key={cursor ?? 'first'}
          clientId={clientId}
          filter={filter}
          cursor={cursor}
          onMore={index === cursors.length - 1 ? (next) => setCursors((known) => [...known, next]) : undefined}
        />
      ))}
    </>
  );
}

interface JournalPartProps {
  clientId: string | undefined;
  filter: JournalFilter;
  cursor: string | undefined;
  onMore: ((cursor: string) => void) | undefined;
}

function JournalPart({ clientId, filter, cursor, onMore }: JournalPartProps) {
  const { t } = useText();
  const query = cursor === undefined ? {} : { cursor };
  const ofClient = useRead(
    listClientJournal,
    { params: { id: clientId ?? '' }, query },
    { enabled: clientId !== undefined },
  );
  const ofCompany = useRead(listJournal, { query: { ...query, ...filter } }, { enabled: clientId === undefined });
  const { data, error } = clientId === undefined ? ofCompany : ofClient;
  if (error !== null) return <ErrorState title={error.message} requestId={error.requestId} />;
  if (data === undefined) {
    return (
      <Delayed>
        <SkeletonText lines={4} />
      </Delayed>
    );
  }
  const next = data.next_cursor;
  return (
    <>
      <JournalEntries page={data} ofOneClient={clientId !== undefined} />
      {onMore !== undefined && next !== null ? <Button onClick={() => onMore(next)}>{t('journal.more')}</Button> : null}
    </>
  );
}
