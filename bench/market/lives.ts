import { nameKeyOf } from '#modules/clients/register/rules.ts';
import { phoneDigits } from '#shared/phone-digits.ts';
import type { Random } from '#shared/random.ts';
import { searchText } from '#shared/search-text.ts';
import { timeZoneOfRegion } from '#shared/time-zones.ts';
import type { Company } from './company.ts';
import { pgArray, type Value } from './copy.ts';
import { JOBS, organisation, person, SUBJECTS, TALKS, town } from './words.ts';

/** What is written of each table, in this order. */
export const COLUMNS = {
  client_records:
    'id sales_system_id segment_id name name_key name_search inn kpp organisation_type region settlement time_zone size latitude longitude sites phones emails source call_basis call_basis_on closed closed_reason developing qualifying waiting_reason delivered_on delivered_note lost_on lost_to lost_reason warm_since holder_id next_step_id next_step_title next_step_on next_check_on check_owner_id last_touch_at search_text created_at updated_at'.split(
      ' ',
    ),
  client_keys: ['kind', 'value', 'client_id'],
  client_holdings: ['id', 'client_id', 'employee_id', 'held', 'via'],
  client_participants: ['client_id', 'employee_id', 'capacity', 'source_id', 'since'],
  contact_records: ['id', 'full_name', 'phones', 'emails', 'search_text', 'created_at'],
  client_contacts: ['client_id', 'contact_id', 'position_title', 'decision_role', 'added_at'],
  touches: [
    'id',
    'client_id',
    'contact_id',
    'employee_id',
    'kind',
    'at',
    'duration_minutes',
    'summary',
    'result',
    'created_at',
  ],
  steps: ['id', 'client_id', 'owner_id', 'kind', 'title', 'due_on', 'state', 'created_at'],
  needs:
    'id client_id sales_system_id subject value_minor origin status actual_since satisfied_by closed_note closed_on owner_id created_at updated_at'.split(
      ' ',
    ),
  deals:
    'id client_id need_id sales_system_id owner_id title stage outcome value_minor vat_bp expected_on contract_number signed_on lost_to outcome_reason handed_over_at opened_at stage_since closed_at client_region'.split(
      ' ',
    ),
  deal_moves: ['id', 'deal_id', 'from_stage', 'to_stage', 'moved_by', 'moved_at'],
  stage_evidence: ['id', 'deal_id', 'criterion_id', 'on_day', 'said', 'recorded_by', 'recorded_at'],
  journal_entries: ['id', 'at', 'actor_id', 'actor_kind', 'action', 'subject_kind', 'subject_id', 'client_id', 'after'],
} as const satisfies Record<string, readonly string[]>;
export type TableName = keyof typeof COLUMNS;

export interface MarketSize {
  clients: number;
  /** Per client; the people of a client come first, and every second or third client has a second one. */
  contactsPerClient: number;
  dealsPerClient: number;
  touchesPerClient: number;
  /** The share of clients that nobody has called yet; the rest is spread over all states. */
  coldShare: number;
}

export interface Criterion {
  id: string;
  stage: string;
  required: boolean;
}

type Put = (table: TableName, row: readonly Value[]) => void;
type Life = 'cold' | 'warm' | 'in_development' | 'waiting' | 'lost' | 'delivered' | 'archived';

const REGIONS = [
  ...['Московская область', 'Тверская область', 'Калужская область', 'Рязанская область', 'Воронежская область'],
  ...['Ярославская область', 'Нижегородская область', 'Самарская область', 'Саратовская область', 'Пермский край'],
  ...['Свердловская область', 'Челябинская область', 'Омская область', 'Новосибирская область', 'Томская область'],
  ...['Красноярский край', 'Иркутская область', 'Забайкальский край', 'Хабаровский край', 'Приморский край'],
];
/** Of the clients that are not cold. */
const LIVES: readonly (readonly [Life, number])[] = [
  ['warm', 10],
  ['in_development', 36],
  ['waiting', 20],
  ['lost', 14],
  ['delivered', 14],
  ['archived', 6],
];
const DAY_MS = 86_400_000;
const INN_WEIGHTS = [2, 4, 10, 3, 5, 9, 4, 6, 8];

/** A tax number of an organisation that is different for every number, with its control digit. */
export function innOf(number: number): string {
  const nine = `77${String(number).padStart(7, '0')}`;
  const sum = INN_WEIGHTS.reduce((all, weight, place) => all + weight * Number(nine[place]), 0);
  return `${nine}${(sum % 11) % 10}`;
}

export interface Lives {
  /** Writes one client with everything that has happened at it. */
  live(number: number, size: MarketSize, put: Put): void;
}

export function createLives(
  random: Random,
  company: Company,
  criteria: readonly Criterion[],
  now: Temporal.Instant,
): Lives {
  const today = now.epochMilliseconds;
  const system = company.salesSystemId;
  const instant = (ms: number): string => new Date(ms).toISOString();
  const day = (ms: number): string => instant(ms).slice(0, 10);
  const word = (): number => Math.floor(random.next() * 0x1_0000_0000);
  /** A UUIDv7 of a moment, drawn from the seed. */
  const idAt = (ms: number): string => {
    const time = ms.toString(16).padStart(12, '0');
    const [a, b] = [word().toString(16).padStart(8, '0'), word().toString(16).padStart(8, '0')];
    return `${time.slice(0, 8)}-${time.slice(8)}-7${a.slice(0, 3)}-a${a.slice(3, 6)}-${a.slice(6)}${b}00`;
  };
  const fraction = (mean: number): number => Math.floor(mean) + (random.chance(mean % 1) ? 1 : 0);

  function contact(clientId: string, since: number, isFirst: boolean, put: Put): string {
    const id = idAt(since);
    const name = person(random);
    const number = `+7${random.int(900, 999)}${String(random.int(0, 9_999_999)).padStart(7, '0')}`;
    const email = `p${random.int(1, 9_999_999)}@mail${random.int(1, 400)}.example`;
    const found = phoneDigits(number);
    put('contact_records', [id, name, JSON.stringify([{ number }]), pgArray([email]), found, instant(since)]);
    const role = isFirst && random.chance(0.6) ? 'decision_maker' : null;
    put('client_contacts', [clientId, id, random.pick(JOBS), role, instant(since)]);
    return id;
  }

  function deal(
    { id: clientId, region }: { id: string; region: string },
    owner: string,
    life: Life,
    since: number,
    isOpen: boolean,
    put: Put,
  ): void {
    const opened = since + Math.floor(random.next() * (today - since) * 0.8);
    const [needId, id] = [idAt(opened), idAt(opened)];
    const signed = !isOpen && life === 'delivered' && random.chance(0.7);
    const subject = random.pick(SUBJECTS);
    const value = random.int(1, 900) * 10_000_000;
    const closed = isOpen ? null : Math.min(today - DAY_MS, opened + random.int(10, 90) * DAY_MS);
    const met = signed ? 'satisfied' : isOpen ? 'actual' : 'void';
    put('needs', [
      ...[needId, clientId, system, subject, value, 'identified', met, day(opened), signed ? 'us' : null],
      ...[isOpen || signed ? null : 'Потребность отпала', closed === null ? null : day(closed), owner],
      ...[instant(opened), instant(closed ?? opened)],
    ]);
    const stage = signed ? 'signed' : random.pick(['solution', 'offer', 'decision'] as const);
    const outcome = isOpen ? null : signed ? 'signed' : random.pick(['lost', 'postponed'] as const);
    put('deals', [
      ...[
        id,
        clientId,
        needId,
        system,
        owner,
        subject,
        stage,
        outcome,
        value,
        2000,
        day(today + random.int(5, 300) * DAY_MS),
      ],
      ...[signed ? `Д-${random.int(1, 99_999)}` : null, signed && closed !== null ? day(closed) : null],
      ...[outcome === 'lost' ? 'Другой поставщик' : null, isOpen || signed ? null : 'Выбрали другое решение'],
      ...[signed && closed !== null ? instant(closed) : null, instant(opened), instant(closed ?? opened)],
      ...[closed === null ? null : instant(closed), region],
    ]);
    put('deal_moves', [idAt(opened), id, null, 'solution', owner, instant(opened)]);
    if (!isOpen) return;
    put('client_participants', [clientId, owner, 'deal_owner', id, instant(opened)]);
    for (const criterion of criteria) {
      if (!criterion.required) continue;
      const row = [idAt(opened), id, criterion.id, day(opened), 'Показано на встрече', owner, instant(opened)];
      put('stage_evidence', row);
    }
  }

  return {
    live(number, size, put) {
      const since = today - random.int(30, 1500) * DAY_MS + random.int(0, DAY_MS - 1);
      const id = idAt(since);
      const life = random.chance(size.coldShare) ? 'cold' : random.weighted(LIVES);
      const settlement = town(random);
      const region = random.pick(REGIONS);
      const { name, kind } = organisation(random, settlement);
      const inn = innOf(number);
      const kpp = `77${String(number % 100).padStart(2, '0')}01001`;
      const phone = `+7495${String(number % 10_000_000).padStart(7, '0')}`;
      const site = `org${number}.example`;
      const manager = random.pick(company.managers).id;
      const caller = random.pick(company.callers).id;
      const isHeld = life === 'in_development';
      const isChecked = life === 'waiting' || life === 'lost' || life === 'delivered';

      const people = Array.from({ length: fraction(size.contactsPerClient) }, (_, place) =>
        contact(id, since, place === 0, put),
      );
      const talks = fraction(life === 'cold' ? size.touchesPerClient * 0.3 : touchesOfOthers(size));
      let last: number | null = null;
      for (let talk = 0; talk < talks; talk++) {
        const at = since + Math.floor(random.next() * (today - since));
        last = Math.max(last ?? 0, at);
        const kindOfTouch = random.pick(['call', 'call', 'call', 'letter', 'meeting', 'note'] as const);
        put('touches', [
          ...[idAt(at), id, people[0] ?? null, isHeld ? manager : caller, kindOfTouch, instant(at), random.int(1, 90)],
          ...[random.pick(TALKS), random.chance(0.3) ? 'advance' : 'continuation', instant(at)],
        ]);
      }
      const stepId = isHeld ? idAt(today) : null;
      const stepTitle = 'Позвонить главному инженеру';
      const stepOn = isHeld ? day(today + random.int(-5, 30) * DAY_MS) : null;
      if (stepId !== null) {
        put('steps', [stepId, id, manager, 'call', stepTitle, stepOn, 'open', instant(today - DAY_MS)]);
        put('client_holdings', [idAt(since), id, manager, `["${instant(since + 1000)}",)`, 'taken']);
      }
      const changed = last ?? since;
      put('client_records', [
        ...[id, system, random.pick(company.segments), name, nameKeyOf(name), searchText(name), inn, kpp, kind, region],
        ...[settlement, timeZoneOfRegion(region) ?? 'Europe/Moscow', random.int(10, 500_000)],
        ...[50 + random.next() * 10, 35 + random.next() * 90, pgArray([site])],
        ...[
          JSON.stringify([{ number: phone }]),
          pgArray([`info@${site}`]),
          'Открытый реестр',
          'individual_offer',
          day(since),
        ],
        ...(life === 'archived' ? ['archived', 'Ликвидирован'] : [null, null]),
        ...[isHeld, false, life === 'waiting' ? 'Ждут решения по бюджету' : null],
        ...(life === 'delivered' ? [day(changed), 'Сдано без замечаний'] : [null, null]),
        ...(life === 'lost' ? [day(changed), 'Другой поставщик', 'Цена'] : [null, null, null]),
        ...[life === 'warm' ? instant(changed) : null, isHeld ? manager : null],
        ...(isHeld ? [stepId, stepTitle, stepOn] : [null, null, null]),
        ...(isChecked ? [day(today + random.int(-20, 200) * DAY_MS), manager] : [null, null]),
        ...[last === null ? null : instant(last), `${inn} ${phoneDigits(phone)}`],
        ...[instant(since), instant(changed)],
      ]);
      put('client_keys', ['inn', `${inn}/${kpp}`, id]);
      put('journal_entries', [
        ...[idAt(since), instant(since), caller, 'employee', 'client.created', 'client', id, id],
        JSON.stringify({ name, region, inn }),
      ]);
      if (life === 'cold' || life === 'warm' || life === 'archived') return;
      const deals = fraction(size.dealsPerClient / ((1 - size.coldShare) * 0.84));
      for (let one = 0; one < deals; one++) deal({ id, region }, manager, life, since, isHeld && one === 0, put);
    },
  };

  /** What is left to the others after the cold ones have had their share. */
  function touchesOfOthers({ touchesPerClient, coldShare }: MarketSize): number {
    return coldShare >= 1 ? 0 : (touchesPerClient * (1 - 0.3 * coldShare)) / (1 - coldShare);
  }
}
