import { formFailure, useRead, useWrite } from '#ui-kit/call.ts';
import { DateTimeField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextArea, TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import {
  type AskBody,
  askSupportRoute,
  completeBriefRoute,
  listRequestTypes,
  type SupportRequest,
} from '../../contract.ts';

interface RequestDialogProps {
  clientId: string;
  clientName?: string | undefined;
  about?: AskBody['about'];
  /** A returned brief to be completed, instead of a new request. */
  returned?: SupportRequest;
  opened: boolean;
  onClose: () => void;
}

interface AskValues {
  type: string | null;
  question: string;
  inputs: Record<string, string>;
  wanted: string | null;
}

/** Asks a department [S]: the kind of work, the question, its inputs. A brief that lacks one comes back at once. */
export function RequestDialog({ opened, ...props }: RequestDialogProps) {
  return opened ? <RequestForm {...props} /> : null;
}

function RequestForm({ clientId, clientName = '', about, returned, onClose }: Omit<RequestDialogProps, 'opened'>) {
  const { t, format } = useText();
  const types = useRead(listRequestTypes, { query: {} });
  const ask = useWrite(askSupportRoute, { said: (request) => saidOf(request) });
  const complete = useWrite(completeBriefRoute, { said: (request) => saidOf(request) });
  const saidOf = (request: SupportRequest) =>
    request.status === 'brief_incomplete'
      ? t('support.asked_incomplete', { missing: request.missing.join(', ') })
      : t('support.asked');
  const form = useDraftForm<AskValues>({
    initial: {
      type: returned?.type_id ?? null,
      question: returned?.question ?? '',
      inputs: returned?.inputs ?? {},
      wanted: null,
    },
    ...(returned === undefined ? { draftKey: `support/${clientId}` } : {}),
    missing: (values) => [
      ...(values.type === null ? [{ field: 'type', text: t('support.type_missing') } as const] : []),
      ...(values.question.trim() === '' ? [{ field: 'question', text: t('support.question_missing') } as const] : []),
    ],
  });
  const chosen = types.data?.items.find((type) => type.id === form.values.type);
  const save = ({ type, question, inputs, wanted }: AskValues) => {
    if (returned !== undefined) {
      return complete.mutateAsync({
        params: { id: returned.id },
        body: { version: returned.version, question: question.trim(), inputs },
      });
    }
    return ask.mutateAsync({
      body: {
        client_id: clientId,
        type_id: type ?? '',
        question: question.trim(),
        inputs,
        ...(wanted === null ? {} : { wanted_by: wanted }),
        ...(about === undefined ? {} : { about }),
      },
    });
  };
  return (
    <FormDialog
      form={form}
      opened
      title={t('support.ask_for', { client: clientName })}
      onClose={onClose}
      submitLabel={returned === undefined ? t('support.ask_submit') : t('support.complete_brief')}
      note={t('support.incomplete_note')}
      onSubmit={async (values) => {
        try {
          await save(values);
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <SelectField
        label={t('support.type')}
        {...form.field('type')}
        required
        searchable
        disabled={returned !== undefined}
        options={(types.data?.items ?? []).map((type) => ({ value: type.id, label: type.name, note: type.unit_name }))}
        {...(chosen === undefined
          ? {}
          : {
              hint: t('support.promise', { unit: chosen.unit_name, hours: format.duration(chosen.standard_minutes) }),
            })}
      />
      <TextArea label={t('support.question')} {...form.field('question')} required rows={3} maxLength={5000} />
      {(chosen?.required_inputs ?? []).map((name) => (
        <TextField
          key={name}
          label={name}
          name={`inputs/${name}`}
          value={form.values.inputs[name] ?? ''}
          onChange={(value) => form.set({ inputs: { ...form.values.inputs, [name]: value } })}
          error={
            returned?.missing.includes(name) === true && (form.values.inputs[name] ?? '') === ''
              ? t('support.missing', { what: name })
              : undefined
          }
        />
      ))}
      {returned === undefined ? (
        <DateTimeField label={t('support.wanted_by')} {...form.field('wanted')} hint={t('support.wanted_hint')} />
      ) : null}
    </FormDialog>
  );
}
