import { type KeyboardEvent, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Horizon, HorizonClient } from '#modules/needs/horizon/contract.ts';
import { RelevanceMark } from '#modules/needs/web/parts/RelevanceMark.tsx';
import { RelevanceShape } from '#modules/needs/web/parts/RelevanceShape.tsx';
import { AppLink } from '#ui-kit/link.tsx';
import { Late } from '#ui-kit/marks/Chip.tsx';
import { Num } from '#ui-kit/marks/Num.tsx';
import { useText } from '#ui-kit/text.tsx';
import { useClientWords } from './client-words.ts';
import styles from './horizon.module.css';
import {
  axisTicks,
  checkStretches,
  horizonShape,
  type LaneShape,
  type Mark,
  neighbour,
  type Stretch,
  type Tick,
} from './horizon-shape.ts';

const ROW = 18;
const PAD = 12;
const HEAD = 56;
const OVERDUE_SHOWN = 4;
const LANE_WORDS = 84;
const CHIP = 27;
const LABEL_GAP = 5;
const NARROWEST = 360;

interface PictureProps {
  horizon: Horizon;
  clients: readonly HorizonClient[];
  selectedId: string | null;
  onSelect: (id: string) => void;
  onOpen: (id: string) => void;
}

/**
 * When each client can buy, over ten years: the nearest year takes half of the width, a lane to each verdict. One whose
 * check is late stands in the left column until it is looked at. The picture is a listbox; its twin is the table.
 */
export function HorizonPicture({ horizon, clients, selectedId, onSelect, onOpen }: PictureProps) {
  const { t } = useText();
  const words = useClientWords();
  const id = useId();
  const plot = useRef<HTMLDivElement>(null);
  const width = useWidthOf(plot);
  const measure = useMeasure();
  const today = Temporal.PlainDate.from(horizon.today);
  const lanes = useMemo(
    () =>
      horizonShape({
        clients,
        today: Temporal.PlainDate.from(horizon.today),
        width,
        measure: (client) => measure(words.place(client), words.small(client)),
      }),
    [clients, horizon.today, width, measure, words],
  );
  const ticks = axisTicks(today, width);
  const heights = lanes.map(laneHeight);
  const tops = heights.map((_, index) => heights.slice(0, index).reduce((sum, one) => sum + one, HEAD));
  const height = heights.reduce((sum, one) => sum + one, HEAD);
  const drawn = lanes.flatMap((lane) => lane.marks.map((mark) => mark.client.id));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.code === 'Enter' && selectedId !== null) return onOpen(selectedId);
    const key = ARROWS.find((one) => one === event.code);
    if (key === undefined) return;
    event.preventDefault();
    const next = neighbour(lanes, selectedId, key);
    if (next !== null) onSelect(next);
  };

  const active = selectedId !== null && drawn.includes(selectedId) ? `${id}-${selectedId}` : undefined;
  const list =
    drawn.length === 0
      ? {}
      : {
          role: 'listbox',
          tabIndex: 0,
          'aria-label': t('needs.horizon.picture'),
          'aria-activedescendant': active,
          onKeyDown,
        };

  return (
    <div className={styles.picture}>
      <div>
        <div style={{ height: HEAD }} className={styles.axisHead}>
          <OverdueHead lanes={lanes} />
        </div>
        {lanes.map((lane, index) => (
          <LaneWords
            key={lane.lane}
            lane={lane}
            height={heights[index] ?? 0}
            selectedId={selectedId}
            onSelect={onSelect}
          />
        ))}
      </div>
      <div ref={plot} className={styles.plot}>
        <Stretches stretches={checkStretches(horizon.checks, today, width)} />
        <div className={styles.marks} {...list}>
          <svg width={width} height={height} role="presentation">
            <Axis ticks={ticks} height={height} />
            {lanes.map((lane, index) => (
              <g key={lane.lane} transform={`translate(0 ${tops[index]})`}>
                <line x1={0} x2={width} y1={0} y2={0} stroke="var(--line-2)" />
                {lane.marks.map((mark) => (
                  <MarkView
                    key={mark.client.id}
                    id={`${id}-${mark.client.id}`}
                    lane={lane}
                    mark={mark}
                    place={words.place(mark.client)}
                    small={words.small(mark.client)}
                    said={words.said(mark.client)}
                    selected={mark.client.id === selectedId}
                    onSelect={() => (mark.client.id === selectedId ? onOpen(mark.client.id) : onSelect(mark.client.id))}
                  />
                ))}
              </g>
            ))}
            <line x1={0} x2={0} y1={HEAD - 18} y2={height} stroke="var(--ink-2)" strokeWidth={1.5} />
          </svg>
        </div>
      </div>
    </div>
  );
}

const ARROWS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'] as const;

/** A lane is as high as its rows of marks, and as its words at the left need. */
function laneHeight(lane: LaneShape): number {
  const chips = Math.min(OVERDUE_SHOWN + 1, lane.overdue.length) * CHIP;
  return Math.max(lane.rows * ROW + PAD, LANE_WORDS + chips);
}

function useWidthOf(ref: React.RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(NARROWEST);
  useLayoutEffect(() => {
    const node = ref.current;
    if (node === null) return;
    const observer = new ResizeObserver(() => setWidth(Math.max(NARROWEST, node.getBoundingClientRect().width)));
    observer.observe(node);
    return () => observer.disconnect();
  }, [ref]);
  return width;
}

/** Widths of words as they will be drawn; measured once per word. */
function useMeasure(): (place: string, small: string) => number {
  return useMemo(() => {
    const pen = document.createElement('canvas').getContext('2d');
    const family = getComputedStyle(document.body).fontFamily;
    const known = new Map<string, number>();
    const widthOf = (text: string, font: string) => {
      const found = known.get(font + text);
      if (found !== undefined) return found;
      if (pen === null) return text.length * 7;
      pen.font = font;
      const measured = pen.measureText(text).width;
      known.set(font + text, measured);
      return measured;
    };
    return (place, small) =>
      widthOf(place, `500 12px ${family}`) + (small === '' ? 0 : LABEL_GAP + widthOf(small, `400 11px ${family}`));
  }, []);
}

function OverdueHead({ lanes }: { lanes: readonly LaneShape[] }) {
  const { t, format } = useText();
  const count = lanes.reduce((sum, lane) => sum + lane.overdue.length, 0);
  if (count === 0) return null;
  return (
    <>
      <AppLink href="/calendar?overdue=1">
        <Late>
          {t('needs.horizon.overdue')} {format.number(count)}
        </Late>
      </AppLink>
      <span className="t-cap ink-3">{t('needs.horizon.overdue_note')}</span>
    </>
  );
}

function LaneWords({
  lane,
  height,
  selectedId,
  onSelect,
}: {
  lane: LaneShape;
  height: number;
  selectedId: string | null;
  onSelect: (id: string) => void;
}) {
  const { t, format } = useText();
  const words = useClientWords();
  const more = lane.overdue.length - OVERDUE_SHOWN;
  return (
    <div className={styles.lane} style={{ height }}>
      <span className={styles.laneHead}>
        <RelevanceMark verdict={lane.lane} />
        <span className="strong">{format.number(lane.count)}</span>
      </span>
      {lane.overdue.slice(0, OVERDUE_SHOWN).map((client) => (
        <button
          key={client.id}
          type="button"
          className={styles.overdueChip}
          aria-pressed={client.id === selectedId}
          onClick={() => onSelect(client.id)}
        >
          <span>{words.place(client)}</span>
          <span className="nowrap">{format.overdueMark(client.overdue_days)}</span>
        </button>
      ))}
      {more > 0 ? (
        <AppLink className={`link t-small ${styles.more}`} href="/calendar?overdue=1">
          {t('needs.horizon.more', { count: more })}
        </AppLink>
      ) : null}
      <span className={`${styles.laneFoot} t-cap ink-3`}>
        <Num>{format.moneyShort(lane.valueMinor)}</Num>
        <br />
        {t(`needs.horizon.lane.${lane.lane}`)}
      </span>
    </div>
  );
}

/** The calendar above the picture: checks per stretch of the axis; each opens them. */
function Stretches({ stretches }: { stretches: readonly Stretch[] }) {
  const { t, format } = useText();
  const most = Math.max(1, ...stretches.map((stretch) => stretch.count));
  return (
    <>
      {stretches
        .filter((stretch) => stretch.count > 0)
        .map((stretch) => (
          <AppLink
            key={stretch.x}
            className={styles.stretch}
            href={`/calendar?from=${stretch.from.toString()}&until=${stretch.until.toString()}`}
            style={{ left: stretch.x, width: stretch.width, top: 0 }}
            aria-label={t('needs.horizon.stretch', {
              count: stretch.count,
              from: format.date(stretch.from),
              until: format.date(stretch.until),
            })}
          >
            <span>{format.number(stretch.count)}</span>
            <i style={{ height: 3 + Math.round((stretch.count / most) * 11) }} />
          </AppLink>
        ))}
    </>
  );
}

function Axis({ ticks, height }: { ticks: readonly Tick[]; height: number }) {
  const { t, format } = useText();
  const wordOf = (tick: Tick) => {
    if (tick.kind === 'today') return t('needs.horizon.today');
    if (tick.kind === 'day') return format.dayMonth(tick.day);
    return tick.kind === 'year' ? String(tick.day.year) : format.monthYear(tick.day);
  };
  return (
    <g>
      {ticks.map((tick, index) => (
        <g key={tick.x}>
          {index === 0 ? null : <line x1={tick.x} x2={tick.x} y1={HEAD} y2={height} stroke="var(--line)" />}
          <text
            x={tick.x}
            y={HEAD - 8}
            className={tick.kind === 'today' ? styles.nowWord : styles.tickWord}
            textAnchor={index === 0 ? 'start' : index === ticks.length - 1 ? 'end' : 'middle'}
          >
            {wordOf(tick)}
          </text>
        </g>
      ))}
    </g>
  );
}

interface MarkViewProps {
  id: string;
  lane: LaneShape;
  mark: Mark;
  place: string;
  small: string;
  said: string;
  selected: boolean;
  onSelect: () => void;
}

function MarkView({ id, lane, mark, place, small, said, selected, onSelect }: MarkViewProps) {
  const y = PAD / 2 + mark.row * ROW + ROW / 2;
  const box = { from: Math.min(mark.x - mark.r, mark.flipped ? mark.from : mark.x - mark.r), to: mark.to };
  const from = lane.lane === 'now' ? mark.x - mark.r : box.from;
  return (
    <g id={id} role="option" tabIndex={-1} aria-selected={selected} onClick={onSelect}>
      <title>{said}</title>
      <rect
        className={styles.hit}
        x={from - 4}
        y={y - ROW / 2 + 0.5}
        width={Math.max(0, box.to - from + 8)}
        height={ROW - 1}
        rx={4}
      />
      {lane.lane === 'now' && mark.from === 0 ? (
        <line
          x1={2}
          x2={Math.max(2, mark.x - mark.r - 2)}
          y1={y}
          y2={y}
          stroke="var(--now-edge)"
          strokeDasharray="2 3"
        />
      ) : null}
      {mark.windowTo === null ? null : (
        <rect
          x={mark.x - mark.r}
          y={y + 6}
          width={mark.windowTo - mark.x + mark.r}
          height={2.5}
          rx={1.25}
          fill="var(--dated)"
          opacity={0.55}
        />
      )}
      <RelevanceShape verdict={lane.lane} cx={mark.x} cy={y} r={mark.r} />
      <text x={mark.labelX} y={y + 4} textAnchor={mark.flipped ? 'end' : 'start'}>
        {place}
        {small === '' ? null : (
          <tspan className={styles.quiet} dx={LABEL_GAP}>
            {small}
          </tspan>
        )}
      </text>
    </g>
  );
}
