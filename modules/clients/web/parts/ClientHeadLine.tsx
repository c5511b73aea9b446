import type { ReactNode } from 'react';
import { useClock } from '#ui-kit/clock.tsx';
import { type Fact, Facts } from '#ui-kit/frame/PageHeader.tsx';
import { Avatar } from '#ui-kit/marks/Avatar.tsx';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { ClientCard } from '../../contract.ts';
import { StateChip } from './StateChip.tsx';

export interface ClientHeadLineProps {
  client: ClientCard;
  /** How ready the client is: a mark of the module of needs. */
  relevance?: ReactNode;
  /** Further facts, before «С нами». */
  more?: Fact[];
}

/** Who carries the client, what next, how ready: the line under its name, before anything else. */
export function ClientHeadLine({ client, relevance, more = [] }: ClientHeadLineProps) {
  const { t, format } = useText();
  const { holder, with_us_since: since } = client;
  return (
    <Facts
      items={[
        {
          label: t('clients.holder'),
          value:
            holder === null ? (
              <StateChip state={client.state} />
            ) : (
              <span className="row">
                <Avatar name={holder.full_name} />
                <span className="medium cut">{holder.full_name}</span>
                <StateChip state={client.state} />
              </span>
            ),
        },
        { label: t('clients.next_step'), value: <NextStep client={client} /> },
        ...(relevance === undefined ? [] : [{ label: t('clients.relevance'), value: relevance }]),
        ...(client.next_check == null
          ? []
          : [{ label: t('clients.next_check'), value: <NextCheck client={client} /> }]),
        ...more,
        ...(since === undefined ? [] : [{ label: t('clients.with_us'), value: format.dayOf(since) }]),
      ]}
    />
  );
}

/** What is to be done next and when; the lateness of our step speaks, the client's waiting does not. */
export function NextStep({ client }: { client: Pick<ClientCard, 'next_step'> }) {
  const { t, format } = useText();
  const { today } = useClock();
  const step = client.next_step;
  if (step == null) return <span className="ink-3">{t('clients.no_step')}</span>;
  const late = daysLate(step.on, today());
  return (
    <span className="row-wrap">
      {late > 0 ? (
        <Late>{format.overdue(late)}</Late>
      ) : (
        <span className="medium nowrap">{step.at === null ? format.date(step.on) : format.dateTime(step.at)}</span>
      )}
      <span className="ink-2">{step.title}</span>
    </span>
  );
}

/** When the client is looked at again, and by whom. */
export function NextCheck({ client }: { client: Pick<ClientCard, 'next_check'> }) {
  const { format } = useText();
  const { today } = useClock();
  const check = client.next_check;
  if (check == null) return null;
  const late = daysLate(check.on, today());
  return (
    <span className="row-wrap">
      {late > 0 ? <Late>{format.overdue(late)}</Late> : <span className="medium nowrap">{format.date(check.on)}</span>}
      {check.owner === null ? null : <span className="ink-2">{check.owner.full_name}</span>}
    </span>
  );
}

/** Whole days since a day that has passed; zero for `today` and for what lies ahead. */
export function daysLate(day: string, today: string): number {
  return Math.max(0, Temporal.PlainDate.from(day).until(today, { largestUnit: 'days' }).days);
}
