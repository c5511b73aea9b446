import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import type { Call } from '#modules/calling/contract.ts';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { Chip } from '#ui-kit/marks/Chip.tsx';
import { Hotkey } from '#ui-kit/marks/Hotkey.tsx';
import { useText } from '#ui-kit/text.tsx';
import styles from './calling.module.css';

const LINES = ['1', '2', '3', '4', '5', '6'] as const;
const OBJECTIONS = ['no_money', 'has_contractor', 'send_mail', 'not_me', 'tender'] as const;
type Objection = (typeof OBJECTIONS)[number];

/** What to say: the line at hand in the largest words of the screen, what is behind it ticked off; answers to objections. */
export function ScriptPane({ call }: { call: Call }) {
  const { t } = useText();
  const me = useActor();
  const [at, setAt] = useState(0);
  const [objection, setObjection] = useState<Objection | null>(null);
  const move = (by: number) => setAt((now) => Math.min(Math.max(now + by, 0), LINES.length - 1));
  useKeys(
    {
      ArrowDown: { run: () => move(1), label: t('calling.script_next') },
      ArrowUp: { run: () => move(-1), label: t('calling.script_back') },
    },
    { group: t('calling.title') },
  );
  const values = {
    company: me.company_name,
    name: me.name,
    client: call.client.name,
    subject: call.need?.subject ?? '',
    event: call.need?.event ?? '',
  };
  return (
    <>
      <div className="row">
        <h2 className="strong">{t('calling.script_title')}</h2>
        <span className="t-small ink-3 cut">{t(`calling.script_of.${call.script}`)}</span>
        <span className="spread" />
        <span className={`${styles.keyHint} t-small ink-3`}>
          <Hotkey keys="ArrowUp" /> <Hotkey keys="ArrowDown" /> {t('calling.script_line')}
        </span>
      </div>
      <ol className={styles.lines}>
        {LINES.map((line, index) => (
          <li key={line} data-at={index < at ? 'done' : index === at ? 'now' : undefined}>
            <button type="button" onClick={() => setAt(index)} aria-current={index === at ? 'step' : undefined}>
              <span className={styles.number}>{index < at ? <Glyph of={IconCheck} /> : line}</span>
              <span className={index === at ? 't-read' : undefined}>
                {t(`calling.script.${call.script}.${line}`, values)}
              </span>
            </button>
          </li>
        ))}
      </ol>
      <div>
        <div className="t-small ink-3">{t('calling.objections')}</div>
        <div className={styles.objections}>
          {OBJECTIONS.map((one) => (
            <Chip
              key={one}
              look={objection === one ? 'ink' : 'plain'}
              pressed={objection === one}
              onClick={() => setObjection(objection === one ? null : one)}
            >
              {t(`calling.objection.${one}`)}
            </Chip>
          ))}
        </div>
      </div>
      {objection === null ? null : (
        <p className={`${styles.answer} t-body`}>{t(`calling.objection_answer.${objection}`)}</p>
      )}
    </>
  );
}
