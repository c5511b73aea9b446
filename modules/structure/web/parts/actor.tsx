import { createContext, type ReactNode, useContext } from 'react';
import type { Scope } from '#shared/actor.ts';
import { may } from '../../access.ts';
import type { Me } from '../../contract.ts';
import type { Right } from '../../rules.ts';

const ActorContext = createContext<Me | null>(null);

/** Puts the signed-in person, as `GET /api/v1/me` answers, where every screen finds them. */
export function ActorProvider({ me, children }: { me: Me; children: ReactNode }) {
  return <ActorContext value={me}>{children}</ActorContext>;
}

/** Who is signed in. Only for screens behind the sign-in. */
export function useActor(): Me {
  const me = useContext(ActorContext);
  if (me === null) throw new Error('useActor() outside of <ActorProvider>');
  return me;
}

/** How far a right of the signed-in person reaches, or null; the server asks the same rule again. */
export function useMay(right: Right): Scope | null {
  return may(useActor(), right);
}
