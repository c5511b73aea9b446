import { IconFileExport } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { ColumnsMenu } from '#ui-kit/data/ColumnsMenu.tsx';
import type { Column, ColumnsState } from '#ui-kit/data/columns.ts';
import { InlineSelect } from '#ui-kit/forms/InlineSelect.tsx';
import { useText } from '#ui-kit/text.tsx';

export interface ListToolsProps<T, Group extends string> {
  group: Group | null;
  groupings: readonly { value: Group; label: string }[];
  onGroup: (group: Group | null) => void;
  columns: readonly Column<T>[];
  /** Null where rows have no columns to choose from. */
  columnsState: ColumnsState | null;
  onColumnsState: (state: ColumnsState) => void;
  /** Absent for whoever may not take the list out of the program. */
  onExport: (() => void) | undefined;
  /** Where in its order the list begins. */
  beginning?: ReactNode;
  /** Other ways to look at the same. */
  ways?: ReactNode;
}

/** How a list is laid out: grouped by what, begun where, with which columns. */
export function ListTools<T, Group extends string>(props: ListToolsProps<T, Group>) {
  const { group, groupings, onGroup, columns, columnsState, onColumnsState, onExport } = props;
  const { t } = useText();
  return (
    <>
      {groupings.length === 0 ? null : (
        <InlineSelect
          label={t('lists.group_by')}
          any={t('lists.not_grouped')}
          value={group}
          onChange={onGroup}
          options={[...groupings]}
        />
      )}
      {props.beginning}
      <span className="spread" />
      {props.ways}
      {onExport === undefined ? null : (
        <Button size="small" icon={IconFileExport} onClick={onExport}>
          {t('lists.export')}
        </Button>
      )}
      {columnsState === null ? null : <ColumnsMenu columns={columns} state={columnsState} onState={onColumnsState} />}
    </>
  );
}
