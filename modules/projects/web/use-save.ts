import { useQueryClient } from '@tanstack/react-query';
import type { Route } from '#shared/route.ts';
import { formFailure, ProblemError, useWrite } from '#ui-kit/call.ts';
import { toast } from '#ui-kit/feedback/toast.tsx';
import type { SaveResult } from '#ui-kit/forms/FormDialog.tsx';

type Write<R extends Route> = ReturnType<typeof useWrite<R>>;

/**
 * Saves through a route the way a form wants it. When somebody else was faster, the project is read anew behind the form, so
 * that the reader sees what has changed and saves again on purpose.
 */
export function useSave<R extends Route>(route: R, said?: string) {
  const { mutateAsync } = useWrite(route, said === undefined ? {} : { said: () => said });
  const queries = useQueryClient();
  return async (...input: Parameters<Write<R>['mutateAsync']>): Promise<SaveResult> => {
    try {
      await mutateAsync(...input);
      return { ok: true };
    } catch (error) {
      if (error instanceof ProblemError && error.reason === 'app.stale_version') await queries.invalidateQueries();
      return formFailure(error);
    }
  };
}

/** The same for a button: what went wrong is said at once. */
export function usePress<R extends Route>(route: R, said?: string) {
  const { mutateAsync, isPending } = useWrite(route, said === undefined ? {} : { said: () => said });
  return {
    busy: isPending,
    press: (...input: Parameters<Write<R>['mutateAsync']>) => {
      mutateAsync(...input).catch((error: unknown) => {
        if (!(error instanceof ProblemError)) throw error;
        toast({ text: error.message });
      });
    },
  };
}
