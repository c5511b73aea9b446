import { runSweeps } from '#app/sweeps.ts';
import { sweeps } from '#app/wiring.ts';
import { declareDemo } from '#modules/people/company/commands.ts';
import type { Db } from '#platform/db/pool.ts';
import { createRandom } from '#shared/random.ts';
import { foundCompany, openMarket, TIME_ZONE } from './company.ts';
import { nameCompetences } from './experts.ts';
import { livesOf } from './lives.ts';
import { AT_ONCE, play } from './stage.ts';
import { type Town, towns } from './towns.ts';

const YEARS = 5;

export interface DemoPlan {
  /** The day on which the demo is looked at: history ends the evening before. */
  asOf: Temporal.PlainDate;
  seed: string;
  /** The whole market unless said; a test takes fewer. */
  market?: readonly Town[];
  /** How many lives are played side by side: nothing of what comes of them depends on it. */
  atOnce?: number;
}

/** Plays the whole history of the demo company on an empty database. */
export async function buildDemo(db: Db, plan: DemoPlan, say: (line: string) => void = () => undefined): Promise<void> {
  const random = createRandom(plan.seed);
  const until = plan.asOf.toZonedDateTime({ timeZone: TIME_ZONE, plainTime: '07:00' }).toInstant();
  const founded = plan.asOf
    .subtract({ years: YEARS })
    .toZonedDateTime({ timeZone: TIME_ZONE, plainTime: '09:00' })
    .toInstant();
  const company = await foundCompany(db, founded);
  await nameCompetences(company, founded);
  const places = await openMarket(company, plan.market ?? towns, founded);
  say(`The company is set up, its market has ${places.length} clients.`);
  let year = '';
  const everyMonth = async (at: Temporal.Instant) => {
    await runSweeps(sweeps, db, at);
    const thisYear = at.toString().slice(0, 4);
    if (thisYear !== year) say(`The year ${thisYear} is played …`);
    year = thisYear;
  };
  await play(livesOf(company, places, random, plan.asOf), until, everyMonth, plan.atOnce ?? AT_ONCE);
  await runSweeps(sweeps, db, until);
  await company.stage.act(company.player('administrator'), until, declareDemo);
}
