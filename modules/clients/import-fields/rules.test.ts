import { describe, expect, test } from 'vitest';
import { proposeMapping } from '#platform/import/mapping.ts';
import { FIELD_NAMES, LEFT_OUT, mappingOfCards, withNearerTown } from './rules.ts';

const proposed = (headings: readonly string[], rows: readonly (readonly string[])[] = []) => {
  const sample = rows.map((row) => Object.fromEntries(headings.map((heading, index) => [heading, row[index] ?? ''])));
  const columns = proposeMapping(headings, sample, [...FIELD_NAMES, LEFT_OUT]);
  return Object.fromEntries(
    columns.filter(({ target }) => target !== null).map(({ heading, target }) => [heading, target]),
  );
};

describe('columns of another program find their fields by their headings', () => {
  test.each([
    {
      program: 'Bitrix24',
      columns: {
        ID: 'external_id',
        'Название компании': 'name',
        'Сфера деятельности': 'organisation_type',
        'Кол-во сотрудников': 'size',
        'Рабочий телефон': 'phones',
        'Мобильный телефон': 'phones',
        'Рабочий e-mail': 'emails',
        'Корпоративный сайт': 'sites',
        'Реквизит (Россия): ИНН': 'inn',
        'Реквизит (Россия): КПП': 'kpp',
        Адрес: 'address',
        Ответственный: 'left_out',
        Комментарий: 'note',
        Метки: 'tags',
        'Дата создания': 'left_out',
      },
    },
    {
      program: 'amoCRM',
      columns: {
        ID: 'external_id',
        Название: 'name',
        Ответственный: 'left_out',
        'Полное имя контакта': 'contact_name',
        Должность: 'contact_position',
        'Рабочий телефон': 'phones',
        'Рабочий email': 'emails',
        Web: 'sites',
        'Роль в решении': 'contact_role',
        Теги: 'tags',
        'Примечание 1': 'note',
      },
    },
    {
      program: 'HubSpot',
      columns: {
        'Record ID': 'external_id',
        'Company name': 'name',
        'Company owner': 'left_out',
        'Phone Number': 'phones',
        City: 'settlement',
        'State/Region': 'region',
        'Website URL': 'sites',
        Industry: 'organisation_type',
        'Buying Role': 'contact_role',
        'Company tags': 'tags',
        'Number of Employees': 'size',
        'Create Date': 'left_out',
      },
    },
    {
      program: 'Salesforce',
      columns: {
        'Account ID': 'external_id',
        'Account Name': 'name',
        'Billing City': 'settlement',
        'Billing State/Province': 'region',
        'Billing Street': 'address',
        'First Name': 'contact_first_name',
        'Last Name': 'contact_last_name',
        Title: 'contact_position',
        Phone: 'phones',
        Website: 'sites',
        'Account Owner': 'left_out',
      },
    },
    {
      program: '1С',
      columns: {
        Код: 'external_id',
        'Рабочее наименование': 'name',
        'Полное наименование': 'legal_name',
        ИНН: 'inn',
        КПП: 'kpp',
        'Юридический адрес': 'address',
        'Основное контактное лицо': 'contact_name',
        Телефон: 'phones',
        'Адрес электронной почты': 'emails',
      },
    },
  ])('of $program', ({ columns }) => {
    expect(proposed(Object.keys(columns))).toEqual(columns);
  });
});

describe('columns without telling headings', () => {
  test('find their fields by what they hold', () => {
    const rows = [
      [
        'Карпов Виктор Михайлович',
        '7707083893',
        '8 (495) 123-45-67',
        'a@example.org',
        'www.example.org',
        'Тульская область',
        '54.193122',
        '37.617348',
      ],
      [
        'Ким Анна Сергеевна',
        '7736050003',
        '84951234568',
        'b@example.org',
        'http://example.com',
        'Пермский край',
        '58.010455',
        '56.229443',
      ],
    ];
    expect(proposed(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'], rows)).toEqual({
      A: 'contact_name',
      B: 'inn',
      C: 'phones',
      D: 'emails',
      E: 'sites',
      F: 'region',
      G: 'latitude',
      H: 'longitude',
    });
  });

  test('of one heading twice: the one whose content fits has the field', () => {
    const rows = Array.from({ length: 5 }, () => ['Клиент', 'Государственная организация']);
    expect(proposed(['Тип компании', 'Тип компании (2)'], rows)).toEqual({ 'Тип компании (2)': 'organisation_type' });
  });

  test('of plain numbers and words stay with nobody', () => {
    expect(
      proposed(
        ['A', 'B'],
        [
          ['15', 'сельский'],
          ['27', 'городской'],
        ],
      ),
    ).toEqual({});
  });
});

test('cards name the organisation; where none does, the person is the client', () => {
  expect(mappingOfCards(['ORG', 'FN', 'TEL', 'FAX', 'CATEGORIES'], [{ ORG: 'Ромашка', FN: 'Анна Ким' }])).toEqual({
    CATEGORIES: 'tags',
    ORG: 'name',
    FN: 'contact_name',
    TEL: 'contact_phones',
    FAX: null,
  });
  expect(mappingOfCards(['ORG', 'FN', 'TEL'], [{ ORG: '', FN: 'Анна Ким' }])).toEqual({
    ORG: null,
    FN: 'name',
    TEL: 'phones',
  });
});

test('a list of towns with a second column of towns has the nearer place there', () => {
  const list = { region: 'region', city: 'name', settlement: null, note: null } as const;
  expect(withNearerTown(list)).toEqual({ ...list, settlement: 'settlement' });
  expect(withNearerTown({ Клиент: 'name', Город: null })).toEqual({ Клиент: 'name', Город: null });
  expect(withNearerTown({ Город: 'name', Тип: null })).toEqual({ Город: 'name', Тип: null });
});
