import type { Translator } from '#shared/text.ts';
import { useText } from '#ui-kit/text.tsx';
import type { JournalEntry } from '../../contract.ts';
import styles from './journal.module.css';

/** Changes as people read them: when, who, which field from what to what, and why. */
export function JournalEntries({ entries }: { entries: readonly JournalEntry[] }) {
  const { t, format } = useText();
  if (entries.length === 0) return <p className="ink-3">{t('journal.empty')}</p>;
  return (
    <ol className={styles.entries}>
      {entries.map((entry) => (
        <li key={entry.id} className={styles.entry}>
          <time className="ink-3 nowrap" dateTime={entry.at}>
            {format.dateTime(entry.at)}
          </time>
          <div className="stack">
            <span>
              <span className="medium">{actionText(entry.action, t)}</span>
              <span className="ink-3"> · {authorOf(entry, t)}</span>
              {entry.undone ? <span className="ink-3"> · {t('journal.undone')}</span> : null}
            </span>
            <Differences before={entry.before} after={entry.after} />
            {entry.reason === null ? null : <span className="ink-2">«{entry.reason}»</span>}
          </div>
        </li>
      ))}
    </ol>
  );
}

function actionText(action: string, t: Translator): string {
  const key = `action.${action}`;
  return t.has(key) ? t(key) : action;
}

function authorOf(entry: JournalEntry, t: Translator): string {
  if (entry.actor_name !== null) return entry.actor_name;
  return entry.actor_kind === 'command_line' ? t('journal.by_command_line') : t('journal.by_system');
}

/** Only the fields that differ; what cannot be said in a line is left to the API. */
function Differences({ before, after }: { before: unknown; after: unknown }) {
  const { t } = useText();
  const was = asFields(before);
  const is = asFields(after);
  const names = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter(
    (name) => JSON.stringify(was[name] ?? null) !== JSON.stringify(is[name] ?? null) && isWorthShowing(name),
  );
  if (names.length === 0) return null;
  return (
    <dl className={styles.differences}>
      {names.map((name) => (
        <div key={name} className={styles.difference}>
          <dt className="ink-3">{fieldText(name, t)}</dt>
          <dd>
            {name in was ? <del className="ink-3">{valueText(was[name])}</del> : null}
            {name in is ? <ins>{valueText(is[name])}</ins> : null}
          </dd>
        </div>
      ))}
    </dl>
  );
}

const TECHNICAL = new Set(['id', 'version', 'search_text', 'name_key', 'updated_at', 'created_at']);

function isWorthShowing(name: string): boolean {
  return !TECHNICAL.has(name) && !name.endsWith('_id');
}

function fieldText(name: string, t: Translator): string {
  const key = `journal.field.${name}`;
  return t.has(key) ? t(key) : name.replaceAll('_', ' ');
}

function asFields(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}

const LONGEST = 160;

function valueText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
