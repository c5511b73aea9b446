import { FilesPanel } from '#modules/activities/web/parts/FilesPanel.tsx';
import { OfficePanel } from '#modules/back-office/web/parts/OfficePanel.tsx';
import type { ClientCard } from '#modules/clients/contract.ts';
import { SupportPanel } from '#modules/support/web/parts/SupportPanel.tsx';
import styles from './client.module.css';

/** What experts and the back office do for this client, and its files. */
export function ServicesTab({ client }: { client: ClientCard }) {
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <SupportPanel clientId={client.id} />
      </div>
      <div className={styles.column}>
        <OfficePanel clientId={client.id} />
        <FilesPanel clientId={client.id} />
      </div>
    </div>
  );
}
