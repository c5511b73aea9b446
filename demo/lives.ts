import type { Random } from '#shared/random.ts';
import type { Company, Place } from './company.ts';
import type { Life } from './stage.ts';

export interface Years {
  random: Random;
  /** The curtain: nothing happens at or after it. */
  until: Temporal.Instant;
  asOf: Temporal.PlainDate;
}

export function livesOf(_company: Company, _places: readonly Place[], _years: Years): Life[] {
  return [];
}
