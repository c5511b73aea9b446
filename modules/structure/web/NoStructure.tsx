import { IconSitemap } from '@tabler/icons-react';
import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { Glyph } from '#ui-kit/icon.tsx';
import { useText } from '#ui-kit/text.tsx';
import { installReady } from '../ready-structure/contract.ts';
import { useActor, useMay } from './parts/actor.tsx';
import { useSave } from './saved.ts';
import styles from './structure.module.css';

/** A company without a structure: two ready ones to begin with. */
export function NoStructure() {
  const { t } = useText();
  const me = useActor();
  const mayInstall = useMay('structure.edit') === 'company';
  const save = useSave(installReady, t('structure.installed'));
  const [failure, setFailure] = useState<string | null>(null);
  const install = async (kind: 'strategic' | 'strategic_without_telemarketer') => {
    const result = await save({ body: { kind, ...(me.employee_id === null ? {} : { head_id: me.employee_id }) } });
    setFailure(result.ok ? null : (result.text ?? null));
  };
  return (
    <div className={`${styles.block} ${styles.fields}`} style={{ maxWidth: 560 }}>
      <Glyph of={IconSitemap} size={28} stroke={1.5} />
      <h1 className="t-title">{t('structure.none_title')}</h1>
      <p className="ink-2">{mayInstall ? t('structure.none_text') : t('structure.none_ask')}</p>
      {failure === null ? null : <p role="alert">{failure}</p>}
      {mayInstall ? (
        <div className="row-wrap">
          <Button look="primary" onClick={() => void install('strategic')}>
            {t('structure.install_strategic')}
          </Button>
          <Button onClick={() => void install('strategic_without_telemarketer')}>
            {t('structure.install_without_telemarketer')}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
