import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { organisationName } from './organisation-names.ts';

describe('the display name of an organisation', () => {
  it.each([
    { typed: '  Администрация  города «Тюмень» ', shown: 'Администрация города «Тюмень»' },
    { typed: 'Адм. г. Южа', shown: 'Администрация г. Южа' },
    { typed: 'администрация гор. Кубинка', shown: 'Администрация г. Кубинка' },
    { typed: 'АДМИНИСТРАЦИЯ Г. ТВЕРЬ', shown: 'Администрация г. Тверь' },
    { typed: 'АДМИНИСТРАЦИЯ Г. ЮЖА', shown: 'Администрация г. Южа' },
    { typed: 'АДМИНИСТРАЦИЯ ГОРОДА РОСТОВ-НА-ДОНУ', shown: 'Администрация города Ростов-на-Дону' },
    { typed: 'УПРАВЛЕНИЕ ЖКХ АДМИНИСТРАЦИИ ГОРОДА ОМСКА', shown: 'Управление ЖКХ администрации города Омска' },
    { typed: 'Россошь, администрация', shown: 'Россошь, администрация' },
    { typed: 'ООО "Ромашка"', shown: 'ООО «Ромашка»' },
    { typed: 'ООО“Ромашка”', shown: 'ООО «Ромашка»' },
    { typed: "ООО ''Ромашка''", shown: 'ООО «Ромашка»' },
    { typed: 'ООО « Ромашка »', shown: 'ООО «Ромашка»' },
    { typed: 'ООО «Ромашка', shown: 'ООО «Ромашка»' },
    { typed: 'ООО Ромашка»', shown: 'ООО Ромашка' },
    { typed: 'ООО ""', shown: 'ООО' },
    { typed: 'ООО "Торговый дом "Ромашка""', shown: 'ООО «Торговый дом «Ромашка»»' },
    { typed: '«Рога» и "Копыта"', shown: '«Рога» и «Копыта»' },
    { typed: 'ооо ромашка', shown: 'ООО Ромашка' },
    { typed: 'ооо', shown: 'ООО' },
    { typed: 'Ромашка, ООО', shown: 'ООО Ромашка' },
    { typed: 'МУП "ВОДОКАНАЛ"', shown: 'МУП «Водоканал»' },
    { typed: 'ОАО "РЖД"', shown: 'ОАО «РЖД»' },
    { typed: 'Общество с ограниченной  ответственностью "Ёлка"', shown: 'ООО «Ёлка»' },
    { typed: 'Муниципальное казённое учреждение "УКС"', shown: 'МКУ «УКС»' },
    { typed: 'Публичное акционерное общество "Сбербанк России"', shown: 'ПАО «Сбербанк России»' },
    { typed: '***ООО „Ромашка“ ;;', shown: 'ООО «Ромашка»' },
    { typed: "'Ромашка.", shown: 'Ромашка' },
    { typed: '\u200bРомашка\u00a0плюс\ufeff', shown: 'Ромашка плюс' },
    { typed: 'Администрация Тверской обл.', shown: 'Администрация Тверской обл.' },
    { typed: 'iSpring', shown: 'iSpring' },
    { typed: 'Siemens AG', shown: 'Siemens AG' },
    { typed: 'Школа № 5', shown: 'Школа № 5' },
    { typed: ' ,; ', shown: '' },
  ])('of «$typed» is «$shown»', ({ typed, shown }) => {
    expect(organisationName(typed).display).toBe(shown);
  });

  it.each([
    { typed: 'ООО "Ромашка"', form: 'ООО' },
    { typed: 'Ромашка, зао', form: 'ЗАО' },
    { typed: 'Индивидуальный предприниматель Иванов', form: 'ИП' },
    { typed: 'Администрация г. Тверь', form: undefined },
    { typed: 'ООО-Сервис центр', form: 'ООО' },
  ])('«$typed» has the legal form $form', ({ typed, form }) => {
    expect(organisationName(typed).form).toBe(form);
  });
});

describe('the comparison key of an organisation', () => {
  it.each([
    [
      'Администрация города Южа',
      'Адм. г. Южа',
      'Южа, администрация',
      'администрация гор. Южа',
      'АДМИНИСТРАЦИЯ Г. ЮЖА',
      'адм г южа',
    ],
    ['Администрация  города «Тюмень» ', 'Тюмень, администрация'],
    ['ООО "Ёлка"', 'ООО Елка', 'Елка, ООО', 'Общество с ограниченной ответственностью «ЁЛКА»', 'елка'],
    ['МУП «Санкт-Петербург Водоканал»', 'муп санкт петербург водоканал'],
    ['Школа №5', 'школа № 5', 'Школа-5'],
    ['Администрация Алейского р-на', 'Администрация Алейского района'],
    ['Администрация МО г. Тула', 'Администрация муниципального образования города Тула'],
    ['ООО', 'Общество с ограниченной ответственностью'],
    ['МП «Горсвет»', 'Муниципальное предприятие "Горсвет"', 'Горсвет, МП', 'горсвет'],
    ['МБОУ СОШ № 5', 'Муниципальное бюджетное общеобразовательное учреждение "Средняя общеобразовательная школа №5"'],
    ['ОАО «ТД «Ромашка»»', 'ПАО Торговый дом Ромашка', 'АО ТД РОМАШКА', 'торговый дом "ромашка", ЗАО'],
    ['Администрация ГО Тула', 'администрация городского округа Тула'],
    ['Администрация рп. Линёво', 'АДМИНИСТРАЦИЯ РАБОЧЕГО ПОСЁЛКА ЛИНЕВО'],
    ['Упр. ЖКХ г. Омск', 'Управление жилищно-коммунального хозяйства города Омск'],
    ["'ООО «Ромашка»;", 'ООО\u00a0"Ромашка"', 'OOO Ромашка'],
    ['З-д «Красный котельщик»', 'Завод Красный котельщик'],
  ])('is one for %s and its other spellings', (...spellings) => {
    expect(new Set(spellings.map((spelling) => organisationName(spelling).key)).size).toBe(1);
  });

  it.each([
    ['Администрация города Кемь', 'Администрация города Кема'],
    ['Администрация города Южа', 'Администрация района Южа'],
    ['ИП Иванов И. И.', 'ИП Иванов П. И.'],
    ['ООО', 'АО'],
    ['Школа № 5', 'Школа № 6'],
    ['Администрация ГП Ромашково', 'Администрация Ромашково'],
    ['УК «Восток»', 'ТД «Восток»'],
  ])('tells %s from %s', (one, other) => {
    expect(organisationName(one).key).not.toBe(organisationName(other).key);
  });

  it('does not depend on case, ё, quotes, spaces or on having been tidied before', () => {
    const word = fc.constantFrom(
      'Ромашка',
      'Ёлка',
      'Торговый',
      'дом',
      'РЖД',
      'г.',
      'Адм.',
      'Тверь',
      'ООО',
      '№',
      '5',
      ',',
      '-',
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 7 }), (words) => {
        const name = organisationName(words.join(' '));
        expect(organisationName(`  "${words.join('   ')}" `).key).toBe(name.key);
        expect(organisationName(words.join(' ').replaceAll('ё', 'е').toLowerCase()).key).toBe(name.key);
        expect(organisationName(name.display)).toEqual(name);
      }),
    );
  });

  it('reads anything without failing, and twice the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'аБё Г."«»\',-5'), maxLength: 25 }), (text) => {
        const name = organisationName(text);
        expect(organisationName(name.display).key).toBe(name.key);
      }),
    );
  });
});
