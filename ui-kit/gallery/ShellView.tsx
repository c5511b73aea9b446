import {
  IconBuildingCommunity,
  IconConfetti,
  IconFileText,
  IconPlus,
  IconReportAnalytics,
  IconSettings,
  IconTargetArrow,
  IconTransfer,
} from '@tabler/icons-react';
import { useState } from 'react';
import { OfflineBanner } from '../feedback/Band.tsx';
import { Crumbs, PageHeader } from '../frame/PageHeader.tsx';
import { Section } from '../frame/Section.tsx';
import { Shell } from '../frame/Shell.tsx';
import { SearchBox } from '../keys/SearchBox.tsx';
import { useSay } from './sample.ts';

/** The frame: navigation, rail, search, a phone's tabs. */
export function ShellView() {
  const say = useSay();
  const [railed, setRailed] = useState(false);
  const [query, setQuery] = useState('');
  const found = [
    {
      label: say('Люди', 'People'),
      items: [{ id: '1', label: 'Иванов Сергей Петрович', note: 'зам. главы, г. Зима', href: '/1' }],
    },
    {
      label: say('Клиенты', 'Clients'),
      items: [{ id: '2', label: 'Администрация Ивановки', note: 'Амурская обл.', href: '/2' }],
    },
  ];
  return (
    <Shell
      mark={
        <svg width="24" height="24" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M3 16.5 12.6 10" stroke="var(--ink)" strokeWidth="5" strokeLinecap="round" />
          <path d="M11.4 14 21 7.5" stroke="var(--accent)" strokeWidth="5" strokeLinecap="round" />
        </svg>
      }
      brand={<span>{say('Галерея', 'Gallery')}</span>}
      homeHref="/"
      active="clients"
      railed={railed}
      onRailedChange={setRailed}
      nav={[
        {
          label: say('Стол', 'Desk'),
          items: [
            { id: 'today', label: say('Горизонт', 'Horizon'), href: '/today', icon: IconTargetArrow, count: 60 },
            {
              id: 'clients',
              label: say('Клиенты', 'Clients'),
              href: '/clients',
              icon: IconBuildingCommunity,
              count: 1870,
            },
            { id: 'handoffs', label: say('Передачи', 'Hand-offs'), href: '/handoffs', icon: IconTransfer, count: 2 },
            {
              id: 'requests',
              label: say('Запросы экспертам', 'Requests'),
              href: '/requests',
              icon: IconFileText,
              count: 3,
            },
          ],
        },
        {
          label: say('Общее', 'Shared'),
          items: [
            { id: 'shows', label: say('Выставки', 'Shows'), href: '/shows', icon: IconConfetti },
            { id: 'reports', label: say('Отчёты', 'Reports'), href: '/reports', icon: IconReportAnalytics },
          ],
        },
      ]}
      person={{
        name: say('Андрей Лыткин', 'Andrew Lytkin'),
        note: say('менеджер по развитию', 'manager'),
        items: [{ label: say('Настройки', 'Settings'), icon: IconSettings, href: '/me' }],
      }}
      top={
        <Crumbs
          items={[
            { label: say('Клиенты', 'Clients'), href: '/clients' },
            { label: say('Мои', 'Mine'), href: '/mine' },
            { label: 'Тулун' },
          ]}
          note={say('9 из 60', '9 of 60')}
        />
      }
      search={
        <SearchBox
          label={say('Найти клиента, ИНН, телефон', 'Find a client, a phone')}
          query={query}
          onQuery={setQuery}
          groups={query.length > 1 ? found : []}
          corrected={query === 'bdfyjd' ? 'иванов' : undefined}
        />
      }
      onCommands={() => undefined}
      onKeys={() => undefined}
      phone={{
        tabs: ['today', 'clients', 'handoffs'],
        action: { label: say('Новый контакт', 'New contact'), icon: IconPlus, href: '/new' },
      }}
      banner={<OfflineBanner unreachable />}
    >
      <PageHeader
        title={say('Администрация города Тулуна', 'Tulun town hall')}
        note={say('Иркутская обл.', 'Irkutsk region')}
      />
      <Section title={say('Документы', 'Documents')} count={14}>
        <p className="ink-2">{say('Лист, на котором работают.', 'The sheet that is worked on.')}</p>
      </Section>
    </Shell>
  );
}
