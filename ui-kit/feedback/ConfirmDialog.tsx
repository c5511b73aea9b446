import { type ReactNode, useState } from 'react';
import { Button } from '../Button.tsx';
import { useKeys } from '../keys/use-keys.tsx';
import { useText } from '../text.tsx';
import { Dialog } from './Dialog.tsx';
import styles from './feedback.module.css';

/**
 * Only for what cannot be undone. The button repeats the verb, the text names the consequence.
 *
 *   <ConfirmDialog opened={…} title="Отправить договор?" consequence="Клиент получит его сразу, отозвать нельзя." verb="Отправить" onConfirm={send} onClose={close} />
 */
export interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  consequence: ReactNode;
  verb: string;
  onConfirm: () => Promise<void> | void;
  onClose: () => void;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={props.title}>
      <Question {...props} />
    </Dialog>
  );
}

function Question({ consequence, verb, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useText();
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    if (busy) return;
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } finally {
      setBusy(false);
    }
  };
  useKeys({ 'Mod+Enter': { run: () => void confirm(), inFields: true } });
  return (
    <>
      <div className="ink-2">{consequence}</div>
      <div className={styles.foot}>
        <Button onClick={onClose} keys="Escape">
          {t('ui.cancel')}
        </Button>
        <Button look="primary" busy={busy} onClick={() => void confirm()} keys="Mod+Enter">
          {verb}
        </Button>
      </div>
    </>
  );
}
