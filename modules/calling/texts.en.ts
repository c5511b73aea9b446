import type { ru } from './texts.ru.ts';

export const en = {
  'calling.outcome.no_answer': 'No answer',
  'calling.outcome.call_back': 'Call back',
  'calling.outcome.gatekeeper': 'Gatekeeper, not put through',
  'calling.outcome.wrong_number': 'Wrong number',
  'calling.outcome.refusal': 'Refusal',
  'calling.outcome.not_target': 'Not our target',
  'calling.outcome.spoken': 'Spoke',
  'calling.step.call_back': 'Call back as agreed',
  'calling.not_target.not_our_market': 'Not our market',
  'calling.not_target.too_small': 'Too small for us',
  'calling.not_target.does_not_decide': 'Another organisation decides',
  'calling.not_target.no_object': 'Has nothing that we could improve',
  'calling.not_target.other': 'Another reason',

  'action.call.outcome_recorded': 'Outcome of a call recorded',
  'action.call.change_undone': 'Outcome of a call taken back',
  'action.call.contact_found': 'A contact or a basis for calls found',
  'action.call.contact_not_found': 'No contact found',

  'structure.part.calling': 'Calls',
  'structure.work.calls_at_hand': '{count, plural, one {# call begun} other {# calls begun}}',

  'reason.calling.not_a_caller':
    'Calls are made by whoever answers for prospecting, relevance monitoring or qualification.',
  'reason.calling.do_not_call':
    'The client has forbidden calls. Whoever edits the card may lift the ban, with a basis.',
  'reason.calling.basis_required': 'The client has no legal basis for calls. Give the basis and its source, then call.',
  'reason.calling.called_by_another': 'A colleague is calling this client right now.',
  'reason.calling.held_by_another': 'A colleague carries this client: the one who carries it calls.',
  'reason.calling.is_closed': 'The client is closed. Bring it back into the register first.',
  'reason.calling.not_leased': 'The client is no longer yours: time ran out and a colleague has taken it.',
  'reason.calling.reason_required': 'Name the reason: it says when and with what to come back.',
  'reason.calling.date_required': 'Name the day on which you promised to call back.',
  'reason.calling.number_required': 'Say which number turned out to be wrong.',
  'reason.calling.next_required': 'After a conversation there is a next step with a date, or a verdict in the brief.',
  'reason.calling.nothing_found': 'Add a number, a person or a basis for calls.',
  'reason.calling.source_required': 'Say where it was found, or what the basis rests on.',
} satisfies Record<keyof typeof ru, string>;
