/** So long after it has come a dialog may take to put the cursor into its first field. */
const SETTLES_MS = 1_000;
const MODIFIER_KEYS = new Set(['Shift', 'Control', 'Alt', 'Meta', 'Process']);

/**
 * Holds back what is typed while a dialog that somebody has asked for is still on its way, so that it neither acts on the
 * screen below nor is lost: it goes into the field that the dialog puts the cursor in, and Enter after it. Esc gives the
 * dialog up. Returns how to tell that the dialog has come, or has gone.
 */
export function holdTyping(onEscape: (() => void) | undefined): () => void {
  let typed = '';
  let entered = false;
  const stop = () => window.removeEventListener('keydown', hear, { capture: true });
  const hear = (event: KeyboardEvent) => {
    if (event.isComposing || MODIFIER_KEYS.has(event.key)) return;
    event.stopImmediatePropagation();
    // Keys of the browser itself, to load the page anew for example, stay its own.
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    if (event.key === 'Escape') {
      typed = '';
      stop();
      onEscape?.();
    } else if (entered) return;
    else if (event.key === 'Enter') entered = typed !== '';
    else if (event.key === 'Backspace') typed = typed.slice(0, -1);
    else if (Array.from(event.key).length === 1) typed += event.key;
  };
  window.addEventListener('keydown', hear, { capture: true });

  return () => {
    const until = performance.now() + SETTLES_MS;
    const settle = () => {
      const focused = document.activeElement;
      const hasCome = focused?.closest('[role="dialog"]') != null;
      if (!hasCome && typed !== '' && performance.now() < until) return void requestAnimationFrame(settle);
      stop();
      if (hasCome && focused instanceof HTMLInputElement) enter(focused, typed, entered);
    };
    settle();
  };
}

/** Types into a field as a hand would. */
function enter(field: HTMLInputElement, typed: string, entered: boolean): void {
  // A field that has no place for a cursor takes no words.
  if (typed === '' || field.readOnly || field.selectionStart === null || field.selectionEnd === null) return;
  field.setRangeText(typed, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new InputEvent('input', { bubbles: true, data: typed, inputType: 'insertText' }));
  if (!entered) return;
  // What is found by the words is known once the field has been drawn with them.
  requestAnimationFrame(() =>
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true })),
  );
}
