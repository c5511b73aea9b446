import type { Static } from 'typebox';
import type { Format } from '#shared/format.ts';
import type { Translator } from '#shared/text.ts';
import type { DuplicateReason } from '../../duplicates/contract.ts';

type Reason = Static<typeof DuplicateReason>;

/** Why two records look like one, in words: `один телефон +7 (495) 123-45-67, но он у многих`. */
export function duplicateReason(reason: Reason, t: Translator, format: Format): string {
  const value = reason.kind === 'phone' && reason.value !== null ? format.phone(reason.value) : reason.value;
  const words = t(`clients.dup.reason.${reason.kind}`, { value: value ?? '', likeness: reason.likeness ?? 0 });
  return reason.common ? t('clients.dup.common', { reason: words }) : words;
}
