import { useText } from '#ui-kit/text.tsx';
import type { Why } from '../../rules.ts';

/** Why the program proposes this receiver, in one sentence: `<WhyChosen why={choice.why} />`. */
export function WhyChosen({ why }: { why: Why }) {
  const { t, format } = useText();
  return (
    <>
      {t(`workload.why.${why.code}`, {
        held: format.number(why.held),
        norm: format.number(why.norm),
        among: why.among,
      })}
    </>
  );
}
