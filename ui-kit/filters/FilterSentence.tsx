import { IconPlus, IconX } from '@tabler/icons-react';
import { Fragment, type ReactNode, useState } from 'react';
import { type Condition, type FilterNode, isCondition } from '#shared/filter.ts';
import { Button } from '../Button.tsx';
import { useKeys } from '../keys/use-keys.tsx';
import { useText } from '../text.tsx';
import { AddCondition } from './AddCondition.tsx';
import { ConditionChip } from './ConditionChip.tsx';
import { type FilterPath, replaced, withAlternative, withCondition, withJoin } from './filter-edit.ts';
import type { FieldWords } from './filter-words.ts';
import styles from './filters.module.css';

/**
 * What a list shows, as a sentence whose words can be pressed: conditions with «и» and «или», alternatives in brackets.
 *
 *   <FilterSentence lead={<><b>60</b> клиентов</>} filter={filter} fields={fields} onChange={setFilter} />
 *
 * «F» adds a condition by typing its name; Delete on a condition takes it out.
 */
export interface FilterSentenceProps {
  /** How many, of what, in which scope. */
  lead: ReactNode;
  filter: FilterNode | null;
  fields: readonly FieldWords[];
  onChange: (filter: FilterNode | null) => void;
  /** Heading under which the key stands in the list of keys. */
  group: string;
  /** After the conditions: a view's «saved», for example. */
  children?: ReactNode;
}

export function FilterSentence({ lead, filter, fields, onChange, group, children }: FilterSentenceProps) {
  const { t } = useText();
  const [adding, setAdding] = useState(false);
  useKeys({ KeyF: { run: () => setAdding(true), label: t('ui.filter.add') } }, { group });
  const whole = filter === null || isCondition(filter) ? [filter].filter((node) => node !== null) : filter.of;
  return (
    <div className={styles.sentence}>
      {lead}
      {whole.map((node, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its place in the sentence is all the identity that a condition has
        <Fragment key={at}>
          {at > 0 ? <JoinWord filter={filter} path={[]} onChange={onChange} /> : null}
          <Part
            filter={filter}
            node={node}
            path={filter === null || isCondition(filter) ? [] : [at]}
            fields={fields}
            onChange={onChange}
          />
        </Fragment>
      ))}
      <AddCondition
        fields={fields}
        open={adding}
        onOpen={setAdding}
        onAdd={(condition) => onChange(withCondition(filter, condition))}
        opener={
          <Button look="quiet" size="small" icon={IconPlus} keys="KeyF" onClick={() => setAdding(!adding)}>
            {t('ui.filter.add')}
          </Button>
        }
      />
      {filter === null ? null : (
        <Button look="quiet" size="small" icon={IconX} onClick={() => onChange(null)}>
          {t('ui.filter.clear')}
        </Button>
      )}
      {children}
    </div>
  );
}

interface PartProps {
  filter: FilterNode | null;
  node: FilterNode;
  path: FilterPath;
  fields: readonly FieldWords[];
  onChange: (filter: FilterNode | null) => void;
}

function Part({ filter, node, path, fields, onChange }: PartProps) {
  if (isCondition(node)) {
    const field = fields.find(({ name }) => name === node.field);
    if (field === undefined) return null;
    return (
      <ConditionChip
        condition={node}
        field={field}
        fields={fields}
        onChange={(next) => onChange(replaced(filter, path, next))}
        onAlternative={(other) => onChange(alternative(filter, path, other))}
      />
    );
  }
  return (
    <span className={styles.group}>
      <span className={styles.bracket}>(</span>
      {node.of.map((one, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above
        <Fragment key={at}>
          {at > 0 ? <JoinWord filter={filter} path={path} onChange={onChange} /> : null}
          <Part filter={filter} node={one} path={[...path, at]} fields={fields} onChange={onChange} />
        </Fragment>
      ))}
      <span className={styles.bracket}>)</span>
    </span>
  );
}

/** Among alternatives one more is their neighbour; elsewhere the two stand in brackets. */
function alternative(filter: FilterNode | null, path: FilterPath, other: Condition): FilterNode | null {
  const parent = path.slice(0, -1);
  const isAmongAlternatives = path.length > 0 && parentJoin(filter, parent) === 'or';
  return withAlternative(filter, isAmongAlternatives ? parent : path, other);
}

function parentJoin(filter: FilterNode | null, path: FilterPath): 'and' | 'or' | null {
  let node = filter;
  for (const place of path) node = node === null || isCondition(node) ? null : (node.of[place] ?? null);
  return node === null || isCondition(node) ? null : node.join;
}

function JoinWord({ filter, path, onChange }: Pick<PartProps, 'filter' | 'path' | 'onChange'>) {
  const { t } = useText();
  const join = parentJoin(filter, path) ?? 'and';
  const other = join === 'and' ? 'or' : 'and';
  return (
    <button
      type="button"
      className={styles.join}
      title={t('ui.filter.swap_join', { word: t(`ui.filter.join.${other}`) })}
      onClick={() => onChange(withJoin(filter, path, other))}
    >
      {t(`ui.filter.join.${join}`)}
    </button>
  );
}
