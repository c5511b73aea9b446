export const ru = {
  'journal.title': 'Журнал',
  'journal.who': 'Кто',
  'journal.when': 'Когда',
  'journal.what': 'Что изменилось',
  'journal.before': 'Было',
  'journal.after': 'Стало',
  'journal.why': 'Почему',
  'journal.by_system': 'программа',
  'journal.by_command_line': 'командная строка',
  'journal.undone': 'отменено',
  'journal.empty': 'Изменений пока нет',
  'reason.journal.not_undoable': 'Это изменение нельзя отменить одной кнопкой.',
  'reason.journal.already_undone': 'Это изменение уже отменено.',
  'reason.journal.acted_on_since': 'Запись с тех пор изменил другой человек, поэтому отменить уже нельзя.',
} as const;

declare global {
  interface TextCatalogue extends Record<keyof typeof ru, string> {}
}
