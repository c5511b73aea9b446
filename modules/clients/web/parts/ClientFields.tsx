import { TimeZoneField } from '#modules/people/web/parts/TimeZoneField.tsx';
import { showStructure } from '#modules/structure/contract.ts';
import { useRead } from '#ui-kit/call.ts';
import { SwitchField } from '#ui-kit/forms/CheckField.tsx';
import { DateField } from '#ui-kit/forms/DateField.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { NumberField } from '#ui-kit/forms/NumberField.tsx';
import { PhoneListField } from '#ui-kit/forms/PhoneListField.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { SuggestField } from '#ui-kit/forms/SuggestField.tsx';
import { TextArea, TextField } from '#ui-kit/forms/TextField.tsx';
import type { DraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import { CALL_BASES } from '../../rules.ts';
import type { ClientValues } from './client-form.ts';
import { useKnownValues } from './use-known-values.ts';

/** What is known of a client, from its name to the legal basis of calls. */
export function ClientFields({
  form,
  salesSystemId,
}: {
  form: DraftForm<ClientValues>;
  salesSystemId?: string | undefined;
}) {
  const { t } = useText();
  const structure = useRead(showStructure, {
    query: salesSystemId === undefined ? {} : { sales_system_id: salesSystemId },
  });
  const segments = structure.data?.segments ?? [];
  const { call_basis: basis, do_not_call: silent } = form.values;
  return (
    <>
      <TextField label={t('clients.field.name')} {...form.field('name')} required maxLength={500} autoFocus />
      <TextField label={t('clients.field.legal_name')} {...form.field('legal_name')} maxLength={1000} />
      <FieldRow>
        <TextField label={t('clients.field.inn')} {...form.field('inn')} inputMode="numeric" />
        <TextField label={t('clients.field.kpp')} {...form.field('kpp')} />
      </FieldRow>
      <FieldRow>
        <TextField label={t('clients.field.ogrn')} {...form.field('ogrn')} inputMode="numeric" />
        <TextField label={t('clients.field.oktmo')} {...form.field('oktmo')} inputMode="numeric" />
      </FieldRow>
      <FieldRow>
        <SuggestField
          label={t('clients.field.region')}
          {...form.field('region')}
          suggestions={useKnownValues('region')}
        />
        <TextField label={t('clients.field.settlement')} {...form.field('settlement')} />
      </FieldRow>
      <FieldRow>
        <TimeZoneField
          label={t('clients.field.time_zone')}
          {...form.field('time_zone')}
          hint={form.values.time_zone === '' ? t('clients.field.time_zone_hint') : undefined}
        />
        <NumberField
          label={t('clients.field.size')}
          {...form.field('size')}
          min={0}
          hint={t('clients.field.size_hint')}
        />
      </FieldRow>
      <FieldRow>
        <SuggestField
          label={t('clients.field.organisation_type')}
          {...form.field('organisation_type')}
          suggestions={useKnownValues('type')}
        />
        <SelectField
          label={t('clients.field.segment')}
          {...form.field('segment_id')}
          options={segments.map(({ id, name }) => ({ value: id, label: name }))}
          clearable
          disabled={segments.length === 0}
        />
      </FieldRow>
      <PhoneListField label={t('clients.field.phones')} {...form.field('phones')} errors={phoneErrors(form.errors)} />
      <TextArea
        label={t('clients.field.emails')}
        {...form.field('emails')}
        rows={2}
        hint={t('clients.field.lines_hint')}
      />
      <TextArea
        label={t('clients.field.sites')}
        {...form.field('sites')}
        rows={2}
        hint={t('clients.field.lines_hint')}
      />
      <SwitchField label={t('clients.field.do_not_call')} {...form.field('do_not_call')} />
      {silent ? (
        <TextField label={t('clients.field.do_not_call_reason')} {...form.field('do_not_call_reason')} />
      ) : (
        <>
          <SelectField
            label={t('clients.field.call_basis')}
            {...form.field('call_basis')}
            options={CALL_BASES.map((value) => ({ value, label: t(`clients.basis.${value}`) }))}
            clearable
            hint={t('clients.field.call_basis_hint')}
          />
          {basis === null ? null : (
            <FieldRow>
              <TextField label={t('clients.field.call_basis_note')} {...form.field('call_basis_note')} />
              <DateField label={t('clients.field.call_basis_on')} {...form.field('call_basis_on')} />
            </FieldRow>
          )}
        </>
      )}
      <SuggestField
        label={t('clients.field.source')}
        {...form.field('source')}
        suggestions={useKnownValues('source')}
      />
      <TextArea label={t('clients.field.strategy')} {...form.field('strategy')} rows={2} />
      <TextArea label={t('clients.field.note')} {...form.field('note')} rows={3} />
    </>
  );
}

/** `phones/1/number` → the sentence on the second line. */
export function phoneErrors(errors: Readonly<Record<string, string>>): Record<number, string> {
  return Object.fromEntries(
    Object.entries(errors).flatMap(([path, text]) => {
      const index = /^phones\/(\d+)/.exec(path)?.[1];
      return index === undefined ? [] : [[Number(index), text]];
    }),
  );
}
