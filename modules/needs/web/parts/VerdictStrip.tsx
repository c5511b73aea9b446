import { useLayoutEffect, useRef, useState } from 'react';
import { useText } from '#ui-kit/text.tsx';
import type { NeedWithHistory } from '../../contract.ts';
import styles from './needs.module.css';
import { RelevanceShape } from './RelevanceShape.tsx';
import { type StripScale, verdictStrip } from './verdict-strip.ts';

const HEIGHT = 40;
const LINE = 15;
const MARK = 5.5;
const EDGE: Record<'now' | 'dated' | 'triggered' | 'dormant' | 'none', string> = {
  now: 'var(--now)',
  dated: 'var(--dated)',
  triggered: 'var(--triggered-edge)',
  dormant: 'var(--dormant-edge)',
  none: 'var(--ink-3)',
};

/** Width of the element, kept as it changes: the strip is drawn in pixels, so that marks keep their size. */
function useWidth() {
  const ref = useRef<SVGSVGElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const node = ref.current;
    if (node === null) return;
    const observer = new ResizeObserver(() => setWidth(node.getBoundingClientRect().width));
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}

/** The years above the strips. */
export function StripAxis({ scale }: { scale: StripScale }) {
  const { ref, width } = useWidth();
  const years = Array.from({ length: scale.lastYear - scale.firstYear + 1 }, (_, index) => scale.firstYear + index);
  const every = Math.max(1, Math.ceil((years.length * 40) / Math.max(width, 1)));
  return (
    <svg ref={ref} className={styles.strip} height={18} aria-hidden="true">
      {years
        .filter((_, index) => index % every === 0)
        .map((year) => (
          <text key={year} x={scale.at(new Temporal.PlainDate(year, 1, 1)) * width} y={12}>
            {year}
          </text>
        ))}
    </svg>
  );
}

/** What was found out about a need over the years: stretches by verdict, ticks for checks, a box for the window ahead. */
export function VerdictStrip({
  need,
  scale,
  today,
}: {
  need: NeedWithHistory;
  scale: StripScale;
  today: Temporal.PlainDate;
}) {
  const { t } = useText();
  const { ref, width } = useWidth();
  const shape = verdictStrip(need, scale, today);
  const x = (share: number) => share * width;
  const now = x(scale.at(today));
  return (
    <svg
      ref={ref}
      className={styles.strip}
      height={HEIGHT}
      role="img"
      aria-label={t('needs.strip', { count: shape.checks.length })}
    >
      {shape.checks.map((at) => (
        <line key={at} x1={x(at)} x2={x(at)} y1={LINE + 10} y2={LINE + 15} stroke="var(--line-3)" strokeWidth={1.5} />
      ))}
      {shape.spans.map((span) => (
        <line
          key={`${span.verdict}-${span.from}`}
          x1={x(span.from)}
          x2={x(span.to)}
          y1={LINE}
          y2={LINE}
          stroke={EDGE[span.verdict]}
          strokeWidth={span.verdict === 'dormant' || span.verdict === 'none' ? 1.5 : 3}
          {...(span.verdict === 'dormant' || span.verdict === 'none' ? { strokeDasharray: '3 3' } : {})}
        />
      ))}
      {shape.spans.map((span) => (
        <RelevanceShape
          key={`${span.verdict}-${span.from}`}
          verdict={span.verdict}
          cx={x(span.from)}
          cy={LINE}
          r={MARK}
        />
      ))}
      {shape.ahead === null ? null : (
        <rect
          x={x(shape.ahead.from) - 1}
          y={LINE - 4}
          width={Math.max(8, x(shape.ahead.to) - x(shape.ahead.from))}
          height={8}
          rx={2.5}
          fill={`var(--${shape.ahead.verdict}-tint)`}
          stroke={EDGE[shape.ahead.verdict]}
          strokeWidth={1.25}
        />
      )}
      <line x1={now} x2={now} y1={0} y2={HEIGHT - 6} stroke="var(--ink-2)" strokeWidth={1.5} />
    </svg>
  );
}
