import { afterEach, describe, expect, test, vi } from 'vitest';
import { createTranslator, type TextKey } from './text.ts';

const RU = {
  count: '{n, plural, one {# клиент} few {# клиента} other {# клиентов}}',
  norm: '<b>{held, number}</b> из нормы {norm}',
  plain: 'Отмена',
};

/** The test has texts of its own, which the typed catalogue does not know. */
const key = (name: keyof typeof RU | 'absent') => name as unknown as TextKey;

afterEach(() => vi.restoreAllMocks());

describe('texts of the interface', () => {
  const t = createTranslator('ru', RU);

  test.each([
    [1, '1 клиент'],
    [3, '3 клиента'],
    [5, '5 клиентов'],
    [21, '21 клиент'],
    [1870, '1\u2009870 клиентов'],
  ])('%s is counted as «%s»', (n, text) => expect(t(key('count'), { n })).toBe(text));

  test('a text with tags comes as parts, so that a screen can set words in bold', () => {
    const parts = t.rich<{ bold: string }>(key('norm'), {
      held: 1060,
      norm: 60,
      b: (chunks) => ({ bold: chunks.join('') }),
    });
    expect(parts).toEqual([{ bold: '1\u2009060' }, ' из нормы 60']);
  });

  test('a key without a text is seen and breaks nothing', () => expect(t(key('absent'))).toBe('absent'));

  test('a forgotten value is logged and the key is shown', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    expect(t(key('count'))).toBe('count');
    expect(log).toHaveBeenCalledOnce();
  });

  test('a reason of the server is known or not', () => {
    expect([t.has('plain'), t.has('no.such')]).toEqual([true, false]);
  });
});
