import type { Call } from '#modules/calling/contract.ts';
import type { Format } from '#shared/format.ts';
import type { Translator } from '#shared/text.ts';

type Line = Call['why'][number];

/** One line of «why this client now» in words; days and moments are written the house's way. */
export function whyWords(line: Line, { t, format }: { t: Translator; format: Format }, now: Temporal.Instant): string {
  const key = `calling.why.${line.code}`;
  if (!t.has(key)) return line.code;
  const { on, at, days, ...rest } = line.values;
  return t(key, {
    ...rest,
    ...(on === undefined ? {} : { on: format.date(String(on)) }),
    ...(at === undefined ? {} : { at: format.near(String(at), now) }),
    ...(days === undefined ? {} : { days: Number(days) }),
  });
}
