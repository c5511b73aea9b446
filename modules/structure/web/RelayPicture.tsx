import { useText } from '#ui-kit/text.tsx';
import { type AssignmentFact, RELAY_FUNCTIONS, type SalesFunction } from '../rules.ts';
import { type RelayRow, type RelayRun, relayRow, relaySegments } from './relay-shape.ts';
import styles from './structure.module.css';
import type { StructureNames } from './structure-names.ts';

interface RelayPictureProps {
  names: StructureNames;
  /** Who answers for what once the change under consideration is made; drawn under the present. */
  draft?: readonly AssignmentFact[] | null;
  onFunction?: ((fn: SalesFunction) => void) | undefined;
  onPosition?: ((positionId: string) => void) | undefined;
}

/**
 * The functions of the relay as chevrons, the positions that hold them, and what passes between: derived from who answers
 * for what, so there is nothing to pull or to draw.
 */
export function RelayPicture({ names, draft, onFunction, onPosition }: RelayPictureProps) {
  const { t } = useText();
  const rows = relaySegments(names.facts).map((segmentId) => relayRow(names.facts, segmentId, names.holders));
  const then = draft ? relaySegments(draft).map((segmentId) => relayRow(draft, segmentId, names.holders)) : [];
  const label = (row: RelayRow, word: string) => names.segmentName(row.segmentId) ?? word;
  return (
    <>
      <div className={styles.relayScroll}>
        <div className={styles.relay}>
          <span />
          {RELAY_FUNCTIONS.map((fn, place) => (
            <Chevron
              key={fn}
              fn={fn}
              first={place === 0}
              vacant={rows[0]?.runs.some((run) => run.positionId === null && run.functions.includes(fn)) ?? true}
              onOpen={onFunction}
            />
          ))}
          {rows.map((row) => (
            <Row
              key={row.segmentId ?? 'general'}
              row={row}
              label={label(row, t('structure.now'))}
              names={names}
              onPosition={onPosition}
            />
          ))}
          {then.map((row) => (
            <Row
              key={row.segmentId ?? 'general'}
              row={row}
              label={label(row, t('structure.then'))}
              names={names}
              before={names.facts}
            />
          ))}
        </div>
      </div>
      <Legend now={rows[0]} then={then[0]} />
    </>
  );
}

const SHAPE = { first: 'M0 0H92l8 20-8 20H0Z', next: 'M0 0H92l8 20-8 20H0l8-20Z' };

function Chevron(props: {
  fn: SalesFunction;
  first: boolean;
  vacant: boolean;
  onOpen: ((fn: SalesFunction) => void) | undefined;
}) {
  const { t } = useText();
  const { onOpen } = props;
  const content = (
    <>
      <svg viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden>
        <path d={props.first ? SHAPE.first : SHAPE.next} vectorEffect="non-scaling-stroke" />
      </svg>
      <span>{t(`structure.function.${props.fn}`)}</span>
    </>
  );
  const data = props.vacant ? { 'data-vacant': true } : {};
  if (onOpen === undefined) {
    return (
      <div className={`${styles.chevron} row`} style={{ justifyContent: 'center' }} {...data}>
        {content}
      </div>
    );
  }
  return (
    <button type="button" className={styles.chevron} onClick={() => onOpen(props.fn)} {...data}>
      {content}
    </button>
  );
}

function Row(props: {
  row: RelayRow;
  label: string;
  names: StructureNames;
  before?: readonly AssignmentFact[];
  onPosition?: ((positionId: string) => void) | undefined;
}) {
  const { row, names, before } = props;
  return (
    <>
      <span className={`${styles.rowLabel} strong`}>{props.label}</span>
      {row.runs.map((run) => (
        <Run key={run.start} run={run} row={row} names={names} before={before} onPosition={props.onPosition} />
      ))}
    </>
  );
}

function Run(props: {
  run: RelayRun;
  row: RelayRow;
  names: StructureNames;
  before: readonly AssignmentFact[] | undefined;
  onPosition: ((positionId: string) => void) | undefined;
}) {
  const { t } = useText();
  const { run, row, names, before, onPosition } = props;
  const position = run.positionId === null ? undefined : names.position(run.positionId);
  const gained = before === undefined ? [] : gainedBy(run, before);
  const people = run.positionId === null ? 0 : (names.holders.get(run.positionId)?.length ?? 0);
  const inner = (
    <>
      <span className="strong cut">{position?.title ?? t('structure.nobody_answers')}</span>
      {position === undefined ? null : (
        <span className="t-small ink-3 cut">
          {t('structure.people_in_unit', { people, unit: names.unitName(position.unit_id) })}
          {gained.length === 0 ? null : ` · ${t('structure.functions_gained', { count: gained.length })}`}
        </span>
      )}
    </>
  );
  return (
    <div
      className={styles.run}
      style={{ gridColumn: `${run.start + 2} / span ${run.functions.length}` }}
      {...(position === undefined ? { 'data-vacant': true } : {})}
      {...(gained.length === 0 ? {} : { 'data-changed': true })}
    >
      {position !== undefined && onPosition !== undefined ? (
        <button type="button" className={styles.box} onClick={() => onPosition(position.id)}>
          {inner}
        </button>
      ) : (
        <div className={styles.box}>{inner}</div>
      )}
      {row.marks
        .filter((mark) => mark.after >= run.start && mark.after < run.start + run.functions.length)
        .map((mark) => (
          <span
            key={mark.after}
            className={styles.mark}
            data-kind={mark.kind}
            data-inside={mark.inside}
            style={{ left: `calc(${((mark.after - run.start + 1) / run.functions.length) * 100}% + 1.5px)` }}
            role="img"
            aria-label={t(`structure.mark.${mark.kind}`, {
              from: t(`structure.function.${mark.from}`),
              to: t(`structure.function.${mark.to}`),
            })}
            title={t(`structure.mark_meaning.${mark.kind}`)}
          >
            <BoundaryMark kind={mark.kind} />
          </span>
        ))}
    </div>
  );
}

/** The functions of a run that the position did not have before. */
function gainedBy(run: RelayRun, before: readonly AssignmentFact[]): SalesFunction[] {
  return run.functions.filter((fn) => !before.some((one) => one.function === fn && one.positionId === run.positionId));
}

/** The two marks of the relay: an accent capsule with an arrow, a small grey ring with a tick. */
export function BoundaryMark({ kind }: { kind: 'handoff' | 'self_check' }) {
  if (kind === 'handoff') {
    return (
      <svg width="32" height="20" aria-hidden>
        <rect width="32" height="20" rx="10" fill="var(--accent)" />
        <path
          d="M9 10h13m-5-5 5 5-5 5"
          fill="none"
          stroke="var(--on-accent)"
          strokeWidth="2"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    );
  }
  return (
    <svg width="15" height="15" aria-hidden>
      <circle cx="7.5" cy="7.5" r="6" fill="var(--surface)" stroke="var(--ink-3)" strokeWidth="1.5" />
      <path d="m4.9 7.7 1.9 1.9 3.4-4" fill="none" stroke="var(--ink-3)" strokeWidth="1.4" />
    </svg>
  );
}

function Legend({ now, then }: { now: RelayRow | undefined; then: RelayRow | undefined }) {
  const { t } = useText();
  const count = (row: RelayRow | undefined, kind: 'handoff' | 'self_check') =>
    row?.marks.filter((mark) => mark.kind === kind).length ?? 0;
  return (
    <div className={`${styles.legend} t-small`}>
      {(['handoff', 'self_check'] as const).map((kind) => (
        <span key={kind}>
          <BoundaryMark kind={kind} />
          {then === undefined
            ? t(`structure.legend.${kind}`, { count: count(now, kind) })
            : t(`structure.legend_change.${kind}`, { before: count(now, kind), after: count(then, kind) })}
        </span>
      ))}
      <span className="ink-3">{t('structure.derived')}</span>
    </div>
  );
}
