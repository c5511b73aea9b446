import type { ReactNode } from 'react';
import { useRead } from '#ui-kit/call.ts';
import { Section } from '#ui-kit/frame/Section.tsx';
import { Explain } from '#ui-kit/marks/Explain.tsx';
import { Whisker } from '#ui-kit/marks/Whisker.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { HandoffKindName } from '../../contract.ts';
import { type Share, showPair } from '../../statistics/contract.ts';
import { recordsHref } from '../records.ts';
import styles from './handoffs.module.css';

const FEW = 10;

/**
 * How hand-offs pass between two people over twelve months: shares with their intervals, never bare percentages; each
 * opens its records. Silent for whom the figures are not.
 */
export function PairStatistics({
  kind,
  giver,
  receiver,
}: {
  kind: HandoffKindName;
  giver: { id: string; full_name: string };
  receiver: { id: string; full_name: string };
}) {
  const { t, format } = useText();
  const query = { kind, giver_id: giver.id, receiver_id: receiver.id };
  const read = useRead(showPair, { query }, { enabled: giver.id !== receiver.id });
  if (read.data === undefined) return null;
  const { pair, giver_total, receiver_total, since, months } = read.data;
  const records = (outcome: string, of: Record<string, string>) => recordsHref({ kind, since, outcome, ...of });
  const both = { giver_id: giver.id, receiver_id: receiver.id };
  return (
    <Section
      title={t('handoffs.pair', { giver: shortName(giver.full_name), receiver: shortName(receiver.full_name) })}
      note={t('handoffs.months', { count: months })}
    >
      <div className="stack">
        {pair.answered === 0 ? (
          <p className="ink-3">{t('handoffs.pair_nothing')}</p>
        ) : (
          <>
            <table className={styles.figures}>
              <tbody>
                <Row
                  label={t('handoffs.figure.accepted_first')}
                  share={pair.accepted_first}
                  href={records('accepted_first', both)}
                />
                <Row label={t('handoffs.figure.returned')} share={pair.returned} href={records('returned', both)} />
                {kind === 'H1' ? (
                  <Row label={t('handoffs.figure.contract')} share={pair.contract} href={records('contract', both)} />
                ) : (
                  <Row
                    label={t('handoffs.figure.delivered')}
                    share={pair.delivered}
                    href={records('delivered', both)}
                  />
                )}
                <Row label={t('handoffs.figure.waiting')} share={pair.waiting} href={records('waiting', both)} />
                <Row label={t('handoffs.figure.lost')} share={pair.lost} href={records('lost', both)} />
              </tbody>
            </table>
            {pair.by_code.length === 0 ? null : (
              <p className="t-small ink-2">
                {pair.by_code
                  .map(({ code, count }) => `${t(`handoffs.code.${code}`)} ${format.number(count)}`)
                  .join(' · ')}
              </p>
            )}
            <p className="t-small ink-3">
              {pair.median_minutes === null
                ? t('handoffs.interval')
                : t('handoffs.median', { time: format.duration(pair.median_minutes) })}
            </p>
            {pair.answered < FEW ? <p className="t-small ink-3">{t('handoffs.few')}</p> : null}
          </>
        )}
        <table className={styles.figures}>
          <tbody>
            <Row
              label={t('handoffs.figure.receiver_total', { name: shortName(receiver.full_name) })}
              share={receiver_total.accepted_first}
              href={records('accepted_first', { receiver_id: receiver.id })}
              plain
            />
            <Row
              label={t('handoffs.figure.giver_total', { name: shortName(giver.full_name) })}
              share={giver_total.accepted_first}
              href={records('accepted_first', { giver_id: giver.id })}
              plain
            />
          </tbody>
        </table>
      </div>
    </Section>
  );
}

function Row({ label, share, href, plain = false }: { label: ReactNode; share: Share; href: string; plain?: boolean }) {
  const { t, format } = useText();
  const words = (
    <Explain
      formula={t('handoffs.figure_formula', { n: share.n, of: share.of })}
      records={{ label: t('handoffs.open_records', { count: share.n }), href }}
    >
      {format.outOf(share.n, share.of)}
    </Explain>
  );
  return (
    <tr>
      <th scope="row" className={plain ? 't-small' : undefined}>
        {label}
      </th>
      <td className="right nowrap">{words}</td>
      <td>
        {plain ? (
          <span className="ink-3 t-small nowrap">{format.percentRange(share.low, share.high)}</span>
        ) : (
          <Whisker part={share.n} whole={share.of} width={72} words={false} />
        )}
      </td>
    </tr>
  );
}

/** «Бахтина» of «Бахтина Ольга Петровна»: the family name stands first in the program. */
function shortName(fullName: string): string {
  return fullName.split(' ')[0] ?? fullName;
}
