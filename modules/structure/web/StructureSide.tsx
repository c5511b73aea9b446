import { afterDrop, naturalReceiver } from '../role-drop/rules.ts';
import type { AssignmentFact } from '../rules.ts';
import { DeparturePanel } from './DeparturePanel.tsx';
import { RoleDropPanel } from './RoleDropPanel.tsx';

export type OpenSide =
  | { kind: 'drop'; positionId: string; receiverId: string | null }
  | { kind: 'departure'; employeeId: string };

interface StructureSideProps {
  side: OpenSide;
  today: string;
  onChange: (side: OpenSide) => void;
  onClose: () => void;
}

/** What stands at the side of the structure: a role being dropped, or somebody leaving. */
export function StructureSide({ side, today, onChange, onClose }: StructureSideProps) {
  if (side.kind === 'departure') return <DeparturePanel employeeId={side.employeeId} today={today} onClose={onClose} />;
  return (
    <RoleDropPanel
      key={side.positionId}
      positionId={side.positionId}
      receiverId={side.receiverId}
      onReceiver={(receiverId) => onChange({ ...side, receiverId })}
      onClose={onClose}
    />
  );
}

/** Who would answer for what if the role at the side were dropped: drawn under the present relay. */
export function sideDraft(side: OpenSide | null, facts: readonly AssignmentFact[]): AssignmentFact[] | null {
  if (side?.kind !== 'drop') return null;
  const receiver = side.receiverId ?? naturalReceiver(facts, side.positionId);
  return receiver === null ? null : afterDrop(facts, side.positionId, receiver);
}
