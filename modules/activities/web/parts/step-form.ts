import type { DraftForm, Missing } from '#ui-kit/forms/use-draft-form.ts';
import type { StepInput, StepKind } from '../../contract.ts';

/** A step as a form holds it; forms that end in a next step hold these beside their own values. */
export interface StepValues {
  step_kind: StepKind;
  title: string;
  due_on: string | null;
  due_time: string | null;
  step_contact: string | null;
}

export type StepForm = Pick<DraftForm<StepValues>, 'field' | 'values' | 'errors'>;

export function emptyStep(kind: StepKind = 'call', contactId: string | null = null): StepValues {
  return { step_kind: kind, title: '', due_on: null, due_time: null, step_contact: contactId };
}

/** What a step still lacks, for the button of its form. */
export function missingInStep(values: StepValues, t: { title: string; day: string }): Missing<StepValues>[] {
  return [
    ...(values.title.trim() === '' ? [{ field: 'title', text: t.title } as const] : []),
    ...(values.due_on === null ? [{ field: 'due_on', text: t.day } as const] : []),
  ];
}

/** The step as the API takes it; the form has seen to it that title and day are there. */
export function stepInput(values: StepValues): StepInput {
  return {
    kind: values.step_kind,
    title: values.title.trim(),
    due_on: values.due_on ?? '',
    ...(values.due_time === null ? {} : { due_time: values.due_time }),
    ...(values.step_contact === null ? {} : { contact_id: values.step_contact }),
  };
}

/** Names of the API's fields in the form: `next/due_on` and `due_on` are one field here. */
export function stepFaults(fields: Readonly<Record<string, string>> | undefined): Record<string, string> {
  const names: Record<string, string> = { kind: 'step_kind', contact_id: 'step_contact' };
  return Object.fromEntries(
    Object.entries(fields ?? {}).map(([path, text]) => {
      const name = path.replace(/^next\//, '');
      return [path.startsWith('next/') || path in names ? (names[name] ?? name) : name, text];
    }),
  );
}
