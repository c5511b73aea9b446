import { TimelinePanel } from '#modules/activities/web/parts/TimelinePanel.tsx';
import type { ClientCard } from '#modules/clients/contract.ts';
import { ContactsPanel } from '#modules/clients/web/parts/ContactsPanel.tsx';
import { DealPanel } from '#modules/deals/web/parts/DealPanel.tsx';
import { RelayPanel } from '#modules/handoffs/web/parts/RelayPanel.tsx';
import { NeedsPanel } from '#modules/needs/web/parts/NeedsPanel.tsx';
import { ProjectsPanel } from '#modules/projects/web/parts/ProjectsPanel.tsx';
import styles from './client.module.css';

/** Needs through the years, who decides, the deal and its stages, projects, who carried the client, what has happened. */
export function WorkTab({ client }: { client: ClientCard }) {
  return (
    <div className={styles.columns}>
      <div className={styles.column}>
        <NeedsPanel clientId={client.id} />
        <ContactsPanel clientId={client.id} mayEdit={client.allowed.edit} />
        <RelayPanel clientId={client.id} />
      </div>
      <div className={styles.column}>
        <DealPanel clientId={client.id} />
        <ProjectsPanel clientId={client.id} />
        <TimelinePanel clientId={client.id} />
      </div>
    </div>
  );
}
