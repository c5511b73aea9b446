import { Popover } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useRead } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { EscapeLayer } from '#ui-kit/keys/use-keys.tsx';
import { useText } from '#ui-kit/text.tsx';
import { listRecordJournal } from '../../contract.ts';
import { JournalEntries } from './JournalEntries.tsx';
import styles from './journal.module.css';

interface FieldHistoryProps {
  kind: string;
  id: string;
  /** The name of the column, and how the screen calls it. */
  field: string;
  label: string;
}

/** A quiet button beside a value: who changed it when, from what to what. */
export function FieldHistory({ kind, id, field, label }: FieldHistoryProps) {
  const { t } = useText();
  const [opened, setOpened] = useState(false);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" trapFocus returnFocus width={420}>
      <Popover.Target>
        <button
          type="button"
          className={styles.history}
          aria-label={t('journal.field_history', { field: label })}
          title={t('journal.field_history', { field: label })}
          aria-expanded={opened}
          onClick={() => setOpened(!opened)}
        >
          <Glyph of={IconHistory} />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('journal.field_history', { field: label })}>
        <EscapeLayer barrier={opened} onEscape={() => setOpened(false)}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by the keyboard, too */}
          <div className={styles.historyList} tabIndex={0}>
            <p className="medium">{t('journal.field_history', { field: label })}</p>
            {opened ? <Changes kind={kind} id={id} field={field} /> : null}
          </div>
        </EscapeLayer>
      </Popover.Dropdown>
    </Popover>
  );
}

function Changes({ kind, id, field }: Omit<FieldHistoryProps, 'label'>) {
  const { t } = useText();
  const read = useRead(listRecordJournal, { params: { kind, id }, query: { field, limit: 50 } });
  if (read.error !== null) return <ErrorState title={read.error.message} requestId={read.error.requestId} />;
  if (read.data === undefined) {
    return (
      <Delayed>
        <SkeletonText lines={3} />
      </Delayed>
    );
  }
  if (read.data.items.length === 0) return <p className="ink-3">{t('journal.field_never_changed')}</p>;
  return <JournalEntries page={read.data} ofOneClient only={field} />;
}
