import type { ru } from './texts.ru.ts';

export const en = {
  'reason.activities.date_past': 'That date has passed. Plan the step for today or later.',
  'reason.activities.time_past': '{time} today has passed. Choose a later time.',
  'reason.activities.next_step_required':
    'This is the last step and the client is in work. Plan the next step, or let the client wait.',
  'reason.activities.next_or_wait': 'Choose one: a next step, or waiting.',
  'reason.activities.nobody_carries': 'Nobody carries this client now. Take it into work first, then plan a step.',
  'reason.activities.unknown_owner': 'There is no such employee, or they have left.',
  'reason.activities.contact_elsewhere': 'This contact belongs to another client.',
  'reason.activities.step_closed': 'This step has been finished or dropped already.',
  'reason.activities.touch_in_future':
    'This touch has not happened yet: only what has been can be recorded. Plan what is ahead as a step.',
  'reason.activities.cannot_wait': 'The client cannot be let wait from here.',
  'reason.activities.no_such_file': 'There is no such file, or somebody else uploaded it.',
  'reason.activities.file_attached_already': 'This file already lies with the client.',
  'reason.activities.multipart_needed': 'Send the file as multipart/form-data.',
  'reason.activities.no_file_sent': 'The request holds no file.',
  'structure.part.steps': 'Next steps',
  'structure.work.open_steps': '{count, plural, one {# open step} other {# open steps}}',
} as const satisfies Record<keyof typeof ru, string>;
