import { Chip } from '#ui-kit/marks/Chip.tsx';

/** A position as a small label, its unit as a hint: `<PositionBadge title="Телемаркетолог" unit="Коммерческий блок" />`. */
export function PositionBadge({ title, unit }: { title: string; unit?: string }) {
  return (
    <Chip look="outline" {...(unit === undefined ? {} : { title: unit })}>
      {title}
    </Chip>
  );
}
