import type { ReactNode } from 'react';
import type { EmployeeView } from '../contract.ts';

/** What modules after this one know of an employee and show on its pages; the program puts them in. */
export interface EmployeeSlots {
  /** The positions somebody holds, in one line. */
  positions?: ((employee: EmployeeView) => ReactNode) | undefined;
  /** Where else what somebody does is seen. */
  elsewhere?: ((employee: EmployeeView) => ReactNode) | undefined;
  /** The panel by which somebody leaves and everything they hold passes to successors. */
  departure?: ((employee: EmployeeView, close: () => void) => ReactNode) | undefined;
}
