import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Mapping } from '../imports/rules.ts';
import { cityOfAddress, readRow, regionOfAddress, townOfAddress } from './rules.ts';

const MAPPING: Mapping = {
  Клиент: 'name',
  ИНН: 'inn',
  КПП: 'kpp',
  ОКТМО: 'oktmo',
  Телефон: 'phones',
  Почта: 'emails',
  Сайт: 'sites',
  Адрес: 'address',
  Заметка: 'note',
  'Заметка 2': 'note',
};
const read = (cells: Record<string, string>, mapping = MAPPING) =>
  readRow({ Клиент: 'Ромашка', ...cells }, mapping, []);
const phonesOf = (cell: string) =>
  (read({ Телефон: cell }).said.phones ?? []).map(({ number, extension }) =>
    extension === undefined ? number : `${number} доб. ${extension}`,
  );

describe('phones of a cell', () => {
  const one = '+74951234567';
  test.each([
    '8 (495) 123-45-67',
    '+7 495 123 45 67',
    '74951234567',
    '84951234567',
    '495-123-45-67',
    '8-495-123-45-67',
    'тел.: 8(495)1234567',
    '+7(495)123-45-67 (приёмная)',
    '7.4951234567E+10',
    "'84951234567",
    '+7 495 123–45–67;',
    'Телефон 8\u00a0495\u00a0123-45-67, спросить Анну',
  ])('«%s» is one number', (cell) => {
    expect(phonesOf(cell)).toEqual([one]);
  });

  test.each([
    { cell: '8 495 123-45-67 доб. 12', phones: [`${one} доб. 12`] },
    { cell: '8 (495) 123-45-67 вн. 45', phones: [`${one} доб. 45`] },
    { cell: '+7 495 123-45-67 ext. 9', phones: [`${one} доб. 9`] },
    { cell: '84951234567, 8 916 000-00-01', phones: [one, '+79160000001'] },
    { cell: '84951234567\n89160000001', phones: [one, '+79160000001'] },
    { cell: '84951234567, +7 (495) 123-45-67', phones: [one] },
    { cell: 'нет', phones: [] },
    { cell: '—', phones: [] },
  ])('«$cell» is $phones', ({ cell, phones }) => {
    const row = read({ Телефон: cell });
    expect(phonesOf(cell)).toEqual(phones);
    expect(row.remarks).toEqual([]);
  });

  test('that cannot be read is told, and the rest of the row is taken', () => {
    expect(read({ Телефон: '12-34, 84951234567, 123456' })).toMatchObject({
      said: { phones: [{ number: one }] },
      remarks: [{ column: 'Телефон', reason: 'clients.import_phone_unreadable', refused: false }],
    });
  });
});

describe('mails and sites of a cell', () => {
  test.each([
    { cell: 'a@example.org; b@example.org', mails: ['a@example.org', 'b@example.org'] },
    { cell: 'Анна Ким <a@example.org>', mails: ['a@example.org'] },
    { cell: 'mailto:a@example.org', mails: ['a@example.org'] },
    { cell: 'бухгалтерия: a@example.org / b@example.org.', mails: ['a@example.org', 'b@example.org'] },
    { cell: 'a@example.org, a@example.org', mails: ['a@example.org'] },
    { cell: 'нет', mails: undefined },
  ])('«$cell» is $mails', ({ cell, mails }) => {
    expect(read({ Почта: cell })).toMatchObject({ remarks: [] });
    expect(read({ Почта: cell }).said.emails).toEqual(mails);
  });

  test.each(['неизвестна', 'a@b, c@example.org'])('what is no address in «%s» is told', (cell) => {
    expect(read({ Почта: cell }).remarks).toMatchObject([
      { reason: 'clients.import_email_unreadable', refused: false },
    ]);
  });

  test('sites stand without the words around them', () => {
    expect(read({ Сайт: 'сайт: http://example.org/, www.example.com.' }).said.sites).toEqual([
      'http://example.org/',
      'www.example.com',
    ]);
  });
});

describe('numbers of organisations', () => {
  test.each([
    { cell: '7707083893', said: { inn: '7707083893' } },
    { cell: "'7707083893", said: { inn: '7707083893' } },
    { cell: '7 707 083 893', said: { inn: '7707083893' } },
    { cell: '7707083893.0', said: { inn: '7707083893' } },
    { cell: '7.707083893E+09', said: { inn: '7707083893' } },
    { cell: '7707083893/770701001', said: { inn: '7707083893', kpp: '770701001' } },
    { cell: '101000013', said: {} },
  ])('INN «$cell» is $said', ({ cell, said }) => {
    const { inn, kpp } = read({ ИНН: cell }).said;
    expect({ inn, kpp }).toEqual({ inn: undefined, kpp: undefined, ...said });
  });

  test.each([
    { column: 'ИНН', cell: '7,7E+09', reason: 'clients.import_digits_lost' },
    { column: 'КПП', cell: '7,70701E+08', reason: 'clients.import_digits_lost' },
    { column: 'ИНН', cell: '7707083894', reason: 'inn.checksum' },
    { column: 'КПП', cell: '7707', reason: 'kpp.format' },
  ])('$column «$cell» is refused: $reason', ({ column, cell, reason }) => {
    expect(read({ [column]: cell }).remarks).toMatchObject([{ column, reason, refused: true }]);
  });

  test('zeros that a spreadsheet has eaten come back where the length or the control digit proves them', () => {
    expect(read({ КПП: '10101001' }).said.kpp).toBe('010101001');
    expect(read({ ОКТМО: '1601000' }).said.oktmo).toBe('01601000');
    expect(read({ ИНН: '105000014' }).remarks).toMatchObject([{ refused: true }]);
  });
});

describe('texts of a cell', () => {
  test.each([
    { cell: '  Администрация \u00a0города «Тюмень» ', name: 'Администрация города «Тюмень»' },
    { cell: "'Ромашка;", name: 'Ромашка' },
    { cell: '\u200bРомашка\u00ad', name: 'Ромашка' },
    { cell: "Кот-д'Ивуар", name: "Кот-д'Ивуар" },
    { cell: '=HYPERLINK("http://x";"Ромашка")', name: '=HYPERLINK("http://x";"Ромашка")' },
  ])('«$cell» is the name «$name»', ({ cell, name }) => {
    expect(read({ Клиент: cell }).said.name).toBe(name);
  });

  test.each(['', '-', '#Н/Д', 'NULL', 'не указано', '***'])('«%s» is no name, and its row is refused', (cell) => {
    expect(read({ Клиент: cell }).remarks).toMatchObject([{ reason: 'clients.import_no_name', refused: true }]);
  });

  test('a note keeps its lines, and several columns of notes are one', () => {
    expect(read({ Заметка: 'первая \r\n  вторая', 'Заметка 2': 'третья' }).said.note).toBe('первая\nвторая\nтретья');
  });

  test('reading never fails and never loses the name', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(MAPPING)), fc.string({ maxLength: 30 })), (cells) => {
        const { said, remarks } = readRow(cells, MAPPING, []);
        expect(said.name !== undefined || remarks.some(({ refused }) => refused)).toBe(true);
      }),
    );
  });
});

describe('an address', () => {
  test.each([
    {
      address: 'Волгоградская обл, Среднеахтубинский р-н, г Краснослободск',
      region: 'Волгоградская обл',
      town: 'Краснослободск',
    },
    { address: '155630, Россия, Ивановская область, г. Южа, ул. Ленина, 1', region: 'Ивановская область', town: 'Южа' },
    { address: 'г Москва, ул Мира, д 5', region: 'Москва', town: 'Москва' },
    { address: 'ул. Мира, 5', region: undefined, town: undefined },
  ])('«$address» lies in $region, $town', ({ address, region, town }) => {
    expect(regionOfAddress(address)).toBe(region);
    expect(cityOfAddress(address)).toBe(town);
  });

  test('gives a place where no other column does, and the name as a last resort', () => {
    expect(read({ Адрес: 'Ивановская обл, г Южа' }).said).toMatchObject({
      region: 'Ивановская область',
      settlement: 'Южа',
    });
    expect(townOfAddress('Московская обл, г Воскресенск')).toBe('Воскресенск');
  });
});

describe('people of a row', () => {
  const people = (cells: Record<string, string>, mapping: Mapping) =>
    readRow({ Клиент: 'Ромашка', ...cells }, { Клиент: 'name', ...mapping }, []);
  const full = { position_title: null, decision_role: null, phones: [], emails: [], custom: {} };

  test('stand in columns one behind another, each with his own position, phones and mail', () => {
    const mapping: Mapping = {
      ФИО: 'contact_name',
      Должность: 'contact_position',
      Телефон: 'contact_phones',
      'ФИО 2': 'contact_name',
      'Должность 2': 'contact_position',
      'Почта 2': 'contact_emails',
    };
    const cells = {
      ФИО: 'Карпов Виктор',
      Должность: 'директор',
      Телефон: '84951234567',
      'ФИО 2': 'Ким Анна',
      'Должность 2': 'главный энергетик',
      'Почта 2': 'a@example.org',
    };
    expect(people(cells, mapping).contacts).toEqual([
      { ...full, full_name: 'Карпов Виктор', position_title: 'директор', phones: [{ number: '+74951234567' }] },
      { ...full, full_name: 'Ким Анна', position_title: 'главный энергетик', emails: ['a@example.org'] },
    ]);
    expect(people({ ...cells, 'ФИО 2': '' }, mapping)).toMatchObject({
      contacts: [{ full_name: 'Карпов Виктор' }],
      said: { emails: ['a@example.org'] },
    });
  });

  test('have the roles of their cells: one each where there are as many, else the first one', () => {
    const mapping: Mapping = { ФИО: 'contact_name', Роль: 'contact_role' };
    const roles = (cell: string, role: string) =>
      people({ ФИО: cell, Роль: role }, mapping).contacts.map(({ decision_role }) => decision_role);
    expect(roles('Карпов Виктор; Ким Анна', 'ЛПР; вето')).toEqual(['decision_maker', 'technical']);
    expect(roles('Карпов Виктор; Ким Анна', 'ЛФР')).toEqual(['decision_shaper', null]);
    expect(roles('Карпов Виктор', 'Влияет; ЛПР')).toEqual(['influencer']);
  });

  test('may have their names in parts', () => {
    const mapping: Mapping = {
      Имя: 'contact_first_name',
      Фамилия: 'contact_last_name',
      Отчество: 'contact_middle_name',
    };
    expect(people({ Имя: 'Виктор', Фамилия: 'Карпов', Отчество: '' }, mapping).contacts).toEqual([
      { full_name: 'Карпов Виктор', ...full },
    ]);
  });

  test.each([
    { cell: 'Карпов В. М., директор; Ким А. (бухгалтер)', named: ['Карпов В. М. — директор', 'Ким А. — бухгалтер'] },
    { cell: 'Карпов Виктор, Ким Анна', named: ['Карпов Виктор', 'Ким Анна'] },
    { cell: 'Карпов Виктор\nКим Анна', named: ['Карпов Виктор', 'Ким Анна'] },
    { cell: 'Анна', named: ['Анна'] },
    { cell: '-', named: [] },
  ])('are told apart in «$cell»', ({ cell, named }) => {
    const { contacts } = people({ Люди: cell }, { Люди: 'contact_name' });
    expect(
      contacts.map(({ full_name, position_title }) => [full_name, position_title].filter(Boolean).join(' — ')),
    ).toEqual(named);
  });

  test('of one cell share the phones of another out where these are as many', () => {
    const mapping: Mapping = { Люди: 'contact_name', Телефоны: 'contact_phones' };
    const cells = { Люди: 'Карпов Виктор; Ким Анна', Телефоны: '84951234567; 89160000001' };
    expect(people(cells, mapping).contacts).toMatchObject([
      { phones: [{ number: '+74951234567' }] },
      { phones: [{ number: '+79160000001' }] },
    ]);
  });

  test('without a name leave their phones to the organisation', () => {
    expect(people({ Т: '84951234567' }, { Т: 'contact_phones' })).toMatchObject({
      contacts: [],
      said: { phones: [{ number: '+74951234567' }] },
    });
  });
});

test('a town is called as the nearer place of two is', () => {
  const towns: Mapping = { city: 'name', settlement: 'settlement', region: 'region' };
  const said = (cells: Record<string, string>) => readRow({ region: 'Крым', ...cells }, { ...towns }, []).said;
  expect(said({ city: 'Ялта', settlement: 'Алупка' })).toMatchObject({ name: 'Алупка', settlement: 'Алупка' });
  expect(said({ city: 'Ялта', settlement: '' })).toMatchObject({ name: 'Ялта', settlement: 'Ялта' });
  expect(said({ city: '', settlement: 'Урус-Мартан' })).toMatchObject({ name: 'Урус-Мартан' });
  const named: Mapping = { Клиент: 'name', Город: 'settlement' };
  expect(readRow({ Клиент: 'Ромашка', Город: 'Ялта' }, named, []).said).toMatchObject({ name: 'Ромашка' });
});
