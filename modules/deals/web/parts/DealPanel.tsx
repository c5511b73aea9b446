import { IconTargetArrow } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { HandoffDialog } from '#modules/handoffs/web/parts/HandoffDialog.tsx';
import { Button } from '#ui-kit/Button.tsx';
import { useRead } from '#ui-kit/call.ts';
import { EmptyState } from '#ui-kit/feedback/EmptyState.tsx';
import { ErrorState } from '#ui-kit/feedback/ErrorState.tsx';
import { Delayed, SkeletonText } from '#ui-kit/feedback/Skeletons.tsx';
import { Section } from '#ui-kit/frame/Section.tsx';
import { useText } from '#ui-kit/text.tsx';
import { type DealCard, listClientDealsRoute } from '../../contract.ts';
import { DealDialog } from './DealDialog.tsx';
import { type DealAction, DealView } from './DealView.tsx';
import { ExitEvidenceDialog } from './ExitEvidenceDialog.tsx';
import { HandoverSheetDialog } from './HandoverSheetDialog.tsx';
import { LoseDialog } from './LoseDialog.tsx';
import { OpenDealDialog } from './OpenDealDialog.tsx';
import { PastDeals } from './PastDeals.tsx';
import { PostponeDialog } from './PostponeDialog.tsx';
import { SignDialog } from './SignDialog.tsx';
import { StageDialog } from './StageDialog.tsx';

interface Opened {
  what: DealAction;
  dealId: string;
  criterionId?: string | undefined;
}

/** The deals of a client: stages with evidence, what is missing to go on, and what can be done. */
export function DealPanel({ clientId }: { clientId: string }) {
  const { t } = useText();
  // Where a criterion of the hand-off is missing, its link leads straight into the sheet.
  const { handover, deal: wanted }: Record<string, unknown> = useSearch({ strict: false });
  const deals = useRead(listClientDealsRoute, { params: { id: clientId } });
  const [opening, setOpening] = useState(false);
  const [dialog, setDialog] = useState<Opened | null>(
    typeof handover === 'string' ? { what: 'sheet', dealId: handover } : null,
  );
  const isRead = deals.data !== undefined;
  useEffect(() => {
    // A deal that was searched for is brought into sight among the others of its client.
    if (isRead && typeof wanted === 'string')
      document.getElementById(`deal-${wanted}`)?.scrollIntoView({ block: 'center' });
  }, [isRead, wanted]);
  if (deals.error !== null && deals.data === undefined) {
    return <ErrorState title={deals.error.message} requestId={deals.error.requestId} />;
  }
  if (deals.data === undefined) {
    return (
      <Delayed>
        <SkeletonText lines={5} />
      </Delayed>
    );
  }
  const { items, openable, vat_bp: vatBp } = deals.data;
  const live = items.filter(isLive);
  const past = items.filter((deal) => !isLive(deal));
  const open = openable.length === 0 ? undefined : { label: t('deals.open_submit'), onClick: () => setOpening(true) };
  return (
    <>
      {live.map((deal) => (
        <div key={deal.id} id={`deal-${deal.id}`}>
          <DealView deal={deal} onAct={(what, criterionId) => setDialog({ what, dealId: deal.id, criterionId })} />
        </div>
      ))}
      {live.length === 0 ? (
        <Section title={t('deals.title_one')}>
          <EmptyState
            icon={IconTargetArrow}
            title={t('deals.none')}
            text={t(open === undefined ? 'deals.none_text' : 'deals.none_openable')}
            action={open}
            look="default"
          />
        </Section>
      ) : open === undefined ? null : (
        <Section>
          <Button onClick={open.onClick}>{t('deals.open_another')}</Button>
        </Section>
      )}
      {past.length === 0 ? null : <PastDeals deals={past} />}
      {opening ? (
        <OpenDealDialog clientId={clientId} needs={openable} vatBp={vatBp} onClose={() => setOpening(false)} />
      ) : null}
      <DealDialogs opened={dialog} deals={items} onOpen={setDialog} onClose={() => setDialog(null)} />
    </>
  );
}

function isLive(deal: DealCard): boolean {
  return deal.outcome === null || (deal.outcome === 'signed' && deal.handed_over_at === null);
}

/** The dialog that is open, over the deal as it is now. */
export function DealDialogs({
  opened,
  deals,
  onOpen,
  onClose,
}: {
  opened: Opened | null;
  deals: readonly DealCard[];
  onOpen: (opened: Opened) => void;
  onClose: () => void;
}) {
  const deal = deals.find((one) => one.id === opened?.dealId);
  if (opened === null || deal === undefined) return null;
  switch (opened.what) {
    case 'evidence':
      return <ExitEvidenceDialog deal={deal} criterionId={opened.criterionId} onClose={onClose} />;
    case 'edit':
      return <DealDialog deal={deal} onClose={onClose} />;
    case 'back':
      return <StageDialog deal={deal} onClose={onClose} />;
    case 'sign':
      return <SignDialog deal={deal} onClose={onClose} />;
    case 'lose':
      return <LoseDialog deal={deal} onClose={onClose} />;
    case 'postpone':
      return <PostponeDialog deal={deal} onClose={onClose} />;
    case 'sheet':
      return (
        <HandoverSheetDialog
          deal={deal}
          onClose={onClose}
          {...(deal.outcome === 'signed' ? { onSaved: () => onOpen({ what: 'offer', dealId: deal.id }) } : {})}
        />
      );
    case 'offer':
      return (
        <HandoffDialog kind="H2" clientId={deal.client_id} subject={{ kind: 'deal', id: deal.id }} onClose={onClose} />
      );
  }
}
