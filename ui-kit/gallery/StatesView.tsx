import { IconArrowsExchange, IconClockPause, IconPlus, IconSitemap, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '../Button.tsx';
import { Segmented } from '../data/Segmented.tsx';
import { AlarmBand } from '../feedback/Band.tsx';
import { ConfirmDialog } from '../feedback/ConfirmDialog.tsx';
import { ConflictDialog } from '../feedback/ConflictDialog.tsx';
import { EmptyState } from '../feedback/EmptyState.tsx';
import { ErrorState } from '../feedback/ErrorState.tsx';
import { ProgressPanel } from '../feedback/ProgressPanel.tsx';
import { SkeletonRows, SkeletonText } from '../feedback/Skeletons.tsx';
import { toast } from '../feedback/toast.tsx';
import { CommandMenu } from '../keys/CommandMenu.tsx';
import { KeysDialog } from '../keys/KeysDialog.tsx';
import { type KeyGroup, listKeys } from '../keys/registry.ts';
import { useKeys } from '../keys/use-keys.tsx';
import { Avatar, Person } from '../marks/Avatar.tsx';
import { LoadBar, ProgressBar } from '../marks/Bars.tsx';
import { Chip, Late } from '../marks/Chip.tsx';
import { Explain } from '../marks/Explain.tsx';
import { Hotkey } from '../marks/Hotkey.tsx';
import { Missing } from '../marks/Missing.tsx';
import { CountMark, Num, RelativeTime } from '../marks/Num.tsx';
import { Whisker } from '../marks/Whisker.tsx';
import { useText } from '../text.tsx';
import { useSay } from './sample.ts';

/** Palette, type, controls, marks and every state of waiting, emptiness and trouble. */
export function StatesView() {
  const say = useSay();
  const { format } = useText();
  const [view, setView] = useState('picture');
  const [open, setOpen] = useState<'commands' | 'conflict' | 'confirm' | null>(null);
  const [keys, setKeys] = useState<KeyGroup[] | null>(null);
  const [pressed, setPressed] = useState(true);
  const close = () => setOpen(null);
  useKeys(
    {
      'Mod+KeyK': { run: () => setOpen('commands'), label: say('Команды', 'Commands'), inFields: true },
      '?': { run: () => setKeys(listKeys()), label: say('Клавиши', 'Keys') },
      'KeyG KeyH': { run: () => setView('table'), label: say('К таблице', 'To the table') },
      Digit1: { run: () => setView('picture'), label: say('Картина', 'Picture') },
      Digit2: { run: () => setView('table'), label: say('Таблица', 'Table') },
    },
    { group: say('Галерея', 'Gallery') },
  );
  return (
    <main className="board">
      <h1 className="unseen">{say('Язык и состояния', 'Language and states')}</h1>
      <Palette />
      <section>
        <h2>{say('Шрифт', 'Type')}</h2>
        <span className="t-figure">
          24/32 <Num>{format.moneyShort(48_600_000_000)}</Num>
        </span>
        <span className="t-title">{say('20/28 Администрация', '20/28 Town hall')}</span>
        <span className="t-read">{say('16/24 «Освещение в нём есть?»', '16/24 “Is lighting in it?”')}</span>
        <span className="t-body">{say('14/20 Текст хронологии, письма', '14/20 Text of a letter')}</span>
        <span>{say('13/20 Таблицы и формы, рабочий размер', '13/20 Tables and forms')}</span>
        <span className="t-small ink-3">{say('12/16 Вторая строка, чипы', '12/16 Second line')}</span>
        <span className="t-cap ink-3">{say('11/16 Оси, шапки таблиц', '11/16 Axes, column heads')}</span>
      </section>
      <section>
        <h2>{say('Управление', 'Controls')}</h2>
        <div className="row-wrap">
          <Button look="primary" keys="KeyA" onClick={() => setOpen('confirm')}>
            {say('Принять', 'Accept')}
          </Button>
          <Button keys="KeyR" onClick={() => setOpen('conflict')}>
            {say('Вернуть', 'Return')}
          </Button>
        </div>
        <div className="row-wrap">
          <Button disabled>{say('Нельзя', 'Not now')}</Button>
          <Button look="quiet">{say('Тихая', 'Quiet')}</Button>
          <Button size="small" icon={IconPlus}>
            {say('Малая', 'Small')}
          </Button>
          <Button size="small" busy>
            {say('Идёт', 'Busy')}
          </Button>
        </div>
        <Segmented
          label={say('Вид', 'View')}
          value={view}
          onChange={setView}
          options={[
            { value: 'picture', label: say('Горизонт', 'Picture'), keys: 'Digit1' },
            { value: 'table', label: say('Таблица', 'Table'), keys: 'Digit2' },
          ]}
        />
        <Button
          look="primary"
          size="main"
          wide
          missing={say('Передать: не хватает следующего шага', 'Send: no next step')}
        >
          {say('Передать', 'Send')}
        </Button>
      </section>
      <section>
        <h2>{say('Знаки', 'Marks')}</h2>
        <div className="row-wrap">
          <Late>{format.overdue(12)}</Late>
          <Late>{format.late(70)}</Late>
          <Chip>{say('чип', 'chip')}</Chip>
          <Chip look="outline">{say('контур', 'outline')}</Chip>
          <Chip look="tint">{say('выбран', 'chosen')}</Chip>
          <Chip pressed={pressed} onClick={() => setPressed(!pressed)}>
            {say('Нужен расчёт', 'Toggle')}
          </Chip>
        </div>
        <div className="row">
          <Avatar name={say('Ольга Бахтина', 'Olga B')} />
          <Person name={say('Андрей Лыткин', 'Andrew L')} note={say('несёт сейчас', 'carries now')} size="large" />
          <span className="spread" />
          <Missing state="missing" />
          <Missing state="optional" />
          <Missing state="done" />
        </div>
        <div className="row">
          <Hotkey keys="Mod+KeyK" />
          <Hotkey keys="KeyG KeyH" />
          <Hotkey keys="ArrowUp" />
          <CountMark value={1870} />
          <CountMark value={2} dot />
          <RelativeTime at="2026-11-23T01:10:00Z" now="2026-11-23T01:15:00Z" />
        </div>
        <LoadBar held={47} norm={60} label={format.outOf(47, 60)} />
        <LoadBar held={60} norm={60} label={format.outOf(60, 60)} />
        <LoadBar held={66} norm={60} label={format.outOf(66, 60)} />
        <ProgressBar share={0.62} label={say('Охват', 'Coverage')} />
        <Whisker part={22} whole={31} width={72} />
        <Whisker part={2} whole={3} width={72} />
      </section>

      <section>
        <h2>{say('Загрузка: форма содержимого', 'Loading: shape of the content')}</h2>
        <SkeletonRows columns="80px 12px minmax(0, 1fr) 48px" rows={4} />
        <SkeletonText lines={3} />
      </section>
      <section>
        <h2>{say('Пусто: следующий шаг', 'Empty: the next step')}</h2>
        <EmptyState
          icon={IconSitemap}
          title={say('На горизонте пока никого', 'Nobody here yet')}
          text={say(
            'Клиент появится, когда вы примете его или возьмёте из реестра.',
            'They appear when you accept one or take it from the register.',
          )}
          action={{ label: say('Взять из реестра', 'Take from the register'), onClick: () => undefined }}
        />
      </section>
      <section>
        <h2>{say('Объяснение числа', 'A figure explained')}</h2>
        <p>
          {say('Приняты сразу', 'Accepted at once')}{' '}
          <Explain
            picture={<Whisker part={24} whole={31} />}
            formula={say('Принятые без возврата с 01.10 по 23.11.2026.', 'Accepted without a return since 1 October.')}
            note={say('Интервал Уилсона 95 %, без 2 отозванных', 'Wilson interval 95%, 2 withdrawn left out')}
            records={{ label: say('Открыть 31 запись', 'Open 31 records'), href: '/records' }}
          >
            {format.outOf(24, 31)}
          </Explain>
        </p>
      </section>
      <section>
        <h2>{say('Отмена, 10 секунд', 'Undo, 10 seconds')}</h2>
        <p className="ink-2">
          {say('Подтверждение — только для необратимого.', 'Confirmation only for what cannot be undone.')}
        </p>
        <div>
          <Button
            onClick={() =>
              toast({
                text: say('Свирск: до 07.12.2026', 'Svirsk: until 7 Dec 2026'),
                icon: IconClockPause,
                undo: () => toast({ text: say('Вернули', 'Taken back') }),
              })
            }
          >
            {say('Отложить', 'Postpone')}
          </Button>
        </div>
        <ProgressPanel
          title={say('Загрузка базы', 'Import')}
          done={2550}
          total={4100}
          perSecond={22}
          note={say('взято 2 550, пропущено 3', '2,550 taken, 3 left out')}
          onCancel={() => undefined}
        />
      </section>

      <section className="double">
        <h2>{say('Чёрная полоса, одна на экран', 'The black band, one a screen')}</h2>
        <AlarmBand
          title={say('9 проверок просрочено', '9 checks overdue')}
          note={say('у трёх человек. Старейшая — 34 дня', 'with three people. The oldest is 34 days')}
          actions={
            <Button look="inverse" size="small" keys="KeyO">
              {say('Показать 9', 'Show 9')}
            </Button>
          }
        />
      </section>
      <section className="double">
        <h2>{say('Ошибка: что, почему, что делать', 'Error: what, why, what to do')}</h2>
        <ErrorState
          title={say('Передача не ушла', 'Not sent')}
          why={say(
            'С. Мальцев в отпуске с сегодняшнего дня, принять некому.',
            'S. Maltsev is on leave from today, nobody can accept.',
          )}
          actions={<Button size="small">{say('Предложить Юшиной', 'Offer to Yushina')}</Button>}
          requestId="01JD8Z4K"
        />
      </section>

      <CommandMenu
        opened={open === 'commands'}
        onClose={close}
        corrected="иванов"
        groups={[
          {
            label: say('Люди', 'People'),
            items: [
              { id: 'p1', label: 'Иванов Сергей Петрович', note: 'зам. главы, г. Зима', icon: IconUser, href: '/1' },
              {
                id: 'p2',
                label: 'Иванова Мария Андреевна',
                note: 'отдел закупок, г. Братск',
                icon: IconUser,
                href: '/2',
              },
            ],
          },
          {
            label: say('Действия', 'Actions'),
            items: [
              { id: 'a1', label: say('Новая потребность', 'New need'), icon: IconPlus, keys: 'KeyN', onRun: close },
              {
                id: 'a2',
                label: say('Передать дальше', 'Hand over'),
                icon: IconArrowsExchange,
                keys: 'KeyH',
                onRun: close,
              },
            ],
          },
          {
            label: say('Перейти', 'Go'),
            items: [{ id: 'g1', label: say('Горизонт', 'Horizon'), icon: IconSitemap, keys: 'KeyG KeyH', href: '/h' }],
          },
        ]}
      />
      <ConflictDialog
        opened={open === 'conflict'}
        onClose={close}
        who={say('И. Ковалёва', 'I. Kovaleva')}
        fields={[
          {
            name: 'window',
            label: say('Окно', 'Window'),
            was: '02–04.2027',
            theirs: '03–06.2027',
            yours: '02–05.2027',
          },
        ]}
        onResolve={close}
      />
      <ConfirmDialog
        opened={open === 'confirm'}
        onClose={close}
        title={say('Отправить договор?', 'Send the contract?')}
        consequence={say(
          'Клиент получит его сразу. Отозвать письмо нельзя.',
          'They receive it at once. A letter cannot be recalled.',
        )}
        verb={say('Отправить', 'Send')}
        onConfirm={() => undefined}
      />
      <KeysDialog groups={keys} onClose={() => setKeys(null)} />
    </main>
  );
}

function Palette() {
  const say = useSay();
  const rows: Array<[string, string, string]> = [
    ['--bg', say('Основа', 'Ground'), say('рама, вторые панели', 'frame, second panes')],
    ['--surface', say('Лист', 'Sheet'), say('то, с чем работают', 'what is worked on')],
    ['--sunken', say('Углубление', 'Sunken'), say('чипы, дорожки', 'chips, tracks')],
    ['--ink', say('Чернила', 'Ink'), say('главное', 'main')],
    ['--ink-3', say('Чернила 3', 'Ink 3'), say('подписи, ≥ 4,5 : 1', 'captions, ≥ 4.5 : 1')],
    ['--accent', say('Акцент', 'Accent'), say('нажать, выбрано, фокус', 'press, chosen, focus')],
    ['--alarm', say('Тревога', 'Alarm'), say('просрочено, отказ', 'overdue, refused')],
  ];
  return (
    <section>
      <h2>{say('Нейтральные и акцент', 'Neutrals and accent')}</h2>
      {rows.map(([token, name, use]) => (
        <div key={token} className="row">
          <i className="swatch" style={{ background: `var(${token})` }} />
          <span className="medium spread">{name}</span>
          <span className="t-small ink-3">{use}</span>
        </div>
      ))}
    </section>
  );
}
