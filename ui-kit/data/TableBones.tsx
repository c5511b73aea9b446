import type { ColumnModel } from './column-model.ts';
import { TableRow } from './TableRow.tsx';
import styles from './table.module.css';

/** The shape of rows while the first ones are loaded. */
export function TableBones<T>({ model, height, lead }: { model: ColumnModel<T>; height: number; lead: boolean }) {
  const nothing = () => undefined;
  return (
    <div className={styles.body} style={{ height: height * 12, minWidth: model.width }}>
      {Array.from({ length: 12 }, (_bone, index) => (
        <TableRow
          // biome-ignore lint/suspicious/noArrayIndexKey: bones have no identity
          key={index}
          id=""
          row={undefined}
          index={index}
          top={index * height}
          height={height}
          template={model.template}
          width={model.width}
          drawn={model.drawn}
          cursor={false}
          active={false}
          chosen={lead ? false : undefined}
          keys={undefined}
          onPress={nothing}
          onChoose={nothing}
          onFocus={nothing}
        />
      ))}
    </div>
  );
}
