import type { WriteContext } from '#platform/context.ts';
import { searchText } from '#shared/search-text.ts';
import { partsOf } from '../contacts/rules.ts';
import { contactRowsOf, savePerson, savePlace } from '../contacts/store.ts';
import type { ClientContact, ClientRow } from '../contract.ts';
import { decisionMakerQuestion, joinedList, samePeople } from '../merging/rules.ts';
import { moveContacts } from '../merging/store.ts';

/**
 * The people of two records as those of one: whoever stands in both under one name is one person with both's phones and
 * mails, whoever only in the other comes over. Of two decision makers one stays, the other keeps their place without a
 * role. Source: domain §6 (exactly one per decision).
 */
export async function mergePeople(
  context: WriteContext,
  { into, from }: { into: ClientRow; from: ClientRow },
  decides: 'into' | 'from',
): Promise<void> {
  const [ours, theirs] = [await contactRowsOf(context, into.id), await contactRowsOf(context, from.id)];
  const question = decisionMakerQuestion(ours, theirs, searchText);
  const loses = question === null ? null : decides === 'from' ? question.into : question.from;
  if (loses !== null) await withoutRole(context, loses === question?.into ? into.id : from.id, loses);
  const twins = samePeople(ours, theirs, searchText);
  for (const { kept, gone } of twins) await joinPerson(context, into.id, kept, gone, loses);
  await moveContacts(
    context,
    from.id,
    into.id,
    twins.map(({ gone }) => gone.contact_id),
  );
}

async function withoutRole(context: WriteContext, clientId: string, contact: ClientContact): Promise<void> {
  await savePlace(context, clientId, contact.contact_id, { ...partsOf(contact), decision_role: null });
}

/** What was known of a person in either record; what touches and steps say of the other one stays readable. */
async function joinPerson(
  context: WriteContext,
  clientId: string,
  kept: ClientContact,
  gone: ClientContact,
  loses: ClientContact | null,
): Promise<void> {
  const [ours, theirs] = [partsOf(kept), partsOf(gone)];
  const hasLost = (contact: ClientContact) => loses?.contact_id === contact.contact_id;
  const role = hasLost(kept) ? null : (ours.decision_role ?? (hasLost(gone) ? null : theirs.decision_role));
  const joined = {
    ...ours,
    phones: joinedList(ours.phones, theirs.phones),
    emails: joinedList(ours.emails, theirs.emails),
    messengers: joinedList(ours.messengers, theirs.messengers),
    // A refusal in either record holds.
    ...(ours.consent === null || theirs.consent === 'refused' || theirs.consent === 'withdrawn'
      ? { consent: theirs.consent ?? ours.consent, consent_on: theirs.consent_on ?? ours.consent_on }
      : {}),
    note: ours.note ?? theirs.note,
    custom: { ...theirs.custom, ...ours.custom },
    position_title: ours.position_title ?? theirs.position_title,
    decision_role: ours.left_on === null ? role : null,
    verified_on:
      [ours.verified_on, theirs.verified_on]
        .filter((day) => day !== null)
        .toSorted()
        .at(-1) ?? null,
  };
  await savePerson(context, kept.contact_id, kept.version, joined);
  await savePlace(context, clientId, kept.contact_id, joined);
}
