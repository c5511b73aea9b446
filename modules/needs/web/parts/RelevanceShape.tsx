import type { Verdict } from '../../rules.ts';

export interface RelevanceShapeProps {
  verdict: Verdict;
  cx: number;
  cy: number;
  /** Half of the mark's height. */
  r: number;
}

/**
 * The mark of a verdict inside a picture: filled circle, square, triangle, hollow ring; a small cross for what will not be
 * bought. Shapes of one radius look equally heavy. Always with a word beside it: colour alone never carries the meaning.
 */
export function RelevanceShape({ verdict, cx, cy, r }: RelevanceShapeProps) {
  switch (verdict) {
    case 'now':
      return <circle cx={cx} cy={cy} r={r} fill="var(--now)" />;
    case 'dated': {
      const half = r * 0.9;
      return (
        <rect
          x={cx - half}
          y={cy - half}
          width={half * 2}
          height={half * 2}
          rx={Math.min(1.5, r / 4)}
          fill="var(--dated)"
        />
      );
    }
    case 'triggered':
      return (
        <path
          d={`M${cx} ${cy - r * 1.05}L${cx + r * 1.1} ${cy + r * 0.9}H${cx - r * 1.1}Z`}
          fill="var(--triggered)"
          stroke="var(--triggered-edge)"
          strokeWidth={1.5}
          strokeLinejoin="round"
        />
      );
    case 'dormant':
      return (
        <circle cx={cx} cy={cy} r={r - 0.75} fill="var(--dormant)" stroke="var(--dormant-edge)" strokeWidth={1.75} />
      );
    case 'none':
      return (
        <path
          d={`M${cx - r * 0.6} ${cy - r * 0.6}l${r * 1.2} ${r * 1.2}m0 ${-r * 1.2}l${-r * 1.2} ${r * 1.2}`}
          stroke="var(--ink-3)"
          strokeWidth={1.75}
          strokeLinecap="round"
        />
      );
  }
}
