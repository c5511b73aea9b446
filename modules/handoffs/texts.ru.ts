export const ru = {
  'reason.handoffs.already_offered': 'Эта передача уже предложена и ждёт ответа.',
  'reason.handoffs.already_returned': 'Эту передачу уже вернули.',
  'reason.handoffs.already_disputed': 'По этой передаче уже идёт спор.',
  'reason.handoffs.already_accepted': 'Эту передачу уже приняли.',
  'reason.handoffs.already_upheld': 'Спор уже решён: возврат оставлен в силе.',
  'reason.handoffs.already_withdrawn': 'Предложение уже отозвано.',
  'reason.handoffs.already_void': 'Передача недействительна: клиент закрыт.',
  'reason.handoffs.criteria_missing':
    '{count, plural, one {Предложить нельзя: не хватает # обязательного критерия.} few {Предложить нельзя: не хватает # обязательных критериев.} many {Предложить нельзя: не хватает # обязательных критериев.} other {Предложить нельзя: не хватает # обязательного критерия.}}',
  'reason.handoffs.return_text_required': 'Напишите, что не так: для причины «другое» нужен текст.',
  'reason.handoffs.dispute_too_late': 'Время на спор прошло. Исправьте и предложите снова или отзовите предложение.',
  'reason.handoffs.no_arbiter': 'Спор некому решить: руководитель сам участвует в нём, а арбитр в структуре не назван.',
  'reason.handoffs.not_yours': 'Эту передачу ведут другие: действовать в ней могут только её участники.',
  'reason.handoffs.giver_lacks_function': 'Функция, из которой передают клиента, закреплена не за вами.',
  'reason.handoffs.receiver_lacks_function': 'За этим сотрудником не закреплена функция, в которую передают клиента.',
  'reason.handoffs.subject_elsewhere': 'То, что передают, относится к другому клиенту.',
  'reason.handoffs.self_check_needs_own_offer':
    'Себе не передают. Отзовите предложение и предложите заново: это будет самопроверка.',
  'reason.handoffs.holder_not_passed': 'Принять не удалось: клиент не перешёл к принимающему.',
  'structure.part.handoffs': 'Передачи клиентов',
  'structure.work.handoffs_to_answer':
    '{count, plural, one {# передача ждёт ответа} few {# передачи ждут ответа} many {# передач ждут ответа} other {# передачи ждёт ответа}}',
  'structure.work.handoffs_offered':
    '{count, plural, one {# предложенная передача} few {# предложенные передачи} many {# предложенных передач} other {# предложенной передачи}}',
  'structure.work.disputes_to_settle':
    '{count, plural, one {# спор решить} few {# спора решить} many {# споров решить} other {# спора решить}}',
  'handoffs.line.accepted':
    '{round, select, 1 {Передан: {giver} → {receiver}} other {Передан с {round}-го раза: {giver} → {receiver}}}',
  'handoffs.line.self_check': 'Самопроверка: {giver} ведёт дальше сам',
  'handoffs.line.returned':
    '{receiver} возвращает: {code, select, not_target {не наш клиент} duplicate {дубль} no_evidence_of_need {нет доказательства потребности} relevance_unproven {актуальность не доказана} wrong_contact {не тот контакт} incomplete {неполный пакет} other {другая причина}}',
  'handoffs.line.settled': 'Спор решён, передан: {giver} → {receiver}',
  'handoffs.line.upheld': 'Спор решён: возврат {receiver} → {giver} в силе',
} as const;

declare global {
  interface TextCatalogue extends Record<keyof typeof ru, string> {}
}
