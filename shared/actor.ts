import type { EmployeeId, PositionId, SalesSystemId, UnitId } from './ids.ts';

/** How far a right reaches, from nearest to farthest. */
export type Scope = 'own' | 'unit' | 'sales_system' | 'company';

/** Who acts, with everything the access rules ask about; loaded once per request. */
export interface Actor {
  kind: 'employee' | 'token' | 'system' | 'command_line' | 'anonymous';
  /** Absent for the system, for the command line and for whoever has not signed in. */
  employeeId: EmployeeId | null;
  name: string;
  language: 'ru' | 'en';
  timeZone: string;
  administrator: boolean;
  positions: readonly { id: PositionId; kind: string; unitId: UnitId; salesSystemId: SalesSystemId }[];
  /** Sales functions held today, by assignment of the positions above. */
  functions: readonly string[];
  /** Right name → widest scope granted by any position held. */
  rights: Readonly<Record<string, Scope>>;
  /** Absent employees whom this one deputises for today. */
  deputyFor: readonly EmployeeId[];
  /** Scopes of the API token in use; absent for a session. */
  tokenScopes?: readonly string[];
}
