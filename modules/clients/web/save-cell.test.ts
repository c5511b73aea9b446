import { expect, it } from 'vitest';
import { ProblemError } from '#ui-kit/call.ts';
import { CellConflict } from '#ui-kit/data/cell-conflict.ts';
import type { ClientListRow } from '../listing/contract.ts';
import { type CellPart, saveCell } from './save-cell.ts';

const row: ClientListRow = {
  id: '1',
  reach: 'card',
  name: 'Тулун',
  region: 'Иркутская область',
  state: 'cold',
  holder: null,
  version: 3,
  segment_id: null,
};

/** A server that has version 4 of the card already, as a colleague has saved it. */
function server(theirs: Record<string, unknown>) {
  const saved: [number, CellPart][] = [];
  const edit = (version: number, part: CellPart) => {
    if (version !== 4) {
      const body = { status: 409, code: 'conflict', reason: 'app.stale_version', detail: '' };
      return Promise.reject(new ProblemError({ ...body, details: { theirs: { version: 4, ...theirs } } }));
    }
    saved.push([version, part]);
    return Promise.resolve();
  };
  return { saved, edit };
}

it('goes on where a colleague has changed another field', async () => {
  const { saved, edit } = server({ region: 'Иркутская область', segment: null });
  await saveCell(edit, row, { region: 'Республика Бурятия' });
  expect(saved).toEqual([[4, { region: 'Республика Бурятия' }]]);
});

it('shows the value of the colleague where they have changed the same field, and saves one’s own when that is chosen', async () => {
  const { saved, edit } = server({ region: 'Красноярский край' });
  const conflict = await saveCell(edit, row, { region: 'Республика Бурятия' }).catch((error: unknown) => error);
  if (!(conflict instanceof CellConflict)) throw new Error('no conflict');
  expect([conflict.theirs, saved]).toEqual(['Красноярский край', []]);
  await conflict.overwrite();
  expect(saved).toEqual([[4, { region: 'Республика Бурятия' }]]);
});

it('tells a figure as it is printed', async () => {
  const { edit } = server({ size: 42_000 });
  const saving = saveCell(edit, row, { size: 43_000 }, (figure) => `${figure / 1000} 000`);
  await expect(saving).rejects.toMatchObject({ theirs: '42 000' });
});

it('tells a segment by its name', async () => {
  const { edit } = server({ segment: { id: '2', name: 'Города' } });
  await expect(saveCell(edit, row, { segment_id: '7' })).rejects.toMatchObject({ theirs: 'Города' });
});
