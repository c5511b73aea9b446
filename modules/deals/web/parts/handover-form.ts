import type { HandoverSheet, HandoverSheetBody } from '../../handover/contract.ts';

export interface PromiseLine {
  said: string;
  due_on: string | null;
}
export interface RiskLine {
  said: string;
  answer: string;
}
export interface PaymentLine {
  title: string;
  due_on: string | null;
  amount_minor: number | null;
  of_savings: boolean;
}
export interface MilestoneLine {
  title: string;
  planned_on: string | null;
}

/** The handover sheet as its form holds it: lines may be half written. */
export interface SheetValues {
  scope: string;
  promises: PromiseLine[];
  no_promises: boolean;
  risks: RiskLine[];
  no_risks: boolean;
  economics: string;
  payments: PaymentLine[];
  milestones: MilestoneLine[];
}

export function sheetValues(sheet: HandoverSheet): SheetValues {
  return {
    scope: sheet.scope ?? '',
    promises: [...sheet.promises],
    no_promises: sheet.no_promises,
    risks: sheet.risks.map(({ said, answer }) => ({ said, answer: answer ?? '' })),
    no_risks: sheet.no_risks,
    economics: sheet.economics ?? '',
    payments: [...sheet.payments],
    milestones: [...sheet.milestones],
  };
}

/** A line without its words counts as not written; one with words but without what else it needs is unfinished. */
export function unfinishedLine(values: SheetValues): 'payments' | 'milestones' | null {
  const worded = (title: string) => title.trim() !== '';
  if (values.payments.some((line) => worded(line.title) && (line.due_on === null || line.amount_minor === null))) {
    return 'payments';
  }
  return values.milestones.some((line) => worded(line.title) && line.planned_on === null) ? 'milestones' : null;
}

/** The sheet as the API takes it. */
export function sheetBody(values: SheetValues, version: number, needsOwnerId: string | null): HandoverSheetBody {
  const textOrNull = (text: string) => (text.trim() === '' ? null : text.trim());
  const promises = values.promises.flatMap(({ said, due_on }) =>
    said.trim() === '' ? [] : [{ said: said.trim(), due_on }],
  );
  const risks = values.risks.flatMap(({ said, answer }) =>
    said.trim() === '' ? [] : [{ said: said.trim(), answer: textOrNull(answer) }],
  );
  return {
    version,
    scope: textOrNull(values.scope),
    promises,
    no_promises: values.no_promises && promises.length === 0,
    risks,
    no_risks: values.no_risks && risks.length === 0,
    economics: textOrNull(values.economics),
    payments: values.payments.flatMap(({ title, due_on, amount_minor, of_savings }) =>
      title.trim() === '' || due_on === null || amount_minor === null
        ? []
        : [{ title: title.trim(), due_on, amount_minor, of_savings }],
    ),
    milestones: values.milestones.flatMap(({ title, planned_on }) =>
      title.trim() === '' || planned_on === null ? [] : [{ title: title.trim(), planned_on }],
    ),
    needs_owner_id: needsOwnerId,
  };
}
