import { CheckField } from '#ui-kit/forms/CheckField.tsx';
import { FormDialog } from '#ui-kit/forms/FormDialog.tsx';
import { FieldRow } from '#ui-kit/forms/Frame.tsx';
import { NumberField } from '#ui-kit/forms/NumberField.tsx';
import { PickField, type PickOption } from '#ui-kit/forms/PickField.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextArea, TextField } from '#ui-kit/forms/TextField.tsx';
import { useAtOpening } from '#ui-kit/forms/use-at-opening.ts';
import { useDraftForm } from '#ui-kit/forms/use-draft-form.ts';
import { useText } from '#ui-kit/text.tsx';
import type { SalesSystemView } from '../contract.ts';
import { changeSalesSystem, openSalesSystem } from '../sales-systems/contract.ts';
import {
  REPEAT_POLICIES,
  type RepeatPolicy,
  SALES_TYPES,
  type SalesType,
  salesTypeOf,
} from '../sales-systems/rules.ts';
import { findEmployees } from './find-employees.ts';
import { useSave } from './saved.ts';

interface Values {
  name: string;
  clients: number | null;
  deals: number | null;
  complexity: number | null;
  price: number | null;
  sales_type: SalesType | null;
  type_override_reason: string;
  repeat_policy: RepeatPolicy | null;
  relevance_monitoring_needed: boolean;
  arbiter: PickOption | null;
}

/** A way of selling: four traits, the type that follows from them, what comes after a project, who settles disputes. */
export function SalesSystemDialog({ system: now, onClose }: { system: SalesSystemView | null; onClose: () => void }) {
  const system = useAtOpening(now);
  const { t } = useText();
  const open = useSave(openSalesSystem);
  const change = useSave(changeSalesSystem);
  const form = useDraftForm<Values>({
    initial: {
      name: system?.name ?? '',
      clients: system?.clients_in_market ?? null,
      deals: system?.deals_per_client_year ?? null,
      complexity: system?.product_complexity ?? null,
      price: system === null ? null : system.contract_to_turnover_bp / 100,
      // Null: as it follows from the traits.
      sales_type: system !== null && system.type_override_reason !== null ? system.sales_type : null,
      type_override_reason: system?.type_override_reason ?? '',
      repeat_policy: system?.repeat_policy ?? null,
      relevance_monitoring_needed: system?.relevance_monitoring_needed ?? true,
      arbiter: system?.arbiter_id == null ? null : { value: system.arbiter_id, label: system.arbiter_name ?? '' },
    },
    missing: (values) => [
      ...(values.name.trim() === '' ? [{ field: 'name' as const, text: t('structure.missing.name') }] : []),
      ...(['clients', 'deals', 'complexity', 'price'] as const)
        .filter((field) => values[field] === null)
        .map((field) => ({ field, text: t('structure.missing.trait') })),
      ...(overrides(values) && values.type_override_reason.trim() === ''
        ? [{ field: 'type_override_reason' as const, text: t('structure.missing.reason') }]
        : []),
    ],
  });
  const suggested = suggestedType(form.values);
  const save = (values: Values) => {
    const body = {
      name: values.name,
      traits: {
        clients_in_market: values.clients ?? 0,
        deals_per_client_year: values.deals ?? 0,
        product_complexity: values.complexity ?? 1,
        contract_to_turnover_bp: Math.round((values.price ?? 0) * 100),
      },
      sales_type: values.sales_type ?? suggested ?? 'strategic',
      type_override_reason: overrides(values) ? values.type_override_reason : null,
      ...(values.repeat_policy === null ? {} : { repeat_policy: values.repeat_policy }),
      relevance_monitoring_needed: values.relevance_monitoring_needed,
    };
    if (system === null) return open({ body });
    const arbiter_id = values.arbiter?.value ?? null;
    return change({ params: { id: system.id }, body: { ...body, arbiter_id, version: system.version } });
  };
  return (
    <FormDialog
      form={form}
      opened
      title={system === null ? t('structure.new_system') : system.name}
      onClose={onClose}
      onSubmit={save}
      submitLabel={t('structure.save')}
    >
      <TextField label={t('structure.field.name')} {...form.field('name')} maxLength={200} required />
      <FieldRow>
        <NumberField label={t('structure.trait.clients')} {...form.field('clients')} min={0} max={1_000_000_000} />
        <NumberField label={t('structure.trait.deals')} {...form.field('deals')} min={0} max={100_000} digits={3} />
      </FieldRow>
      <FieldRow>
        <NumberField label={t('structure.trait.complexity')} {...form.field('complexity')} min={1} max={5} />
        <NumberField
          label={t('structure.trait.price')}
          {...form.field('price')}
          min={0}
          max={10_000}
          digits={2}
          unit="%"
        />
      </FieldRow>
      <SelectField
        label={t('structure.field.sales_type')}
        {...form.field('sales_type')}
        options={SALES_TYPES.map((type) => ({
          value: type,
          label: t(`structure.sales_type.${type}`),
          note: type === suggested ? t('structure.follows_from_traits') : undefined,
        }))}
        placeholder={suggested === null ? '' : t(`structure.sales_type.${suggested}`)}
        clearable
        hint={t('structure.sales_type_hint')}
      />
      {overrides(form.values) ? (
        <TextArea
          label={t('structure.field.override_reason')}
          {...form.field('type_override_reason')}
          rows={2}
          required
        />
      ) : null}
      <SelectField
        label={t('structure.field.repeat_policy')}
        {...form.field('repeat_policy')}
        options={REPEAT_POLICIES.map((policy) => ({ value: policy, label: t(`structure.repeat_policy.${policy}`) }))}
      />
      <CheckField
        label={t('structure.field.relevance_monitoring')}
        {...form.field('relevance_monitoring_needed')}
        hint={t('structure.relevance_monitoring_hint')}
      />
      {system === null ? null : (
        <PickField
          label={t('structure.field.arbiter')}
          {...form.field('arbiter')}
          find={findEmployees}
          hint={t('structure.arbiter_hint')}
          error={form.errors.arbiter_id}
        />
      )}
    </FormDialog>
  );
}

function suggestedType({ clients, deals, complexity, price }: Values): SalesType | null {
  if (clients === null || deals === null || complexity === null || price === null) return null;
  return salesTypeOf({
    clientsInMarket: clients,
    dealsPerClientYear: deals,
    productComplexity: complexity,
    contractToTurnoverBp: Math.round(price * 100),
  });
}

function overrides(values: Values): boolean {
  return values.sales_type !== null && values.sales_type !== suggestedType(values);
}
