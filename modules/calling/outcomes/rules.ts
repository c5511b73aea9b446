import { type ClientFacts, FACT_NAMES, type FactsPatch } from '#modules/clients/rules.ts';

/** The facts of a client alone, without the rest of its row. */
export function factsOf(client: ClientFacts): ClientFacts {
  // Made of exactly the names of `ClientFacts`.
  return Object.fromEntries(FACT_NAMES.map((name) => [name, client[name]])) as unknown as ClientFacts;
}

/** Whether nothing but the latest touch differs: nobody has acted on the client since. */
export function sameFacts(one: ClientFacts, other: ClientFacts): boolean {
  return FACT_NAMES.every((name) => name === 'last_touch_at' || one[name] === other[name]);
}

/** The change that puts a client back to what it was. What stands with no call (projects, contracts) is left alone. */
export function patchBackTo(facts: ClientFacts): FactsPatch {
  return {
    holder: facts.holder_id === null ? null : { employeeId: facts.holder_id, via: 'taken' },
    check:
      facts.next_check_on === null || facts.check_owner_id === null
        ? null
        : { on: facts.next_check_on, ownerId: facts.check_owner_id },
    qualifying: facts.qualifying,
    developing: facts.developing,
    waitingReason: facts.waiting_reason,
    regular: facts.regular,
    delivered: facts.delivered_on === null ? null : { on: facts.delivered_on, note: facts.delivered_note ?? '' },
    lost: facts.lost_on === null ? null : { on: facts.lost_on, to: facts.lost_to, reason: facts.lost_reason ?? '' },
    warmSince: facts.warm_since,
    closed: facts.closed === null ? null : { as: facts.closed, reason: facts.closed_reason ?? '' },
  };
}
