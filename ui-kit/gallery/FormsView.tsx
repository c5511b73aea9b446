import { useState } from 'react';
import { Button } from '../Button.tsx';
import { CheckField, ChoiceField, SliderField, SwitchField } from '../forms/CheckField.tsx';
import { DateField, DateTimeField, TimeField } from '../forms/DateField.tsx';
import { FileDrop } from '../forms/FileDrop.tsx';
import { FormDialog } from '../forms/FormDialog.tsx';
import { FieldRow } from '../forms/Frame.tsx';
import { MoneyField, NumberField } from '../forms/NumberField.tsx';
import { type PhoneEntry, PhoneListField } from '../forms/PhoneListField.tsx';
import { PickField, type PickOption } from '../forms/PickField.tsx';
import { MultiSelectField, SelectField } from '../forms/SelectField.tsx';
import { TextArea, TextField } from '../forms/TextField.tsx';
import { useDraftForm } from '../forms/use-draft-form.ts';
import { Avatar } from '../marks/Avatar.tsx';
import { useText } from '../text.tsx';
import { useSay } from './sample.ts';

interface Values {
  name: string;
  note: string;
  lamps: number | null;
  sum: number | null;
  day: string | null;
  time: string | null;
  at: string | null;
  role: string | null;
  tags: string[];
  person: PickOption | null;
  consent: boolean;
  origin: string | null;
  phones: PhoneEntry[];
  complexity: number;
}

const INITIAL: Values = {
  name: 'Показать расчёт',
  note: '',
  lamps: 1870,
  sum: 6_400_000_000,
  day: '2026-11-23',
  time: '09:30',
  at: '2026-12-01T03:00:00Z',
  role: 'lfr',
  tags: ['light', 'poles'],
  person: null,
  consent: true,
  origin: 'named',
  phones: [{ number: '+7 (391) 532-10-42', extension: '114', note: 'приёмная' }],
  complexity: 4,
};

const PEOPLE: PickOption[] = ['Андрей Лыткин', 'Ирина Ковалёва', 'Павел Дроздов'].map((name, at) => ({
  value: String(at),
  label: name,
  note: `${47 + at} из 60`,
  mark: <Avatar name={name} />,
}));

async function findPeople(query: string): Promise<PickOption[]> {
  return PEOPLE.filter((person) => person.label.toLowerCase().includes(query.toLowerCase()));
}

/** Every field at rest and with an error, and a form in a drawer. */
export function FormsView() {
  const say = useSay();
  const { format } = useText();
  const form = useDraftForm({ initial: INITIAL });
  const [dense, setDense] = useState(true);
  const [files, setFiles] = useState<File[]>([]);
  const [empty, setEmpty] = useState<string | null>(null);
  const [opened, setOpened] = useState(false);
  const options = [
    { value: 'lpr', label: say('ЛПР', 'Decides'), note: say('решает', 'says yes') },
    { value: 'lfr', label: say('ЛФР', 'Shapes'), note: say('готовит решение', 'prepares it') },
    { value: 'veto', label: say('вето', 'Veto') },
  ];
  return (
    <main className="columns">
      <h1 className="t-title">{say('Поля', 'Fields')}</h1>
      <TextField
        label={say('Что сделать', 'What to do')}
        hint={say('Одно действие', 'One action')}
        {...form.field('name')}
      />
      <TextField
        label={say('С ошибкой', 'With an error')}
        value=""
        onChange={() => undefined}
        placeholder={say('дата', 'date')}
        error={say('Без даты шаг не сохранить: выберите день', 'No step without a day: choose one')}
      />
      <TextField label={say('Нельзя менять', 'Fixed')} value="3816006400" onChange={() => undefined} disabled />
      <TextArea
        label={say('Заметка', 'Note')}
        placeholder={say('Заметка по ходу разговора', 'A note while talking')}
        keys="KeyN"
        {...form.field('note')}
      />
      <FieldRow>
        <NumberField label={say('Светильников', 'Lamps')} unit={say('шт.', 'pcs')} min={0} {...form.field('lamps')} />
        <MoneyField label={say('Сумма', 'Sum')} {...form.field('sum')} />
      </FieldRow>
      <FieldRow>
        <DateField label={say('День', 'Day')} today="2026-11-23" {...form.field('day')} />
        <TimeField label={say('Время', 'Time')} {...form.field('time')} />
      </FieldRow>
      <DateTimeField label={say('Встреча', 'Meeting')} today="2026-11-23" {...form.field('at')} />
      <DateField
        label={say('Пустой день', 'An empty day')}
        today="2026-11-23"
        value={empty}
        onChange={setEmpty}
        required
        error={say('Выберите день', 'Choose a day')}
      />
      <SelectField label={say('Роль', 'Role')} options={options} {...form.field('role')} />
      <MultiSelectField
        label={say('Темы', 'Topics')}
        options={[
          { value: 'light', label: say('светильники', 'lamps') },
          { value: 'poles', label: say('опоры', 'poles') },
          { value: 'control', label: say('управление', 'control') },
        ]}
        {...form.field('tags')}
      />
      <PickField label={say('Кто примет', 'Who accepts')} find={findPeople} {...form.field('person')} />
      <ChoiceField
        label={say('Чья это мысль', 'Whose thought')}
        options={[
          { value: 'named', label: say('Назвал сам', 'Named') },
          { value: 'formed', label: say('Сформировали мы', 'Formed by us') },
        ]}
        {...form.field('origin')}
      />
      <CheckField
        label={say('Согласие получено', 'Consent received')}
        hint={say('письмо от 14.02.2026', 'a letter of 14 Feb 2026')}
        {...form.field('consent')}
      />
      <SwitchField label={say('Плотно', 'Dense')} value={dense} onChange={setDense} />
      <SliderField
        label={say('Сложность', 'Complexity')}
        min={1}
        max={5}
        print={(value) => format.outOf(value, 5)}
        ends={[say('товар с полки', 'off the shelf'), say('под заказчика', 'made to order')]}
        {...form.field('complexity')}
      />
      <PhoneListField label={say('Телефоны', 'Phones')} {...form.field('phones')} />
      <FileDrop
        label={say('База', 'Base')}
        files={files}
        onChange={setFiles}
        accept=".xlsx,.csv,.vcf"
        maxBytes={50_000_000}
        hint={say('XLSX, CSV или VCF', 'XLSX, CSV or VCF')}
      />
      <div>
        <Button look="primary" onClick={() => setOpened(true)}>
          {say('Следующий шаг…', 'Next step…')}
        </Button>
      </div>
      <StepDialog opened={opened} onClose={() => setOpened(false)} />
    </main>
  );
}

interface Step {
  what: string;
  day: string | null;
  who: PickOption | null;
  by: string | null;
}

const NO_STEP: Step = { what: '', day: null, who: null, by: null };

function StepDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const say = useSay();
  const form = useDraftForm<Step>({
    initial: NO_STEP,
    draftKey: 'gallery-step',
    missing: (values) => [
      ...(values.what === '' ? [{ field: 'what' as const, text: say('не хватает действия', 'what is missing') }] : []),
      ...(values.day === null ? [{ field: 'day' as const, text: say('не хватает дня', 'the day is missing') }] : []),
    ],
  });
  return (
    <FormDialog
      form={form}
      opened={opened}
      title={say('Следующий шаг', 'Next step')}
      onClose={onClose}
      onSubmit={async (values) =>
        values.day !== null && values.day < '2026-11-23'
          ? { ok: false, fields: { day: say('Этот день прошёл', 'That day is past') } }
          : { ok: true }
      }
      submitLabel={say('Сохранить шаг', 'Save the step')}
      note={say('Станет первым в вашем плане.', 'It becomes the first of your plan.')}
    >
      <TextField label={say('Что сделать', 'What to do')} required autoFocus {...form.field('what')} />
      <DateField label={say('Когда', 'When')} required today="2026-11-23" {...form.field('day')} />
      <PickField label={say('Кто', 'Who')} find={findPeople} {...form.field('who')} />
      <SelectField
        label={say('Чем', 'How')}
        options={[
          { value: 'call', label: say('звонок', 'call') },
          { value: 'letter', label: say('письмо', 'letter') },
        ]}
        {...form.field('by')}
      />
    </FormDialog>
  );
}
