import type { DraftForm, Missing } from '#ui-kit/forms/use-draft-form.ts';
import type { Need, VerdictBody } from '../../contract.ts';
import type { Blocker, Verdict } from '../../rules.ts';

/** A verdict as a form holds it; forms that end in one hold these beside their own values. */
export interface VerdictValues {
  verdict: Verdict;
  blocker: Blocker | null;
  unlocks: string;
  evidence: string;
  window_from: string | null;
  window_until: string | null;
  expected_event: string;
  expected_on: string | null;
}

export type VerdictForm = Pick<DraftForm<VerdictValues>, 'field' | 'values'>;

export function verdictOf(need: Need | undefined, verdict: Verdict = need?.verdict ?? 'now'): VerdictValues {
  return {
    verdict,
    blocker: need?.blocker ?? null,
    unlocks: '',
    evidence: '',
    window_from: need?.window_from ?? null,
    window_until: need?.window_until ?? null,
    expected_event: need?.expected_event ?? '',
    expected_on: need?.expected_on ?? null,
  };
}

/** What a verdict still lacks, for the button of its form; the same rule decides on the server. */
export function missingInVerdict(
  values: VerdictValues,
  t: { evidence: string; blocker: string; window: string; event: string },
): Missing<VerdictValues>[] {
  return [
    ...(values.verdict === 'dated' && values.window_from === null
      ? [{ field: 'window_from', text: t.window } as const]
      : []),
    ...(values.verdict === 'triggered' && values.expected_event.trim() === ''
      ? [{ field: 'expected_event', text: t.event } as const]
      : []),
    ...(values.verdict !== 'now' && values.blocker === null ? [{ field: 'blocker', text: t.blocker } as const] : []),
    ...(values.evidence.trim() === '' ? [{ field: 'evidence', text: t.evidence } as const] : []),
  ];
}

/** The verdict as the API takes it: only what belongs to it. */
export function verdictInput(values: VerdictValues): Omit<VerdictBody, 'version' | 'next' | 'wait'> {
  const { verdict, blocker, evidence } = values;
  const dated = verdict === 'dated';
  const triggered = verdict === 'triggered';
  const textOrNull = (text: string) => (text.trim() === '' ? null : text.trim());
  return {
    verdict,
    evidence: evidence.trim(),
    blocker: verdict === 'now' ? null : blocker,
    unlocks: verdict === 'now' ? null : textOrNull(values.unlocks),
    window_from: dated ? values.window_from : null,
    window_until: dated ? values.window_until : null,
    expected_event: triggered ? textOrNull(values.expected_event) : null,
    expected_on: triggered ? values.expected_on : null,
  };
}
