import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comeIn, openScreen } from '../support/at-desk.ts';
import { launchChromium } from '../support/browser.ts';
import { byName, callFrom, signIn } from '../support/desk.ts';
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
    expect(text).toContain('Waiting 1 to be published');
    expect(text).toContain('English: 1 of 1 Spanish: 0 of 1');
    await oregon.getByRole('link', { name: '1 to be published' }).click();
    await page.getByRole('checkbox', { name: 'When?' }).waitFor();
    await page.close();
  });

  it('become one more in one form, which readers see once it is published', async () => {
    const page = await openScreen(context, stack, '/national/chapters/new');
    await page.getByLabel('State').selectOption('Washington');
    expect(await page.getByLabel('In addresses').inputValue()).toBe('washington');
    await page.getByLabel('Description in English').fill('Health workers of Washington.');
    await page.getByRole('button', { name: 'Make a chapter' }).click();
    await page.locator('.done', { hasText: 'United We Heal Washington is made.' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.matches('[data-after]'))).toBe(true);
    expect(await dataOf(await manage(stack, 'GET', 'chapters/washington'))).toMatchObject({
      region: 'US-WA',
      timeZone: 'America/Los_Angeles',
      translations: { en: { name: 'United We Heal Washington' } },
    });
    const invite = page.getByRole('link', { name: 'Invite its organizer' });
    expect(await invite.getAttribute('href')).toBe('/desk/people?chapter=washington');
    await page.getByRole('link', { name: 'Publish it' }).click();
    // The frame knows it too.
    await expect.poll(() => page.getByLabel('Chapter', { exact: true }).inputValue()).toBe('washington');
    await page.getByText('The chapter’s page itself will appear.').waitFor();
    await page.getByRole('button', { name: 'Publish now' }).click();
    await page.getByText('Published. Readers see it within seconds.').first().waitFor();
    await expect
      .poll(async () => (await fetch(`${stack.origin}/en/chapters/washington`)).status, { timeout: 6000 })
      .toBe(200);
    await page.goto(page.url().replace('chapters/washington/publish', 'national/chapters/new'));
    await page.getByLabel('State').selectOption('Washington');
    await page.getByLabel('Description in English').fill('Once more.');
    await page.getByRole('button', { name: 'Make a chapter' }).click();
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('There is a chapter with this address');
    await page.close();
  });

  it('are changed for one another on the same screen', async () => {
    const page = await openScreen(context, stack, '/chapters/oregon/coverage');
    await page.getByLabel('Chapter', { exact: true }).selectOption('national');
    await expect.poll(() => page.url()).toContain('/desk/chapters/national/coverage');
    await page.goto(page.url().replace('national/coverage', 'oregon/entries/faqs/when'));
    await page.getByLabel('Chapter', { exact: true }).selectOption('national');
    await expect.poll(() => page.url()).toMatch(/\/desk\/chapters\/national$/);
    await page.close();
  });

  it('of others are nobody’s who organizes one', async () => {
    const { context: other, page } = await signIn(browser, stack, ['oregon:*:*:*']);
    await page.goto(`${byName(stack)}/desk/national/chapters`);
    await page.getByRole('heading', { name: 'Oregon' }).waitFor();
    expect(await page.getByRole('heading', { level: 2 }).count()).toBe(1);
    expect(await page.getByRole('link', { name: 'Make a chapter' }).count()).toBe(0);
    await page.goto(`${byName(stack)}/desk/national/chapters/new`);
    await page.getByText('Only somebody who may make chapters').waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    const words = { en: { name: 'Idaho', description: 'Health workers of Idaho.' } };
    const idaho = { slug: 'idaho', region: 'US-ID', timeZone: 'America/Boise', translations: words };
    const refused = await Promise.all([
      callFrom(page, 'POST', '/v1/manage/chapters', idaho),
      callFrom(page, 'GET', '/v1/manage/chapters/national'),
      callFrom(page, 'GET', '/v1/manage/chapters/national/changes'),
      callFrom(page, 'POST', '/v1/manage/publish', { chapter: 'national' }),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([403, 404, 404, 404]);
    await other.close();
  });
});
