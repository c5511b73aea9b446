import { Button } from '#ui-kit/Button.tsx';
import { type GroupedItem, GroupedList } from '#ui-kit/data/GroupedList.tsx';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { Draft, HandoffItem, MyHandoffs } from '../contract.ts';
import { draftId } from './draft-id.ts';
import { passageOf, timeLeft } from './handoff-words.ts';
import styles from './parts/handoffs.module.css';
import type { RecordsFilter } from './records.ts';

interface Opening {
  activeId: string | null;
  onOpen: (id: string) => void;
}

/** «Принять», «Предлагаю», «Возвращены мне», «Споры», and for the head what is late. */
export function HandoffList({ mine, ...opening }: { mine: MyHandoffs } & Opening) {
  const { t } = useText();
  const words = useItemWords();
  const groups = [
    { id: 'to_answer', label: t('handoffs.group.to_answer'), items: mine.to_answer.map(words.toAnswer) },
    {
      id: 'offered',
      label: t('handoffs.group.offered'),
      items: [...mine.drafts.map(words.draft), ...mine.offered.map(words.offered)],
    },
    { id: 'returned', label: t('handoffs.group.returned'), items: mine.returned.map(words.returned) },
    { id: 'disputes', label: t('handoffs.group.disputes'), items: mine.disputes.map(words.disputed) },
    { id: 'overdue', label: t('handoffs.group.overdue'), items: mine.overdue.map(words.late) },
  ].filter((group) => group.items.length > 0);
  return (
    <GroupedList
      label={t('handoffs.title')}
      groups={groups}
      activeId={opening.activeId}
      onOpen={(item) => opening.onOpen(item.id)}
    />
  );
}

/** The records behind a figure. */
export function RecordList({
  outcome,
  items,
  count,
  onMore,
  onClear,
  activeId,
  onOpen,
}: {
  outcome: RecordsFilter['outcome'];
  items: readonly HandoffItem[];
  count: number;
  onMore: (() => void) | null;
  onClear: () => void;
} & Opening) {
  const { t } = useText();
  const words = useItemWords();
  const found = t(items.length === count ? 'handoffs.records' : 'handoffs.records_some', { count });
  const label = outcome === undefined ? found : `${t(`handoffs.outcome.${outcome}`)}. ${found}`;
  return (
    <>
      <div className="row-wrap" style={{ padding: 'var(--s3) var(--s4) 0' }}>
        <Button size="small" onClick={onClear}>
          {t('handoffs.records_clear')}
        </Button>
      </div>
      <GroupedList
        label={t('handoffs.title')}
        groups={[{ id: 'records', label, items: items.map(words.record) }]}
        activeId={activeId}
        onOpen={(item) => onOpen(item.id)}
      />
      {onMore === null ? null : (
        <div style={{ padding: 'var(--s3) var(--s4)' }}>
          <Button size="small" onClick={onMore}>
            {t('handoffs.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function useItemWords() {
  const { t, format } = useText();
  const met = (item: { criteria_met: number; criteria_required: number }) =>
    t('handoffs.met', { met: item.criteria_met, required: item.criteria_required });
  const left = (item: HandoffItem) =>
    item.overdue ? <Late>{timeLeft(item, format)}</Late> : <span className="medium">{timeLeft(item, format)}</span>;
  return {
    toAnswer: (item: HandoffItem): GroupedItem => ({
      id: item.id,
      title: <span className={styles.clientName}>{item.client.name}</span>,
      aside: left(item),
      lines: [
        t('handoffs.from', { name: item.giver.full_name, passage: passageOf(item, t) }),
        item.round > 1 ? t('handoffs.again', { met: met(item) }) : met(item),
      ],
    }),
    draft: (draft: Draft): GroupedItem => {
      const lacks = draft.criteria_required - draft.criteria_met;
      return {
        id: draftId(draft),
        title: <span className={styles.clientName}>{draft.client.name}</span>,
        aside: <span className="medium">{lacks === 0 ? t('handoffs.ready') : t('handoffs.not_ready')}</span>,
        lines: [
          passageOf(draft, t),
          lacks === 0 ? met(draft) : t('handoffs.lacks_of', { lacks, of: draft.criteria_required }),
        ],
      };
    },
    offered: (item: HandoffItem): GroupedItem => ({
      id: item.id,
      title: <span className={styles.clientName}>{item.client.name}</span>,
      aside: left(item),
      lines: [
        t('handoffs.to', { name: item.receiver.full_name, passage: passageOf(item, t) }),
        t('handoffs.waits_since', { when: format.dayOf(item.offered_at) }),
      ],
    }),
    returned: (item: HandoffItem): GroupedItem => ({
      id: item.id,
      title: <span className={styles.clientName}>{item.client.name}</span>,
      aside: item.last_return === null ? '' : format.dayOf(item.last_return.at),
      lines: [
        t('handoffs.returned_by', {
          name: item.receiver.full_name,
          code: t(`handoffs.code.${item.last_return?.code ?? 'other'}`),
        }),
        item.last_return?.text ?? '',
      ],
    }),
    disputed: (item: HandoffItem): GroupedItem => ({
      id: item.id,
      title: <span className={styles.clientName}>{item.client.name}</span>,
      aside: item.disputed_at === null ? '' : t('handoffs.since', { when: format.dayOf(item.disputed_at) }),
      lines: [
        t('handoffs.disputed_by', { name: item.giver.full_name }),
        item.allowed.settle ? t('handoffs.you_settle') : t('handoffs.settles', { name: item.arbiter?.full_name ?? '' }),
      ],
    }),
    late: (item: HandoffItem): GroupedItem => ({
      id: item.id,
      title: <span className={styles.clientName}>{item.client.name}</span>,
      aside: left(item),
      lines: [`${item.giver.full_name} → ${item.receiver.full_name}`, passageOf(item, t)],
    }),
    record: (item: HandoffItem): GroupedItem => ({
      id: item.id,
      title: <span className={styles.clientName}>{item.client.name}</span>,
      aside: format.dayOf(item.first_offered_at),
      lines: [`${item.giver.full_name} → ${item.receiver.full_name}`, t(`handoffs.state.${item.state}`)],
    }),
  };
}
