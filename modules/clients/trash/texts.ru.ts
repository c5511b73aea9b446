export const ru = {
  'clients.trash.note': 'Удалённое хранится 30 дней, потом стирается безвозвратно.',
  'clients.trash.find': 'Название или имя',
  'clients.trash.title': 'Удалить «{name}» в корзину?',
  'clients.trash.verb': 'Удалить в корзину',
  'clients.trash.stopped': '«{name}» пока не удалить',
  'clients.trash.understood': 'Понятно',
  'clients.trash.consequence':
    'Клиент исчезнет из списков, поиска, очередей и отчётов. Вернуть его можно в течение {days, plural, one {# дня} few {# дней} many {# дней} other {# дня}}, потом он будет стёрт.',
  'clients.trash.takes': 'Вместе с ним скроются: {list}.',
  'clients.trash.holder': 'Клиента ведёт {name}: он пропадёт и у этого сотрудника.',
  'clients.trash.why': 'Почему',
  'clients.trash.why_example': 'Например: занесён по ошибке',
  'clients.trash.said': '{name}: в корзине',
  'clients.trash.restored': '{name}: возвращён из корзины',
  'clients.trash.person_said': 'Контакт в корзине',
  'clients.trash.here': '«{name}» в корзине',
  'clients.trash.since_by':
    'Удаление: {day}, {name}. Осталось {days, plural, one {# день} few {# дня} many {# дней} other {# дня}}, потом карточка будет стёрта.',
  'clients.trash.since':
    'Удаление: {day}. Осталось {days, plural, one {# день} few {# дня} many {# дней} other {# дня}}, потом карточка будет стёрта.',
  'clients.trash.restore': 'Вернуть',
  'clients.trash.empty': 'Корзина пуста',
  'clients.trash.empty_text': 'Сюда попадают удалённые клиенты и контакты. Вернуть их можно в течение 30 дней.',
  'clients.trash.nothing_found': 'В корзине такого нет. Возможно, срок вышел и запись стёрта.',
  'clients.trash.what': 'Что',
  'clients.trash.when': 'Когда',
  'clients.trash.who': 'Кто',
  'clients.trash.why_column': 'Почему',
  'clients.trash.left': 'Осталось',
  'clients.trash.person_at': 'контакт:',
  'clients.trash.program': 'программа',
  'clients.trash.import_return': 'отмена загрузки «{source}»',
  'clients.trash.days': '{days, plural, one {# день} few {# дня} many {# дней} other {# дня}}',
  'reason.clients.in_trash': 'Карточка в корзине.',
  'reason.clients.may_not_trash': 'Удалять клиентов может руководитель отдела продаж или администратор.',
  'reason.clients.registered_again':
    'Этот клиент уже заведён заново: «{name}». Сначала удалите новую карточку, потом возвращайте старую.',
  'reason.clients.contact_elsewhere':
    'Этот человек числится и у клиента, карточка которого вам не открыта для изменений. Отметьте здесь, что он ушёл, или спросите руководителя.',
  'reason.clients.import_in_trash': 'Такой клиент лежит в корзине: занесён заново, старая карточка не тронута.',
  'action.client.trashed': 'Клиент удалён в корзину',
  'action.client.restored': 'Клиент возвращён из корзины',
  'action.client.erased': 'Клиент стёрт: срок в корзине вышел',
  'action.contact.trashed': 'Контакт удалён в корзину',
  'action.contact.restored': 'Контакт возвращён из корзины',
  'action.contact.erased': 'Контакт стёрт: срок в корзине вышел',
} as const;

declare global {
  interface TextCatalogue extends Record<keyof typeof ru, string> {}
}
