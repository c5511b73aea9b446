import { type ComponentType, lazy, type ReactNode, Suspense } from 'react';

/**
 * A part of a screen that is loaded when it is first drawn: dialogs, and what stands beside a list once something is opened.
 * Until then it draws nothing.
 *
 *   const PostponeDialog = later(() => import('./PostponeDialog.tsx'), 'PostponeDialog');
 */
export function later<Name extends string, Props extends object>(
  load: () => Promise<{ [Part in Name]: ComponentType<Props> }>,
  name: Name,
): (props: Props) => ReactNode {
  const Part = lazy(async () => ({ default: (await load())[name] as ComponentType<object> }));
  return (props) => (
    <Suspense>
      <Part {...props} />
    </Suspense>
  );
}
