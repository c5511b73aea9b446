import { Navigate } from '@tanstack/react-router';
import { useActor } from '#modules/structure/web/parts/actor.tsx';
import { homeOf } from './desks.ts';

/** Everybody starts at the desk of what they do. */
export function HomePage() {
  return <Navigate to={homeOf(useActor())} replace />;
}
