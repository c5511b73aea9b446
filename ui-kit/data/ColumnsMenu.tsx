import { Popover } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../Button.tsx';
import { EscapeLayer } from '../keys/use-keys.tsx';
import { laterOpened, useOpened } from '../later.tsx';
import { useText } from '../text.tsx';
import type { ColumnsListProps } from './ColumnsList.tsx';

export const COLUMNS_LIST = laterOpened(() => import('./ColumnsList.tsx'));

/** Which columns are seen, in which order, and which stay in place: `<ColumnsMenu columns={columns} state={view} onState={setView} />`. */
export function ColumnsMenu<T>(props: ColumnsListProps<T>) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  const parts = useOpened(COLUMNS_LIST, open, () => setOpen(false));
  return (
    <Popover opened={parts !== null} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button size="small" icon={IconColumns3} onClick={() => setOpen(!open)}>
          {t('ui.columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('ui.columns')}>
        <EscapeLayer onEscape={() => setOpen(false)}>
          {parts === null ? null : <parts.ColumnsList {...props} />}
        </EscapeLayer>
      </Popover.Dropdown>
    </Popover>
  );
}
