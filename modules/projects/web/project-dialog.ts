import type { Milestone, Project, ProjectPromise, ScheduledPayment } from '../contract.ts';

/** Which form stands over the project. */
export type ProjectDialog =
  | { kind: 'milestone'; milestone?: Milestone }
  | { kind: 'reach'; milestone: Milestone }
  | { kind: 'instalment'; instalment?: ScheduledPayment }
  | { kind: 'broken'; promise: ProjectPromise }
  | { kind: 'act' | 'payment' | 'risk' | 'change' | 'suspend' | 'commission' | 'terminate' };

/** What every part of a project's page takes: the project, whether it can be worked on, how a form is opened. */
export interface PartProps {
  project: Project;
  works: boolean;
  onDialog: (dialog: ProjectDialog) => void;
}

/** What every form of a project takes. */
export interface DialogProps {
  project: Project;
  onClose: () => void;
}
