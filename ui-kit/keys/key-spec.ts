/**
 * Keys by their place on the keyboard, so that «T» works in the Russian layout too.
 *
 *   'KeyT'          the key where an English T is, alone
 *   'Mod+KeyK'      Ctrl+K, on a Mac also Cmd+K
 *   'Shift+Enter', 'Alt+ArrowUp'
 *   'KeyG KeyH'     G, then H within a second
 *   'Digit1'        the digit 1 of the upper row or of the number pad
 *   '?'             whatever key types «?»: for signs whose place differs between layouts
 */
export interface Stroke {
  /** `event.code`, or one typed character. */
  key: string;
  typed: boolean;
  mod: boolean;
  shift: boolean;
  alt: boolean;
}

/** What is read of a keyboard event. */
export interface KeyPress {
  code: string;
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
}

const MODIFIERS = new Set(['Mod', 'Shift', 'Alt']);

function parseStroke(text: string): Stroke {
  const parts = text.length === 1 ? [text] : text.split('+');
  const key = parts.at(-1) ?? '';
  const before = parts.slice(0, -1);
  const unknown = before.find((part) => !MODIFIERS.has(part));
  if (unknown !== undefined || key === '') throw new Error(`Key «${text}» is not written as Mod+Shift+Alt+Code`);
  return {
    key,
    typed: key.length === 1,
    mod: before.includes('Mod'),
    shift: before.includes('Shift'),
    alt: before.includes('Alt'),
  };
}

/** Parses `'KeyG KeyH'` into its strokes. */
export function parseKeys(spec: string): Stroke[] {
  return spec.trim().split(/\s+/).map(parseStroke);
}

/** Whether a press is this stroke. Modifiers must be exactly those asked for; a typed sign brings its own Shift. */
export function matches(stroke: Stroke, press: KeyPress): boolean {
  if (stroke.mod !== (press.ctrlKey || press.metaKey) || stroke.alt !== press.altKey) return false;
  if (stroke.typed) return press.key === stroke.key;
  if (stroke.shift !== press.shiftKey) return false;
  return press.code === stroke.key || (stroke.key.startsWith('Digit') && press.code === `Numpad${stroke.key.slice(5)}`);
}

const SIGNS: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Space: 'Space',
  Backspace: '⌫',
  Delete: 'Del',
  Slash: '/',
  Comma: ',',
  Period: '.',
  BracketLeft: '[',
  BracketRight: ']',
  Minus: '−',
  Equal: '=',
};

function strokeLabel(stroke: Stroke, mac: boolean): string {
  const name = SIGNS[stroke.key] ?? stroke.key.replace(/^(Key|Digit)/, '');
  const before = [
    stroke.mod ? (mac ? '⌘' : 'Ctrl') : '',
    stroke.shift ? (mac ? '⇧' : 'Shift') : '',
    stroke.alt ? (mac ? '⌥' : 'Alt') : '',
  ];
  return [...before, name].filter((part) => part !== '').join(' ');
}

/** What to print on keycaps, one per stroke: `'KeyG KeyH'` → `['G', 'H']`, `'Mod+KeyK'` → `['Ctrl K']`. */
export function keyLabels(spec: string, mac: boolean): string[] {
  return parseKeys(spec).map((stroke) => strokeLabel(stroke, mac));
}

/** `aria-keyshortcuts` for a spec: `'Mod+KeyK'` → `'Control+K'`. Sequences have no form there and give nothing. */
export function ariaKeys(spec: string): string | undefined {
  const strokes = parseKeys(spec);
  const stroke = strokes[0];
  if (strokes.length !== 1 || !stroke) return undefined;
  const name = stroke.key.replace(/^(Key|Digit)/, '');
  const before = [stroke.mod ? 'Control' : '', stroke.shift ? 'Shift' : '', stroke.alt ? 'Alt' : ''];
  return [...before, name].filter((part) => part !== '').join('+');
}
