import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { formFailure, useRead, useWrite } from '#ui-kit/call.ts';
import { Dialog } from '#ui-kit/feedback/Dialog.tsx';
import { NumberField } from '#ui-kit/forms/NumberField.tsx';
import { SelectField } from '#ui-kit/forms/SelectField.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type Rules, readRulesRoute, saveRulesRoute } from '../duplicate-rules/contract.ts';
import { RULE_ACTIONS, type RuleAction, type RuleReason } from '../duplicate-rules/rules.ts';
import styles from './parts/duplicates.module.css';

/** What each reason may decide by itself when a base is brought in. */
export function DuplicateRulesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText();
  const read = useRead(readRulesRoute, { query: {} });
  return (
    <Dialog opened title={t('clients.dup.rules_title')} kind="drawer" size={560} onClose={onClose}>
      <div className={styles.rules}>
        <p className="ink-2">{t('clients.dup.rules_note')}</p>
        {read.data === undefined ? null : <RuleForm known={read.data} onClose={onClose} />}
      </div>
    </Dialog>
  );
}

/** A branch is a branch: two tax offices of one number are never made one record by a rule. */
const OFFERED: Partial<Record<RuleReason, readonly RuleAction[]>> = { branch: ['branch', 'apart', 'ask'] };

function RuleForm({ known, onClose }: { known: Rules; onClose: () => void }) {
  const { t } = useText();
  const [items, setItems] = useState(known.items);
  const [failure, setFailure] = useState<string>();
  const save = useWrite(saveRulesRoute, { said: () => t('clients.dup.rules_saved') });
  const change = (at: number, part: Partial<Rules['items'][number]>) =>
    setItems(items.map((item, index) => (index === at ? { ...item, ...part } : item)));
  const submit = async () => {
    try {
      await save.mutateAsync({ query: { sales_system_id: known.sales_system_id }, body: { items } });
      onClose();
    } catch (error) {
      setFailure(formFailure(error).text);
    }
  };
  return (
    <>
      {items.map((item, at) => (
        <div key={item.reason} className={styles.ruleRow}>
          <SelectField
            label={t(`clients.dup.rule_for.${item.reason}`)}
            value={item.action}
            onChange={(action) => action !== null && change(at, { action })}
            options={(OFFERED[item.reason] ?? RULE_ACTIONS).map((value) => ({
              value,
              label: t(`clients.dup.rule_action.${value}`),
            }))}
          />
          <NumberField
            label={t('clients.dup.rule_from')}
            value={item.from_score}
            min={1}
            max={100}
            disabled={item.action === 'ask'}
            onChange={(score) => change(at, { from_score: score ?? item.from_score })}
          />
        </div>
      ))}
      {failure === undefined ? null : <p role="alert">{failure}</p>}
      <div>
        <Button look="primary" busy={save.isPending} onClick={() => void submit()}>
          {t('clients.dup.rules_save')}
        </Button>
      </div>
    </>
  );
}
