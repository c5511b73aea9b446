import { type RefObject, useEffect, useRef } from 'react';
import type { Call } from '#modules/calling/contract.ts';
import type { Brief } from '#modules/qualification/contract.ts';
import { TextArea } from '#ui-kit/forms/TextField.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { useText } from '#ui-kit/text.tsx';
import { BriefForm } from './BriefForm.tsx';
import styles from './calling.module.css';
import { HandOver } from './HandOver.tsx';
import { ScriptPane } from './ScriptPane.tsx';
import { useBriefDraft } from './use-brief-draft.ts';
import type { CallState } from './use-call-state.ts';

export interface TalkProps {
  call: Call;
  brief: Brief;
  state: CallState;
  /** Where an outcome finds the saves of the brief that it has to wait for. */
  settle: RefObject<() => Promise<void>>;
}

/** What is said and what is found out: the script beside the brief. */
export function Talk({ call, brief, state, settle }: TalkProps) {
  const { t } = useText();
  const draft = useBriefDraft(brief);
  const note = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    settle.current = draft.settled;
  }, [settle, draft.settled]);
  useKeys({ KeyN: { run: () => note.current?.focus(), label: t('calling.note') } }, { group: t('calling.title') });
  return (
    <div className={styles.two}>
      <div className={styles.script}>
        <div className={styles.said}>
          <ScriptPane call={call} />
        </div>
        <div className={styles.note}>
          <TextArea
            label={t('calling.note')}
            hideLabel
            placeholder={t('calling.note')}
            value={state.note}
            onChange={state.setNote}
            rows={2}
            maxRows={6}
            maxLength={20_000}
            keys="KeyN"
            ref={note}
          />
        </div>
      </div>
      <div className={styles.brief}>
        <BriefForm brief={brief} draft={draft} />
        <HandOver call={call} brief={brief} draft={draft} state={state} />
      </div>
    </div>
  );
}
