import { runClientImport } from '#modules/clients/commands.ts';
import { clientsMentioned } from '#modules/clients/recognition/queries.ts';
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
  for (const { name, priority } of SEGMENTS) {
    await stage.act(administrator, at, (context) =>
      createSegment(context, { sales_system_id: company.structure.salesSystemId, name, priority }),
    );
  }
  const brought = await runClientImport(await stage.contextOf(administrator, at), registerOf(towns), {
    source: 'Открытый реестр муниципалитетов',
    basis: { basis: 'individual_offer', note: 'Номер опубликован на сайте администрации' },
    now: () => at,
  });
  if (!brought.ok || brought.value.import.report.taken !== towns.length || brought.value.remarks.length > 0)
    throw new Error(`The market could not be brought in: ${JSON.stringify(brought)}`);
  const nothing = { inn: null, kpp: null, externalId: null, name: null, region: null };
  const found = await clientsMentioned(
    stage,
    company.structure.salesSystemId,
    towns.map(([, , oktmo]) => ({ ...nothing, oktmo })),
  );
  return towns.map((town, index) => {
    const client = found[index];
    if (typeof client !== 'object') throw new Error(`${town[0]} is not in the register`);
    return { clientId: client.id, town };
  });
}

const HEADINGS = [
  ...['Наименование', 'Тип организации', 'Регион', 'ОКТМО', 'Населённый пункт', 'Население', 'Широта', 'Долгота'],
  ...['Сегмент', 'Телефон'],
];

/** The register of towns as a file, such as anybody brings one in. */
function registerOf(towns: readonly Town[]): Parameters<typeof runClientImport>[1] {
  const rows = towns.map(([name, region, oktmo, population, latitude, longitude], index) => [
    `Администрация г. ${name}`,
    'Администрация муниципального образования',
    ...[region, oktmo, name, population, latitude, longitude],
    SEGMENTS.find(({ from, below }) => population >= from && population < below)?.name ?? '',
    `${nobodysNumber(index)} приёмная (вымышленный номер)`,
  ]);
  const text = [HEADINGS, ...rows].map((cells) => cells.join(';')).join('\r\n');
  return {
    name: 'Города России.csv',
    mediaType: 'text/csv',
    async *open() {
      yield new TextEncoder().encode(text);
    },
  };
}

/** A number of the code 000, which nobody has. */
function nobodysNumber(index: number): string {
  const digits = String(1_000_000 + index * 37).slice(-7);
  return `+7 (000) ${digits.slice(0, 3)}-${digits.slice(3, 5)}-${digits.slice(5)}`;
}
