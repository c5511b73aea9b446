export const ru = {
  'reports.title': 'Эстафета',
  'reports.alarm':
    '{count, plural, one {# проверка просрочена} few {# проверки просрочено} many {# проверок просрочено} other {# проверки просрочено}}',
  'reports.alarm_offers':
    '{count, plural, one {# передача без ответа в срок} few {# передачи без ответа в срок} many {# передач без ответа в срок} other {# передачи без ответа в срок}}',
  'reports.alarm_oldest': 'старейшая — {days}, {client}',
  'reports.alarm_sum': 'потребностей на {sum}',
  'reports.show_count': 'Показать {count}',
  'reports.to_offers': 'К передачам',
  'reports.role.prospecting': 'Телемаркетологи',
  'reports.role.need_development': 'Менеджеры по развитию',
  'reports.role.delivery': 'Менеджеры проектов',
  'reports.norm.prospecting': 'звонков за день',
  'reports.norm.need_development': 'клиентов',
  'reports.norm.delivery': 'проектов',
  'reports.handoff': 'Передача',
  'reports.first_time': 'приняты сразу',
  'reports.returned':
    '{count, plural, one {вернули # раз} few {вернули # раза} many {вернули # раз} other {вернули # раза}}',
  'reports.waiting': '{count, plural, one {ждёт #} few {ждут #} many {ждут #} other {ждут #}}',
  'reports.in_queue': 'В очереди обзвона',
  'reports.cold': '{count, plural, one {# холодный} few {# холодных} many {# холодных} other {# холодных}}',
  'reports.warm': '{count, plural, one {# тёплый} few {# тёплых} many {# тёплых} other {# тёплых}}',
  'reports.find_contact':
    '{count, plural, one {у # ищем контакт} few {у # ищем контакт} many {у # ищем контакт} other {у # ищем контакт}}',
  'reports.checks_due':
    '{count, plural, one {# проверка на сегодня} few {# проверки на сегодня} many {# проверок на сегодня} other {# проверки на сегодня}}',
  'reports.verdicts': 'Клиенты с потребностями по готовности. Ждать — не значит потерять',
  'reports.delivering': 'Реализация',
  'reports.projects_running':
    '{count, plural, one {# проект идёт} few {# проекта идут} many {# проектов идут} other {# проекта идут}}',
  'reports.projects_late':
    '{count, plural, one {# с опозданием вех} few {# с опозданием вех} many {# с опозданием вех} other {# с опозданием вех}}',
  'reports.commissioned': 'введено в этом году: {count}',
  'reports.signed':
    '{count, plural, one {# договор в этом году} few {# договора в этом году} many {# договоров в этом году} other {# договора в этом году}}',
  'reports.services': 'Служат держателям',
  'reports.open_late':
    '{open, plural, one {# запрос} few {# запроса} many {# запросов} other {# запроса}}, поздно {late}',
  'reports.open_in_time': '{open, plural, one {# запрос} few {# запроса} many {# запросов} other {# запроса}}, в срок',
  'reports.office': 'Бэк-офис',
  'reports.office_note':
    '{open, plural, one {# заявка} few {# заявки} many {# заявок} other {# заявки}}, поздно {late}, высвобождено за неделю {released}',
  'reports.funnel': 'Воронка по передачам',
  'reports.intervals': 'интервалы 95 %',
  'reports.coverage': 'Охват рынка',
  'reports.figure.register': 'В реестре рынка',
  'reports.figure.verified_contact': 'Проверенный контакт',
  'reports.figure.decision_maker': 'Известен ЛПР',
  'reports.figure.fresh_verdict': 'Свежий вердикт',
  'reports.figure.accepted': 'Принят на развитие',
  'reports.figure.actual_need': 'Действительная потребность',
  'reports.figure.relevant_now': 'Вердикт «Сейчас»',
  'reports.figure.signed': 'Подписан договор',
  'reports.figure.waits_now': 'Сейчас',
  'reports.figure.waits_dated': 'К сроку',
  'reports.figure.waits_triggered': 'По событию',
  'reports.figure.waits_dormant': 'Спит',
  'reports.figure.overdue_checks': 'Просрочена проверка',
  'reports.figure.running_projects': 'Идёт проект',
  'reports.formula.register': 'Клиенты системы продаж, кроме архива.',
  'reports.formula.verified_contact': 'Клиенты, у которых хотя бы один человек проверен и не уволился.',
  'reports.formula.decision_maker': 'Клиенты, у которых назван ЛПР.',
  'reports.formula.fresh_verdict': 'Клиенты с вердиктом актуальности, срок проверки которого не прошёл.',
  'reports.formula.accepted': 'Клиенты, передача которых на развитие принята.',
  'reports.formula.actual_need': 'Принятые на развитие, у которых потребность подтвердил сам клиент.',
  'reports.formula.relevant_now': 'Принятые на развитие с действительной потребностью и вердиктом «Сейчас».',
  'reports.formula.signed': 'Принятые на развитие, с которыми подписан хотя бы один договор.',
  'reports.formula.waits_now': 'Клиенты, самая готовая потребность которых — «Сейчас».',
  'reports.formula.waits_dated': 'Клиенты, самая готовая потребность которых — «К сроку».',
  'reports.formula.waits_triggered': 'Клиенты, самая готовая потребность которых — «По событию».',
  'reports.formula.waits_dormant': 'Клиенты, все потребности которых спят.',
  'reports.formula.overdue_checks': 'Клиенты, срок проверки которых прошёл.',
  'reports.formula.running_projects': 'Клиенты, у которых идёт проект.',
  'reports.open_records':
    '{count, plural, one {Открыть # запись} few {Открыть # записи} many {Открыть # записей} other {Открыть # записи}}',
  'reports.records': 'Из чего посчитано',
  'reports.more': 'Показать ещё',
  'reports.nobody_holds': 'никто не ведёт',
  'reports.empty': 'Пока нечего показать',
  'reports.empty_text':
    'Загрузите базу и пригласите людей: эстафета появится здесь, как только клиенты пойдут из рук в руки.',
  'reports.empty_action': 'Загрузить базу',
} as const;

declare global {
  interface TextCatalogue extends Record<keyof typeof ru, string> {}
}
