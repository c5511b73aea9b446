import { reasonWords } from '#ui-kit/reason-words.ts';
import { useText } from '#ui-kit/text.tsx';

/** A reason of the server in the reader's language; a field that it names is called as on the screen. */
export function useReasonWords(): (reason: string, values: Readonly<Record<string, string | number>>) => string {
  const { t } = useText();
  return (reason, values) => {
    const name = `history.field.${values.field}`;
    return reasonWords(t, reason, t.has(name) ? { ...values, field: t(name) } : values);
  };
}
