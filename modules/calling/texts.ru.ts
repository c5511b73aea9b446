export const ru = {
  'calling.outcome.no_answer': 'Нет ответа',
  'calling.outcome.call_back': 'Перезвонить',
  'calling.outcome.gatekeeper': 'Секретарь, не соединили',
  'calling.outcome.wrong_number': 'Неверный номер',
  'calling.outcome.refusal': 'Отказ',
  'calling.outcome.not_target': 'Не наша цель',
  'calling.outcome.spoken': 'Поговорили',
  'calling.step.call_back': 'Перезвонить, как договорились',
  'calling.not_target.not_our_market': 'Не наш рынок',
  'calling.not_target.too_small': 'Слишком мал для нас',
  'calling.not_target.does_not_decide': 'Решение принимает другая организация',
  'calling.not_target.no_object': 'Нет объекта, который мы могли бы улучшить',
  'calling.not_target.other': 'Другая причина',

  'action.call.outcome_recorded': 'Записан итог звонка',
  'action.call.change_undone': 'Итог звонка отменён',
  'action.call.contact_found': 'Найден контакт или основание для звонка',
  'action.call.contact_not_found': 'Контакт не найден',

  'structure.part.calling': 'Звонки',
  'structure.work.calls_at_hand':
    '{count, plural, one {# начатый звонок} few {# начатых звонка} many {# начатых звонков} other {# начатых звонков}}',

  'reason.calling.not_a_caller':
    'Звонить может тот, за кем закреплены поиск, мониторинг актуальности или квалификация.',
  'reason.calling.do_not_call': 'Клиент запретил звонить. Запрет снимает тот, кто правит карточку, — с основанием.',
  'reason.calling.basis_required': 'У клиента нет основания для звонка. Укажите основание и источник — и звоните.',
  'reason.calling.called_by_another': 'Этому клиенту прямо сейчас звонит коллега.',
  'reason.calling.held_by_another': 'Этого клиента ведёт коллега: звонит тот, кто ведёт.',
  'reason.calling.is_closed': 'Клиент закрыт. Сначала верните его в реестр.',
  'reason.calling.not_leased': 'Клиент больше не за вами: время вышло, и его взял коллега.',
  'reason.calling.reason_required': 'Назовите причину: по ней видно, когда и с чем возвращаться.',
  'reason.calling.date_required': 'Назовите день, в который обещали перезвонить.',
  'reason.calling.number_required': 'Укажите, какой номер оказался неверным.',
  'reason.calling.next_required': 'После разговора нужен следующий шаг с датой — или вердикт в брифе.',
  'reason.calling.nothing_found': 'Добавьте номер, человека или основание для звонка.',
  'reason.calling.source_required': 'Укажите, где это найдено или на чём держится основание.',
} as const;

declare global {
  interface TextCatalogue extends Record<keyof typeof ru, string> {}
}
