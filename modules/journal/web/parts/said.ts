import { deviceName } from '#shared/device-name.ts';
import type { Format } from '#shared/format.ts';
import type { TextKey, Translator } from '#shared/text.ts';
import type { JournalEntry, JournalPage } from '../../contract.ts';
import { type Difference, fieldsOf, isId } from '../../rules.ts';

/** How the stored values of a field are called by the module that has it: the first catalogue that knows the word says it. */
const CATALOGUES: Readonly<Record<string, readonly string[]>> = {
  'brief.state': ['qualification.state'],
  'call.outcome': ['calling.outcome'],
  'call.state': ['clients.state'],
  'client.closed': ['clients.state'],
  'client.state': ['clients.state'],
  'deal.outcome': ['deals.outcome'],
  'employee.status': ['people.status'],
  'handoff.state': ['handoffs.state'],
  'need.status': ['needs.status'],
  'office_task.status': ['office.status'],
  'project.state': ['projects.state', 'projects.promise'],
  'step.kind': ['activities.step_kind'],
  'support_request.status': ['support.status'],
  'touch.kind': ['activities.touch_kind'],
  blocker: ['needs.blocker'],
  call_basis: ['clients.basis'],
  channel: ['clients.channel'],
  code: ['handoffs.code'],
  decision_role: ['clients.role'],
  form: ['needs.form'],
  origin: ['needs.origin'],
  result: ['activities.result'],
  satisfied_by: ['needs.closed_as'],
  stage: ['deals.stage'],
  terminated_by: ['projects.by'],
  time_zone: ['people.zone'],
  type_key: ['office.type', 'support.type'],
  verdict: ['needs.verdict'],
};

const CODE = /^[a-z]+(_[a-z]+)*$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const PER_BASIS_POINT = 10_000;
const LONGEST = 160;
const MOST_DECIMALS = 6;

export interface Saying {
  t: Translator;
  format: Format;
  people: Readonly<Record<string, string>>;
  /** Fields that the company has defined itself. */
  fields: JournalPage['fields'];
}

const say = (t: Translator, key: string): string | null => (t.has(key) ? t(key as TextKey) : null);

export function actionText(action: string, t: Translator): string {
  return say(t, `action.${action}`) ?? (action.endsWith('.change_undone') ? t('journal.change_undone') : action);
}

/** One field in words: its name, what was, what became. Null when it is for programs only: the API tells it. */
export function differenceText(
  entry: JournalEntry,
  { field, before, after }: Difference,
  saying: Saying,
): { name: string; before: string | null; after: string | null } | null {
  const own = saying.fields.find((one) => one.kind === entry.subject_kind && one.field === field);
  if (own !== undefined) {
    return { name: own.name, before: ownText(own, before, saying), after: ownText(own, after, saying) };
  }
  const name = say(saying.t, `journal.field.${field}`);
  if (name === null) return null;
  const was = valueText(entry.subject_kind, field, before, saying);
  const is = valueText(entry.subject_kind, field, after, saying);
  return was === is ? null : { name, before: was, after: is };
}

/** A value of a field that the company has defined itself, by the type that it has there. */
function ownText(own: JournalPage['fields'][number], value: unknown, { t, format, people }: Saying): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return t(value ? 'journal.yes' : 'journal.no');
  if (typeof value === 'number')
    return own.type === 'money' ? format.money(value) : format.number(value, MOST_DECIMALS);
  if (typeof value !== 'string') return null;
  if (own.type === 'date') return format.date(value);
  if (own.type === 'person') return people[value] ?? null;
  return own.choices[value] ?? value;
}

function valueText(kind: string, field: string, value: unknown, { t, format, people }: Saying): string | null {
  if (value === null || value === '') return null;
  if (typeof value === 'boolean') return t(value ? 'journal.yes' : 'journal.no');
  if (typeof value === 'number') {
    if (field.endsWith('_minor')) return format.money(value);
    if (field.endsWith('_bp')) return format.percent(value / PER_BASIS_POINT);
    return format.number(value);
  }
  if (Array.isArray(value)) {
    const parts = value.map((one) => itemText(one, format)).filter((one) => one !== null);
    return parts.length === 0 ? null : parts.join(', ');
  }
  if (typeof value !== 'string') return null;
  if (field === 'device') return deviceName(value);
  if (isId(value)) return people[value] ?? null;
  if (MOMENT.test(value)) return format.dateTime(value);
  if (DAY.test(value)) return format.date(value);
  for (const catalogue of CATALOGUES[`${kind}.${field}`] ?? CATALOGUES[field] ?? []) {
    const word = say(t, `${catalogue}.${field === 'time_zone' ? cityOf(value) : value}`);
    if (word !== null) return word;
  }
  if (CODE.test(value)) return null;
  return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
}

/** The city of a zone as texts know it: `asia/omsk` is Omsk. */
const cityOf = (zone: string): string => zone.slice(zone.lastIndexOf('/') + 1).toLowerCase();

/** A line of a list: words as they are, phones as people read them. */
function itemText(item: unknown, format: Format): string | null {
  if (typeof item === 'string') return item;
  const { number, extension } = fieldsOf(item);
  if (typeof number !== 'string') return null;
  return format.phone(number, typeof extension === 'string' ? extension : undefined);
}
