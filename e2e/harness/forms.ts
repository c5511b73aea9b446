import { expect, type Locator, type Page } from '@playwright/test';
import { catalogue as english } from '#app/web/catalogue.en.ts';
import { catalogue } from '#app/web/catalogue.ru.ts';
import { createTranslator } from '#shared/text.ts';

/** The program's own Russian words, for what a test presses and reads. */
export const say = createTranslator('ru', catalogue);

/** The same in English. */
export const sayInEnglish = createTranslator('en', english);

/** The open form: a dialog with fields and one button that saves it. */
export function form(page: Page): Locator {
  return page.getByRole('dialog');
}

/** Chooses an option of a list by a part of its words. */
export async function choose(page: Page, label: string | RegExp, option: string | RegExp): Promise<void> {
  await form(page).getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option }).first().click();
}

/** Saves the open form by the key of the keyboard and waits until it has closed. */
export async function save(page: Page): Promise<void> {
  await expect(form(page)).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(form(page)).toHaveCount(0);
}
