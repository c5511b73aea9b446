import { useRead } from '#ui-kit/call.ts';
import { AppLink } from '#ui-kit/link.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { ClientCard } from '../../contract.ts';
import { listPairsRoute } from '../../duplicates/contract.ts';
import styles from './duplicates.module.css';

/** What else a client's card says of its record: similar ones to be judged, its head organisation, its branches. */
export function DuplicateBand({ client }: { client: ClientCard }) {
  const { t } = useText();
  const pairs = useRead(
    listPairsRoute,
    { query: { client_id: client.id, limit: 1 } },
    { enabled: client.allowed.edit },
  );
  const count = pairs.data?.left.value ?? 0;
  const branches = client.branches ?? [];
  if (count === 0 && client.head == null && branches.length === 0) return null;
  return (
    <div className={styles.band}>
      {count === 0 ? null : (
        <p className="row-wrap">
          <span className="medium">{t('clients.dup.band', { count })}</span>
          <AppLink className="link" href={`/clients/duplicates?client=${client.id}`}>
            {t('clients.dup.look')}
          </AppLink>
        </p>
      )}
      {client.head == null ? null : (
        <p className="row-wrap">
          <span className="ink-3">{t('clients.dup.head')}</span>
          <AppLink className="link" href={`/clients/${client.head.id}`}>
            {client.head.name}
          </AppLink>
        </p>
      )}
      {branches.length === 0 ? null : (
        <p className="row-wrap">
          <span className="ink-3">{t('clients.dup.branches')}</span>
          {branches.map(({ id, name }) => (
            <AppLink key={id} className="link" href={`/clients/${id}`}>
              {name}
            </AppLink>
          ))}
        </p>
      )}
    </div>
  );
}
