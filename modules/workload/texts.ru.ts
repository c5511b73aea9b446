export const ru = {
  'workload.title': 'Нагрузка',
  'workload.person': 'Сотрудник',
  'workload.held': 'Ведёт',
  'workload.absent': 'отсутствует',
  'workload.nobody': 'Эту функцию никто не держит. Назначьте сотрудника на должность в структуре.',
  'workload.unit.clients': 'клиентов',
  'workload.unit.projects': 'проектов',
  'workload.unit.calls': 'звонков в день',
  'workload.unit.hours': 'часов в неделю',
  'workload.why.free_capacity':
    'На месте, ведёт {held} из {norm}: меньше всех среди {among, plural, one {# свободного} few {# свободных} many {# свободных} other {# свободных}}',
  'workload.why.all_at_norm': 'Все на норме. Меньше всех сверх неё: {held} из {norm}',
  'workload.why.nobody_present': 'Никого нет на месте, ответит заместитель. Ведёт {held} из {norm}',
  'structure.part.queue': 'Очередь звонков',
  'structure.work.cold_clients':
    '{count, plural, one {# холодный клиент} few {# холодных клиента} many {# холодных клиентов} other {# холодного клиента}}',
  'structure.work.warm_clients': '{count, plural, one {# тёплый} few {# тёплых} many {# тёплых} other {# тёплого}}',
  'reason.workload.no_receiver':
    'Принять некому: функцию никто не держит. Назначьте сотрудника на должность в структуре.',
} as const;

declare global {
  interface TextCatalogue extends Record<keyof typeof ru, string> {}
}
