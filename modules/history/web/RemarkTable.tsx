import { useText } from '#ui-kit/text.tsx';
import type { HistoryPreview } from '../contract.ts';
import styles from './history.module.css';
import { useReasonWords } from './use-reason-words.ts';

/** What is wrong with rows: which, in which column, why. */
export function RemarkTable({ items }: { items: HistoryPreview['remarks'] }) {
  const { t, format } = useText();
  const words = useReasonWords();
  return (
    <div className={styles.scroll}>
      <table className={styles.grid}>
        <thead>
          <tr>
            <th scope="col">{t('history.row')}</th>
            <th scope="col">{t('history.column')}</th>
            <th scope="col">{t('history.why')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((remark, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: remarks of one row have no other name than their place
            <tr key={`${remark.row}/${index}`}>
              <td>{format.number(remark.row)}</td>
              <td>{remark.column ?? '—'}</td>
              <td>{words(remark.reason, remark.values)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
