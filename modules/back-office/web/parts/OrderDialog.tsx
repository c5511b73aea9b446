import { formFailure, useRead, useWrite } from '#ui-kit/call.ts';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { NumberField } from '#ui-kit/forms/NumberField.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextArea, TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { type OrderBody, orderTaskRoute, showCatalogue } from '../../contract.ts';
import type { TaskType } from '../../rules.ts';
import { useInputText } from '../use-input-text.ts';

interface OrderDialogProps {
  clientId: string;
  clientName?: string | undefined;
  about?: OrderBody['about'];
  opened: boolean;
  onClose: () => void;
}

interface OrderValues {
  kind: TaskType | null;
  inputs: Record<string, string>;
  note: string;
  briefing: number | null;
}

/** Orders paperwork [B]: the kind, its required inputs, how long the briefing took. */
export function OrderDialog({ opened, ...props }: OrderDialogProps) {
  return opened ? <OrderForm {...props} /> : null;
}

const USUAL_BRIEFING = 5;

function OrderForm({ clientId, clientName = '', about, onClose }: Omit<OrderDialogProps, 'opened'>) {
  const { t, format } = useText();
  const inputText = useInputText();
  const catalogue = useRead(showCatalogue, {});
  const order = useWrite(orderTaskRoute, {
    said: (task) => t('office.ordered', { due: format.dateTime(task.due_at) }),
  });
  const kinds = catalogue.data?.items ?? [];
  const form = useDraftForm<OrderValues>({
    initial: { kind: null, inputs: {}, note: '', briefing: USUAL_BRIEFING },
    draftKey: `office/${clientId}`,
    missing: (values) => {
      if (values.kind === null) return [{ field: 'kind', text: t('office.kind_missing') }];
      const required = kinds.find((kind) => kind.key === values.kind)?.required_inputs ?? [];
      return required
        .filter((name) => (values.inputs[name] ?? '').trim() === '')
        .map((name) => ({ field: 'inputs', text: inputText(name) }));
    },
  });
  const firstEmpty = form.missing.find((gap) => gap.field === 'inputs')?.text;
  const chosen = kinds.find((kind) => kind.key === form.values.kind);
  return (
    <FormDialog
      form={form}
      opened
      title={t('office.order_for', { client: clientName })}
      onClose={onClose}
      submitLabel={t('office.order_submit')}
      onSubmit={async ({ kind, inputs, note, briefing }) => {
        if (kind === null) return { ok: false };
        try {
          await order.mutateAsync({
            body: {
              client_id: clientId,
              type_key: kind,
              inputs,
              ...(note.trim() === '' ? {} : { note: note.trim() }),
              ...(briefing === null ? {} : { briefing_minutes: briefing }),
              ...(about === undefined ? {} : { about }),
            },
          });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      <SelectField
        label={t('office.kind')}
        {...form.field('kind')}
        required
        searchable
        autoFocus
        options={kinds.map((kind) => ({ value: kind.key, label: t(`office.type.${kind.key}`) }))}
        {...(chosen === undefined
          ? {}
          : {
              hint: t('office.promise', {
                standard: format.duration(chosen.standard_minutes),
                deadline: format.duration(chosen.deadline_minutes),
              }),
            })}
      />
      {(chosen?.required_inputs ?? []).map((name) => (
        <TextField
          key={name}
          label={inputText(name)}
          required
          {...(inputText(name) === firstEmpty ? { id: form.idOf('inputs') } : {})}
          name={`inputs/${name}`}
          value={form.values.inputs[name] ?? ''}
          onChange={(value) => form.set({ inputs: { ...form.values.inputs, [name]: value } })}
          error={form.errors[`inputs/${name}`]}
        />
      ))}
      <TextArea label={t('office.note')} {...form.field('note')} rows={3} maxLength={4000} />
      <NumberField
        label={t('office.briefing')}
        {...form.field('briefing')}
        min={0}
        max={480}
        unit={t('office.minutes')}
      />
    </FormDialog>
  );
}
