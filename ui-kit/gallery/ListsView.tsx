import { IconFileText, IconMail, IconPhone, IconUsers } from '@tabler/icons-react';
import { useState } from 'react';
import { ActionMenu } from '../ActionMenu.tsx';
import { Button } from '../Button.tsx';
import { GroupedList } from '../data/GroupedList.tsx';
import { KeyValue } from '../data/KeyValue.tsx';
import { Tabs } from '../data/Tabs.tsx';
import { Stages, Timeline } from '../data/Timeline.tsx';
import { Facts, PageHeader } from '../frame/PageHeader.tsx';
import { Section } from '../frame/Section.tsx';
import { SidePanel } from '../frame/SidePanel.tsx';
import { SplitPane } from '../frame/SplitPane.tsx';
import { AppLink } from '../link.tsx';
import { Person } from '../marks/Avatar.tsx';
import { Chip } from '../marks/Chip.tsx';
import { Explain } from '../marks/Explain.tsx';
import { Num } from '../marks/Num.tsx';
import { Whisker } from '../marks/Whisker.tsx';
import { useText } from '../text.tsx';
import { useSay } from './sample.ts';

/** A record: its head, tabs, groups at the left, a panel at the right. */
export function ListsView() {
  const say = useSay();
  const { format } = useText();
  const [active, setActive] = useState<string | null>('1');
  const [tab, setTab] = useState('history');
  const [side, setSide] = useState(true);
  return (
    <main
      style={{
        display: 'grid',
        gridTemplateColumns: '280px minmax(0, 1fr)',
        height: '100dvh',
        background: 'var(--surface)',
      }}
    >
      <div style={{ borderRight: '1px solid var(--line)', minHeight: 0 }}>
        <GroupedList
          label={say('Передачи', 'Hand-offs')}
          activeId={active}
          onOpen={(item) => setActive(item.id)}
          groups={[
            {
              id: 'a',
              label: say('Принять', 'Accept'),
              items: [
                {
                  id: '1',
                  title: 'Шарыпово',
                  aside: format.duration(220),
                  lines: ['от О. Бахтиной · квалификация → развитие', '6 из 6'],
                },
                {
                  id: '2',
                  title: 'Артёмовск',
                  aside: format.duration(435),
                  lines: ['от М. Сухих', 'предложена повторно, 6 из 6'],
                },
              ],
            },
            {
              id: 'b',
              label: say('Предлагаю', 'Offered'),
              items: [{ id: '3', title: 'Мариинск', aside: 'не готово', lines: ['не хватает 2 из 7'] }],
            },
          ]}
        />
      </div>
      <SplitPane
        sideLabel={say('Сделка', 'Deal')}
        onCloseSide={() => setSide(false)}
        sideWidth={424}
        side={
          side ? (
            <SidePanel
              head={<Chip look="outline">{say('уверенно, ≥ 80 %', 'sure, ≥ 80%')}</Chip>}
              title={say('Модернизация освещения', 'New lighting')}
              note={say('маржа 18 %, с НДС 22 %', 'margin 18%')}
              onClose={() => setSide(false)}
              foot={
                <Button look="primary" size="main" wide keys="KeyT">
                  {say('Записать касание', 'Record a touch')}
                </Button>
              }
            >
              <Section title={say('Этапы', 'Stages')}>
                <Stages
                  items={[
                    {
                      id: '1',
                      label: 'Проработка',
                      state: 'done',
                      text: 'Расчёт принят, протокол № 14',
                      note: format.date('2026-03-12'),
                    },
                    {
                      id: '2',
                      label: 'Предложение',
                      state: 'done',
                      text: 'КП-2026-118',
                      note: format.date('2026-08-18'),
                    },
                    {
                      id: '3',
                      label: 'Решение',
                      state: 'current',
                      text: 'есть поручение главы',
                      note: 'до 18.12.2026',
                    },
                    {
                      id: '4',
                      label: 'Договор',
                      state: 'ahead',
                      text: 'проект, аукцион',
                      note: format.monthYear('2027-01-01'),
                    },
                  ]}
                />
              </Section>
              <Section
                title={say('Что известно', 'Known')}
                note={
                  <Explain formula={say('Посчитано из трёх.', 'Counted from three.')}>
                    {say('3 записи', '3 records')}
                  </Explain>
                }
                action={
                  <ActionMenu
                    label={say('Ещё', 'More')}
                    items={[{ label: say('Отложить', 'Postpone'), onRun: () => undefined }]}
                  />
                }
              >
                <KeyValue
                  items={[
                    { label: say('Ведёт', 'Held by'), value: 'Вы, с 03.03.2024' },
                    { label: say('Шаг', 'Step'), value: <b>сегодня 13:30</b> },
                    { label: say('Решение', 'Ruling'), value: 'не хватает: номер и дата', missing: true },
                  ]}
                />
              </Section>
              <Section>
                <KeyValue
                  columns={2}
                  items={[
                    { label: say('Сумма', 'Sum'), value: <Num>{format.money(6_400_000_000)}</Num> },
                    { label: say('Срок', 'Term'), value: '7 лет, до 31.12.2033' },
                    { label: say('Решение Думы', 'Ruling'), value: 'не хватает: номер и дата', missing: true },
                  ]}
                />
              </Section>
            </SidePanel>
          ) : null
        }
      >
        <PageHeader
          above={<Chip look="tint">{say('окно 03–06.2027', 'window Mar–Jun 2027')}</Chip>}
          title={say('Администрация города Тулуна', 'Tulun town hall')}
          note={say('Иркутская обл. · 40 573 жителя', 'Irkutsk region · 40,573 people')}
          actions={
            <>
              <Button size="small" keys="KeyT">
                {say('Касание', 'Touch')}
              </Button>
              <Button size="small" keys="KeyH">
                {say('Передать', 'Hand over')}
              </Button>
            </>
          }
        >
          <Facts
            items={[
              { label: say('Ведёт', 'Held by'), value: <Person name="Андрей Лыткин" /> },
              { label: say('Следующий шаг', 'Next step'), value: <b>сегодня 11:00</b> },
              {
                label: say('Все потребности', 'All needs'),
                value: <Explain formula="3 потребности">{`3 на ${format.moneyShort(17_600_000_000)}`}</Explain>,
              },
            ]}
          />
        </PageHeader>
        <Tabs
          label={say('Клиент', 'Client')}
          value={tab}
          onChange={setTab}
          items={[
            {
              id: 'history',
              label: say('Хронология', 'History'),
              content: (
                <Section
                  title={say('Хронология', 'History')}
                  note={say('последние', 'latest')}
                  action={
                    <AppLink className="link t-small" href="/all">
                      {say('все 11', 'all 11')}
                    </AppLink>
                  }
                >
                  <Timeline
                    items={[
                      {
                        id: '1',
                        icon: IconPhone,
                        title: 'Звонок, Гладышев: Дума 15.12, вопрос в повестке',
                        note: 'Сегодня 09:10 · продвижение',
                      },
                      {
                        id: '2',
                        icon: IconUsers,
                        title: 'Встреча, Карпов: просит расчёт по 14 улицам',
                        note: '20.11.2026 · продвижение',
                      },
                      {
                        id: '3',
                        icon: IconMail,
                        title: 'Письмо Дубининой: сравнение путей',
                        note: '12.11.2026 · отсрочка',
                      },
                      { id: '4', icon: IconFileText, title: 'Спецификация готова за 2 ч 10 мин', note: '09.11.2026' },
                    ]}
                  />
                </Section>
              ),
            },
            {
              id: 'figures',
              label: say('Цифры', 'Figures'),
              count: 3,
              content: (
                <Section title={say('Доли', 'Shares')}>
                  <Whisker part={22} whole={31} />
                </Section>
              ),
            },
          ]}
        />
      </SplitPane>
    </main>
  );
}
