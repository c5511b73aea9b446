import { describe, expect, test } from 'vitest';
import { ariaKeys, type KeyPress, keyLabels, matches, parseKeys } from './key-spec.ts';

const press = (code: string, extra: Partial<KeyPress> = {}): KeyPress => ({
  code,
  key: '',
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  altKey: false,
  ...extra,
});

function fits(spec: string, event: KeyPress): boolean {
  const [stroke] = parseKeys(spec);
  return stroke !== undefined && matches(stroke, event);
}

describe('a key is known by its place', () => {
  test.each([
    ['KeyT in the Russian layout', 'KeyT', press('KeyT', { key: 'е' }), true],
    ['another key that types the same letter', 'KeyT', press('KeyN', { key: 't' }), false],
    ['a letter with Ctrl is another command', 'KeyT', press('KeyT', { ctrlKey: true }), false],
    ['a letter with Shift is another command', 'KeyT', press('KeyT', { shiftKey: true }), false],
    ['Ctrl+K', 'Mod+KeyK', press('KeyK', { ctrlKey: true }), true],
    ['Cmd+K on a Mac', 'Mod+KeyK', press('KeyK', { metaKey: true }), true],
    ['a digit of the upper row', 'Digit1', press('Digit1'), true],
    ['a digit of the number pad', 'Digit1', press('Numpad1'), true],
    ['another digit of the pad', 'Digit1', press('Numpad2'), false],
    ['«?» of the English layout', '?', press('Slash', { key: '?', shiftKey: true }), true],
    ['«?» of the Russian layout', '?', press('Digit7', { key: '?', shiftKey: true }), true],
    ['«?» with Ctrl', '?', press('Slash', { key: '?', shiftKey: true, ctrlKey: true }), false],
    ['Shift with Space', 'Shift+Space', press('Space', { shiftKey: true }), true],
  ])('%s', (_what, spec, event, expected) => expect(fits(spec, event)).toBe(expected));

  test('a sequence is two strokes', () => {
    expect(parseKeys('KeyG KeyH').map((stroke) => stroke.key)).toEqual(['KeyG', 'KeyH']);
  });

  test('a modifier that does not exist is refused at once', () => {
    expect(() => parseKeys('Hyper+KeyK')).toThrow('Hyper+KeyK');
  });
});

describe('keycaps', () => {
  test.each([
    ['KeyT', ['T']],
    ['Digit7', ['7']],
    ['Mod+KeyK', ['Ctrl K']],
    ['Mod+Enter', ['Ctrl Enter']],
    ['KeyG KeyH', ['G', 'H']],
    ['ArrowUp', ['↑']],
    ['Escape', ['Esc']],
    ['Slash', ['/']],
    ['F4', ['F4']],
  ])('%s is printed as %s', (spec, labels) => expect(keyLabels(spec, false)).toEqual(labels));

  test('a Mac prints its own signs', () => expect(keyLabels('Mod+Shift+KeyZ', true)).toEqual(['⌘ ⇧ Z']));

  test('a screen reader hears one stroke and no sequences', () => {
    expect([ariaKeys('Mod+KeyK'), ariaKeys('KeyT'), ariaKeys('KeyG KeyH')]).toEqual(['Control+K', 'T', undefined]);
  });
});
