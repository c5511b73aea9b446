import type { ru } from './texts.ru.ts';

export const en = {
  'workload.title': 'Load',
  'workload.person': 'Employee',
  'workload.held': 'Holds',
  'workload.norm': 'Norm',
  'workload.free': 'Free',
  'workload.free_places': '{count, plural, one {# place} other {# places}}',
  'workload.over': '{count} over the norm',
  'workload.absent': 'away',
  'workload.nobody': 'Nobody holds this function. Put an employee into the position in the structure.',
  'workload.total': '{held} of {norm}',
  'workload.unit.clients': 'clients',
  'workload.unit.projects': 'projects',
  'workload.unit.calls': 'calls a day',
  'workload.unit.hours': 'hours a week',
  'workload.no_norm': 'This function has no norm of load.',
  'workload.why.free_capacity':
    'Present, holds {held} of {norm}: the least among {among, plural, one {# person} other {# people}} with room',
  'workload.why.all_at_norm': 'Everybody is at the norm. The least above it: {held} of {norm}',
  'workload.why.nobody_present': 'Nobody is present, a deputy will answer. Holds {held} of {norm}',
  'reason.workload.no_receiver':
    'There is nobody to receive: no one holds the function. Put an employee into the position in the structure.',
} as const satisfies Record<keyof typeof ru, string>;
