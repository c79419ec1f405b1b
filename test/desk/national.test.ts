import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comeIn, openScreen } from '../support/at-desk.ts';
import { launchChromium } from '../support/browser.ts';
import { dataOf, manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { write } from '../support/schedule.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  [browser, stack] = await Promise.all([launchChromium(), startPrivateStack()]);
  const faq = entry('faq', 'who', { position: 10 }, { question: 'Who?', answer: 'Us.' });
  expect((await publish(stack, campaign([faq]))).status).toBe(200);
  await write(stack, 'when', 'When?');
  context = await comeIn(browser, stack, ['*:*:*:*']);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

describe('the chapters at the desk', () => {
  it('are shown with what waits and what is not translated', async () => {
    const page = await openScreen(context, stack, '/national/chapters');
    const oregon = page.locator('section', { has: page.getByRole('heading', { name: 'Oregon' }) });
    await oregon.waitFor();
    const text = (await oregon.innerText()).replaceAll(/\s+/g, ' ');
    expect(text).toContain('Waits to be published 1');
    expect(text).toContain('Spanish: 1 missing, 0 out of date');
    await oregon.getByRole('link', { name: '1', exact: true }).click();
    await page.getByRole('checkbox', { name: 'When?' }).waitFor();
    await page.close();
  });

  it('become one more in one form, which readers see once it is published', async () => {
    const page = await openScreen(context, stack, '/national/chapters/new');
    await page.getByLabel('State').selectOption('Washington');
    expect(await page.getByLabel('In addresses').inputValue()).toBe('washington');
    await page.getByLabel('Description').first().fill('Health workers of Washington.');
    await page.getByRole('button', { name: 'Make a chapter' }).click();
    await page.getByText('United We Heal Washington is made.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.matches('[data-after]'))).toBe(true);
    expect(await dataOf(await manage(stack, 'GET', 'chapters/washington'))).toMatchObject({
      region: 'US-WA',
      timeZone: 'America/Los_Angeles',
      translations: { en: { name: 'United We Heal Washington' } },
    });
    await page.getByRole('link', { name: 'Publish it' }).click();
    await page.getByText('The chapter’s page itself will appear.').waitFor();
    await page.getByRole('button', { name: 'Publish now' }).click();
    await page.getByText('Published. Readers see it within seconds.').first().waitFor();
    await expect
      .poll(async () => (await fetch(`${stack.origin}/en/chapters/washington`)).status, { timeout: 6000 })
      .toBe(200);
    await page.goto(page.url().replace('chapters/washington/publish', 'national/chapters/new'));
    await page.getByLabel('State').selectOption('Washington');
    await page.getByLabel('Description').first().fill('Once more.');
    await page.getByRole('button', { name: 'Make a chapter' }).click();
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('There is a chapter with this address');
    await page.close();
  });
});
