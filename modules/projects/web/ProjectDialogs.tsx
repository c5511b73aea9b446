import { ActDialog } from './ActDialog.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { CommissionDialog } from './CommissionDialog.tsx';
import { InstalmentDialog } from './InstalmentDialog.tsx';
import { MilestoneDialog } from './MilestoneDialog.tsx';
import { PaymentDialog } from './PaymentDialog.tsx';
import { PromiseBrokenDialog } from './PromiseBrokenDialog.tsx';
import type { DialogProps, ProjectDialog } from './project-dialog.ts';
import { ReachDialog } from './ReachDialog.tsx';
import { RiskDialog } from './RiskDialog.tsx';
import { SuspendDialog } from './SuspendDialog.tsx';
import { TerminateDialog } from './TerminateDialog.tsx';

/** The one form that is open. */
export function ProjectDialogs({ dialog, ...props }: DialogProps & { dialog: ProjectDialog }) {
  switch (dialog.kind) {
    case 'milestone':
      return <MilestoneDialog {...props} milestone={dialog.milestone} />;
    case 'reach':
      return <ReachDialog {...props} milestone={dialog.milestone} />;
    case 'instalment':
      return <InstalmentDialog {...props} instalment={dialog.instalment} />;
    case 'broken':
      return <PromiseBrokenDialog {...props} promise={dialog.promise} />;
    case 'act':
      return <ActDialog {...props} />;
    case 'payment':
      return <PaymentDialog {...props} />;
    case 'risk':
      return <RiskDialog {...props} />;
    case 'change':
      return <ChangeDialog {...props} />;
    case 'suspend':
      return <SuspendDialog {...props} />;
    case 'commission':
      return <CommissionDialog {...props} />;
    case 'terminate':
      return <TerminateDialog {...props} />;
  }
}
