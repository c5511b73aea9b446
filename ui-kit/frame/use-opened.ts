import { useEffect, useState } from 'react';

/**
 * Whether a layer that comes when it is first opened is open: it is there closed for an instant, so that it opens like any
 * other, remembers where focus was and gives it back.
 */
export function useOpenedOnceThere(opened: boolean): boolean {
  const [there, setThere] = useState(false);
  useEffect(() => setThere(true), []);
  return opened && there;
}
