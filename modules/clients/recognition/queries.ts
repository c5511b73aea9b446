import type { Context } from '#platform/context.ts';
import { bareId } from '../import-rows/rules.ts';
import { fullRegion } from '../regions/rules.ts';
import { isSameTaxpayer, nameKeyOf } from '../register/rules.ts';
import { clientsByMention } from './store.ts';

/** A client as a file of the past mentions it. */
export interface Mention {
  inn: string | null;
  kpp: string | null;
  oktmo: string | null;
  externalId: string | null;
  name: string | null;
  region: string | null;
}

export type Mentioned = { id: string } | 'unknown' | 'ambiguous';

/**
 * Which clients of a sales system a batch of rows mentions: by INN with KPP, else by OKTMO, else by the id that a register
 * gave, else by name, within the region where one is named. The surest number that is filled decides alone: a number that
 * nobody has is an unknown client, whatever its name. Source: domain §2 (row identity).
 */
export async function clientsMentioned(
  context: Pick<Context, 'db'>,
  salesSystemId: string,
  mentions: readonly Mention[],
): Promise<Mentioned[]> {
  const filled = (values: readonly (string | null)[]): string[] => [
    ...new Set(values.filter((value) => value !== null)),
  ];
  const found = await clientsByMention(context, salesSystemId, {
    inns: filled(mentions.map(({ inn }) => inn)),
    oktmos: filled(mentions.map(({ oktmo }) => oktmo)),
    externalIds: filled(mentions.map(({ externalId }) => (externalId === null ? null : bareId(externalId)))),
    nameKeys: filled(mentions.map(({ name }) => (name === null ? null : nameKeyOf(name)))),
  });
  const by = (kind: (typeof found)[number]['kind'], value: string) =>
    found.filter((one) => one.kind === kind && one.value === value);
  return mentions.map(({ inn, kpp, oktmo, externalId, name, region }) => {
    if (inn !== null) {
      const same = by('inn', inn);
      const exact = same.filter((one) => kpp !== null && one.kpp === kpp);
      return onlyOne(exact.length > 0 ? exact : same.filter((one) => isSameTaxpayer(one, { kpp })));
    }
    if (oktmo !== null) return onlyOne(by('oktmo', oktmo));
    if (externalId !== null) return onlyOne(by('external', bareId(externalId)));
    if (name === null) return 'unknown';
    const named = by('name', nameKeyOf(name));
    return onlyOne(region === null ? named : named.filter((one) => one.region === fullRegion(region)));
  });
}

function onlyOne(found: readonly { id: string }[]): Mentioned {
  const [first, ...others] = [...new Set(found.map(({ id }) => id))];
  if (first === undefined) return 'unknown';
  return others.length > 0 ? 'ambiguous' : { id: first };
}
