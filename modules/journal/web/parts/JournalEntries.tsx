import type { Translator } from '#shared/text.ts';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { JournalEntry, JournalPage } from '../../contract.ts';
import { differencesOf } from '../../rules.ts';
import styles from './journal.module.css';
import { actionText, differenceText } from './said.ts';

interface JournalEntriesProps {
  page: JournalPage;
  /** In the journal of one client its name is not said again. */
  ofOneClient?: boolean;
  /** Of each change only this field is told. */
  only?: string;
}

/** Changes as people read them: when, who, with whom, which field from what to what, and why. */
export function JournalEntries({ page, ofOneClient = false, only }: JournalEntriesProps) {
  const { t, format } = useText();
  if (page.items.length === 0) return <p className="ink-3">{t('journal.empty')}</p>;
  return (
    <ol className={styles.entries}>
      {page.items.map((entry) => (
        <li key={entry.id} className={styles.entry}>
          <time className="ink-3 nowrap" dateTime={entry.at}>
            {format.dateTime(entry.at)}
          </time>
          <span className={styles.author}>{authorOf(entry, t)}</span>
          <div className={styles.told}>
            <span>
              <span className="medium">{actionText(entry.action, t)}</span>
              {ofOneClient || entry.client_id === null || entry.client_name === null ? null : (
                <>
                  {' '}
                  <AppLink className={styles.client} href={`/clients/${entry.client_id}`}>
                    {entry.client_name}
                  </AppLink>
                </>
              )}
              {entry.undone ? <span className="ink-3"> · {t('journal.undone')}</span> : null}
            </span>
            <Differences entry={entry} page={page} only={only} />
            {entry.reason === null ? null : <span className="ink-2">«{entry.reason}»</span>}
          </div>
        </li>
      ))}
    </ol>
  );
}

function authorOf(entry: JournalEntry, t: Translator): string {
  if (entry.actor_name !== null) return entry.actor_name;
  return entry.actor_kind === 'command_line' ? t('journal.by_command_line') : t('journal.by_system');
}

interface DifferencesProps {
  entry: JournalEntry;
  page: JournalPage;
  only: string | undefined;
}

/** Only the fields that differ and can be said in a line; the rest is left to the API. */
function Differences({ entry, page: { people, fields }, only }: DifferencesProps) {
  const { t, format } = useText();
  const told = differencesOf(entry.before, entry.after).flatMap((difference) => {
    if (only !== undefined && difference.field !== only) return [];
    const text = differenceText(entry, difference, { t, format, people, fields });
    return text === null ? [] : [{ ...text, field: difference.field }];
  });
  if (told.length === 0) return null;
  return (
    <dl className={styles.differences}>
      {told.map(({ field, name, before, after }) => (
        <div key={field} className={styles.difference}>
          <dt className="ink-3">{name}</dt>
          <dd>
            {before === null ? null : <del className="ink-3">{before}</del>}
            {after === null ? <ins className="ink-3">—</ins> : <ins>{after}</ins>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
