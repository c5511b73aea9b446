import type { ru } from './texts.ru.ts';

export const en = {
  'journal.title': 'Journal',
  'journal.who': 'Who',
  'journal.when': 'When',
  'journal.what': 'What changed',
  'journal.before': 'Before',
  'journal.after': 'After',
  'journal.why': 'Why',
  'journal.by_system': 'the program',
  'journal.by_command_line': 'command line',
  'journal.undone': 'taken back',
  'journal.empty': 'No changes yet',
  'reason.journal.not_undoable': 'This change cannot be taken back with one button.',
  'reason.journal.already_undone': 'This change has been taken back already.',
  'reason.journal.acted_on_since': 'Somebody else has changed the record since, so it can no longer be taken back.',
} as const satisfies Record<keyof typeof ru, string>;
