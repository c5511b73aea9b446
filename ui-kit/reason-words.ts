import type { useText } from './text.tsx';

type Words = ReturnType<typeof useText>['t'];

/** A reason of the server in the reader's language: `reasonWords(t, remark.reason, remark.values)`. */
export function reasonWords(t: Words, reason: string, values: Readonly<Record<string, string | number>> = {}): string {
  const key = `reason.${reason}`;
  return t.has(key) ? t(key, { ...values }) : reason;
}
