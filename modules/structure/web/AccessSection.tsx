import { useState } from 'react';
import type { Scope } from '#shared/actor.ts';
import { useRead } from '#ui-kit/call.ts';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonRows } from '#ui-kit/feedback/Skeletons.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type AccessTableView, changeAccess, showAccessTable } from '../access-table/contract.ts';
import { POSITION_KINDS, type PositionKind, RIGHTS, type Right, SCOPES } from '../rules.ts';
import { useSave } from './saved.ts';
import styles from './structure.module.css';

/** What each kind of position may do and how far it reaches. */
export function AccessSection() {
  const { t } = useText();
  const table = useRead(showAccessTable, {});
  const save = useSave(changeAccess);
  const [failure, setFailure] = useState<string | null>(null);
  if (table.error !== null) return <ErrorState title={table.error.message} requestId={table.error.requestId} />;
  if (table.data === undefined) {
    return (
      <Delayed>
        <SkeletonRows columns={[3, 1, 1, 1, 1, 1]} rows={12} />
      </Delayed>
    );
  }
  const { data } = table;
  const change = async (kind: PositionKind, right: Right, scope: Scope | null) => {
    const result = await save({ params: { kind, right }, body: { scope, was: data.grants[kind]?.[right] ?? null } });
    setFailure(result.ok ? null : (result.text ?? null));
  };
  return (
    <Section title={t('structure.access')} note={t('structure.access_note')} flush>
      {failure === null ? null : (
        <p role="alert" className={styles.block}>
          {failure}
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled from the keyboard */}
      <section className={styles.matrix} aria-label={t('structure.access_table')} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th>{t('structure.column.right')}</th>
              {POSITION_KINDS.map((kind) => (
                <th key={kind}>{t(`structure.kind.${kind}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {RIGHTS.map((right) => (
              <tr key={right}>
                <th scope="row">{t(`structure.right.${right}`)}</th>
                {POSITION_KINDS.map((kind) => (
                  <td key={kind}>
                    <ScopeCell table={data} kind={kind} right={right} onChange={change} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}

const NONE = 'none';

function ScopeCell(props: {
  table: AccessTableView;
  kind: PositionKind;
  right: Right;
  onChange: (kind: PositionKind, right: Right, scope: Scope | null) => Promise<void>;
}) {
  const { t } = useText();
  const { table, kind, right } = props;
  const scope = table.grants[kind]?.[right] ?? null;
  const shipped = table.shipped[kind]?.[right] ?? null;
  if (!table.may_edit) {
    return (
      <span className={scope === null ? 'ink-3' : ''}>{scope === null ? '—' : t(`structure.scope.${scope}`)}</span>
    );
  }
  return (
    <select
      className={styles.scope}
      aria-label={t('structure.scope_of', { right: t(`structure.right.${right}`), kind: t(`structure.kind.${kind}`) })}
      value={scope ?? NONE}
      {...(scope === null ? { 'data-none': true } : {})}
      {...(scope === shipped ? {} : { 'data-own-choice': true })}
      onChange={(event) => {
        const chosen = SCOPES.find((one) => one === event.currentTarget.value) ?? null;
        void props.onChange(kind, right, chosen);
      }}
    >
      <option value={NONE}>{t('structure.scope_none')}</option>
      {SCOPES.map((one) => (
        <option key={one} value={one}>
          {t(`structure.scope.${one}`)}
        </option>
      ))}
    </select>
  );
}
