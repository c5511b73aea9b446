import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetPerson } from '../commands.ts';
import type { Criterion } from '../contract.ts';
import { handoffCard } from '../queries.ts';
import { ROGOZHIN, type TestRelay, testRelay } from '../test-relay.ts';
import { isIntact, sealPackage } from './commands.ts';
import { canonicalJson, putBackPersonal } from './rules.ts';

const frozen = {
  sections: [
    {
      title: 'Разговор',
      rows: [
        { label: 'Слова', value: null, personal: '«Сумму режут»', person_id: ROGOZHIN },
        { label: 'Мешает', value: 'бюджет' },
      ],
    },
  ],
  data: { lamps: 1870 },
  personal: { phone: { value: '+79130000000' } },
};
const criteria: Criterion[] = [{ key: 'contact', required: true, met: true, value: null, personal: 'Рогожин А. С.' }];

describe('canonical JSON', () => {
  it('has one spelling for equal content, whatever the order of keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'я' }], a: undefined })).toBe('{"b":[1,{"c":"я","d":null}]}');
    const shuffled = (value: Record<string, unknown>) => Object.fromEntries(Object.entries(value).toReversed());
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value));
      }),
    );
  });
});

describe('a sealed package', () => {
  const sealed = sealPackage(criteria, frozen);
  const round = { stored: sealed.stored, digests: sealed.digests, seal: sealed.seal, personal: sealed.personal };

  it('keeps personal values aside and gives them back', () => {
    expect(JSON.stringify(sealed.stored)).not.toMatch(/Рогожин|Сумму|7913/);
    const back = putBackPersonal(sealed.stored, new Map(sealed.personal.map(({ place, value }) => [place, value])));
    expect(back.criteria[0]).toMatchObject({ key: 'contact', personal: 'Рогожин А. С.' });
    expect(back.package.sections[0]?.rows).toMatchObject([{ personal: '«Сумму режут»' }, { value: 'бюджет' }]);
    expect(back.package).toMatchObject({ data: { lamps: 1870 }, personal: { phone: { value: '+79130000000' } } });
  });

  it('shows any change, open or personal', () => {
    expect(isIntact(round)).toBe(true);
    const altered = structuredClone(sealed.stored);
    altered.package.data = { lamps: 1871 };
    expect(isIntact({ ...round, stored: altered })).toBe(false);
    const [first, ...rest] = sealed.personal;
    if (first === undefined) throw new Error('nothing personal');
    expect(isIntact({ ...round, personal: [{ ...first, value: 'Другой' }, ...rest] })).toBe(false);
  });

  it('stays intact when a person is erased, and says that something was', () => {
    expect(isIntact({ ...round, personal: [] })).toBe(true);
    const back = putBackPersonal(sealed.stored, new Map());
    expect(back.criteria[0]).toMatchObject({ personal: null });
    expect(back.package).toMatchObject({ personal: { phone: { value: null } } });
  });

  it('has digests that say nothing of equal values', () => {
    const again = sealPackage(criteria, frozen);
    expect(again.digests['criteria/contact']).not.toBe(sealed.digests['criteria/contact']);
  });
});

describe('in the database', () => {
  let relay: TestRelay;
  beforeAll(async () => {
    relay = await testRelay();
  });
  afterAll(() => relay.close());

  it('a package cannot be rewritten, and erasing a person leaves its seal', async () => {
    const { id } = await relay.offer(await relay.qualified());
    const rewritten = relay.market.context.db
      .updateTable('handoff_rounds')
      .set({ package: '{}' })
      .where('handoff_id', '=', id)
      .execute();
    await expect(rewritten).rejects.toThrow(/frozen/);
    expect(await relay.market.done((w) => forgetPerson(w, ROGOZHIN))).toEqual({ erased: 2 });
    const card = await handoffCard(await relay.as(relay.manager), id);
    expect(card).toMatchObject({
      value: {
        seal: { intact: true, erased: 2 },
        sections: [{ rows: [{ label: 'Слова клиента', personal: null }, { value: 'бюджет' }, {}] }],
      },
    });
  });
});
