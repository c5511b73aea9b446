/** Calling windows of a client's working day, in minutes after midnight of the client's zone. */
export interface CallWindows {
  morningStart: number;
  morningEnd: number;
  afternoonStart: number;
  afternoonEnd: number;
}

/** The two windows follow each other in a day: `structure.windows_overlap`, or null when they do. Source: domain §3. */
export function callWindowFault(windows: CallWindows): 'structure.windows_overlap' | null {
  const { morningStart, morningEnd, afternoonStart, afternoonEnd } = windows;
  const inOrder = morningStart <= morningEnd && morningEnd <= afternoonStart && afternoonStart <= afternoonEnd;
  return inOrder ? null : 'structure.windows_overlap';
}
