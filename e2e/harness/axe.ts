import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

const themes = ['light', 'dark'] as const;
export const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The page as it stands has no fault of accessibility in either theme. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    const { violations, passes } = await new AxeBuilder({ page }).withTags(axeTags).analyze();
    expect(passes.length, 'rules that axe found something to check for').toBeGreaterThan(0);
    const faults = violations.map(
      ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
    expect(faults, `accessibility, ${theme} theme`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null });
}
