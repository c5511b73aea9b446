import type { ru } from './texts.ru.ts';

export const en = {
  'reason.handoffs.already_offered': 'This hand-off has been offered already and awaits an answer.',
  'reason.handoffs.already_returned': 'This hand-off has been returned already.',
  'reason.handoffs.already_disputed': 'This hand-off is in dispute already.',
  'reason.handoffs.already_accepted': 'This hand-off has been accepted already.',
  'reason.handoffs.already_upheld': 'The dispute has been settled: the return stands.',
  'reason.handoffs.already_withdrawn': 'The offer has been withdrawn already.',
  'reason.handoffs.already_void': 'The hand-off is void: the client has been closed.',
  'reason.handoffs.criteria_missing':
    '{count, plural, one {This cannot be offered: # required criterion is missing.} other {This cannot be offered: # required criteria are missing.}}',
  'reason.handoffs.return_text_required': 'Say what is wrong: the reason “other” needs words.',
  'reason.handoffs.dispute_too_late': 'The time to dispute is over. Put it right and offer it again, or withdraw it.',
  'reason.handoffs.no_arbiter':
    'Nobody can settle this: the head is a party to it, and no arbiter is named in the structure.',
  'reason.handoffs.not_yours': 'Others carry this hand-off: only its parties may act in it.',
  'reason.handoffs.giver_lacks_function': 'The function that this client is handed over from is not yours.',
  'reason.handoffs.receiver_lacks_function': 'This colleague does not hold the function that the client is handed to.',
  'reason.handoffs.subject_elsewhere': 'What is being handed over belongs to another client.',
  'reason.handoffs.self_check_needs_own_offer':
    'Nobody hands over to themselves. Withdraw this and offer it anew: that will be a self-check.',
  'reason.handoffs.holder_not_passed': 'It could not be accepted: the client did not pass to the receiver.',
  'structure.part.handoffs': 'Hand-offs of clients',
  'structure.work.handoffs_to_answer':
    '{count, plural, one {# hand-off awaits an answer} other {# hand-offs await an answer}}',
  'structure.work.handoffs_offered': '{count, plural, one {# hand-off offered} other {# hand-offs offered}}',
  'structure.work.disputes_to_settle': '{count, plural, one {# dispute to settle} other {# disputes to settle}}',
  'handoffs.line.accepted':
    '{round, select, 1 {Handed over: {giver} → {receiver}} other {Handed over in round {round}: {giver} → {receiver}}}',
  'handoffs.line.self_check': 'Self-check: {giver} carries on',
  'handoffs.line.returned':
    '{receiver} returns it: {code, select, not_target {not our client} duplicate {a duplicate} no_evidence_of_need {no evidence of need} relevance_unproven {relevance unproven} wrong_contact {wrong contact} incomplete {incomplete package} other {another reason}}',
  'handoffs.line.settled': 'Dispute settled, handed over: {giver} → {receiver}',
  'handoffs.line.upheld': 'Dispute settled: the return {receiver} → {giver} stands',
} as const satisfies Record<keyof typeof ru, string>;
