import {
  IconArchive,
  IconArrowForwardUp,
  IconClipboardList,
  IconEdit,
  IconHandGrab,
  IconHexagonLetterE,
  IconInbox,
  IconMessage,
  IconRoute,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { StepDialog } from '#modules/activities/web/parts/StepDialog.tsx';
import { TouchDialog } from '#modules/activities/web/parts/TouchDialog.tsx';
import { OrderDialog } from '#modules/back-office/web/parts/OrderDialog.tsx';
import type { ClientCard } from '#modules/clients/contract.ts';
import { ClientEditDialog } from '#modules/clients/web/parts/ClientEditDialog.tsx';
import { CloseClientDialog } from '#modules/clients/web/parts/CloseClientDialog.tsx';
import { InterestDialog } from '#modules/clients/web/parts/InterestDialog.tsx';
import { TakeDialog } from '#modules/clients/web/parts/TakeDialog.tsx';
import { TransferDialog } from '#modules/clients/web/parts/TransferDialog.tsx';
import { TrashDialog } from '#modules/clients/web/parts/TrashDialog.tsx';
import { RequestDialog } from '#modules/support/web/parts/RequestDialog.tsx';
import { ActionMenu } from '#ui-kit/ActionMenu.tsx';
import { Button } from '#ui-kit/Button.tsx';
import type { IconType } from '#ui-kit/icon.tsx';
import { useKeys } from '#ui-kit/keys/use-keys.tsx';
import { useNavigateTo } from '#ui-kit/link.tsx';
import { usePage } from '#ui-kit/page.ts';
import { useText } from '#ui-kit/text.tsx';

type Act = 'touch' | 'step' | 'expert' | 'office' | 'edit' | 'transfer' | 'close' | 'take' | 'interest' | 'trash';

/** What can be done with a client: the usual things as buttons with their keys, the rest behind dots, everything in the command menu. */
export function ClientActions({ client }: { client: ClientCard }) {
  const { t } = useText();
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const navigate = useNavigateTo();
  const { work, take, edit, transfer, close: mayClose, trash } = client.allowed;
  const acts: { id: Act; label: string; icon: IconType; keys?: string; allowed: boolean; button?: boolean }[] = [
    { id: 'take', label: t('app.take_client'), icon: IconHandGrab, allowed: take, button: true },
    { id: 'touch', label: t('app.touch'), icon: IconMessage, keys: 'KeyT', allowed: work, button: true },
    {
      id: 'step',
      label: t('app.step'),
      icon: IconRoute,
      keys: 'KeyN',
      allowed: work && client.holder !== null,
      button: true,
    },
    { id: 'expert', label: t('app.ask_expert'), icon: IconHexagonLetterE, keys: 'KeyS', allowed: work, button: true },
    { id: 'office', label: t('app.order_office'), icon: IconClipboardList, keys: 'KeyB', allowed: work, button: true },
    { id: 'edit', label: t('app.edit_client'), icon: IconEdit, keys: 'KeyE', allowed: edit },
    { id: 'transfer', label: t('app.transfer_client'), icon: IconArrowForwardUp, allowed: transfer },
    { id: 'interest', label: t('app.record_interest'), icon: IconInbox, allowed: edit },
    { id: 'close', label: t('app.close_client'), icon: IconArchive, allowed: mayClose },
    { id: 'trash', label: t('clients.trash.verb'), icon: IconTrash, allowed: trash },
  ];
  const open = acts.filter((one) => one.allowed);
  const rare = open.filter((one) => one.button !== true && one.id !== 'edit');
  usePage({
    crumbs: [{ label: t('app.desk.clients'), href: '/clients' }, { label: client.name }],
    actions: {
      label: t('app.record'),
      items: open.map(({ id, label, icon, keys }) => ({
        id,
        label,
        icon,
        ...(keys === undefined ? {} : { keys }),
        onRun: () => setAct(id),
      })),
    },
  });
  useKeys(
    Object.fromEntries(
      open.flatMap(({ id, label, keys }) => (keys === undefined ? [] : [[keys, { run: () => setAct(id), label }]])),
    ),
    { group: t('app.record'), enabled: act === null },
  );
  const common = { clientId: client.id, clientName: client.name, onClose: close };
  return (
    <>
      {open
        .filter((one) => one.button === true)
        .map(({ id, label, keys }) => (
          <Button
            key={id}
            look={id === 'take' ? 'primary' : 'default'}
            {...(keys === undefined ? {} : { keys })}
            onClick={() => setAct(id)}
          >
            {label}
          </Button>
        ))}
      {edit ? (
        <Button look="quiet" keys="KeyE" onClick={() => setAct('edit')}>
          {t('app.edit_client')}
        </Button>
      ) : null}
      {rare.length === 0 ? null : (
        <ActionMenu
          label={t('clients.more_actions')}
          items={rare.map(({ id, label, icon }) => ({ label, icon, onRun: () => setAct(id) }))}
        />
      )}
      {act === 'touch' ? <TouchDialog {...common} offerNext={client.holder !== null} /> : null}
      {act === 'step' ? <StepDialog {...common} /> : null}
      {act === 'expert' ? <RequestDialog {...common} opened /> : null}
      {act === 'office' ? <OrderDialog {...common} opened /> : null}
      {act === 'edit' ? <ClientEditDialog client={client} onClose={close} /> : null}
      {act === 'transfer' ? <TransferDialog client={client} onClose={close} /> : null}
      {act === 'close' ? <CloseClientDialog client={client} onClose={close} /> : null}
      {act === 'trash' ? <TrashDialog client={client} onClose={close} onGone={() => navigate('/clients')} /> : null}
      {act === 'take' ? <TakeDialog client={client} onClose={close} /> : null}
      {act === 'interest' ? <InterestDialog client={{ value: client.id, label: client.name }} onClose={close} /> : null}
    </>
  );
}
