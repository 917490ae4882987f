/** Where the walk over all pages stops. */
import type { Locator, Page } from 'playwright-core';

export interface Stop {
  name: string;
  path: string;
  /** There when the page has drawn what it shows. */
  ready: (page: Page) => Locator;
  /** What to open on it. */
  act?: (page: Page) => Promise<void>;
  /** Which pictures are worth their bytes. */
  pictures: ('light' | 'dark' | 'phone')[];
}

export const row = (text: RegExp) => (page: Page) => page.getByRole('row', { name: text });
export const all: Stop['pictures'] = ['light', 'dark', 'phone'];
