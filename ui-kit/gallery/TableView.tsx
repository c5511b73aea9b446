import { IconDownload, IconTable } from '@tabler/icons-react';
import { useCallback, useMemo, useRef, useState } from 'react';
import { ActionMenu } from '../ActionMenu.tsx';
import { Button } from '../Button.tsx';
import { ColumnsMenu } from '../data/ColumnsMenu.tsx';
import { type Column, type ColumnsState, initialColumns, type Sort } from '../data/columns.ts';
import { DataTable } from '../data/DataTable.tsx';
import type { Selection } from '../data/selection.ts';
import { EmptyState } from '../feedback/EmptyState.tsx';
import { InlineEdit } from '../forms/InlineEdit.tsx';
import { InlineMultiSelect, InlineSelect } from '../forms/InlineSelect.tsx';
import { SidePanel } from '../frame/SidePanel.tsx';
import { SplitPane } from '../frame/SplitPane.tsx';
import { Person } from '../marks/Avatar.tsx';
import { Late } from '../marks/Chip.tsx';
import { Num } from '../marks/Num.tsx';
import { useText } from '../text.tsx';
import { type SampleRow, sampleRows, useSay } from './sample.ts';

const TOTAL = 100_000;
const PAGE = 200;
const LATENCY_MS = 250;

const wanted = new URLSearchParams(window.location.search);

/** A hundred thousand rows that come by pages, with everything a reader can do to a table. */
export function TableView() {
  const say = useSay();
  const { format, language } = useText();
  const columns = useMemo<Array<Column<SampleRow>>>(
    () => [
      {
        id: 'name',
        header: language === 'ru' ? 'Клиент' : 'Client',
        cell: (row) => <b className="medium cut">{row.name}</b>,
        width: 160,
        fixed: true,
        sortable: true,
      },
      {
        id: 'day',
        header: language === 'ru' ? 'Проверка' : 'Check',
        cell: (row) => (row.lateDays > 0 ? <Late>{format.overdue(row.lateDays)}</Late> : format.date(row.day)),
        width: 140,
        sortable: true,
      },
      {
        id: 'step',
        header: language === 'ru' ? 'Следующий шаг' : 'Next step',
        cell: (row) => <span className="cut">{row.step}</span>,
        width: 220,
        grow: true,
      },
      {
        id: 'person',
        header: language === 'ru' ? 'Ведёт' : 'Held by',
        cell: (row) => <Person name={row.person} />,
        width: 180,
      },
      {
        id: 'region',
        header: language === 'ru' ? 'Регион' : 'Region',
        cell: (row) => <span className="ink-2 cut">{row.region}</span>,
        width: 160,
      },
      {
        id: 'sum',
        header: language === 'ru' ? 'Сумма' : 'Sum',
        cell: (row) => <Num>{format.moneyShort(row.sum)}</Num>,
        width: 120,
        align: 'right',
        sortable: true,
      },
    ],
    [format, language],
  );
  const [view, setView] = useState<ColumnsState>(() => initialColumns(columns));
  const [sort, setSort] = useState<Sort | null>({ column: 'day', descending: false });
  const [rows, setRows] = useState(() => sampleRows(0, wanted.has('empty') || wanted.has('loading') ? 0 : PAGE));
  const [chosen, setChosen] = useState<Selection>(new Set());
  const [openId, setOpenId] = useState<string | null>(null);
  const loading = useRef(false);
  const more = useCallback(() => {
    if (loading.current) return;
    loading.current = true;
    setTimeout(() => {
      setRows((now) => [...now, ...sampleRows(now.length, PAGE)]);
      loading.current = false;
    }, LATENCY_MS);
  }, []);
  const [regions, setRegions] = useState<string[]>([]);
  const [measure, setMeasure] = useState('sum');
  const open = rows.find((row) => row.id === openId);
  const groups = wanted.has('groups');
  return (
    <main style={{ display: 'flex', flexDirection: 'column', height: '100dvh', background: 'var(--surface)' }}>
      <div className="row" style={{ padding: '8px 16px', borderBottom: '1px solid var(--line)' }}>
        <h1 className="strong">{say('Клиенты', 'Clients')}</h1>
        <span className="ink-3 spread">
          {chosen.size > 0 ? say(`выбрано ${chosen.size}`, `${chosen.size} chosen`) : format.number(TOTAL)}
        </span>
        <ActionMenu
          label={say('Действия', 'Actions')}
          items={[
            { label: say('Выгрузить', 'Export'), icon: IconDownload, keys: 'KeyX', onRun: () => undefined },
            { label: say('Убрать', 'Remove'), disabled: true, onRun: () => undefined },
          ]}
        />
        <ColumnsMenu columns={columns} state={view} onState={setView} />
        <Button size="small" look="primary" keys="KeyN">
          {say('Новый', 'New')}
        </Button>
      </div>
      <p className="row-wrap" style={{ padding: '6px 16px', borderBottom: '1px solid var(--line)' }}>
        {say('Мои, ', 'Mine, ')}
        <InlineMultiSelect
          label={say('Регион', 'Region')}
          any={say('все регионы', 'all regions')}
          value={regions}
          onChange={setRegions}
          options={[
            { value: 'irk', label: say('Иркутская обл.', 'Irkutsk') },
            { value: 'bur', label: say('Бурятия', 'Buryatia') },
          ]}
        />
        {say('размер знака —', 'mark size is')}
        <InlineSelect
          label={say('Размер знака', 'Mark size')}
          value={measure}
          onChange={(value) => setMeasure(value ?? 'sum')}
          options={[
            { value: 'sum', label: say('сумма, млн ₽', 'sum') },
            { value: 'lamps', label: say('светильники', 'lamps') },
          ]}
        />
      </p>
      <div style={{ flex: 1, minHeight: 0 }}>
        <SplitPane
          sideLabel={say('Клиент', 'Client')}
          onCloseSide={() => setOpenId(null)}
          side={
            open ? (
              <SidePanel title={open.name} note={open.region} onClose={() => setOpenId(null)}>
                <div style={{ padding: 16 }}>
                  <InlineEdit
                    label={say('Шаг', 'Step')}
                    value={open.step}
                    onSave={async (step) => {
                      if (step === '') throw new Error(say('Без действия шага нет', 'A step needs an action'));
                      setRows((now) => now.map((row) => (row.id === open.id ? { ...row, step } : row)));
                    }}
                  />
                </div>
              </SidePanel>
            ) : null
          }
        >
          <DataTable
            label={say('Клиенты', 'Clients')}
            columns={columns}
            rows={rows}
            rowId={(row) => row.id}
            rowCount={TOTAL}
            hasMore={!wanted.has('empty') && !wanted.has('loading') && rows.length < TOTAL}
            loading={wanted.has('loading')}
            onMore={more}
            sort={sort}
            onSort={setSort}
            columnsState={view}
            onColumnsState={setView}
            activeId={openId}
            onOpen={(row) => setOpenId(row.id)}
            onCursor={(row) => setOpenId((now) => (now === null ? null : row.id))}
            selection={chosen}
            onSelection={setChosen}
            rowKeys={['KeyE']}
            memory="gallery"
            fresh={wanted.has('fresh') ? { count: 2, onShow: () => undefined } : undefined}
            {...(groups
              ? {
                  groupOf: (row: SampleRow) => ({
                    id: row.lateDays > 0 ? 'late' : 'rest',
                    label: row.lateDays > 0 ? 'Просрочено' : 'Позже',
                  }),
                }
              : {})}
            empty={
              <EmptyState
                icon={IconTable}
                title={say('Никого не нашлось', 'Nobody found')}
                text={say('Снимите один из фильтров или добавьте клиента.', 'Take away a filter or add a client.')}
                action={{ label: say('Снять фильтры', 'Clear filters'), onClick: () => undefined }}
              />
            }
          />
        </SplitPane>
      </div>
    </main>
  );
}
