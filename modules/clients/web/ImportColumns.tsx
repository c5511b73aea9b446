import { IconBookmark } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { useRead, useWrite } from '#ui-kit/call.ts';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { TextField } from '#ui-kit/forms/TextField.tsx';
import { useText } from '#ui-kit/text.tsx';
import { listMappingsRoute, saveMappingRoute } from '../import-mappings/contract.ts';
import type { ClientImport, ImportChange, ImportColumn } from '../imports/contract.ts';
import { POLICIES, takesPolicy } from '../imports/rules.ts';
import styles from './parts/clients.module.css';
import { useImportWords } from './use-import-words.ts';

interface ColumnTableProps {
  columns: readonly ImportColumn[];
  onChange: (change: ImportChange) => void;
}

/** What each column of a file is taken for, and what it does where the register knows something already. */
export function ColumnTable({ columns, onChange }: ColumnTableProps) {
  const { t } = useText();
  const { options } = useImportWords();
  const policies = POLICIES.map((value) => ({ value, label: t(`clients.import_policy.${value}`) }));
  return (
    <table className={`${styles.grid} ${styles.mapping}`} data-columns>
      <thead>
        <tr>
          <th scope="col">{t('clients.import.column')}</th>
          <th scope="col">{t('clients.import.samples')}</th>
          <th scope="col">{t('clients.import.goes_to')}</th>
          <th scope="col">{t('clients.import.if_known')}</th>
        </tr>
      </thead>
      <tbody>
        {columns.map(({ heading, field, policy, samples, why }) => (
          <tr key={heading}>
            <td className="medium">{heading}</td>
            <td className="ink-2">{samples.join(' · ')}</td>
            <td>
              <SelectField
                label={t('clients.import.field_of', { column: heading })}
                hideLabel
                value={field}
                onChange={(next) => onChange({ mapping: { [heading]: next } })}
                options={options}
                placeholder={t('clients.import.left_out')}
                searchable
                clearable
              />
              {why === null ? null : <p className="t-small ink-3">{t(`clients.import.proposed.${why}`)}</p>}
            </td>
            <td>
              {field === null || !takesPolicy(field) ? null : (
                <SelectField
                  label={t('clients.import.policy_of', { column: heading })}
                  hideLabel
                  value={policy}
                  onChange={(next) => onChange({ policies: { [heading]: next } })}
                  options={policies}
                  placeholder={t('clients.import_policy.update')}
                  clearable
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Mappings that the company keeps under names: one is laid over the columns, or the present one is kept. */
export function NamedMappings({ of, onChange }: { of: ClientImport; onChange: (change: ImportChange) => void }) {
  const { t } = useText();
  const kept = useRead(listMappingsRoute, { params: { id: of.id } }).data?.items ?? [];
  const save = useWrite(saveMappingRoute);
  const [name, setName] = useState(of.mapping_name ?? '');
  return (
    <div className={`row-wrap ${styles.commands} ${styles.keeping}`}>
      {kept.length === 0 ? null : (
        <SelectField
          label={t('clients.import.kept_mapping')}
          value={kept.find((one) => one.name === of.mapping_name)?.id ?? null}
          onChange={(id) => id !== null && onChange({ mapping_id: id })}
          options={kept.map((one) => ({ value: one.id, label: one.name }))}
          placeholder={t('clients.import.no_kept_mapping')}
        />
      )}
      <TextField label={t('clients.import.mapping_name')} value={name} onChange={setName} />
      <Button
        icon={IconBookmark}
        busy={save.isPending}
        disabled={name.trim() === ''}
        onClick={() => save.mutate({ params: { id: of.id }, body: { name } })}
      >
        {t('clients.import.keep_mapping')}
      </Button>
      {of.mapping_name === null ? null : (
        <span className="ink-3 t-small">{t('clients.import.mapping_by_name', { name: of.mapping_name })}</span>
      )}
    </div>
  );
}
