import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comeIn, openScreen } from '../support/at-desk.ts';
import { launchChromium } from '../support/browser.ts';
import { dataOf, makeToken, manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { question, seen } from '../support/schedule.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let browser: Browser;
let context: BrowserContext;

const write = async (chapter: string, slug: string, text: string) =>
  dataOf(await manage(stack, 'PUT', `faqs/${slug}?chapter=${chapter}`, { body: question(text), match: '*' }));
const publishChapter = async (chapter: string) =>
  expect((await manage(stack, 'POST', 'publish', { body: { chapter } })).status).toBe(200);

beforeAll(async () => {
  [browser, stack] = await Promise.all([launchChromium(), startPrivateStack()]);
  const faq = (slug: string, text: string) => entry('faq', slug, { position: 1 }, { question: text, answer: 'Us.' });
  const set = campaign([faq('who', 'Who are we?')], [faq('ours', 'Where in Oregon?'), faq('gone', 'What goes?')]);
  expect((await publish(stack, set)).status).toBe(200);
  await write('oregon', 'ours', 'Where in all of Oregon?');
  expect((await manage(stack, 'DELETE', 'faqs/gone?chapter=oregon', { match: '*' })).status).toBe(204);
  await publishChapter('oregon');
  await write('national', 'who', 'Who are we all?');
  await publishChapter('national');
  context = await comeIn(browser, stack, ['oregon:*:*:*']);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

describe('the history of a chapter', () => {
  it('says who published what and when, and shows readers an earlier release again', async () => {
    const page = await openScreen(context, stack, '/chapters/oregon/history');
    const rows = page.locator('main > * > ol > li');
    await expect.poll(() => rows.count()).toBe(3);
    expect(await rows.first().innerText()).toContain('Readers see this now');
    for (const summary of await rows.locator('> div > details > summary').all()) await summary.click();
    await rows.nth(0).getByText('Only the national content beneath changed.').waitFor();
    const second = rows.nth(1);
    await second.getByText('What differs').click();
    await expect.poll(() => second.locator('ins').allInnerTexts()).toContain('now: \nall of ');
    expect((await second.locator('.what').allInnerTexts()).toSorted()).toEqual(['Changed', 'Removed']);
    await expect.poll(() => rows.nth(2).locator('.what').allInnerTexts()).toEqual(['New', 'New']);

    await rows
      .nth(2)
      .getByRole('button', { name: /^Show this again/ })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Show this again' }).click();
    await page.getByText('Readers see that version again.').first().waitFor();
    expect(await page.evaluate(() => document.activeElement?.matches('[data-after]'))).toBe(true);
    await expect.poll(async () => (await seen(stack))['ours'], { timeout: 6000 }).toBe('Where in Oregon?');

    await publishChapter('oregon');
    await page.reload();
    await rows.first().getByText('What changed').click();
    await expect.poll(() => rows.first().locator('.what').allInnerTexts()).toEqual(['Removed', 'Changed']);
    await page.close();
  });

  it('keeps every version of an entry, and brings one back', async () => {
    const page = await openScreen(context, stack, '/chapters/oregon/entries/faqs/ours');
    await page.getByRole('link', { name: 'Earlier versions' }).click();
    await page.getByRole('heading', { name: 'Versions of “Where in all of Oregon?”' }).waitFor();
    const rows = page.locator('main > * > ol > li');
    expect(await rows.count()).toBe(2);
    await rows.first().getByText('What changed').click();
    await expect.poll(() => rows.first().locator('ins').allInnerTexts()).toContain('now: \nall of ');
    await rows.last().getByText('The first version').waitFor();
    await rows
      .last()
      .getByRole('button', { name: /^Bring this version back/ })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Bring this version back' }).click();
    await page.getByRole('heading', { name: 'Versions of “Where in Oregon?”' }).waitFor();
    expect(await rows.count()).toBe(3);
    await page.close();
  });

  it('is for who may publish the chapter alone', async () => {
    const { secret } = await makeToken(stack, ['oregon:*:*:publish', 'oregon:*:*:read']);
    const [{ id }] = await dataOf<[{ id: string }]>(await manage(stack, 'GET', 'chapters/national/releases'));
    const at = (path: string) => manage(stack, 'GET', path, { token: secret }).then(({ status }) => status);
    expect(await at('chapters/oregon/releases')).toBe(200);
    expect(await at(`chapters/oregon/releases/${id}/changes`)).toBe(404);
    expect(await at(`chapters/national/releases/${id}/changes`)).toBe(404);
    const { secret: reader } = await makeToken(stack, ['oregon:*:*:read']);
    expect((await manage(stack, 'GET', 'chapters/oregon/releases', { token: reader })).status).toBe(403);
  });
});
