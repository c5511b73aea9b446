import { IconFileExport } from '@tabler/icons-react';
import { useState } from 'react';
import { isCustomName } from '#modules/fields/rules.ts';
import { Button } from '#ui-kit/Button.tsx';
import { ColumnsMenu } from '#ui-kit/data/ColumnsMenu.tsx';
import type { Column, ColumnsState } from '#ui-kit/data/columns.ts';
import { InlineSelect } from '#ui-kit/forms/InlineSelect.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useText } from '#ui-kit/text.tsx';
import { CLIENT_GROUPINGS, type ClientListRow } from '../listing/contract.ts';
import { isStart } from '../listing/rules.ts';
import { isSort, type ListAddress } from './list-address.ts';
import styles from './parts/clients.module.css';

export interface ListToolsProps {
  shown: ListAddress;
  onShow: (part: Partial<ListAddress>) => void;
  /** The address of the same clients on the map. */
  mapHref: string;
  columns: readonly Column<ClientListRow>[];
  columnsState: ColumnsState;
  onColumnsState: (state: ColumnsState) => void;
  /** Absent for whoever may not take clients out of the program. */
  onExport: (() => void) | undefined;
}

/** How the list is laid out: grouped by what, begun where, with which columns. */
export function ListTools({ shown, onShow, mapHref, columns, columnsState, onColumnsState, onExport }: ListToolsProps) {
  const { t } = useText();
  return (
    <>
      <InlineSelect
        label={t('clients.group_by')}
        any={t('clients.not_grouped')}
        value={shown.group}
        onChange={(group) => onShow({ group, start: '' })}
        options={CLIENT_GROUPINGS.map((value) => ({ value, label: t(`clients.grouping.${value}`) }))}
      />
      {shown.group === null ? <Beginning shown={shown} onShow={onShow} /> : null}
      <span className="spread" />
      <Button size="small" href={mapHref}>
        {t('clients.map.on_map')}
      </Button>
      {onExport === undefined ? null : (
        <Button size="small" icon={IconFileExport} onClick={onExport}>
          {t('clients.export')}
        </Button>
      )}
      <ColumnsMenu columns={columns} state={columnsState} onState={onColumnsState} />
    </>
  );
}

/** Where in its order the list begins: at a letter, a day, a size. */
function Beginning({ shown, onShow }: Pick<ListToolsProps, 'shown' | 'onShow'>) {
  const { t, format } = useText();
  const column = shown.sort?.column ?? 'name';
  const sort = isSort(column) ? column : 'name';
  const words = sort === 'name' || sort === 'region';
  const print = (start: string) => (/^\d{4}-/.test(start) ? format.date(start) : start);
  const [typed, setTyped] = useState(print(shown.start));
  if (sort === 'state' || isCustomName(sort)) return null;
  const read = (text: string): string => {
    const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text.trim()) ?? [];
    return day === undefined ? text.trim() : `${year}-${month?.padStart(2, '0')}-${day.padStart(2, '0')}`;
  };
  const start = read(typed);
  const clear = start === '' || isStart(sort, start);
  const go = () => {
    if (clear && start !== shown.start) onShow({ start });
  };
  return (
    <form
      className={styles.beginning}
      onSubmit={(event) => {
        event.preventDefault();
        go();
      }}
    >
      <TextField
        label={t('clients.begin_at')}
        hideLabel
        placeholder={words ? t('clients.begin_at_letter') : t('clients.begin_at_day')}
        value={typed}
        onChange={setTyped}
        onBlur={go}
        error={clear ? undefined : t('clients.begin_unclear')}
      />
    </form>
  );
}
