import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import { addLayer, type Binding } from './registry.ts';

/**
 * Keys of a screen, matched by their place on the keyboard and silent while a text field has focus.
 *
 *   useKeys({ KeyT: { run: recordTouch, label: t('…') }, Digit1: () => answer(1) }, { group: t('clients.record') });
 *
 * Handlers may change at every render; the binding is made once. See `key-spec.ts` for how a key is written.
 */
export type KeyMap = Record<string, Binding | ((event: KeyboardEvent) => void) | undefined>;

export interface KeysOptions {
  /** Heading under which labelled keys stand in the list «?». */
  group?: string;
  /** `false` takes the keys away: while a panel is closed, for example. */
  enabled?: boolean;
}

const DepthContext = createContext(0);

/** A part of the screen whose keys come before those around it: a side panel, a dialog. `barrier` silences the rest. */
export function KeysScope({ barrier = false, children }: { barrier?: boolean; children: ReactNode }) {
  const depth = useContext(DepthContext) + 1;
  useEffect(() => {
    if (!barrier) return undefined;
    return addLayer({ depth, barrier: true, group: '', bindings: new Map() });
  }, [barrier, depth]);
  return <DepthContext value={depth}>{children}</DepthContext>;
}

function toBinding(value: Binding | ((event: KeyboardEvent) => void)): Binding {
  return typeof value === 'function' ? { run: value } : value;
}

export function useKeys(keys: KeyMap, { group = '', enabled = true }: KeysOptions = {}): void {
  const depth = useContext(DepthContext);
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  // The shape of the map decides when to bind anew; what the handlers do is read at the moment of the press.
  const shape = JSON.stringify(
    Object.entries(keys).flatMap(([spec, value]) => {
      if (!value) return [];
      const { label, inFields, held } = toBinding(value);
      return [[spec, label ?? null, inFields ?? false, held ?? false]];
    }),
  );
  const bindings = useMemo(() => {
    const made = new Map<string, Binding>();
    const entries: Array<[string, string | null, boolean, boolean]> = JSON.parse(shape);
    for (const [spec, label, inFields, held] of entries) {
      const run = (event: KeyboardEvent) => {
        const current = latest.current[spec];
        if (current) toBinding(current).run(event);
      };
      made.set(spec, { run, label: label ?? undefined, inFields, held });
    }
    return made;
  }, [shape]);
  useEffect(() => {
    if (!enabled || bindings.size === 0) return undefined;
    return addLayer({ depth, barrier: false, group, bindings });
  }, [depth, group, enabled, bindings]);
}

/**
 * Something that floats over the page and closes by Esc, alone and before whatever is under it: a dialog, a menu, an
 * explanation. `barrier` silences the keys of the rest while it is open.
 *
 *   <EscapeLayer onEscape={close}>…</EscapeLayer>
 */
export interface EscapeLayerProps {
  onEscape: () => void;
  barrier?: boolean;
  children: ReactNode;
}

export function EscapeLayer({ onEscape, barrier = true, children }: EscapeLayerProps) {
  return (
    <KeysScope barrier={barrier}>
      <EscapeKey onEscape={onEscape} />
      {children}
    </KeysScope>
  );
}

function EscapeKey({ onEscape }: { onEscape: () => void }) {
  useKeys({ Escape: { run: onEscape, inFields: true } });
  return null;
}
