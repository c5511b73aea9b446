import { useState } from 'react';

/**
 * A record as it was when its form was opened. Records change under an open form: sent with the version of the newest one,
 * what was typed over an older one would overwrite a colleague's change in silence.
 *
 *   const deal = useAtOpening(now);   // deal.version is the one that the reader has seen
 */
export function useAtOpening<T>(record: T): T {
  const [opened] = useState(record);
  return opened;
}
