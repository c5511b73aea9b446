export const ru = {
  'reason.activities.date_past': 'Эта дата уже прошла. Назначьте шаг на сегодня или позже.',
  'reason.activities.time_past': 'Сегодня {time} уже прошло. Назначьте более позднее время.',
  'reason.activities.next_step_required':
    'Это последний шаг, а клиент в работе. Назначьте следующий шаг или переведите клиента в ожидание.',
  'reason.activities.next_or_wait': 'Выберите одно: следующий шаг или ожидание.',
  'reason.activities.nobody_carries':
    'Этого клиента сейчас никто не ведёт. Сначала возьмите его в работу, потом назначайте шаг.',
  'reason.activities.unknown_owner': 'Такого сотрудника нет, или он уже не работает.',
  'reason.activities.contact_elsewhere': 'Это контактное лицо другого клиента.',
  'reason.activities.step_closed': 'Этот шаг уже завершён или снят.',
  'reason.activities.touch_in_future':
    'Касание ещё не состоялось: записать можно только то, что было. Будущее назначают шагом.',
  'reason.activities.cannot_wait': 'Перевести клиента в ожидание отсюда нельзя.',
  'reason.activities.no_such_file': 'Такого файла нет, либо его загружали не вы.',
  'reason.activities.file_attached_already': 'Этот файл уже лежит у клиента.',
  'reason.activities.multipart_needed': 'Файл отправляют как multipart/form-data.',
  'reason.activities.no_file_sent': 'В запросе нет файла.',
  'structure.part.steps': 'Следующие шаги',
  'structure.work.open_steps':
    '{count, plural, one {# открытый шаг} few {# открытых шага} many {# открытых шагов} other {# открытого шага}}',
} as const;

declare global {
  interface TextCatalogue extends Record<keyof typeof ru, string> {}
}
