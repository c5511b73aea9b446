export const ru = {
  'clients.map.name': 'Карта реестра',
  'clients.map.as_list': 'Списком',
  'clients.map.picture':
    'Карта: {count, plural, one {# клиент} few {# клиента} many {# клиентов} other {# клиента}} на экране. То же таблицей — под картой.',
  'clients.map.on_screen':
    '{count, plural, one {# клиент} few {# клиента} many {# клиентов} other {# клиента}} на экране',
  'clients.map.without':
    '{count, plural, one {У # клиента нет координат} few {У # клиентов нет координат} many {У # клиентов нет координат} other {У # клиента нет координат}}',
  'clients.map.without_more': 'Без координат — больше {count}',
  'clients.map.only_open': 'Координаты видны только у открытых вам карточек.',
  'clients.map.closer': 'Ближе',
  'clients.map.farther': 'Дальше',
  'clients.map.whole': 'Всё сразу',
  'clients.map.nobody_here': 'Здесь никого',
  'clients.map.left': 'Левее',
  'clients.map.right': 'Правее',
  'clients.map.up': 'Выше',
  'clients.map.down': 'Ниже',
  'clients.map.table': 'Таблицей',
  'clients.map.place': 'Место',
  'clients.map.all': 'Всего',
  'clients.map.no_region': 'Регион не указан',
  'clients.map.empty': 'Показывать на карте пока некого',
  'clients.map.empty_text':
    'Координаты приходят с файлом: при загрузке базы сопоставьте столбцы «Широта» и «Долгота», в градусах.',
  'clients.map.empty_found': 'У найденных клиентов нет координат',
  'reason.clients.map_wrong_box': 'Южный край области должен быть ниже северного.',
} as const;

declare global {
  interface TextCatalogue extends Record<keyof typeof ru, string> {}
}
