import { createHash, randomBytes } from 'node:crypto';
import type { Criterion, FrozenPackage } from '../contract.ts';
import { canonicalJson, type PersonalValue, type Stored, takeOutPersonal } from './rules.ts';

export interface Sealed {
  stored: Stored;
  personal: (PersonalValue & { salt: string })[];
  /** Place → salted digest. */
  digests: Record<string, string>;
  seal: string;
}

const SALT_BYTES = 16;

/**
 * Freezes criteria and package: personal values aside under salted digests, everything else together with these digests
 * under one sha256 over its canonical JSON. Source: domain §4, §14.
 */
export function sealPackage(criteria: readonly Criterion[], frozen: FrozenPackage): Sealed {
  const { stored, personal } = takeOutPersonal(criteria, frozen);
  const salted = personal.map((value) => ({ ...value, salt: randomBytes(SALT_BYTES).toString('hex') }));
  const digests = Object.fromEntries(salted.map(({ place, value, salt }) => [place, saltedDigest(value, salt)]));
  return { stored, personal: salted, digests, seal: sealOf(stored, digests) };
}

/**
 * Whether nothing sealed has been changed since: the seal fits what is stored, and every personal value that has not been
 * erased fits its digest.
 */
export function isIntact(round: {
  stored: Stored;
  digests: Record<string, string>;
  seal: string;
  personal: readonly { place: string; value: unknown; salt: string }[];
}): boolean {
  const fits = ({ place, value, salt }: { place: string; value: unknown; salt: string }) =>
    round.digests[place] === saltedDigest(value, salt);
  return sealOf(round.stored, round.digests) === round.seal && round.personal.every(fits);
}

function sealOf(stored: Stored, digests: Record<string, string>): string {
  return sha256(canonicalJson({ criteria: stored.criteria, package: stored.package, personal: digests }));
}

function saltedDigest(value: unknown, salt: string): string {
  return sha256(`${salt}\n${canonicalJson(value)}`);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
