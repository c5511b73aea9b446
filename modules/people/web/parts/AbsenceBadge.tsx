import { IconBeach, IconBriefcase, IconMedicalCross, IconUserOff } from '@tabler/icons-react';
import { useClock } from '#ui-kit/clock.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { Absence, AbsenceKind } from '../../contract.ts';

const ICONS = {
  vacation: IconBeach,
  sick: IconMedicalCross,
  business_trip: IconBriefcase,
  other: IconUserOff,
} as const satisfies Record<AbsenceKind, typeof IconBeach>;

/** That somebody is away, until when and who answers; before the first day, from when. */
export function AbsenceBadge({ absence }: { absence: Absence }) {
  const { t, format } = useText();
  const clock = useClock();
  const kind = t(`people.absence_short.${absence.kind ?? 'away'}`);
  const started = absence.first_day <= clock.today();
  const days = { from: format.dayMonth(absence.first_day), until: format.dayMonth(absence.last_day) };
  return (
    <Chip
      look={started ? 'tint' : 'outline'}
      icon={absence.kind === null ? IconUserOff : ICONS[absence.kind]}
      title={t('people.deputy_is', { name: absence.deputy_name })}
    >
      {started ? t('people.away_until', { kind, ...days }) : t('people.away_from', { kind, ...days })}
    </Chip>
  );
}
