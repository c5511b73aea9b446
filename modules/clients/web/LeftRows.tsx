import { AppLink } from '#ui-kit/link.tsx';
import { reasonWords } from '#ui-kit/reason-words.ts';
import { useText } from '#ui-kit/text.tsx';
import styles from './parts/clients.module.css';

interface LeftRow {
  client_id: string;
  /** Null of a client that the reader does not see. */
  client_name: string | null;
  reason: string;
  fields: readonly string[];
}

/** Clients that were left as they were, each with the reason, and with the fields where only those were left. */
export function LeftRows({ items, fieldName }: { items: readonly LeftRow[]; fieldName: (field: string) => string }) {
  const { t } = useText();
  const namesFields = items.some(({ fields }) => fields.length > 0);
  return (
    <table className={styles.grid}>
      <thead>
        <tr>
          <th scope="col">{t('clients.import.client')}</th>
          <th scope="col">{t('clients.import.why')}</th>
          {namesFields ? <th scope="col">{t('clients.import.field')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {items.map((one) => (
          <tr key={one.client_id}>
            <td>
              {one.client_name === null ? (
                <span className="ink-3">{t('clients.bulk.unseen')}</span>
              ) : (
                <AppLink className="link" href={`/clients/${one.client_id}`}>
                  {one.client_name}
                </AppLink>
              )}
            </td>
            <td className={styles.wide}>{reasonWords(t, one.reason, {})}</td>
            {namesFields ? <td className={styles.wide}>{one.fields.map(fieldName).join(', ')}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
