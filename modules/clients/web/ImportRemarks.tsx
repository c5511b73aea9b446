import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { call, readKey } from '#ui-kit/call.ts';
import { Segmented } from '#ui-kit/data/Segmented.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type ClientImport, listRemarksRoute } from '../imports/contract.ts';
import styles from './parts/clients.module.css';
import { RemarkTable } from './parts/RemarkTable.tsx';
import { useRowPages } from './parts/use-pages.ts';

const PAGE = 50;

/** Rows of a file that were refused, or about which there is something to say, a page after the other. */
export function ImportRemarks({ of }: { of: ClientImport }) {
  const { t } = useText();
  const [shown, setShown] = useState<'refused' | 'remarks'>(of.report.refused > 0 ? 'refused' : 'remarks');
  const asked = { params: { id: of.id }, query: { refused: shown === 'refused', limit: PAGE } };
  const pages = useRowPages(readKey(listRemarksRoute, asked), (after) =>
    call(listRemarksRoute, { ...asked, query: { ...asked.query, ...after } }),
  );
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section
      title={t('clients.import.rows')}
      flush
      action={
        <Segmented
          label={t('clients.import.rows')}
          size="small"
          value={shown}
          onChange={setShown}
          options={[
            { value: 'refused', label: t('clients.import.refused_rows') },
            { value: 'remarks', label: t('clients.import.remarks') },
          ]}
        />
      }
    >
      {pages.error === null ? null : <ErrorState title={pages.error.message} requestId={pages.error.requestId} />}
      {pages.data === undefined ? null : items.length === 0 ? (
        <p className={`${styles.commands} ink-3`}>
          {t(shown === 'refused' ? 'clients.import.none_refused' : 'clients.import.no_remarks')}
        </p>
      ) : (
        <RemarkTable items={items} />
      )}
      {pages.hasNextPage ? (
        <div className={styles.more}>
          <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('clients.import.more_rows')}
          </Button>
        </div>
      ) : null}
    </Section>
  );
}
