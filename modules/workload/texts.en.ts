import type { ru } from './texts.ru.ts';

export const en = {
  'workload.title': 'Load',
  'workload.person': 'Employee',
  'workload.held': 'Holds',
  'workload.absent': 'away',
  'workload.nobody': 'Nobody holds this function. Put an employee into the position in the structure.',
  'workload.unit.clients': 'clients',
  'workload.unit.projects': 'projects',
  'workload.unit.calls': 'calls a day',
  'workload.unit.hours': 'hours a week',
  'workload.why.free_capacity':
    'Present, holds {held} of {norm}: the least among {among, plural, one {# person} other {# people}} with room',
  'workload.why.all_at_norm': 'Everybody is at the norm. The least above it: {held} of {norm}',
  'workload.why.nobody_present': 'Nobody is present, a deputy will answer. Holds {held} of {norm}',
  'structure.part.queue': 'Calling queue',
  'structure.work.cold_clients': '{count, plural, one {# cold client} other {# cold clients}}',
  'structure.work.warm_clients': '{count, plural, one {# warm one} other {# warm ones}}',
  'reason.workload.no_receiver':
    'There is nobody to receive: no one holds the function. Put an employee into the position in the structure.',
} as const satisfies Record<keyof typeof ru, string>;
