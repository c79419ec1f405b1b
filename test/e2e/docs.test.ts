import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

it('shows the reference of every operation without asking anyone but the API', async () => {
  const page = await browser.newPage();
  const elsewhere: string[] = [];
  const problems: string[] = [];
  page.on('request', (request) => {
    if (!/^(?:data|blob):/.test(request.url()) && !request.url().startsWith(inject('origin')))
      elsewhere.push(request.url());
  });
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(`${inject('origin')}/docs`);
  await page.getByRole('heading', { name: 'United We Heal API' }).waitFor();
  await page.getByText('List faqs').first().waitFor();
  await page.waitForLoadState('networkidle');
  expect(elsewhere).toEqual([]);
  expect(problems).toEqual([]);
});
