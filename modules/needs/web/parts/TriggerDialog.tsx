import { listRegionsRoute } from '#modules/clients/listing/contract.ts';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { formFailure, useRead, useWrite } from '#ui-kit/call.ts';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { TRIGGER_KINDS, type TriggerKind } from '../../rules.ts';
import { recordTriggerRoute } from '../../triggers/contract.ts';

interface TriggerValues {
  kind: TriggerKind;
  title: string;
  happened_on: string | null;
  region: string | null;
}

/**
 * An event at one client, or in a whole region: what waits for one is verified again, a check each. Mount it when opened.
 */
export function TriggerDialog({ clientId, onClose }: { clientId?: string | undefined; onClose: () => void }) {
  const { t } = useText();
  const { today } = useActor();
  const regional = clientId === undefined;
  const regions = useRead(listRegionsRoute, {}, { enabled: regional });
  const record = useWrite(recordTriggerRoute, {
    said: (trigger) => t('needs.trigger_recorded', { count: trigger.needs_hit }),
  });
  const form = useDraftForm<TriggerValues>({
    initial: { kind: 'draft_budget', title: '', happened_on: today, region: null },
    draftKey: `trigger/${clientId ?? 'region'}`,
    missing: (values) => [
      ...(regional && values.region === null ? [{ field: 'region', text: t('needs.missing.region') } as const] : []),
      ...(values.title.trim() === '' ? [{ field: 'title', text: t('needs.missing.event') } as const] : []),
      ...(values.happened_on === null ? [{ field: 'happened_on', text: t('needs.missing.day') } as const] : []),
    ],
  });
  const kind = form.field('kind');
  return (
    <FormDialog
      form={form}
      opened
      title={t(regional ? 'needs.trigger_title_region' : 'needs.trigger_title')}
      onClose={onClose}
      submitLabel={t('needs.trigger_submit')}
      note={t('needs.trigger_note')}
      onSubmit={async (values) => {
        try {
          await record.mutateAsync({
            body: {
              kind: values.kind,
              title: values.title.trim(),
              happened_on: values.happened_on ?? today,
              ...(clientId === undefined ? { region: values.region ?? '' } : { client_id: clientId }),
            },
          });
          return { ok: true };
        } catch (error) {
          return formFailure(error);
        }
      }}
    >
      {regional ? (
        <SelectField
          label={t('needs.field.region')}
          {...form.field('region')}
          searchable
          options={(regions.data?.items ?? []).map((region) => ({ value: region, label: region }))}
          required
        />
      ) : null}
      <SelectField
        label={t('needs.field.trigger_kind')}
        {...kind}
        onChange={(value) => value !== null && kind.onChange(value)}
        options={TRIGGER_KINDS.map((value) => ({ value, label: t(`needs.trigger.${value}`) }))}
      />
      <TextField
        label={t('needs.field.trigger')}
        placeholder={t('needs.field.trigger_example')}
        {...form.field('title')}
        maxLength={500}
        autoFocus
        required
      />
      <DateField label={t('needs.field.on_day')} {...form.field('happened_on')} max={today} today={today} required />
    </FormDialog>
  );
}
