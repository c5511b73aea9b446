import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

const sizes = { desk: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;
const themes = ['light', 'dark'] as const;

/** `docs/screens` when the guide's pictures are taken, otherwise a temporary folder to look into. */
const folder = process.env.ESTAFETA_SCREENS ?? join(tmpdir(), 'estafeta-screens');

export type ScreenSize = keyof typeof sizes;

/** Takes the page as it stands in both themes: `clients-desk-light.png`, `clients-phone-dark.png` and so on. */
export async function takeScreens(
  page: Page,
  name: string,
  wanted: readonly ScreenSize[] = ['desk', 'phone'],
): Promise<void> {
  const before = page.viewportSize();
  await mkdir(folder, { recursive: true });
  for (const size of wanted) {
    await page.setViewportSize(sizes[size]);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      await page.screenshot({
        path: join(folder, `${name}-${size}-${theme}.png`),
        animations: 'disabled',
        caret: 'hide',
      });
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
}
