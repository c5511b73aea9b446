import { checkKpp, checkOgrn, checkOktmo, restoreInn } from '#shared/identifiers.ts';
import { parsePersonName } from '#shared/person-names.ts';
import { parsePhones } from '#shared/phone.ts';
import { searchText } from '#shared/search-text.ts';
import { resolveTimeZone, timeZoneOfRegion } from '#shared/time-zones.ts';
import { readRole } from '../import-roles/rules.ts';
import type { ImportField } from '../imports/rules.ts';

interface FieldNames {
  key: ImportField;
  /** Usual headings, as amoCRM, Bitrix24, HubSpot, Salesforce, 1С and people write them; contact cards name theirs in capitals. */
  names: readonly string[];
  looksLike?: (values: readonly string[]) => number;
  repeated?: boolean;
}

const share = (values: readonly string[], test: (value: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(test).length / values.length;

/** Such values confirm a heading and never make up for one. */
const CONFIRMS = 0.53;

const confirms =
  (test: (value: string) => boolean) =>
  (values: readonly string[]): number =>
    CONFIRMS * share(values, test);

const isPhone = (value: string): boolean => parsePhones(value).phones.some((phone) => phone.known);
const isMail = (value: string): boolean => /[^\s@]@[^\s@]+\.[^\s@]/u.test(value);
const isSite = (value: string): boolean =>
  /^(?:https?:\/\/|www\.)\S+$|^[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,}\/?$/iu.test(value);
const isRegion = (value: string): boolean => timeZoneOfRegion(value) !== undefined;
const isAddress = (value: string): boolean =>
  value.includes(',') &&
  /(?:^|[\s,])(?:обл|край|респ|р-н|г|ул|пр|просп|пер|д|дом|пос|с|street|st|ave)[.\s]/iu.test(value);
/** Two words at least, of which one is a patronymic, a usual given name or an initial. */
function isPerson(value: string): boolean {
  const { last, first, middle } = parsePersonName(value);
  const words = value.trim().split(/\s+/u).length;
  if (words < 2 || words > 4 || /\d|["«»@]/u.test(value) || last === undefined || first === undefined) return false;
  return middle !== undefined || parsePersonName(first).first !== undefined;
}
const isCoordinate =
  (least: number, most: number) =>
  (value: string): boolean => {
    const degrees = readDegrees(value, 180);
    return degrees !== undefined && degrees >= least && degrees <= most && /[.,]\d{3,}$/u.test(value.trim());
  };
const isOrganisation = (value: string): boolean =>
  /(?<!\p{L})(?:ООО|АО|[ОЗП]АО|ИП|[МГ]УП|ФГУП|М[БКА]У|Г[БКА]У|администраци\p{L}|адм)(?!\p{L})|[«"]/iu.test(value);

/** What somebody is to the company, which programs call a type as well. */
const isRelation = (value: string): boolean =>
  /^(?:клиент|поставщик|партн[её]р|конкурент|другое|customer|client|supplier|vendor|partner|competitor|prospect|other)$/iu.test(
    value,
  );

/** Usual headings of the fields, and what their values look like: by these a mapping is proposed. */
export const FIELD_NAMES: readonly FieldNames[] = [
  {
    key: 'name',
    names: [
      ...['наименование', 'название', 'организация', 'компания', 'клиент', 'контрагент', 'заказчик', 'предприятие'],
      ...['краткое наименование', 'сокращённое наименование', 'сокращённое наименование организации'],
      ...['рабочее наименование', 'наименование в программе', 'муниципальное образование', 'учреждение'],
      ...['название компании', 'наименование компании', 'название организации', 'наименование организации'],
      ...['наименование клиента', 'название клиента', 'наименование контрагента', 'компания контакта'],
      ...['name', 'company', 'client', 'customer', 'organisation', 'organization', 'org', 'account'],
      ...['company name', 'account name', 'customer name', 'associated company', 'organization name'],
    ],
    looksLike: (values) => Math.max(CONFIRMS, 0.6 * share(values, isOrganisation)),
  },
  {
    key: 'legal_name',
    names: [
      ...['полное наименование', 'юридическое наименование', 'наименование полное', 'наименованиеполное'],
      ...['полное наименование организации', 'наименование для печати', 'полное название', 'юридическое лицо'],
      ...['legal name', 'full name of company', 'legal entity name', 'реквизит полное наименование организации'],
    ],
  },
  {
    key: 'inn',
    names: [
      'инн',
      'инн организации',
      'инн контрагента',
      'реквизит россия инн',
      'inn',
      'tax number',
      'tax id',
      'vat number',
    ],
    looksLike: (values) => share(values, (value) => restoreInn(value).ok),
  },
  {
    key: 'kpp',
    names: ['кпп', 'реквизит россия кпп', 'kpp'],
    looksLike: confirms((value) => checkKpp(value).ok),
  },
  {
    key: 'ogrn',
    names: ['огрн', 'огрнип', 'огрн огрнип', 'реквизит россия огрн', 'ogrn'],
    looksLike: (values) => share(values, (value) => checkOgrn(value).ok),
  },
  { key: 'oktmo', names: ['октмо', 'код октмо', 'oktmo'], looksLike: confirms((value) => checkOktmo(value).ok) },
  {
    key: 'external_id',
    names: [
      ...[
        'id',
        'идентификатор',
        'внешний код',
        'код',
        'код клиента',
        'код контрагента',
        'номер клиента',
        'external id',
      ],
      ...['uid', 'guid', 'kladr_id', 'кладр', 'fias_id', 'фиас', 'record id', 'account id', 'company id', 'contact id'],
    ],
    // An id that repeats is the id of something else: of a region, of a district.
    looksLike: (values) => (new Set(values).size === values.length ? CONFIRMS : 0),
  },
  {
    key: 'organisation_type',
    names: [
      ...['тип организации', 'вид организации', 'организационно-правовая форма', 'опф', 'сфера деятельности'],
      ...[
        'вид контрагента',
        'отрасль',
        'тип компании',
        'organisation type',
        'industry',
        'account type',
        'type of company',
      ],
    ],
    looksLike: (values) =>
      share(values, isRelation) > 0.5 ? 0 : CONFIRMS * (values.length > 3 && new Set(values).size === 1 ? 0.6 : 1),
  },
  {
    key: 'region',
    names: [
      ...['регион', 'субъект', 'субъект рф', 'область', 'республика край область', 'region', 'province', 'state'],
      ...['state region', 'billing state province', 'billing state', 'регион клиента', 'адрес регион'],
    ],
    looksLike: (values) => 0.8 * share(values, isRegion),
  },
  {
    key: 'settlement',
    names: [
      ...['город', 'населённый пункт', 'нас пункт', 'город клиента', 'адрес город', 'city', 'town', 'settlement'],
      ...['locality', 'billing city', 'mailing city'],
    ],
  },
  {
    key: 'address',
    names: [
      ...['адрес', 'юридический адрес', 'почтовый адрес', 'фактический адрес', 'адрес компании', 'местонахождение'],
      ...['address', 'adr', 'street address', 'billing street', 'billing address', 'mailing address'],
    ],
    looksLike: (values) => 0.8 * share(values, isAddress),
  },
  {
    key: 'time_zone',
    names: ['часовой пояс', 'часовая зона', 'timezone', 'time zone'],
    looksLike: (values) =>
      share(values, (value) => !/^\p{L}+$/u.test(value) && resolveTimeZone({ zone: value }) !== undefined),
  },
  {
    key: 'size',
    names: [
      ...[
        'население',
        'численность',
        'численность населения',
        'размер',
        'кол-во сотрудников',
        'количество сотрудников',
      ],
      ...['сотрудников', 'population', 'size', 'employees', 'number of employees'],
    ],
    looksLike: confirms((value) => readWhole(value) !== undefined),
  },
  {
    key: 'latitude',
    names: ['широта', 'lat', 'latitude', 'geo_lat'],
    looksLike: (values) => 0.72 * share(values, isCoordinate(41, 82)),
  },
  {
    key: 'longitude',
    names: ['долгота', 'lon', 'lng', 'longitude', 'geo_lon'],
    looksLike: (values) => 0.7 * share(values, isCoordinate(19, 180)),
  },
  {
    key: 'phones',
    names: [
      ...[
        'телефон',
        'телефоны',
        'тел',
        'рабочий телефон',
        'мобильный телефон',
        'другой телефон',
        'сотовый',
        'мобильный',
      ],
      ...['рабочий прямой телефон', 'телефон рабочий', 'номер телефона', 'контактный телефон', 'телефон организации'],
      ...['телефон компании', 'phone', 'phones', 'phone number', 'business phone', 'work phone', 'company phone'],
    ],
    looksLike: (values) => share(values, isPhone),
    repeated: true,
  },
  {
    key: 'emails',
    names: [
      ...['почта', 'электронная почта', 'адрес электронной почты', 'рабочий email', 'рабочий e-mail', 'частный e-mail'],
      ...[
        'другой email',
        'эл почта',
        'емейл',
        'email',
        'e-mail',
        'mail',
        'company email',
        'work email',
        'email address',
      ],
    ],
    looksLike: (values) => share(values, isMail),
    repeated: true,
  },
  {
    key: 'sites',
    names: [
      ...['сайт', 'веб-сайт', 'корпоративный сайт', 'адрес сайта', 'интернет сайт', 'site', 'website', 'web', 'url'],
      ...['website url', 'company domain name', 'domain', 'домен', 'account site'],
    ],
    looksLike: (values) => share(values, isSite),
    repeated: true,
  },
  { key: 'segment', names: ['сегмент', 'сегмент клиента', 'segment'] },
  {
    key: 'tags',
    names: [
      ...['метки', 'метка', 'теги', 'тег', 'тэги', 'ярлыки', 'метки клиента', 'метки компании', 'теги клиента'],
      ...['теги компании', 'теги контакта', 'tags', 'tag', 'labels', 'label', 'company tags', 'account tags', 'topics'],
    ],
    repeated: true,
  },
  {
    key: 'note',
    names: [
      ...['комментарий', 'комментарии', 'примечание', 'примечания', 'заметка', 'заметки', 'дополнительная информация'],
      ...['примечание 1', 'описание', 'comment', 'comments', 'note', 'notes', 'description'],
    ],
  },
  {
    key: 'contact_name',
    names: [
      ...['контактное лицо', 'контакт', 'фио', 'ф и о', 'руководитель', 'глава', 'директор', 'полное имя', 'лпр'],
      ...['основное контактное лицо', 'фио контакта', 'имя контакта', 'полное имя контакта', 'основной контакт'],
      ...['контактные лица', 'фио руководителя', 'contact', 'contact person', 'contact name', 'full name', 'fn'],
      ...['primary contact', 'associated contact'],
    ],
    looksLike: (values) => 0.8 * share(values, isPerson),
    repeated: true,
  },
  { key: 'contact_last_name', names: ['фамилия', 'фамилия контакта', 'last name', 'surname'], repeated: true },
  { key: 'contact_first_name', names: ['имя', 'first name', 'given name'], repeated: true },
  { key: 'contact_middle_name', names: ['отчество', 'middle name', 'patronymic'], repeated: true },
  {
    key: 'contact_position',
    names: [
      ...['должность', 'должность контакта', 'должность контактного лица', 'должность руководителя', 'position'],
      ...['job title', 'title', 'contact position', 'contact title'],
    ],
    repeated: true,
  },
  {
    key: 'contact_role',
    names: [
      ...['роль', 'роль контакта', 'роль в решении', 'роль в принятии решения', 'роль в сделке', 'роль в закупке'],
      ...[
        'role',
        'buying role',
        'contact role',
        'decision role',
        'role in decision',
        'role in the decision',
        'stakeholder role',
      ],
    ],
    looksLike: confirms((value) => readRole(value) !== undefined),
    repeated: true,
  },
  {
    key: 'contact_phones',
    names: [
      ...['телефон контакта', 'телефон контактного лица', 'мобильный телефон контакта', 'рабочий телефон контакта'],
      ...['телефон руководителя', 'contact phone', 'tel', 'mobile phone', 'mobile', 'mobile phone number'],
    ],
    looksLike: confirms(isPhone),
    repeated: true,
  },
  {
    key: 'contact_emails',
    names: [
      ...['почта контакта', 'email контакта', 'e-mail контакта', 'почта контактного лица', 'рабочий email контакта'],
      ...['contact email', 'contact e-mail'],
    ],
    looksLike: confirms(isMail),
    repeated: true,
  },
];

/**
 * Headings of what is no field of a client: employees of the company itself, dates and numbers of another program. They look
 * like people and like codes, and must not be taken for contacts.
 */
export const LEFT_OUT = {
  key: 'left_out',
  names: [
    ...[
      'ответственный',
      'менеджер',
      'куратор',
      'кем создан',
      'кем создана',
      'кем создано',
      'кем изменён',
      'создал',
      'автор',
    ],
    ...['ответственный менеджер', 'дата создания', 'дата изменения', 'дата', 'доступен для всех', 'факс', 'fax'],
    ...[
      'owner',
      'account owner',
      'company owner',
      'contact owner',
      'responsible',
      'manager',
      'created by',
      'create date',
    ],
    ...['created date', 'last modified by', 'last modified date', 'категории', 'categories', 'department'],
  ],
  repeated: true,
} as const;

/** What the parts of a contact card are: the organisation is the client, the rest is about the person. */
const OF_CARD: Readonly<Record<string, ImportField>> = {
  ORG: 'name',
  FN: 'contact_name',
  TITLE: 'contact_position',
  TEL: 'contact_phones',
  EMAIL: 'contact_emails',
  URL: 'sites',
  ADR: 'address',
  REGION: 'region',
  LOCALITY: 'settlement',
  CATEGORIES: 'tags',
  NOTE: 'note',
  UID: 'external_id',
};
/** Cards of people without an organisation: the person is the client. */
const OF_PERSON: Readonly<Record<string, ImportField>> = { ...OF_CARD, FN: 'name', TEL: 'phones', EMAIL: 'emails' };

const townNames = new Set((FIELD_NAMES.find(({ key }) => key === 'settlement')?.names ?? []).map(searchText));
/** Whether a column is called as a column of towns is. */
export const isTownHeading = (heading: string): boolean => townNames.has(searchText(heading));

/**
 * In a list of towns a second column of towns says which place within the first is meant: Алупка of the city of Ялта. The client
 * is called as that one is.
 */
export function withNearerTown(mapping: Record<string, ImportField | null>): Record<string, ImportField | null> {
  const isList = Object.entries(mapping).some(([heading, field]) => field === 'name' && isTownHeading(heading));
  const nearer = Object.keys(mapping).find((heading) => mapping[heading] === null && isTownHeading(heading));
  if (!isList || nearer === undefined || Object.values(mapping).includes('settlement')) return mapping;
  return { ...mapping, [nearer]: 'settlement' };
}

/** The mapping of a file of contact cards. */
export function mappingOfCards(
  headings: readonly string[],
  sample: readonly Readonly<Record<string, string>>[],
): Record<string, ImportField | null> {
  const organised = sample.some((cells) => (cells.ORG ?? '').trim() !== '');
  const fields: Readonly<Record<string, ImportField | null>> = organised ? OF_CARD : { ...OF_PERSON, ORG: null };
  return Object.fromEntries(headings.map((heading) => [heading, fields[heading] ?? null]));
}

/** `14 961`, `14961.0`, `14 961 чел.`; never below zero. */
export function readWhole(text: string): number | undefined {
  const match = /^(\d[\d\s']*)(?:[.,]0+)?(?:\s*\p{L}+\.?)?$/u.exec(text.trim());
  const value = Number((match?.[1] ?? '').replace(/[\s']/gu, ''));
  return match !== null && Number.isSafeInteger(value) && value <= 2_000_000_000 ? value : undefined;
}

export function readDegrees(text: string, limit: number): number | undefined {
  if (!/^[-+]?\d{1,3}(?:[.,]\d+)?$/.test(text.trim())) return undefined;
  const value = Number(text.trim().replace(',', '.'));
  return Math.abs(value) <= limit ? value : undefined;
}
