import { expect, test } from 'vitest';
import type { HandoverSheet } from '../../handover/contract.ts';
import { type SheetValues, sheetBody, sheetValues, unfinishedLine } from './handover-form.ts';

const sheet: HandoverSheet = {
  deal_id: '019a0000-0000-7000-8000-000000000001',
  scope: '1 240 светильников',
  promises: [{ said: 'Пусковой участок к 9 мая', due_on: '2027-05-09' }],
  no_promises: false,
  risks: [{ said: 'Сети', answer: null }],
  no_risks: false,
  economics: null,
  payments: [{ title: 'Аванс', due_on: '2026-12-15', amount_minor: 100, of_savings: true }],
  milestones: [{ title: 'Пуск', planned_on: '2027-05-01' }],
  needs_owner_id: null,
  needs_owner_name: null,
  version: 3,
};

test('a sheet that nobody touches is saved as it was', () => {
  const { deal_id: _deal, needs_owner_name: _name, ...body } = sheet;
  expect(sheetBody(sheetValues(sheet), sheet.version, null)).toEqual(body);
});

test('lines without words are not written, and promises unsay that there are none', () => {
  const values: SheetValues = {
    ...sheetValues(sheet),
    no_promises: true,
    risks: [{ said: ' ', answer: 'никакой' }],
    no_risks: true,
    milestones: [{ title: '', planned_on: '2027-05-01' }],
  };
  expect(sheetBody(values, 3, null)).toMatchObject({
    no_promises: false,
    risks: [],
    no_risks: true,
    milestones: [],
  });
});

test.each([
  [
    'a payment without its amount',
    { payments: [{ title: 'Аванс', due_on: '2026-12-15', amount_minor: null, of_savings: false }] },
    'payments',
  ],
  ['a milestone without its day', { milestones: [{ title: 'Пуск', planned_on: null }] }, 'milestones'],
  ['an empty line', { milestones: [{ title: ' ', planned_on: null }] }, null],
] as const)('%s: %s', (_what, over, field) => {
  const values: SheetValues = {
    ...sheetValues(sheet),
    ...('payments' in over ? { payments: [...over.payments] } : { milestones: [...over.milestones] }),
  };
  expect(unfinishedLine(values)).toBe(field);
});
