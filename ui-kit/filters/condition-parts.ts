import { laterOpened } from '../later.tsx';

/** How a condition is found and said: most looks at a list need neither. */
export const CONDITION_PARTS = laterOpened(async () => {
  const [{ ConditionPicker }, { ConditionEditor }] = await Promise.all([
    import('./ConditionPicker.tsx'),
    import('./ConditionEditor.tsx'),
  ]);
  return { ConditionPicker, ConditionEditor };
});
