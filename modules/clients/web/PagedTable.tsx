import type { ReactNode } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { useText } from '#ui-kit/text.tsx';
import styles from './parts/clients.module.css';
import type { Pages } from './parts/use-pages.ts';

export interface PagedTableProps<Row> {
  pages: Pages<{ items: Row[] }>;
  /** The shares of the columns while nothing is there yet. */
  shares: number[];
  /** No wider than a few words need. */
  slim?: boolean;
  /** The cells of the head. */
  head: ReactNode;
  line: (row: Row) => ReactNode;
  empty: ReactNode;
}

/** A table of records that have been dealt with, read page by page: its frame, and what it says while, instead and below. */
export function PagedTable<Row>({ pages, shares, slim = false, head, line, empty }: PagedTableProps<Row>) {
  const { t } = useText();
  if (pages.error !== null) return <ErrorState title={pages.error.message} requestId={pages.error.requestId} />;
  if (pages.data === undefined) {
    return (
      <Delayed>
        <SkeletonRows columns={shares} rows={8} />
      </Delayed>
    );
  }
  const rows = pages.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return empty;
  return (
    <div className={styles.below}>
      <div className={slim ? `${styles.scroll} ${styles.slim}` : styles.scroll}>
        <table className={styles.grid}>
          <thead>
            <tr>{head}</tr>
          </thead>
          <tbody>{rows.map(line)}</tbody>
        </table>
      </div>
      {pages.hasNextPage ? (
        <div className={styles.commands}>
          <Button busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
            {t('clients.show_more')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
