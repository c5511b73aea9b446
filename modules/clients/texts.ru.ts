export const ru = {
  'structure.part.clients': 'Клиенты',
  'structure.work.clients_held':
    '{count, plural, one {ведёт # клиента} few {ведёт # клиентов} many {ведёт # клиентов} other {ведёт # клиента}}',
  'structure.work.checks_owed':
    '{count, plural, one {# проверка актуальности} few {# проверки актуальности} many {# проверок актуальности} other {# проверки актуальности}}',

  'clients.import.row': 'Строка',
  'clients.import.why': 'Причина',
  'clients.import.in_column': '«{column}»: {words}',

  'reason.clients.not_yours': 'Этого клиента ведёт другой сотрудник: изменить его может он или руководитель.',
  'reason.clients.no_sales_system': 'Сначала нужна оргструктура: без неё клиента некому отдать в работу.',
  'reason.clients.already_registered': 'Такой клиент уже есть в реестре. Спросите руководителя.',
  'reason.clients.queued_is_nobodys': 'Клиент в очереди никому не принадлежит: ни ведущего, ни шага, ни проверки.',
  'reason.clients.holder_required': 'У клиента в работе должен быть тот, кто его ведёт.',
  'reason.clients.next_step_required': 'У клиента в работе должен быть следующий шаг с датой.',
  'reason.clients.wait_reason_required': 'Напишите, чего ждём: клиент не ждёт без причины.',
  'reason.clients.check_required': 'Ожидающему клиенту нужна дата следующей проверки и тот, кто проверит.',
  'reason.clients.close_reason_required': 'Напишите, почему клиент закрывается.',
  'reason.clients.nothing_to_end': 'Завершать нечего: такого договора или проекта у клиента нет.',
  'reason.clients.already_taken': 'Клиента уже взял в работу коллега.',
  'reason.clients.is_closed': 'Клиент закрыт. Сначала верните его в реестр.',
  'reason.clients.held_by_another': 'Клиента ведёт коллега. Передать его может руководитель.',
  'reason.clients.being_called': 'Клиенту прямо сейчас звонит телемаркетолог. Попробуйте позже.',
  'reason.clients.nobody_holds': 'Клиента никто не ведёт: передавать нечего, его можно взять в работу.',
  'reason.clients.already_held': 'Этот сотрудник уже ведёт клиента.',
  'reason.clients.receiver_lacks_function':
    'Этот сотрудник не ведёт клиентов на таком этапе. Смена этапа — это передача с принятием.',
  'reason.clients.already_closed': 'Клиент уже закрыт.',
  'reason.clients.not_closed': 'Клиент не закрыт.',
  'reason.clients.open_contract_or_project': 'У клиента есть открытый договор или идущий проект. Сначала завершите их.',
  'reason.clients.time_zone_unknown': 'Такого часового пояса нет. Пример: Asia/Omsk или UTC+6.',
  'reason.clients.email_unreadable': 'Это не адрес почты.',
  'reason.clients.phone_unreadable': 'Это не похоже на телефон. Пример: +7 495 123-45-67, доб. 12.',
  'reason.clients.contact_already_here': 'Этот человек уже есть среди контактов клиента.',
  'reason.clients.decision_maker_known': 'Решение принимает один человек, и это уже {name}. Сначала измените его роль.',
  'reason.clients.interest_of_nobody': 'Напишите, кто обратился: организация, человек, телефон, почта или ИНН.',

  'reason.clients.import_no_name': 'Нет наименования.',
  'reason.clients.import_no_identity':
    'Строку не по чему узнать: нет ни ИНН, ни ОКТМО, ни другого кода. Добавьте код или выберите «узнавать по названию и региону».',
  'reason.clients.import_ambiguous': 'Подходит несколько клиентов реестра. Добавьте КПП или другой код.',
  'reason.clients.import_key_taken': 'Коды строки уже принадлежат другому клиенту.',
  'reason.clients.import_elsewhere': 'Этот клиент относится к другой системе продаж.',
  'reason.clients.import_repeated': 'Повторяет строку {row}.',
  'reason.clients.import_repeated_differs': 'Повторяет строку {row}, но отличается ({fields}): взято из первой.',
  'reason.clients.import_same_name':
    'То же название и регион, что в строке {row}, но данные другие: без кода не понять, один это клиент или два.',
  'reason.clients.import_other_name': 'В реестре этот клиент называется «{name}»: название «{value}» не взято.',
  'reason.clients.import_raced': 'Клиентов из файла в это же время меняли. Загрузите файл ещё раз.',
  'reason.clients.import_segment_unknown': 'Сегмента «{value}» нет в системе продаж: оставлено без сегмента.',
  'reason.clients.import_not_a_number': '«{value}» — не число: оставлено пустым.',
  'reason.clients.import_phone_unreadable': '«{value}» — не телефон: не взято.',
  'reason.clients.import_email_unreadable': '«{value}» — не адрес почты: не взято.',
  'reason.clients.import_no_name_column': 'Ни один столбец не похож на наименование. Столбцы файла: {columns}.',
  'reason.clients.import_mapped_twice': 'Поле «{field}» назначено двум столбцам. Оставьте один.',
  'reason.clients.import_no_such_column': 'В файле нет такого столбца.',
  'reason.clients.import_began': 'Этот файл уже загружается или загружен.',
  'reason.clients.import_gone': 'Файла этой загрузки больше нет.',
  'reason.clients.import_failed':
    'Загрузка остановилась из-за ошибки программы. Что успели взять, осталось; загрузите файл ещё раз.',
  'reason.clients.import_too_many_rows': 'В файле больше миллиона строк. Разделите его на части.',
  'reason.clients.import_multipart_needed': 'Файл посылают как multipart/form-data, в поле file.',
  'reason.clients.import_no_file': 'В запросе нет файла.',

  'reason.inn.not_digits': 'ИНН состоит из цифр.',
  'reason.inn.length': 'В ИНН 10 цифр у организации и 12 у предпринимателя.',
  'reason.inn.region': 'ИНН не начинается с 00.',
  'reason.inn.checksum': 'Контрольная цифра ИНН не сходится: в номере опечатка.',
  'reason.kpp.format': 'В КПП девять знаков: 770101001.',
  'reason.ogrn.not_digits': 'ОГРН состоит из цифр.',
  'reason.ogrn.length': 'В ОГРН 13 цифр, в ОГРНИП 15.',
  'reason.ogrn.sign': 'ОГРН начинается с 1 или 5, ОГРНИП — с 3.',
  'reason.ogrn.checksum': 'Контрольная цифра ОГРН не сходится: в номере опечатка.',
  'reason.oktmo.not_digits': 'ОКТМО состоит из цифр.',
  'reason.oktmo.length': 'В ОКТМО 8 цифр у муниципалитета и 11 у населённого пункта.',
  'reason.oktmo.region': 'ОКТМО не начинается с 00.',
} as const;

declare global {
  interface TextCatalogue extends Record<keyof typeof ru, string> {}
}
