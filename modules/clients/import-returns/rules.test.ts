import { describe, expect, it } from 'vitest';
import { bareDetails } from '../register/rules.ts';
import { netChange, setBack } from './rules.ts';

const client = { ...bareDetails('Тулун', 'Asia/Irkutsk'), size: 12, region: 'Иркутская область', note: null };

describe('what an import has changed', () => {
  it('is set back where nobody has changed it since, and left and named where somebody has', () => {
    const net = netChange([
      { before: { size: 10, region: null }, after: { size: 11, region: 'Иркутская' } },
      { before: { size: 11, note: 'старое' }, after: { size: 12, note: 'новое' } },
    ]);
    const { details, restored, left } = setBack(client, net);
    expect(details).toMatchObject({ size: 10, region: 'Иркутская область', note: null });
    expect({ restored, left }).toEqual({ restored: ['size'], left: ['region', 'note'] });
  });

  it('needs nothing where somebody has set it back already, whatever the order of keys in a list', () => {
    const phones = [{ number: '+79178335543', note: 'приёмная' }];
    const net = netChange([
      { before: { phones: [{ note: 'приёмная', number: '+79178335543' }] }, after: { phones: [] } },
    ]);
    expect(setBack({ ...client, phones }, net)).toMatchObject({ restored: [], left: [] });
  });
});
