import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_RULES, decideByRule, type RuleAction } from '../duplicate-rules/rules.ts';
import { nameKeyOf } from '../register/rules.ts';
import { type Comparable, compare, likeness, matchValues, mayBeOneName, pairOf, survivorOf } from './rules.ts';

const one = (told: Partial<Comparable> & { name?: string }): Comparable => {
  const { name = 'Администрация города Южа', ...rest } = told;
  return {
    ...{ id: '1', name_key: nameKeyOf(name), region: null, inn: null, kpp: null, ogrn: null },
    ...{ phones: [], emails: [], sites: [], people_phones: [], people_emails: [] },
    ...rest,
  };
};
const phone = (number: string) => ({ phones: [{ number }] });

describe('two records compared', () => {
  const cases: [
    what: string,
    a: Comparable,
    b: Comparable,
    score: [number, number],
    reasons: string[],
    suggestion: string,
  ][] = [
    ['one tax number', one({ inn: '7707083893' }), one({ inn: '7707083893' }), [100, 100], ['inn', 'name'], 'merge'],
    [
      'one tax number, another tax office',
      one({ inn: '7707083893', kpp: '773601001' }),
      one({ inn: '7707083893', kpp: '540601001' }),
      [90, 90],
      ['branch', 'name'],
      'branch',
    ],
    [
      'one phone and one name',
      one(phone('+74931234567')),
      one({ name: 'Адм. г. Южа', ...phone('+74931234567') }),
      [70, 74],
      ['phone', 'name'],
      'look',
    ],
    [
      'one phone and one name in one region',
      one({ region: 'Ивановская область', ...phone('+74931234567') }),
      one({ region: 'Ивановская область', ...phone('+74931234567') }),
      [80, 84],
      ['phone', 'name'],
      'merge',
    ],
    [
      'one site, with www and without',
      one({ sites: ['http://yuzha.example.org/'] }),
      one({ sites: ['https://www.yuzha.example.org'] }),
      [70, 74],
      ['site', 'name'],
      'look',
    ],
    [
      'the site of the one is the domain of the other’s mail',
      one({ sites: ['yuzha.example.org'] }),
      one({ emails: ['mail@yuzha.example.org'] }),
      [62, 66],
      ['domain', 'name'],
      'look',
    ],
    [
      'mailboxes of everybody',
      one({ name: 'Одни', emails: ['a@mail.ru'] }),
      one({ name: 'Другие', emails: ['b@mail.ru'] }),
      [0, 0],
      [],
      'look',
    ],
    [
      'one name in two regions is two towns',
      one({ region: 'Тверская область' }),
      one({ region: 'Калининградская область' }),
      [0, 0],
      [],
      'look',
    ],
    ['one name of no region says little', one({}), one({}), [30, 30], ['name'], 'look'],
    [
      'a typing error in one region',
      one({ name: 'Администрация города Новоалександровск', region: 'Ставропольский край' }),
      one({ name: 'Администрация города Новалександровск', region: 'Ставропольский край' }),
      [30, 44],
      ['name_alike'],
      'look',
    ],
    [
      'two tax numbers, whatever they share',
      one({ inn: '7707083893', sites: ['a.example.org'], ...phone('+74931234567') }),
      one({ inn: '7736050003', sites: ['a.example.org'], ...phone('+74931234567') }),
      [35, 40],
      ['phone', 'site', 'other_inn'],
      'look',
    ],
    [
      'one phone under two names',
      one({ name: 'МУП Горсвет', ...phone('+74931234567') }),
      one({ name: 'Детский сад № 5', ...phone('+74931234567') }),
      [40, 44],
      ['phone', 'other_name'],
      'look',
    ],
  ];
  it.each(cases)('%s', (_what, a, b, [low, high], reasons, suggestion) => {
    const compared = compare(a, b);
    expect(compared.reasons.map(({ kind }) => kind)).toEqual(reasons);
    expect(compared.score).toBeGreaterThanOrEqual(low);
    expect(compared.score).toBeLessThanOrEqual(high);
    expect(compared.suggestion).toBe(suggestion);
    expect(compare(b, a).score).toBe(compared.score);
  });

  it('a phone that many share says little', () => {
    const [a, b] = [
      one({ name: 'МУП Горсвет', ...phone('+74931234567') }),
      one({ name: 'Школа 5', ...phone('+74931234567') }),
    ];
    expect(compare(a, b, new Set(['phone:+74931234567'])).score).toBeLessThan(10);
  });

  it('an extension tells nothing apart, and every value stands once', () => {
    const values = matchValues(
      one({
        phones: [{ number: '+74931234567', extension: '12' }, { number: '+74931234567' }],
        emails: ['A@b.example.org'],
        sites: ['b.example.org'],
      }),
    );
    expect(values).toEqual([
      { kind: 'phone', value: '+74931234567' },
      { kind: 'domain', value: 'b.example.org' },
      { kind: 'email', value: 'a@b.example.org' },
      { kind: 'name', value: '|администрация южа' },
    ]);
  });

  it('likeness is one for the same words in any order, and less the more they differ', () => {
    expect(likeness('администрация тверь', 'тверь администрация')).toBe(1);
    expect(likeness('россошь', 'росошь')).toBeGreaterThan(likeness('россошь', 'тверь'));
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const alike = likeness(a, b);
        return alike >= 0 && alike <= 1 && alike === likeness(b, a);
      }),
    );
  });

  it('no rule of any kind merges two tax numbers', () => {
    const rules = DEFAULT_RULES.map((rule) => ({ ...rule, action: 'merge' as RuleAction, from_score: 1 }));
    const shared = {
      sites: ['a.example.org'],
      emails: ['a@a.example.org'],
      region: 'Тверская область',
      ...phone('+74931234567'),
    };
    const apart = compare(one({ inn: '7707083893', ...shared }), one({ inn: '7736050003', ...shared }));
    expect(decideByRule(rules, apart)).toBe('ask');
    const branch = compare(one({ inn: '7707083893', kpp: '773601001' }), one({ inn: '7707083893', kpp: '540601001' }));
    expect(decideByRule(rules, branch)).toBe('ask');
    expect(decideByRule(DEFAULT_RULES, branch)).toBe('branch');
    expect(decideByRule(DEFAULT_RULES, compare(one({ inn: '7707083893' }), one({ inn: '7707083893' })))).toBe('merge');
    expect(decideByRule(DEFAULT_RULES, compare(one(phone('+74931234567')), one(phone('+74931234567'))))).toBe('ask');
    expect(decideByRule(rules, compare(one(phone('+74931234567')), one(phone('+74931234567'))))).toBe('merge');
  });

  it('the record that is worked with stays, then the one that knows more, then the older', () => {
    const record = (id: string, more: object) => ({
      ...one({ id }),
      ...{ state: 'cold' as const, holder_id: null, created_at: '2026-01-01', ...more },
    });
    expect(survivorOf(record('a', { inn: '7707083893' }), record('b', { state: 'in_development' })).id).toBe('b');
    expect(survivorOf(record('a', {}), record('b', { inn: '7707083893' })).id).toBe('b');
    expect(survivorOf(record('a', {}), record('b', { created_at: '2025-01-01' })).id).toBe('b');
    expect(pairOf('b', 'a')).toEqual({ one_id: 'a', other_id: 'b' });
  });
});

describe('two names', () => {
  it.each([
    ['заволжская нива птицефабрика', 'заволжская нивa птицефабрика', true],
    ['горсвет кинешма', 'горсвет кинешма участок', true],
    ['алейский муниципальный район', 'алтайский муниципальный район', false],
    ['администрация тула', 'администрация тверь', false],
    ['школа 12', 'школа 112', true],
  ])('«%s» and «%s» may be one: %s', (one, other, expected) => {
    expect(mayBeOneName(one, other)).toBe(expected);
    expect(mayBeOneName(other, one)).toBe(expected);
  });
});
