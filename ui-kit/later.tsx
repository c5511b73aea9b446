import { type ComponentType, lazy, type ReactNode, Suspense, useEffect } from 'react';
import { holdTyping } from './keys/held-typing.ts';

/** A part of a screen that comes when it is first drawn; `preload` lets it come before. */
export interface Later<Props> {
  (props: Props): ReactNode;
  preload: () => void;
}

let withMore: () => Promise<unknown> = async () => undefined;

/** From now on parts that come later wait for this as well: for the words that they show, where a page has come without them. */
export function laterWith(more: () => Promise<unknown>): void {
  withMore = more;
}

/** Asks for that at once, where words may be missed before anything else comes later. */
export const askForMore = (): void => void withMore().catch(() => undefined);

type Load<Name extends string, Props> = () => Promise<{ [Part in Name]: ComponentType<Props> }>;

function partOf<Name extends string, Props>(load: Load<Name, Props>, name: Name) {
  const come = async () => (await Promise.all([load(), withMore()]))[0];
  const Part = lazy(async () => ({ default: (await come())[name] as ComponentType<object> }));
  // Where the server does not answer just then, it is asked for again when it is drawn.
  const preload = () => void come().catch(() => undefined);
  return { Part, preload };
}

/**
 * A part of a screen that is loaded when it is first drawn: what stands beside a list once something is opened. Until then
 * it draws nothing.
 *
 *   const DealPanel = later(() => import('./DealPanel.tsx'), 'DealPanel');
 */
export function later<Name extends string, Props extends object>(load: Load<Name, Props>, name: Name): Later<Props> {
  const { Part, preload } = partOf(load, name);
  const Drawn = (props: Props) => (
    <Suspense>
      <Part {...props} />
    </Suspense>
  );
  return Object.assign(Drawn, { preload });
}

/**
 * A dialog that is loaded when it is first opened. What is typed until it has come goes into its first field; Esc gives it up.
 *
 *   const PostponeDialog = laterDialog(() => import('./PostponeDialog.tsx'), 'PostponeDialog');
 */
export function laterDialog<Name extends string, Props extends { opened?: boolean; onClose: () => void }>(
  load: Load<Name, Props>,
  name: Name,
): Later<Props> {
  const { Part, preload } = partOf(load, name);
  const Drawn = (props: Props) => (
    <Suspense fallback={props.opened === false ? null : <Awaited onClose={props.onClose} />}>
      <Part {...props} />
    </Suspense>
  );
  return Object.assign(Drawn, { preload });
}

function Awaited({ onClose }: { onClose: () => void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: keys are held from the moment it was asked for until it has come
  useEffect(() => holdTyping(onClose), []);
  return null;
}

/** By then the first screen stands. */
const SOON_MS = 2_000;

/** Lets parts that somebody may ask for come while the screen is looked at, once what it shows is there. */
export function useSoon(parts: readonly Pick<Later<never>, 'preload'>[], ready: boolean): void {
  useEffect(() => {
    if (!ready) return undefined;
    const timer = window.setTimeout(() => {
      for (const { preload } of parts) preload();
    }, SOON_MS);
    return () => window.clearTimeout(timer);
  }, [parts, ready]);
}
