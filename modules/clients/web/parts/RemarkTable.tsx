import { reasonWords } from '#ui-kit/reason-words.ts';
import { useText } from '#ui-kit/text.tsx';
import type { RowRemark } from '../../imports/contract.ts';
import styles from './clients.module.css';

export interface RemarkTableProps {
  items: readonly RowRemark[];
  /** How a reason is said, where its values are called otherwise on the screen. */
  words?: (reason: string, values: RowRemark['values']) => string;
}

/** What is wrong with rows of a file: which, in which column, why, and what stands there. */
export function RemarkTable({ items, words }: RemarkTableProps) {
  const { t, format } = useText();
  return (
    <div className={styles.scroll}>
      <table className={styles.grid}>
        <thead>
          <tr>
            <th scope="col">{t('clients.import.row')}</th>
            <th scope="col">{t('clients.import.column')}</th>
            <th scope="col">{t('clients.import.why')}</th>
            <th scope="col">{t('clients.import.value')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ row, column, reason, values }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: remarks of one row have no other name than their place
            <tr key={`${row}/${index}`}>
              <td>{format.number(row)}</td>
              <td>{column ?? '—'}</td>
              <td className={styles.wide}>{words?.(reason, values) ?? reasonWords(t, reason, values)}</td>
              <td>{values.value ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
