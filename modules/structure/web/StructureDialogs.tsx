import type { EmploymentView, SalesSystemView, SegmentView, StructureView } from '../contract.ts';
import type { SalesFunction } from '../rules.ts';
import { AssignDialog } from './AssignDialog.tsx';
import { HoldingDialog, TakePositionDialog } from './EmploymentDialog.tsx';
import { PositionDialog } from './PositionDialog.tsx';
import { SalesSystemDialog } from './SalesSystemDialog.tsx';
import { SegmentDialog } from './SegmentDialog.tsx';
import { UnitDialog } from './UnitDialog.tsx';

type Position = StructureView['positions'][number];

export type OpenDialog =
  | { kind: 'assign'; fn: SalesFunction }
  | { kind: 'position'; position: Position | null }
  | { kind: 'unit'; unit: StructureView['units'][number] | null }
  | { kind: 'segment'; segment: SegmentView | null }
  | { kind: 'system'; system: SalesSystemView | null }
  | { kind: 'take'; position: Position }
  | { kind: 'holding'; position: Position; employment: EmploymentView };

interface StructureDialogsProps {
  dialog: OpenDialog | null;
  structure: StructureView;
  today: string;
  onClose: () => void;
  onDeparture: (employeeId: string) => void;
}

/** The one form that is open, if any; each begins anew with the record it is about. */
export function StructureDialogs({ dialog, structure, today, onClose, onDeparture }: StructureDialogsProps) {
  switch (dialog?.kind) {
    case 'assign':
      return <AssignDialog structure={structure} of={dialog.fn} today={today} onClose={onClose} />;
    case 'position':
      return <PositionDialog structure={structure} position={fresh(structure, dialog.position)} onClose={onClose} />;
    case 'unit':
      return (
        <UnitDialog unit={structure.units.find((one) => one.id === dialog.unit?.id) ?? dialog.unit} onClose={onClose} />
      );
    case 'segment':
      return (
        <SegmentDialog
          salesSystemId={structure.sales_system.id}
          segment={structure.segments.find((one) => one.id === dialog.segment?.id) ?? dialog.segment}
          onClose={onClose}
        />
      );
    case 'system':
      return <SalesSystemDialog system={dialog.system === null ? null : structure.sales_system} onClose={onClose} />;
    case 'take':
      return <TakePositionDialog structure={structure} position={dialog.position} today={today} onClose={onClose} />;
    case 'holding':
      return (
        <HoldingDialog
          structure={structure}
          position={dialog.position}
          employment={dialog.employment}
          today={today}
          onClose={onClose}
          onDeparture={onDeparture}
        />
      );
    default:
      return null;
  }
}

/** The record as it is now: after somebody else's edit the form saves on top of what the reader then sees. */
function fresh(structure: StructureView, position: Position | null): Position | null {
  return structure.positions.find((one) => one.id === position?.id) ?? position;
}
