import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { violationsOn } from '../support/axe.ts';
import { launchChromium } from '../support/browser.ts';
import { publish, startPrivateStack, wholeCampaign } from '../support/private-stack.ts';

let browser: Browser;
let stack: Awaited<ReturnType<typeof startPrivateStack>>;
beforeAll(async () => {
  [browser, stack] = await Promise.all([launchChromium(), startPrivateStack()]);
  expect((await publish(stack, await wholeCampaign())).status).toBe(200);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

const national = [
  '/',
  '/faq',
  '/news',
  '/news/kaiser-strike',
  '/join',
  '/flyer',
  '/privacy',
  '/terms',
  '/chapters',
  '/my',
];
const local = ['', '/faq', '/news', '/news/kaiser-strike', '/join', '/flyer', '/meet-us'];
const paths = [...national, ...local.map((path) => `/chapters/oregon${path}`), '/nothing'];

it.each(['en', 'es', 'ar'])(
  'no page in %s has an accessibility violation, in light or dark, or is wider than a phone of 320 px',
  async (lang) => {
    const found: string[] = [];
    const context = await browser.newContext({ colorScheme: 'light', viewport: { width: 320, height: 640 } });
    for (const path of paths) {
      const page = await context.newPage();
      page.on('console', (message) => {
        // That there is no page is what the browser itself complains of.
        if (message.type() === 'error' && path !== '/nothing') found.push(`${path} ${message.text()}`);
      });
      await page.goto(`${stack.origin}/${lang}${path}`);
      const all = await violationsOn(page);
      // The dark has other colors, and nothing else that is other.
      await page.emulateMedia({ colorScheme: 'dark' });
      const dark = await violationsOn(page, ['color-contrast', 'link-in-text-block']);
      found.push(...[...all, ...dark].map((violation) => `${path} ${violation}`));
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 320) found.push(`${path} is ${width} px wide`);
      await page.close();
    }
    await context.close();
    expect(found).toEqual([]);
  },
);
