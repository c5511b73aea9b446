import { useText } from '#ui-kit/text.tsx';
import type { ClientBulk } from '../bulk/contract.ts';
import { CALL_BASES } from '../rules.ts';

type Wanted = ClientBulk['wanted'];

/** A change of many clients in words: fields with their new values, tags, receivers. */
export function useBulkWords(): (bulk: ClientBulk) => string {
  const { t } = useText();
  const valueWords = ({ field, value }: Wanted['fields'][number]): string => {
    if (value === null) return t('clients.bulk_page.cleared');
    if (typeof value === 'boolean') return t(value ? 'clients.bulk.yes' : 'clients.bulk.no');
    const basis = field === 'call_basis' ? CALL_BASES.find((one) => one === value) : undefined;
    return basis === undefined ? value : t(`clients.basis.${basis}`);
  };
  return ({ wanted, undo_of: undone }) => {
    const list = (names: readonly string[]) => names.join(', ');
    const assigned = t('clients.bulk_page.assigned', {
      names: wanted.to.map(({ full_name: name }) => name).join(', '),
    });
    const parts = [
      ...wanted.fields.map((one) =>
        t('clients.bulk_page.field_set', { field: t(`clients.field.${one.field}`), value: valueWords(one) }),
      ),
      ...wanted.own.map(({ name, value }) =>
        t('clients.bulk_page.field_set', {
          field: `«${name}»`,
          value: value ?? t('clients.bulk_page.cleared'),
        }),
      ),
      ...(wanted.add.length === 0 ? [] : [t('clients.bulk_page.tags_added', { names: list(wanted.add) })]),
      ...(wanted.remove.length === 0 ? [] : [t('clients.bulk_page.tags_removed', { names: list(wanted.remove) })]),
      ...(wanted.to.length === 0
        ? []
        : [wanted.rule === null ? assigned : t(`clients.bulk_page.assigned_by.${wanted.rule}`, { assigned })]),
    ];
    const what = parts.join('; ');
    return undone === null
      ? what.charAt(0).toLocaleUpperCase() + what.slice(1)
      : t('clients.bulk_page.undid', { what });
  };
}
