import { type Company, foundCompany } from './company.ts';
import { type Product, startProduct } from './product.ts';
import { test } from './test.ts';

/** A product that runs for the tests of one description, with a company in it. */
export interface Founded {
  readonly product: Product;
  readonly company: Company;
}

/** Starts the product at a moment and founds the company of the tests in it before the tests of a description, and stops it after. */
export function founded({ now, language }: { now: string; language?: 'ru' | 'en' }): Founded {
  let made: { product: Product; company: Company } | null = null;
  const there = () => {
    if (made === null) throw new Error('the product runs only while the tests of its description do');
    return made;
  };
  test.beforeAll(async ({ browser }) => {
    const product = await startProduct({ now });
    made = { product, company: await foundCompany(browser, product, language) };
  });
  test.afterAll(() => made?.product.stop());
  return {
    get product() {
      return there().product;
    },
    get company() {
      return there().company;
    },
  };
}
