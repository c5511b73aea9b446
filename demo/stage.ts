import { loadActor } from '#modules/structure/queries.ts';
import { type Context, inTransaction, type WriteContext } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';
import { type Memory, rememberFor } from '#platform/memory.ts';
import type { Actor } from '#shared/actor.ts';
import type { Result } from '#shared/result.ts';

/** One who acts in the demo: the employee with what they may do, as the program itself knows it. */
export interface Player {
  employeeId: string;
  name: string;
}

/** Where the years are played: real commands of real employees, at the instants of a simulated clock. */
export interface Stage {
  db: Db;
  /** The company, its people and its structure: nobody changes them once the years are played. */
  memory: Memory;
  /** In whose name and when something is done that opens its own transactions. */
  contextOf(player: Player, at: Temporal.Instant): Promise<Context>;
  /** Runs a command of somebody at an instant; a refusal is a fault of the play and stops it. */
  act<T>(player: Player, at: Temporal.Instant, command: (context: WriteContext) => Promise<Result<T>>): Promise<T>;
  /** The same, where a refusal is part of life: the answer is then null. */
  attempt<T>(
    player: Player,
    at: Temporal.Instant,
    command: (context: WriteContext) => Promise<Result<T>>,
  ): Promise<T | null>;
}

/** Rights change only while the company is being set up, so each actor is loaded once afterwards. */
export function openStage(db: Db): Stage {
  const actors = new Map<string, Actor>();
  const memory = rememberFor(Number.POSITIVE_INFINITY);
  const actorOf = async (player: Player, at: Temporal.Instant): Promise<Actor> => {
    const known = actors.get(player.employeeId);
    if (known !== undefined) return known;
    const actor = await loadActor(db, player.employeeId, at);
    if (actor === null) throw new Error(`${player.name} does not work here`);
    actors.set(player.employeeId, actor);
    return actor;
  };
  const contextOf = async (player: Player, at: Temporal.Instant): Promise<Context> => ({
    ...{ db, memory, now: at, requestId: null },
    actor: await actorOf(player, at),
  });
  const run = async <T>(
    player: Player,
    at: Temporal.Instant,
    command: (context: WriteContext) => Promise<Result<T>>,
  ): Promise<Result<T>> => inTransaction(await contextOf(player, at), command);
  return {
    db,
    memory,
    contextOf,
    async act(player, at, command) {
      const result = await run(player, at, command);
      if (!result.ok)
        throw new Error(
          `${player.name}, ${at}: ${result.reason} ${JSON.stringify(result.fields ?? result.details ?? result.values ?? {})}`,
        );
      return result.value;
    },
    async attempt(player, at, command) {
      const result = await run(player, at, command);
      return result.ok ? result.value : null;
    },
  };
}

/** When a life goes on: beside others, or alone, where what it finds depends on what others have done until then. */
export type Turn = Temporal.Instant | { alone: Temporal.Instant };

/** A life: it does something and yields when it goes on. */
export type Life = AsyncGenerator<Turn, void, void>;

/** Lives are played several at once: each has its own clock and luck, so that the order among them changes nothing. */
export const AT_ONCE = 8;

/**
 * Plays lives side by side in the order of time until the curtain: whatever would come later is left undone, which is what
 * makes the last day alive. `everyMonth` is called as the months pass, when nobody acts.
 */
export async function play(
  lives: Iterable<Life>,
  until: Temporal.Instant,
  everyMonth: (at: Temporal.Instant) => Promise<void>,
  atOnce: number,
): Promise<void> {
  const waiting: Waiting[] = [...lives].map((life, order) => ({ at: 0, order, life, alone: false }));
  const end = until.epochMilliseconds;
  const acting = new Set<Promise<void>>();
  const goOn = async ({ life, order }: Waiting) => {
    const step = await life.next();
    if (step.done === true) return;
    const alone = 'alone' in step.value;
    const at = ('alone' in step.value ? step.value.alone : step.value).epochMilliseconds;
    if (at < end) waiting.push({ at, order, life, alone });
  };
  let month = '';
  while (waiting.length > 0 || acting.size > 0) {
    const next = waiting.reduce<Waiting | undefined>((first, one) => (isBefore(one, first) ? one : first), undefined);
    const itsMonth = next === undefined ? month : new Date(next.at).toISOString().slice(0, 7);
    const mustWait = itsMonth !== month || next?.alone === true;
    if (next === undefined || acting.size >= atOnce || (mustWait && acting.size > 0)) {
      await Promise.race(acting);
      continue;
    }
    if (itsMonth !== month && month !== '') await everyMonth(Temporal.Instant.fromEpochMilliseconds(next.at));
    month = itsMonth;
    waiting.splice(waiting.indexOf(next), 1);
    const turn: Promise<void> = goOn(next).finally(() => acting.delete(turn));
    acting.add(turn);
    if (next.alone) await turn;
  }
}

/** Instants are plain milliseconds here: of hundreds who wait the first is looked for at every turn. */
interface Waiting {
  at: number;
  order: number;
  life: Life;
  alone: boolean;
}

/** Ties go to whoever was planned first. */
function isBefore(a: Waiting, b: Waiting | undefined): boolean {
  return b === undefined || a.at < b.at || (a.at === b.at && a.order < b.order);
}
