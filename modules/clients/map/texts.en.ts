import type { ru } from './texts.ru.ts';

export const en = {
  'clients.map.name': 'Map of the register',
  'clients.map.as_list': 'As a list',
  'clients.map.picture':
    'A map: {count, plural, one {# client} other {# clients}} on the screen. The same as a table below it.',
  'clients.map.on_screen': '{count, plural, one {# client} other {# clients}} on the screen',
  'clients.map.without': '{count, plural, one {# client has} other {# clients have}} no coordinates',
  'clients.map.without_more': 'More than {count} have no coordinates',
  'clients.map.only_open': 'Coordinates are seen only of the cards open to you.',
  'clients.map.closer': 'Closer',
  'clients.map.farther': 'Farther',
  'clients.map.whole': 'Everything',
  'clients.map.nobody_here': 'Nobody here',
  'clients.map.left': 'To the left',
  'clients.map.right': 'To the right',
  'clients.map.up': 'Up',
  'clients.map.down': 'Down',
  'clients.map.table': 'As a table',
  'clients.map.place': 'Place',
  'clients.map.all': 'All',
  'clients.map.no_region': 'No region',
  'clients.map.empty': 'There is nobody to show on the map yet',
  'clients.map.empty_text':
    'Coordinates come with a file: when you bring a base in, match the columns “Latitude” and “Longitude”, in degrees.',
  'clients.map.empty_found': 'The clients found have no coordinates',
  'reason.clients.map_wrong_box': 'The southern edge of the area must lie below the northern one.',
} satisfies Record<keyof typeof ru, string>;
