import { describe, expect, it } from 'vitest';
import { appliedTo, mappingFor, type NamedMapping } from './rules.ts';

const kept = (name: string, mapping: NamedMapping['mapping']): NamedMapping => ({
  id: name,
  name,
  mapping,
  policies: {},
  recogniseBy: 'ids',
});
const towns = kept('Города', { Город: 'name', ОКТМО: 'oktmo', Цвет: null });
const short = kept('Короткое', { Город: 'name' });

describe('a mapping kept under a name', () => {
  it.each([
    { file: 'the same headings', headings: ['ОКТМО', 'Город', 'Цвет'], proposed: 'Города' },
    { file: 'without a column that is left out anyway', headings: ['Город', 'ОКТМО'], proposed: 'Города' },
    { file: 'without a column that is taken', headings: ['Город', 'Цвет'], proposed: null },
    { file: 'mostly of columns nobody knows', headings: ['Город', 'ОКТМО', 'А', 'Б', 'В'], proposed: null },
    { file: 'that only the shorter one fits', headings: ['Город'], proposed: 'Короткое' },
  ])('is proposed for a file of $file: $proposed', ({ headings, proposed }) => {
    expect(mappingFor([short, towns], headings)?.name ?? null).toBe(proposed);
  });

  it('is laid over the columns of a file, and knows nothing of the others', () => {
    const named = { ...towns, policies: { Город: 'ask', Лишний: 'fill' } as const };
    expect(appliedTo(named, ['Город', 'Новый'])).toEqual({
      mapping: { Город: 'name', Новый: null },
      policies: { Город: 'ask' },
    });
  });
});
