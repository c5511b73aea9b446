import type { ClientContact, ClientRow } from '#modules/clients/contract.ts';
import { clientById, contactsOf } from '#modules/clients/queries.ts';
import type { Need } from '#modules/needs/contract.ts';
import { needsOf } from '#modules/needs/queries.ts';
import { isOpen } from '#modules/needs/rules.ts';
import type { WriteContext } from '#platform/context.ts';
import type { Random } from '#shared/random.ts';
import type { Result } from '#shared/result.ts';
import { addWorkingDays, workingDayFrom } from '#shared/working-calendar.ts';
import { type Company, type Place, TIME_ZONE } from './company.ts';
import type { Player, Turn } from './stage.ts';

/** A part of a life: it yields when it goes on, and ends with what came of it. */
export type Part<T> = AsyncGenerator<Turn, T, void>;

export const MILLION = 100_000_000;
const FIRST_MINUTE = 9 * 60 + 20;
const LAST_MINUTE = 17 * 60 + 20;

/** One client with its own clock and its own luck. */
export class Scene {
  readonly company: Company;
  readonly place: Place;
  readonly random: Random;
  readonly asOf: Temporal.PlainDate;
  at: Temporal.Instant;
  readonly #known = new Map<string, Promise<unknown>>();

  constructor(company: Company, place: Place, random: Random, asOf: Temporal.PlainDate, begins: Temporal.PlainDate) {
    this.company = company;
    this.place = place;
    this.random = random;
    this.asOf = asOf;
    this.at = this.#moment(begins);
  }

  get clientId(): string {
    return this.place.clientId;
  }

  get today(): Temporal.PlainDate {
    return this.at.toZonedDateTimeISO(TIME_ZONE).toPlainDate();
  }

  /** A day of the calendar that many days from today; a working day. */
  in(days: number): string {
    return workingDayFrom(this.company.calendar, this.today.add({ days })).toString();
  }

  /** That many working days from today; what must outlast an answer is counted so, or the New Year would swallow it. */
  inWorkingDays(count: number): string {
    return addWorkingDays(this.company.calendar, this.today, count).toString();
  }

  /** A working day that many days after the last one of the play: still ahead when somebody looks at the company. */
  later(days: number): string {
    return workingDayFrom(this.company.calendar, this.asOf.add({ days })).toString();
  }

  /** The working day that many of them before the last one: before a Monday too it is not the Monday itself. */
  workingDaysAgo(count: number): Temporal.PlainDate {
    return addWorkingDays(this.company.calendar, this.asOf, -count);
  }

  /** That day, or the next working day when it has passed. */
  notBefore(day: string): string {
    const soonest = this.in(1);
    return day > soonest ? day : soonest;
  }

  /** Puts the clock that many days on, to a working moment. */
  wait(days: number): Temporal.Instant {
    return this.waitUntil(this.today.add({ days }));
  }

  /** Puts the clock on to a working moment of that day; later the same day when it has come already. */
  waitUntil(day: Temporal.PlainDate): Temporal.Instant {
    const there = this.#moment(day);
    const soon = this.at.add({ minutes: this.random.int(3, 20) });
    this.at = Temporal.Instant.compare(there, soon) > 0 ? there : soon;
    return this.at;
  }

  #moment(day: Temporal.PlainDate): Temporal.Instant {
    const minute = this.random.int(FIRST_MINUTE, LAST_MINUTE);
    const working = workingDayFrom(this.company.calendar, day);
    return working
      .toZonedDateTime(TIME_ZONE)
      .add({ minutes: minute, seconds: this.random.int(0, 59) })
      .toInstant();
  }

  act<T>(player: Player, command: (context: WriteContext) => Promise<Result<T>>): Promise<T> {
    this.#known.clear();
    return this.company.stage.act(player, this.at, command);
  }

  /** The same, where a refusal is part of life: the answer is then null. */
  attempt<T>(player: Player, command: (context: WriteContext) => Promise<Result<T>>): Promise<T | null> {
    this.#known.clear();
    return this.company.stage.attempt(player, this.at, command);
  }

  client(): Promise<ClientRow> {
    return this.#look('client', async () => {
      const client = await clientById(this.company.stage, this.clientId);
      if (client === null) throw new Error(`There is no client ${this.clientId}`);
      return client;
    });
  }

  contacts(): Promise<ClientContact[]> {
    return this.#look('contacts', () => contactsOf(this.company.stage, this.clientId));
  }

  /** The needs that are open. */
  needs(): Promise<Need[]> {
    return this.#look('needs', async () =>
      (await needsOf(this.company.stage, this.clientId)).filter(({ status }) => isOpen(status)),
    );
  }

  /** Only this life acts on its client: what it has seen is true until it acts again. */
  #look<T>(what: string, find: () => Promise<T>): Promise<T> {
    const known = this.#known.get(what) ?? find();
    this.#known.set(what, known);
    // Under one name lies what one and the same look has found.
    return known as Promise<T>;
  }

  /** What the work may cost: by the number of people who live there. */
  get price(): number {
    const [, , , population] = this.place.town;
    const millions = Math.max(6, Math.round((population / 1000) * 0.9) + this.random.int(-4, 12));
    return millions * MILLION;
  }
}
