import { useState } from 'react';
import { Button } from '#ui-kit/Button.tsx';
import { useText } from '#ui-kit/text.tsx';
import type { Handoff } from '../contract.ts';
import { HandoffDialog } from './parts/HandoffDialog.tsx';

/** Offering again shows the criteria as they stand now, not as they were returned. */
export function ReofferForm({ handoff }: { handoff: Handoff }) {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button look="primary" size="main" wide keys="KeyA" onClick={() => setOpen(true)}>
        {t('handoffs.offer_again')}
      </Button>
      {open ? (
        <HandoffDialog
          kind={handoff.kind}
          clientId={handoff.client.id}
          subject={handoff.subject}
          again={{ id: handoff.id, version: handoff.version, receiverId: handoff.receiver.id }}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}
