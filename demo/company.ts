import { createClient } from '#modules/clients/commands.ts';
import { setUpCompany } from '#modules/people/commands.ts';
import { acceptInvitation, inviteEmployee } from '#modules/people/invitations/commands.ts';
import { companyCalendar } from '#modules/people/queries.ts';
import { type InstalledStructure, installReadyStructure } from '#modules/structure/commands.ts';
import { employ } from '#modules/structure/employments/commands.ts';
import { systemActor } from '#modules/structure/queries.ts';
import type { ReadyPosition } from '#modules/structure/ready-structure/rules.ts';
import { createSegment } from '#modules/structure/segments/commands.ts';
import { changeUnit } from '#modules/structure/units/commands.ts';
import { inTransaction, type WriteContext } from '#platform/context.ts';
import type { Db } from '#platform/db/pool.ts';
import type { Result } from '#shared/result.ts';
import type { WorkingCalendar } from '#shared/working-calendar.ts';
import { DEMO_ADMINISTRATOR, DEMO_PASSWORD, type Person, people } from './people.ts';
import { openStage, type Player, type Stage } from './stage.ts';
import type { Town } from './towns.ts';

export const COMPANY_NAME = 'Линия света';
export const TIME_ZONE = 'Europe/Moscow';

export interface Company {
  stage: Stage;
  player(key: string): Player;
  /** Who this employee is; of nobody it is a fault of the play. */
  playerOf(employeeId: string | null): Player;
  callers: readonly Player[];
  managers: readonly Player[];
  deliverers: readonly Player[];
  calendar: WorkingCalendar;
  structure: InstalledStructure;
}

/** A client of the market with what the play has to remember of it. */
export interface Place {
  clientId: string;
  town: Town;
}

const SEGMENTS = [
  { name: 'Города 20–100 тыс.', priority: 30, from: 20_000, below: 100_000 },
  { name: 'Города свыше 100 тыс.', priority: 20, from: 100_000, below: Number.POSITIVE_INFINITY },
  { name: 'Города и посёлки до 20 тыс.', priority: 10, from: 0, below: 20_000 },
] as const;

/** The company on its first day: structure, people in their positions. */
export async function foundCompany(db: Db, at: Temporal.Instant): Promise<Company> {
  const founding = async <T>(command: (context: WriteContext) => Promise<Result<T>>): Promise<T> => {
    const result = await inTransaction({ db, actor: systemActor('ru'), now: at, requestId: null }, command);
    if (!result.ok)
      throw new Error(`The demo company cannot be founded: ${result.reason} ${JSON.stringify(result.fields ?? [])}`);
    return result.value;
  };
  const founded = await founding((context) =>
    setUpCompany(context, {
      language: 'ru',
      name: COMPANY_NAME,
      time_zone: TIME_ZONE,
      admin_name: DEMO_ADMINISTRATOR.name,
      admin_email: DEMO_ADMINISTRATOR.email,
      password: DEMO_PASSWORD,
    }),
  );
  const structure = await founding((context) => installReadyStructure(context, { kind: 'strategic', language: 'ru' }));
  const players = new Map<string, Player>([
    ['administrator', { employeeId: founded.employee_id, name: DEMO_ADMINISTRATOR.name }],
  ]);
  for (const person of people) {
    const link = await founding((context) => inviteEmployee(context, { full_name: person.name, email: person.email }));
    await founding((context) => acceptInvitation(context, { token: link.token, password: DEMO_PASSWORD }));
    const positionId = structure.positions[positionOf(person)];
    if (positionId === undefined) throw new Error(`There is no position for ${person.name}`);
    await founding((context) => employ(context, { employeeId: link.employee_id, positionId }));
    players.set(person.key, { employeeId: link.employee_id, name: person.name });
  }
  const player = (key: string): Player => {
    const known = players.get(key);
    if (known === undefined) throw new Error(`Nobody is called ${key}`);
    return known;
  };
  const heads = { engineering: 'engineer1', legal: 'lawyer', back_office: 'clerk' } as const;
  for (const [unit, key] of Object.entries(heads)) {
    const unitId = structure.units[unit as keyof typeof heads];
    if (unitId === undefined) continue;
    await founding((context) => changeUnit(context, unitId, { version: 1, head_id: player(key).employeeId }));
  }
  const inPosition = (position: Person['position']) =>
    people.filter((person) => person.position === position).map((person) => player(person.key));
  const calendar = await companyCalendar({ db });
  return {
    stage: openStage(db),
    player,
    playerOf(employeeId) {
      const known = [...players.values()].find((one) => one.employeeId === employeeId);
      if (known === undefined) throw new Error(`Nobody has the id ${employeeId}`);
      return known;
    },
    callers: inPosition('telemarketer'),
    managers: inPosition('development_manager'),
    deliverers: inPosition('project_manager'),
    calendar,
    structure,
  };
}

const EXPERTS = { engineering: 'engineer', estimating: 'estimator', legal: 'lawyer' } as const;

function positionOf(person: Person): ReadyPosition {
  if (person.position === 'support_specialist') return EXPERTS[person.department ?? 'engineering'];
  return person.position === 'back_office_specialist' ? 'clerk' : (person.position as ReadyPosition);
}

/** The market: segments and every town as a client that nobody has called yet. */
export async function openMarket(company: Company, towns: readonly Town[], at: Temporal.Instant): Promise<Place[]> {
  const { stage } = company;
  const administrator = company.player('administrator');
  const segments: { id: string; from: number; below: number }[] = [];
  for (const { name, priority, from, below } of SEGMENTS) {
    const { id } = await stage.act(administrator, at, (context) =>
      createSegment(context, { sales_system_id: company.structure.salesSystemId, name, priority }),
    );
    segments.push({ id, from, below });
  }
  const places: Place[] = [];
  for (const [index, town] of towns.entries()) {
    const [name, region, oktmo, population, latitude, longitude] = town;
    const segment = segments.find(({ from, below }) => population >= from && population < below);
    const client = await stage.act(administrator, at, (context) =>
      createClient(context, {
        name: `Администрация г. ${name}`,
        region,
        oktmo,
        settlement: name,
        size: population,
        latitude,
        longitude,
        organisation_type: 'Администрация муниципального образования',
        segment_id: segment?.id ?? null,
        phones: [{ number: nobodysNumber(index), note: 'приёмная (вымышленный номер)' }],
        source: 'Открытый реестр муниципалитетов',
        call_basis: 'individual_offer',
        call_basis_note: 'Номер опубликован на сайте администрации',
      }),
    );
    places.push({ clientId: client.id, town });
  }
  return places;
}

/** A number of the code 000, which nobody has. */
function nobodysNumber(index: number): string {
  const digits = String(1_000_000 + index * 37).slice(-7);
  return `+7 (000) ${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`;
}
