import type { Random } from '#shared/random.ts';

/** Parts of invented names: towns, organisations, people. Together they make some hundred thousand different ones. */
const ROOTS =
  'Бело Верхне Высоко Горно Добро Дубо Заречно Зелено Каменно Кедро Ключе Красно Крутого Лесо Липо Луго Медве Мало Нижне Ново Озёрно Орло Остро Песчано Петро Полево Приволжско Рудо Свято Северо Серебро Сосно Средне Старо Степно Сухо Тепло Тихо Усть Холмо Черно Чисто Широко Южно Яблоне Ясно'.split(
    ' ',
  );
const ENDINGS =
  'горск град поль дольск реченск озёрск борск камск лужск мостовск ключинск рудинск ярск холмск бережск донск двинск вельск кольск шахтинск'.split(
    ' ',
  );
const SURNAMES =
  'Абрамов Белов Вершинин Гордеев Дроздов Ершов Жаров Зимин Исаев Климов Лаптев Макаров Никитин Орехов Павлов Рогов Сомов Третьяков Уваров Фомин Харитонов Цветков Чернов Шилов Щукин Юдин Яшин Быстров Волков Грачёв'.split(
    ' ',
  );
const FIRST =
  'Алексей Борис Виктор Григорий Денис Евгений Игорь Кирилл Леонид Михаил Николай Олег Пётр Роман Сергей Тимур Фёдор Юрий'.split(
    ' ',
  );
const FATHERS =
  'Андреевич Борисович Викторович Дмитриевич Евгеньевич Иванович Львович Олегович Петрович Сергеевич'.split(' ');
export const JOBS = [
  'Глава администрации',
  'Главный инженер',
  'Главный энергетик',
  'Директор',
  'Начальник отдела закупок',
];
export const SUBJECTS = [
  'Освещение улиц',
  'Замена светильников в школах',
  'Архитектурная подсветка',
  'Освещение цеха',
  'Энергосервисный договор',
];
export const TALKS = [
  'Обсудили сроки и кто согласует; просили прислать расчёт.',
  'Ждут решения по бюджету, вернуться после сессии совета.',
  'Показали образцы, спросили про гарантию и сроки поставки.',
  'Не было на месте, секретарь просила перезвонить после обеда.',
  'Согласовали встречу с главным инженером.',
];

export function town(random: Random): string {
  return `${random.pick(ROOTS)}${random.pick(ENDINGS)}`;
}

/** The name of an organisation in a town, of the kinds that such registers hold. */
export function organisation(random: Random, settlement: string): { name: string; kind: string } {
  const roll = random.next();
  if (roll < 0.3) return { name: `Администрация г. ${settlement}`, kind: 'Администрация муниципального образования' };
  if (roll < 0.45) return { name: `МУП «${settlement}водоканал»`, kind: 'Унитарное предприятие' };
  if (roll < 0.65) return { name: `МБОУ «Школа № ${random.int(1, 199)}» г. ${settlement}`, kind: 'Учреждение' };
  const own = `${random.pick(ROOTS)}${random.pick(['строй', 'энерго', 'свет', 'маш', 'торг', 'пром', 'монтаж', 'транс'])}`;
  return { name: `${random.pick(['ООО', 'АО', 'ООО ПКФ'])} «${own}-${random.int(1, 9999)}»`, kind: 'Предприятие' };
}

export function person(random: Random): string {
  return `${random.pick(SURNAMES)} ${random.pick(FIRST)} ${random.pick(FATHERS)}`;
}
