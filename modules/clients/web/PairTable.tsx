import type { ReactNode } from 'react';
import { isCustomName } from '#modules/fields/rules.ts';
import { zoneInWords } from '#modules/people/web/parts/time-zones.ts';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { PairSide } from '../duplicates/contract.ts';
import type { MergePreview } from '../merging/contract.ts';
import type { ChosenField, Side } from '../merging/rules.ts';
import styles from './parts/duplicates.module.css';
import { StateChip } from './parts/StateChip.tsx';

export type Chosen = Partial<Record<ChosenField, Side>>;

export interface PairTableProps {
  into: PairSide;
  from: PairSide;
  preview: MergePreview | undefined;
  chosen: Chosen;
  onChoose: (field: ChosenField, side: Side) => void;
}

/** Two records side by side: what differs stands out, and of each such field one says whose value survives. */
export function PairTable({ into, from, preview, chosen, onChoose }: PairTableProps) {
  const { t, format } = useText();
  const fields = preview?.fields ?? [];
  const differing = fields.filter(({ differs }) => differs);
  const valuesIn = (one: Field, side: 'into' | 'from') => valuesOf(one, side, side === 'into' ? into : from, format, t);
  const alike = fields.filter((one) => !one.differs && valuesIn(one, 'into').length > 0);
  return (
    <table className={styles.pair}>
      <thead>
        <tr>
          <th scope="col" className={styles.label}>
            <span className="t-small">{t('clients.dup.field')}</span>
          </th>
          <th scope="col">
            <Record side={into} role={t('clients.dup.stays')} />
          </th>
          <th scope="col">
            <Record side={from} role={t('clients.dup.goes')} />
          </th>
        </tr>
      </thead>
      <tbody>
        {differing.map((one) => {
          const { field, side, joins, fixed } = one;
          const now = chosen[field] ?? side;
          const choose = (which: Side) => () => onChoose(field, which);
          const [ours, theirs] = [valuesIn(one, 'into'), valuesIn(one, 'from')];
          return (
            <tr key={field} data-differs>
              <th scope="row" className={styles.label}>
                {fieldLabel(one, t)}
              </th>
              <td>
                {fixed ? (
                  <Values of={ours} />
                ) : (
                  <Choice
                    field={field}
                    of={ours}
                    on={now !== 'from'}
                    checked={now === 'into'}
                    onChoose={choose('into')}
                  />
                )}
                {joins && !fixed && ours.length > 0 && theirs.length > 0 ? (
                  <label className={`${styles.choice} ${styles.joined}`}>
                    <span className="row">
                      <input type="radio" name={`dup-${field}`} checked={now === 'both'} onChange={choose('both')} />
                      <span>{t('clients.dup.keep_both')}</span>
                    </span>
                  </label>
                ) : null}
                {fixed ? <span className="t-small ink-3">{t('clients.dup.always')}</span> : null}
              </td>
              <td>
                {fixed ? (
                  <Values of={theirs} />
                ) : (
                  <Choice
                    field={field}
                    of={theirs}
                    on={now !== 'into'}
                    checked={now === 'from'}
                    onChoose={choose('from')}
                  />
                )}
              </td>
            </tr>
          );
        })}
        {alike.map((one) => (
          <tr key={one.field}>
            <th scope="row" className={styles.label}>
              {fieldLabel(one, t)}
            </th>
            <td colSpan={2} className="ink-2">
              <Values of={valuesIn(one, 'into')} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type Field = MergePreview['fields'][number];
type Words = ReturnType<typeof useText>['t'];
type Format = ReturnType<typeof useText>['format'];

function Record({ side, role }: { side: PairSide; role: string }): ReactNode {
  const { t, format } = useText();
  return (
    <span className={styles.record}>
      <span className="t-small ink-3">{role}</span>
      <span className="row-wrap">
        <AppLink className="link" href={`/clients/${side.id}`} target="_blank">
          {side.name}
        </AppLink>
        <StateChip state={side.state} />
      </span>
      <span className="t-small ink-2">{side.holder?.full_name ?? t('clients.dup.unheld')}</span>
      {side.next_step === null ? null : (
        <span className="t-small ink-2">
          {format.date(side.next_step.on)} · {side.next_step.title}
        </span>
      )}
      <span className="t-small ink-3">
        {[
          t('clients.dup.created', { day: format.dayOf(side.created_at) }),
          side.last_touch_at === null ? null : t('clients.dup.last_touch', { day: format.dayOf(side.last_touch_at) }),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </span>
    </span>
  );
}

function Choice(props: { field: string; of: readonly string[]; on: boolean; checked: boolean; onChoose: () => void }) {
  const { field, of, on, checked, onChoose } = props;
  return (
    <label className={styles.choice} data-off={on ? undefined : true}>
      <input type="radio" name={`dup-${field}`} checked={checked} onChange={onChoose} />
      <Values of={of} />
    </label>
  );
}

function Values({ of }: { of: readonly string[] }) {
  const { t } = useText();
  if (of.length === 0) return <span className="ink-3">{t('clients.dup.nothing')}</span>;
  return (
    <span className={styles.values}>
      {of.map((value) => (
        <span key={value}>{value}</span>
      ))}
    </span>
  );
}

function fieldLabel({ field, own }: Field, t: Words): string {
  if (isCustomName(field)) return own?.name ?? field;
  return t(`clients.field.${field === 'segment_id' ? 'segment' : field}`);
}

/** A value as people read it; nothing where there is none. */
function valuesOf({ field, own }: Field, which: 'into' | 'from', side: PairSide, format: Format, t: Words): string[] {
  if (isCustomName(field)) return own?.[which] == null ? [] : [own[which]];
  if (field === 'phones')
    return side.phones.map(({ number, extension }) => format.phone(number, extension ?? undefined));
  if (field === 'segment_id') return side.segment_name === null ? [] : [side.segment_name];
  if (field === 'call_basis') return side.call_basis === null ? [] : [t(`clients.basis.${side.call_basis}`)];
  if (field === 'do_not_call') return side.do_not_call ? [t('clients.field.do_not_call')] : [];
  if (field === 'time_zone') return [zoneInWords(t, side.time_zone)];
  if (field === 'size') return side.size === null ? [] : [format.number(side.size)];
  const value = side[field];
  if (value === null || value === '') return [];
  return Array.isArray(value) ? value : [value];
}
