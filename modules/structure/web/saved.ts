import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { Route } from '#shared/route.ts';
import { formFailure, ProblemError, useWrite } from '#ui-kit/call.ts';
import type { SaveResult } from '#ui-kit/forms/FormDialog.tsx';

type Write<R extends Route> = ReturnType<typeof useWrite<R>>['mutateAsync'];

/**
 * Saves through a route the way a form wants it. When somebody else was faster, the page is read anew behind the form, so
 * that the reader sees what has changed and saves again on purpose.
 */
export function useSave<R extends Route>(
  route: R,
  said?: string,
): (...input: Parameters<Write<R>>) => Promise<SaveResult> {
  const { mutateAsync } = useWrite(route, said === undefined ? {} : { said: () => said });
  const queries = useQueryClient();
  return useCallback(
    async (...input) => {
      try {
        await mutateAsync(...input);
        return { ok: true };
      } catch (error) {
        if (error instanceof ProblemError && error.reason === 'app.stale_version') await queries.invalidateQueries();
        return formFailure(error);
      }
    },
    [mutateAsync, queries],
  );
}
