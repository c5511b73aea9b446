export type Interval = { readonly low: number; readonly high: number };

/** Two-sided 95 % quantile of the normal distribution. */
const z95 = 1.959963984540054;

/**
 * The 95 % Wilson score interval of a share seen as `successes` of `trials`. Nothing tried says nothing: 0 to 1.
 * Throws on counts that are not 0 ≤ successes ≤ trials. Source: domain §4.
 */
export function wilson95(successes: number, trials: number): Interval {
  if (!(successes >= 0 && successes <= trials)) throw new RangeError(`Not a share: ${successes} of ${trials}`);
  if (trials === 0) return { low: 0, high: 1 };
  const share = successes / trials;
  const zz = z95 * z95;
  const scale = 1 + zz / trials;
  const centre = (share + zz / (2 * trials)) / scale;
  const half = (z95 / scale) * Math.sqrt((share * (1 - share)) / trials + zz / (4 * trials * trials));
  return {
    low: successes === 0 ? 0 : Math.max(0, centre - half),
    high: successes === trials ? 1 : Math.min(1, centre + half),
  };
}

/** The value below which `share` (0 to 1) of the values lie, interpolated between neighbours; undefined of nothing. */
export function quantile(values: readonly number[], share: number): number | undefined {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`Not a share: ${share}`);
  const sorted = values.toSorted((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)];
  const above = sorted[Math.ceil(position)];
  if (below === undefined || above === undefined) return undefined;
  return below + (above - below) * (position - Math.floor(position));
}

export function median(values: readonly number[]): number | undefined {
  return quantile(values, 0.5);
}

/** One subject followed for `time`: the event came then, or the subject was still without it when last seen. */
export type Followed = { readonly time: number; readonly event: boolean };

/** From `time` on, until the next step, this share has not had the event yet; `low` and `high` are its 95 % interval. */
export type SurvivalStep = {
  readonly time: number;
  readonly atRisk: number;
  readonly events: number;
  readonly censored: number;
  readonly survival: number;
  readonly low: number;
  readonly high: number;
};

/**
 * Kaplan–Meier estimate of the share still without the event, in the order of time, with Greenwood's variance on the
 * log scale (the default of R's survfit). A subject censored at a time counts as at risk at that time.
 * Source: domain §5, estimates.
 */
export function kaplanMeier(subjects: readonly Followed[]): SurvivalStep[] {
  const byTime = Map.groupBy(
    subjects.toSorted((a, b) => a.time - b.time),
    ({ time }) => time,
  );
  const steps: SurvivalStep[] = [];
  let atRisk = subjects.length;
  let survival = 1;
  let variance = 0;
  let high = 1;
  for (const [time, group] of byTime) {
    const events = group.filter(({ event }) => event).length;
    survival *= 1 - events / atRisk;
    // Once nobody is left the variance has no value: the share is zero and the upper bound stays where it was.
    if (survival > 0) {
      variance += events / (atRisk * (atRisk - events));
      high = Math.min(1, survival * Math.exp(z95 * Math.sqrt(variance)));
    }
    const low = survival * Math.exp(-z95 * Math.sqrt(variance));
    steps.push({ time, atRisk, events, censored: group.length - events, survival, low, high });
    atRisk -= group.length;
  }
  return steps;
}

export type SurvivalTime = {
  readonly time: number | undefined;
  readonly low: number | undefined;
  readonly high: number | undefined;
};

/** Tolerates what rounding leaves of a share that should equal the level exactly. */
const tolerance = 1e-9;

/**
 * The time by which the share still without the event has fallen to `share` (0.5: the median), with its 95 % interval. A
 * curve that rests exactly on the share answers with the middle of that rest. Undefined where it was never reached:
 * more than that share had not had the event when last seen.
 */
export function survivalTime(steps: readonly SurvivalStep[], share = 0.5): SurvivalTime {
  const reached = (valueAt: (step: SurvivalStep) => number): number | undefined => {
    const first = steps.find((step) => valueAt(step) <= share + tolerance);
    if (!first || valueAt(first) < share - tolerance) return first?.time;
    const after = steps.find((step) => valueAt(step) < share - tolerance);
    return after ? (first.time + after.time) / 2 : first.time;
  };
  return {
    time: reached((step) => step.survival),
    low: reached((step) => step.low),
    high: reached((step) => step.high),
  };
}
