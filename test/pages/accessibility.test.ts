import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const paths = ['/', '/faq', '/news', '/news/kaiser-strike', '/join', '/privacy', '/terms', '/chapters', '/my'];
const all = [...paths, '/chapters/oregon', '/nothing'];
const modes = ['en', 'es'].flatMap((lang) => (['light', 'dark'] as const).map((scheme) => [lang, scheme] as const));

it.each(modes)('no page has an accessibility violation in %s, %s', async (lang, colorScheme) => {
  const found: string[] = [];
  for (const path of all) {
    const { page } = await visit(browser, `${inject('origin')}/${lang}${path}`, { colorScheme });
    const builder = new AxeBuilder({ page });
    const { violations } = await builder.analyze();
    found.push(
      ...violations.map(({ id, nodes }) => `${path} ${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
    );
    await page.context().close();
  }
  expect(found).toEqual([]);
});
