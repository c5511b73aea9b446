import { IconX } from '@tabler/icons-react';
import { listEmployees } from '#modules/people/contract.ts';
import { Button } from '#ui-kit/Button.tsx';
import { useRead } from '#ui-kit/call.ts';
import { InlineMultiSelect, InlineSelect } from '#ui-kit/forms/InlineSelect.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type ClientFilter, type ClientPage, listRegionsRoute } from '../listing/contract.ts';
import { CLIENT_STATES, type ClientState, STATE_GROUP_NAMES, type StateGroup } from '../rules.ts';
import { isNarrowed } from './list-address.ts';
import styles from './parts/clients.module.css';

export interface ClientFiltersProps {
  filter: ClientFilter;
  page: ClientPage | undefined;
  onChange: (filter: ClientFilter) => void;
}

type Place = `group:${StateGroup}` | `state:${ClientState}`;
type Known = 'phone' | 'no_phone' | 'contact' | 'no_contact' | 'decides' | 'no_decides';

/** What the list shows, as a sentence whose words can be pressed. */
export function ClientFilters({ filter, page, onChange }: ClientFiltersProps) {
  const { t, format, rich } = useText();
  const regions = useRead(listRegionsRoute, {});
  const employees = useRead(listEmployees, { query: { status: ['active'], limit: 200 } });
  const change = (part: { [name in keyof ClientFilter]?: ClientFilter[name] | undefined }) => {
    const entries = Object.entries({ ...filter, ...part });
    // A name without a value does not narrow anything.
    onChange(Object.fromEntries(entries.filter(([, value]) => value !== undefined)) as ClientFilter);
  };
  const several = <T,>(values: T[]): T[] | undefined => (values.length === 0 ? undefined : values);
  const places: Place[] = [
    ...(filter.group ?? []).map((group): Place => `group:${group}`),
    ...(filter.state ?? []).map((state): Place => `state:${state}`),
  ];
  const count = page?.count;
  const words =
    count === undefined
      ? t('clients.list')
      : rich(count.exact ? 'clients.count' : 'clients.count_more', {
          count: count.value,
          b: (chunks) => (
            <span key="count" className="strong nowrap">
              {chunks}
            </span>
          ),
        });
  return (
    <p className={styles.sentence}>
      <span>{words}</span>
      <InlineSelect
        label={t('clients.filter.scope')}
        value={page?.scope ?? filter.scope ?? 'market'}
        onChange={(scope) => change({ scope: scope === null || scope === 'market' ? undefined : scope })}
        options={(['market', 'open', 'mine'] as const).map((value) => ({ value, label: t(`clients.scope.${value}`) }))}
      />
      <InlineMultiSelect<Place>
        label={t('clients.filter.state')}
        any={t('clients.filter.any_state')}
        value={places}
        onChange={(chosen) =>
          change({
            group: several(STATE_GROUP_NAMES.filter((group) => chosen.includes(`group:${group}`))),
            state: several(CLIENT_STATES.filter((state) => chosen.includes(`state:${state}`))),
          })
        }
        options={[
          ...STATE_GROUP_NAMES.map((group) => ({
            value: `group:${group}` as const,
            label: t(`clients.group.${group}`),
          })),
          ...CLIENT_STATES.map((state) => ({ value: `state:${state}` as const, label: t(`clients.state.${state}`) })),
        ]}
      />
      <span>{t('clients.filter.held_by')}</span>
      <InlineMultiSelect
        label={t('clients.holder')}
        any={t('clients.filter.anybody')}
        value={filter.holder_id ?? []}
        onChange={(chosen) => change({ holder_id: several(chosen) })}
        options={(employees.data?.items ?? [])
          .map((employee) => ({ value: employee.id, label: employee.full_name }))
          .toSorted((one, other) => format.compare(one.label, other.label))}
      />
      <InlineMultiSelect
        label={t('clients.field.region')}
        any={t('clients.filter.any_region')}
        value={filter.region ?? []}
        onChange={(chosen) => change({ region: several(chosen) })}
        options={(regions.data?.items ?? []).map((region) => ({ value: region, label: region }))}
      />
      <InlineSelect<Known>
        label={t('clients.filter.known')}
        any={t('clients.filter.any_known')}
        value={knownOf(filter)}
        onChange={(chosen) =>
          change({
            has_phone: chosen === 'phone' || chosen === 'no_phone' ? chosen === 'phone' : undefined,
            has_contact: chosen === 'contact' || chosen === 'no_contact' ? chosen === 'contact' : undefined,
            has_decision_maker: chosen === 'decides' || chosen === 'no_decides' ? chosen === 'decides' : undefined,
          })
        }
        options={(['phone', 'no_phone', 'contact', 'no_contact', 'decides', 'no_decides'] as const).map((value) => ({
          value,
          label: t(`clients.known.${value}`),
        }))}
      />
      <InlineSelect
        label={t('clients.next_check')}
        any={t('clients.filter.any_check')}
        value={filter.check_overdue === true ? 'overdue' : null}
        onChange={(chosen) => change({ check_overdue: chosen === null ? undefined : true })}
        options={[{ value: 'overdue', label: t('clients.filter.check_overdue') }]}
      />
      {isNarrowed(filter) ? (
        <Button
          look="quiet"
          size="small"
          icon={IconX}
          onClick={() => onChange(filter.scope === undefined ? {} : { scope: filter.scope })}
        >
          {t('clients.filter.clear')}
        </Button>
      ) : null}
    </p>
  );
}

function knownOf(filter: ClientFilter): Known | null {
  if (filter.has_phone !== undefined) return filter.has_phone ? 'phone' : 'no_phone';
  if (filter.has_contact !== undefined) return filter.has_contact ? 'contact' : 'no_contact';
  if (filter.has_decision_maker !== undefined) return filter.has_decision_maker ? 'decides' : 'no_decides';
  return null;
}
