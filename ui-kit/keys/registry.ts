import { type KeyPress, matches, parseKeys, type Stroke } from './key-spec.ts';

/**
 * One listener for the whole page. Bindings stand in layers: the deepest part of the screen that is open answers first,
 * and a dialog is a barrier below which nothing hears a key.
 */
export interface Binding {
  run: (event: KeyboardEvent) => void;
  /** Shown in the list of keys; without it the binding is not listed. */
  label?: string | undefined;
  /** Answer while a text field has focus as well: for F-keys and Ctrl+Enter. */
  inFields?: boolean | undefined;
  /** Answer while the key is held down: for moving. */
  held?: boolean | undefined;
}

export interface KeyLayer {
  depth: number;
  barrier: boolean;
  /** Heading in the list of keys. */
  group: string;
  bindings: ReadonlyMap<string, Binding>;
}

export interface KeyGroup {
  group: string;
  keys: Array<{ keys: string; label: string }>;
}

const SEQUENCE_MS = 1000;

interface Registered {
  order: number;
  layer: KeyLayer;
}

const layers = new Set<Registered>();
let counter = 0;
let pressed: Array<{ press: KeyPress; at: number }> = [];

const parsed = new Map<string, Stroke[]>();
function strokesOf(spec: string): Stroke[] {
  const known = parsed.get(spec);
  if (known) return known;
  const made = parseKeys(spec);
  parsed.set(spec, made);
  return made;
}

/** Deepest first; of the same depth, the one that came last first; nothing under a barrier. */
function heard(): KeyLayer[] {
  const ordered = [...layers].sort((a, b) => b.layer.depth - a.layer.depth || b.order - a.order);
  const barrier = ordered.find((entry) => entry.layer.barrier);
  const open = barrier ? ordered.filter((entry) => entry.layer.depth >= barrier.layer.depth) : ordered;
  return open.map((entry) => entry.layer);
}

const TYPING_INPUTS = new Set(['text', 'search', 'email', 'tel', 'url', 'password', 'number', 'date', 'time']);

/** Whether a key pressed here types something. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true;
  return target instanceof HTMLInputElement && TYPING_INPUTS.has(target.type);
}

/** Enter and Space belong to the button or link that has focus; with Ctrl or Cmd they belong to the screen: «save». */
function belongsToControl(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey) return false;
  if (event.code !== 'Enter' && event.code !== 'Space') return false;
  return event.target instanceof Element && event.target.closest('button, a[href], summary, [role="button"]') !== null;
}

function endsWith(strokes: readonly Stroke[]): boolean {
  if (strokes.length > pressed.length) return false;
  const tail = pressed.slice(-strokes.length);
  return strokes.every((stroke, index) => {
    const entry = tail[index];
    return entry !== undefined && matches(stroke, entry.press);
  });
}

function find(event: KeyboardEvent): Binding | undefined {
  const typing = isTyping(event.target);
  const open = heard();
  // A sequence is asked before a single key: after G, «H» goes somewhere and does not act.
  for (const long of [true, false]) {
    for (const layer of open) {
      for (const [spec, binding] of layer.bindings) {
        const strokes = strokesOf(spec);
        if (strokes.length > 1 !== long) continue;
        if (typing && !binding.inFields) continue;
        if (event.repeat && !binding.held) continue;
        if (endsWith(strokes)) return binding;
      }
    }
  }
  return undefined;
}

const MODIFIER_KEYS = new Set(['Shift', 'Control', 'Alt', 'Meta']);

// A list of options that was open when the key went down takes Esc for itself; by now it may have closed already.
let listWasOpen = false;

function onKeyDownFirst(event: KeyboardEvent): void {
  const field = event.target instanceof Element ? event.target : null;
  listWasOpen = field?.hasAttribute('data-expanded') === true;
  // A closed list of options would take Ctrl+Enter for Enter and open: the screen hears it first.
  const saves = event.code === 'Enter' && (event.ctrlKey || event.metaKey);
  if (!saves || listWasOpen || field?.getAttribute('aria-haspopup') !== 'listbox') return;
  onKeyDown(event);
  if (event.defaultPrevented) event.stopPropagation();
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.code === 'Escape' && listWasOpen) return;
  if (event.defaultPrevented || event.isComposing || MODIFIER_KEYS.has(event.key)) return;
  if (event.code === 'Escape' && isTyping(event.target) && !heard().some((layer) => layer.barrier)) {
    // Esc hands the keys back from a field to the screen.
    if (event.target instanceof HTMLElement) event.target.blur();
    return;
  }
  const now = performance.now();
  pressed = pressed.filter((entry) => now - entry.at < SEQUENCE_MS);
  pressed.push({ press: event, at: now });
  const binding = find(event);
  if (!binding || belongsToControl(event)) return;
  pressed = [];
  event.preventDefault();
  binding.run(event);
}

/** Adds a layer and returns how to take it away. The listener lives while there is any layer. */
export function addLayer(layer: KeyLayer): () => void {
  const entry = { order: counter++, layer };
  if (layers.size === 0) {
    window.addEventListener('keydown', onKeyDownFirst, { capture: true });
    window.addEventListener('keydown', onKeyDown);
  }
  layers.add(entry);
  return () => {
    layers.delete(entry);
    if (layers.size > 0) return;
    window.removeEventListener('keydown', onKeyDownFirst, { capture: true });
    window.removeEventListener('keydown', onKeyDown);
  };
}

/** What works at this moment, for the dialog «?»: groups in the order from the screen outwards, each key once. */
export function listKeys(): KeyGroup[] {
  const groups = new Map<string, KeyGroup>();
  const seen = new Set<string>();
  for (const layer of heard()) {
    for (const [keys, binding] of layer.bindings) {
      if (binding.label === undefined || seen.has(keys)) continue;
      seen.add(keys);
      const group = groups.get(layer.group) ?? { group: layer.group, keys: [] };
      group.keys.push({ keys, label: binding.label });
      groups.set(layer.group, group);
    }
  }
  return [...groups.values()];
}
