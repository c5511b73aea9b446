import { IconArrowBackUp, IconArrowsExchange, IconCheck } from '@tabler/icons-react';
import { Timeline } from '#ui-kit/data/Timeline.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { Round } from '../contract.ts';

const SIGNS = { accepted: IconCheck, returned: IconArrowBackUp, withdrawn: IconArrowBackUp, void: IconArrowBackUp };

/** Every round of a hand-off that has had more than one, or has been answered. */
export function RoundList({ rounds }: { rounds: readonly Round[] }) {
  const { t, format } = useText();
  if (rounds.length === 1 && rounds[0]?.answer === null) return null;
  return (
    <Section title={t('handoffs.rounds')} count={rounds.length}>
      <Timeline
        items={rounds.toReversed().map((round) => ({
          id: String(round.round),
          icon: round.answer === null ? IconArrowsExchange : SIGNS[round.answer],
          title: title(round),
          note: [
            t('handoffs.round_offered', { round: round.round, when: format.dateTime(round.offered_at) }),
            round.answered_at === null ? null : format.dateTime(round.answered_at),
            round.answer_minutes === null
              ? null
              : t('handoffs.answered_in', { time: format.duration(round.answer_minutes) }),
          ]
            .filter((part) => part !== null)
            .join(' · '),
        }))}
      />
    </Section>
  );

  function title(round: Round): string {
    const who = round.answered_by?.full_name ?? round.receiver.full_name;
    if (round.answer === null) return t('handoffs.round_waits', { name: round.receiver.full_name });
    if (round.answer !== 'returned') return t(`handoffs.round_${round.answer}`, { name: who });
    const code = t(`handoffs.code.${round.return_code ?? 'other'}`);
    const said = t('handoffs.round_returned', { name: who, code });
    return round.answer_text === null ? said : `${said}. ${round.answer_text}`;
  }
}
