import { type ComponentType, lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
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

/** What opens under a button and is loaded when that is first pressed. */
export interface Opened<Parts> {
  /** The parts, once they have come. */
  now: () => Parts | null;
  come: () => Promise<Parts>;
  preload: () => void;
}

/**
 * Parts of what opens under a button: they stay once they have come, so that it then opens at once.
 *
 *   const EDITORS = laterOpened(() => import('./ConditionPicker.tsx'));
 */
export function laterOpened<Parts>(load: () => Promise<Parts>): Opened<Parts> {
  let here: Parts | null = null;
  const come = async () => {
    const [parts] = await Promise.all([load(), withMore()]);
    here = parts;
    return parts;
  };
  return { now: () => here, come, preload: () => void come().catch(() => undefined) };
}

/**
 * The parts of what is asked for, null until they have come: it opens then. What is typed until then goes into its first field;
 * Esc gives it up, as does a server that does not answer.
 */
export function useOpened<Parts>(parts: Opened<Parts>, asked: boolean, giveUp: () => void): Parts | null {
  const [, setCame] = useState(parts.now);
  const here = asked ? parts.now() : null;
  const isAwaited = asked && here === null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: keys are held from the moment it was asked for until it has come
  useEffect(() => {
    if (!isAwaited) return undefined;
    const release = holdTyping(giveUp);
    parts.come().then((came) => setCame(() => came), giveUp);
    return release;
  }, [isAwaited, parts]);
  return here;
}

/** By then the first screen stands. */
const SOON_MS = 2_000;

/** Lets parts that somebody may ask for come while the screen is looked at, once what it shows is there. */
export function useSoon(parts: readonly { preload: () => void }[], ready: boolean): void {
  useEffect(() => {
    if (!ready) return undefined;
    const timer = window.setTimeout(() => {
      for (const { preload } of parts) preload();
    }, SOON_MS);
    return () => window.clearTimeout(timer);
  }, [parts, ready]);
}
