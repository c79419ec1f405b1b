import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { byName, signIn } from '../support/desk.ts';
import { campaign, publish, startPrivateStack } from '../support/private-stack.ts';
import { give, makeLink, said, send, tokenIn } from '../support/testimonial-links.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let browser: Browser;
beforeAll(async () => {
  [stack, browser] = await Promise.all([startPrivateStack(), launchChromium()]);
  expect((await publish(stack, campaign([]))).status).toBe(200);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

const screen = () => `${byName(stack)}/desk/chapters/oregon/testimonial-links`;

async function expectAccessible(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

it('makes a link, shows it once, and tells what came of it', async () => {
  const { page } = await signIn(browser, stack, ['oregon:*:*:*'], {
    options: {
      viewport: { width: 390, height: 800 },
      locale: 'en-US',
      permissions: ['clipboard-read', 'clipboard-write'],
    },
  });
  await page.goto(screen());
  await page.getByText('There are none yet.').waitFor();
  await expectAccessible(page);
  await page.getByLabel('The language in which it opens').selectOption('Español');
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.locator('main').getByText('Copied.').waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
  await page.getByText(/Not used yet; it can be until/).waitFor();
  await expectAccessible(page);
  const own = await give(stack, link, said, '/es/chapters/oregon');
  await page.reload();
  await page.getByText('Words came: a draft waits for you').waitFor();
  expect(await page.content()).not.toContain(tokenIn(link));
  const draft = await page.getByRole('link', { name: 'Read and publish' }).getAttribute('href');
  expect(draft).toMatch(/^\/desk\/chapters\/oregon\/entries\/testimonials\/by-link-/);
  await send(stack, { link: own, act: 'withdraw' }, '/es/chapters/oregon');
  await page.reload();
  await page.getByText('Taken back by their person.').waitFor();
  await page.context().close();
});

it('revokes a link in Spanish and in the dark, and offers nothing to who may only read', async () => {
  const { link } = await makeLink(stack);
  const options = { viewport: { width: 1280, height: 800 }, locale: 'es-US', colorScheme: 'dark' as const };
  const { page, context } = await signIn(browser, stack, ['oregon:*:testimonial:*'], { options });
  await page.goto(screen());
  await page
    .getByText(/Sin usar; vale hasta/)
    .first()
    .waitFor();
  await expectAccessible(page);
  await page
    .getByRole('button', { name: /^Anular/ })
    .first()
    .click();
  await page.getByText('Anulado sin usarse').waitFor();
  expect((await send(stack, { link: tokenIn(link) })).status).toBe(404);
  await context.close();
  const reader = await signIn(browser, stack, ['oregon:*:testimonial:read'], { options });
  await reader.page.goto(screen());
  await reader.page.getByText('Anulado sin usarse').waitFor();
  expect(await reader.page.getByRole('button', { name: 'Crear un enlace' }).count()).toBe(0);
  await reader.context.close();
});
