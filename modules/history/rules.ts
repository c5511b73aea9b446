import type { ReturnCode } from '#modules/handoffs/rules.ts';
import { parseMoney } from '#shared/money.ts';
import { searchText } from '#shared/search-text.ts';

/** What another program's history is made of, a file for each. Source: domain §3, §7, §4. */
export const HISTORY_KINDS = ['touches', 'deals', 'handoffs'] as const;
export type HistoryKind = (typeof HISTORY_KINDS)[number];

/** By which a row says whose history it is; the surest that is filled decides. */
const CLIENT_FIELDS = [
  'client_inn',
  'client_kpp',
  'client_oktmo',
  'client_external_id',
  'client_name',
  'client_region',
] as const;

/** What the columns of each file may be taken for. */
export const HISTORY_FIELDS = {
  touches: [
    ...CLIENT_FIELDS,
    'external_id',
    'at',
    'employee',
    'touch_kind',
    'summary',
    'contact',
    'result',
    'with_decision_maker',
    'duration',
  ],
  deals: [
    ...CLIENT_FIELDS,
    'external_id',
    'title',
    'owner',
    'value',
    'margin',
    'opened_on',
    'offer_on',
    'decision_on',
    'contract_on',
    'closed_on',
    'outcome',
    'contract_number',
    'reason',
    'lost_to',
    'delivered_on',
  ],
  handoffs: [
    ...CLIENT_FIELDS,
    'external_id',
    'handoff_kind',
    'giver',
    'receiver',
    'offered_at',
    'answered_at',
    'answer',
    'return_code',
    'answer_text',
  ],
} as const satisfies Record<HistoryKind, readonly string[]>;

export const ALL_HISTORY_FIELDS = [...new Set(HISTORY_KINDS.flatMap((kind) => [...HISTORY_FIELDS[kind]]))];
export type HistoryField = (typeof ALL_HISTORY_FIELDS)[number];
export type HistoryMapping = Readonly<Record<string, HistoryField | null>>;

/** Fields without which a file of this kind says nothing. */
export const NEEDED_FIELDS: Readonly<Record<HistoryKind, readonly HistoryField[]>> = {
  touches: ['at', 'employee'],
  deals: ['title', 'owner', 'opened_on'],
  handoffs: ['handoff_kind', 'giver', 'receiver', 'offered_at', 'answer'],
};
const NAMES_A_CLIENT: readonly HistoryField[] = ['client_inn', 'client_oktmo', 'client_external_id', 'client_name'];

/** What a mapping lacks, as reasons with their values; empty when the file can be read. */
export function gapsOf(
  kind: HistoryKind,
  mapping: HistoryMapping,
): { reason: string; values: Record<string, string> }[] {
  const given = Object.values(mapping).filter((field) => field !== null);
  const twice = given.filter((field, index) => given.indexOf(field) !== index);
  return [
    ...(given.some((field) => NAMES_A_CLIENT.includes(field))
      ? []
      : [{ reason: 'history.no_client_column', values: {} }]),
    ...NEEDED_FIELDS[kind]
      .filter((field) => !given.includes(field))
      .map((field) => ({ reason: 'history.no_column', values: { field } })),
    ...[...new Set(twice)].map((field) => ({ reason: 'history.mapped_twice', values: { field } })),
  ];
}

/** Usual headings, in the words of the programs that people leave. */
export const HISTORY_NAMES: Readonly<Record<HistoryField, readonly string[]>> = {
  client_inn: ['инн', 'инн клиента', 'инн компании', 'inn', 'tax id'],
  client_kpp: ['кпп', 'кпп клиента', 'kpp'],
  client_oktmo: ['октмо', 'oktmo'],
  client_external_id: ['id клиента', 'id компании', 'код клиента', 'company id', 'client id', 'account id'],
  client_name: ['клиент', 'компания', 'организация', 'контрагент', 'client', 'company', 'account', 'company name'],
  client_region: ['регион', 'область', 'region', 'state'],
  external_id: ['id', 'номер', 'код', 'external id', 'record id', 'uid', 'guid'],
  at: ['дата', 'дата и время', 'когда', 'дата касания', 'дата звонка', 'date', 'at', 'activity date', 'created at'],
  employee: ['сотрудник', 'менеджер', 'кто', 'ответственный', 'исполнитель', 'employee', 'assigned to', 'user'],
  touch_kind: ['вид', 'тип', 'вид касания', 'тип дела', 'тип события', 'kind', 'type', 'activity type'],
  summary: ['содержание', 'описание', 'комментарий', 'текст', 'итог', 'тема', 'summary', 'description', 'notes'],
  contact: ['контактное лицо', 'контакт', 'с кем', 'contact', 'contact name'],
  result: ['результат', 'продвижение', 'result', 'outcome'],
  with_decision_maker: ['лпр', 'с лпр', 'decision maker'],
  duration: ['длительность', 'минут', 'duration', 'minutes'],
  title: ['сделка', 'название', 'название сделки', 'предмет', 'deal', 'deal name', 'opportunity name', 'title'],
  owner: ['ответственный', 'менеджер', 'сотрудник', 'owner', 'deal owner', 'assigned to'],
  value: ['сумма', 'бюджет', 'сумма сделки', 'amount', 'value', 'price'],
  margin: ['маржа', 'валовая прибыль', 'margin', 'gross profit'],
  opened_on: ['дата создания', 'создана', 'открыта', 'дата начала', 'create date', 'created', 'opened'],
  offer_on: ['предложение', 'дата предложения', 'дата кп', 'кп', 'offer', 'proposal', 'proposal date'],
  decision_on: ['решение', 'дата решения', 'согласование', 'decision', 'decision date'],
  contract_on: ['договор', 'дата договора', 'на подписании', 'contract', 'contract date'],
  closed_on: ['дата закрытия', 'закрыта', 'дата завершения', 'close date', 'closed'],
  outcome: ['итог', 'исход', 'стадия', 'этап', 'статус', 'этап сделки', 'outcome', 'stage', 'status'],
  contract_number: ['номер договора', '№ договора', 'contract number'],
  reason: ['причина', 'причина отказа', 'причина проигрыша', 'reason', 'loss reason', 'lost reason'],
  lost_to: ['кому проиграли', 'победитель', 'конкурент', 'lost to', 'competitor'],
  delivered_on: ['дата ввода', 'введён', 'сдан', 'дата сдачи', 'delivered', 'commissioned'],
  handoff_kind: ['передача', 'вид передачи', 'вид', 'тип', 'handoff', 'kind'],
  giver: ['кто передал', 'от кого', 'передал', 'giver', 'from'],
  receiver: ['кому передал', 'кому', 'принял', 'receiver', 'to'],
  offered_at: ['дата передачи', 'предложено', 'передано', 'offered', 'handed over'],
  answered_at: ['дата ответа', 'ответ дан', 'принято', 'answered'],
  answer: ['ответ', 'итог', 'статус', 'answer', 'status'],
  return_code: ['код возврата', 'причина возврата', 'return code', 'return reason'],
  answer_text: ['комментарий', 'пояснение', 'comment', 'note'],
};

const MOMENT = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ T,]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/u;
const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?(Z|[+-]\d{2}:?\d{2})?$/u;

/** A wall-clock moment as it stands in a file: the day, and the time where there is one. */
export interface SaidMoment {
  day: Temporal.PlainDate;
  at: Temporal.Instant;
}

/**
 * Reads `24.11.2026`, `24.11.2026 14:05` and the ISO spellings, in the company's zone unless the text names its own. A day
 * without a time is taken at noon, so that no zone moves it to another day. Undefined for anything else, `31.02` included.
 */
export function readMoment(text: string, zone: string): SaidMoment | undefined {
  const russian = MOMENT.exec(text);
  const iso = russian === null ? ISO.exec(text) : null;
  const parts = russian ?? iso;
  if (parts === null) return undefined;
  const [year, month, day] = russian === null ? [parts[1], parts[2], parts[3]] : [parts[3], parts[2], parts[1]];
  const [hour, minute, second] = [parts[4] ?? '12', parts[5] ?? '00', parts[6] ?? '00'];
  const two = (digits: string | undefined) => (digits ?? '').padStart(2, '0');
  const wall = `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}`;
  try {
    const offset = iso?.[7];
    if (offset !== undefined && parts[4] !== undefined) {
      const at = Temporal.Instant.from(`${wall}${offset}`);
      return { at, day: at.toZonedDateTimeISO(zone).toPlainDate() };
    }
    const local = Temporal.PlainDateTime.from(wall, { overflow: 'reject' });
    return { at: local.toZonedDateTime(zone).toInstant(), day: local.toPlainDate() };
  } catch {
    return undefined;
  }
}

/** Whole minor units of a sum as people write it; undefined when it is none, or below nothing. */
export function readSum(text: string): number | undefined {
  const minor = parseMoney(text);
  return minor === undefined || minor < 0 ? undefined : minor;
}

/** The first of the lists whose words the cell begins with. */
function wordOf<Key extends string>(
  text: string,
  words: readonly (readonly [Key, readonly string[]])[],
): Key | undefined {
  const said = searchText(text);
  const exact = words.find(([, all]) => all.includes(said));
  return (exact ?? words.find(([, all]) => all.some((word) => said.startsWith(word))))?.[0];
}

export type TouchKindSaid = 'call' | 'meeting' | 'video_meeting' | 'letter' | 'message' | 'visit' | 'event' | 'note';

/** What kind of touch the words mean; whatever is not known is a note, for nothing said may be lost. */
export function readTouchKind(text: string): TouchKindSaid {
  return (
    wordOf<TouchKindSaid>(text, [
      ['video_meeting', ['видео', 'вкс', 'zoom', 'онлайн', 'video']],
      ['call', ['звон', 'call', 'исходящ', 'входящ', 'телефон', 'phone']],
      ['meeting', ['встреч', 'meeting', 'переговор']],
      ['letter', ['письм', 'почт', 'email', 'e mail', 'mail']],
      ['message', ['сообщ', 'чат', 'whatsapp', 'telegram', 'sms', 'message', 'chat']],
      ['visit', ['визит', 'выезд', 'visit']],
      ['event', ['выставк', 'форум', 'меропр', 'event']],
      ['note', ['замет', 'примеч', 'note', 'коммент']],
    ]) ?? 'note'
  );
}

export type OutcomeSaid = 'signed' | 'lost' | 'postponed' | 'open';

/** How a deal ended, in the words of pipelines; undefined when they mean none of the four. */
export function readOutcome(text: string): OutcomeSaid | undefined {
  return wordOf<OutcomeSaid>(text, [
    ['signed', ['успешно', 'выигран', 'подписан', 'заключен', 'реализован', 'won', 'closed won', 'signed', 'success']],
    ['lost', ['закрыто и не', 'проигран', 'отказ', 'не реализован', 'провал', 'lost', 'closed lost', 'fail']],
    ['postponed', ['отлож', 'пауза', 'перенес', 'postponed', 'on hold']],
    ['open', ['в работе', 'открыт', 'открыта', 'новая', 'новый', 'open', 'in progress', 'new']],
  ]);
}

/** Which hand-off the words mean. Source: domain §4 (named kinds). */
export function readHandoffKind(text: string): 'H1' | 'H2' | undefined {
  return wordOf<'H1' | 'H2'>(text, [
    ['H1', ['h1', 'н1', 'квалификац', 'лид', 'в развитие', 'qualification']],
    ['H2', ['h2', 'н2', 'договор', 'в проект', 'реализац', 'контракт', 'closing', 'delivery']],
  ]);
}

export type AnswerSaid = 'accepted' | 'returned' | 'withdrawn';

export function readAnswer(text: string): AnswerSaid | undefined {
  return wordOf<AnswerSaid>(text, [
    ['accepted', ['принят', 'принял', 'accept']],
    ['returned', ['возвращ', 'вернул', 'возврат', 'отклон', 'return', 'reject']],
    ['withdrawn', ['отозван', 'отозвал', 'снят', 'withdraw', 'cancel']],
  ]);
}

/** Why it was returned; anything that is none of the codes is `other` with its text. */
export function readReturnCode(text: string): ReturnCode {
  return (
    wordOf<ReturnCode>(text, [
      ['not_target', ['не целев', 'нецелев', 'not target']],
      ['duplicate', ['дубл', 'duplicate']],
      ['no_evidence_of_need', ['нет потребност', 'потребность не', 'no need', 'no evidence']],
      ['relevance_unproven', ['не актуальн', 'неактуальн', 'актуальность', 'relevance']],
      ['wrong_contact', ['не тот контакт', 'контакт', 'wrong contact']],
      ['incomplete', ['неполн', 'не хватает', 'incomplete']],
    ]) ?? 'other'
  );
}

/** Whether the cell says yes. */
export function readYes(text: string): boolean {
  return ['да', 'yes', 'true', '1', '+', 'y', 'д'].includes(text.trim().toLowerCase());
}
