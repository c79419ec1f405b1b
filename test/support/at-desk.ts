import type { Browser, BrowserContext, Page } from 'playwright-core';
import { violationsOn } from './axe.ts';
import { byName, signIn } from './desk.ts';
import type { Api } from './manage.ts';

type Options = NonNullable<Parameters<Browser['newContext']>[0]> & { name?: string };

/** A browser in which somebody who holds these grants has come in at the desk, and knows the tour. */
export async function comeIn(
  browser: Browser,
  api: Api,
  grants: readonly string[],
  { name, ...options }: Options = {},
): Promise<BrowserContext> {
  const { context, page } = await signIn(browser, api, grants, {
    ...(name !== undefined && { name }),
    options: { locale: 'en', viewport: { width: 390, height: 844 }, ...options },
  });
  await page.evaluate(() => localStorage.setItem('uwh-desk-toured', ''));
  await page.close();
  return context;
}

/** Opens a screen of the desk by its path, like `/chapters/oregon/publish`. */
export async function openScreen(context: BrowserContext, api: Api, path: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${byName(api)}/desk${path}`);
  return page;
}

/**
 * What is wrong with a screen for who can't see, or sees it in the dark, on a phone or in Spanish.
 * @param ready what tells that it shows what it is for, in either language.
 */
export async function faultsOf(
  context: BrowserContext,
  api: Api,
  path: string,
  ready: (page: Page) => Promise<unknown>,
): Promise<string[]> {
  const found: string[] = [];
  const page = await context.newPage();
  await page.addInitScript(() => localStorage.setItem('uwh-desk-lang', 'en'));
  await page.goto(`${byName(api)}/desk${path}`);
  for (const [lang, scheme, other] of [
    ['en', 'light', 'dark'],
    ['es', 'dark', 'light'],
  ] as const) {
    if (lang === 'es') await page.locator('.head button[lang=es]').click();
    await page.emulateMedia({ colorScheme: scheme });
    await ready(page);
    const all = await violationsOn(page);
    await page.emulateMedia({ colorScheme: other });
    // The other scheme has other colors, and nothing else that is other.
    const colors = await violationsOn(page, ['color-contrast', 'link-in-text-block']);
    found.push(...[...all, ...colors].map((text) => `${path} ${lang} ${text}`));
    const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (width > 0) found.push(`${path} ${lang} is ${width} px too wide`);
  }
  await page.close();
  return found;
}
