import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comeIn, openScreen } from '../support/at-desk.ts';
import { launchChromium } from '../support/browser.ts';
import { dataOf, makeToken, manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { ended, plan, question, seen, soon } from '../support/schedule.ts';

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
    await rows.last().getByText('The first version').click();
    await rows.last().getByText('Where in Oregon?').waitFor();
    // Somebody else writes meanwhile: nothing is brought back over what was not seen.
    await write('oregon', 'ours', 'Where exactly in Oregon?');
    const restore = async () => {
      await rows
        .last()
        .getByRole('button', { name: /^Bring this version back/ })
        .click();
      await page.getByRole('dialog').getByRole('button', { name: 'Bring this version back' }).click();
    };
    await restore();
    await page.getByRole('alert').getByText('Somebody changed it meanwhile').waitFor();
    await expect.poll(() => rows.count()).toBe(3);
    await restore();
    await page.getByRole('heading', { name: 'Versions of “Where in Oregon?”' }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.matches('[data-after]'))).toBe(true);
    expect(await rows.count()).toBe(4);
    // What was opened stays with its version.
    const open = rows.filter({ has: page.locator('details[open]') });
    expect((await open.allInnerTexts()).map((text) => text.includes('One moment'))).toEqual([false, false]);
    await page.close();
  });

  it('brings a removed entry back, and reads on where it had many versions', async () => {
    const body = { slug: 'many', ...question('What, 1?') };
    await dataOf(await manage(stack, 'POST', 'faqs?chapter=oregon', { body }));
    for (let number = 2; number <= 51; number++) await write('oregon', 'many', `What, ${number}?`);
    await manage(stack, 'DELETE', 'faqs/many?chapter=oregon', { match: '*' });
    const page = await openScreen(context, stack, '/chapters/oregon/entries/faqs/many/versions');
    const rows = page.locator('main > * > ol > li');
    await expect.poll(() => rows.count()).toBe(50);
    await page.getByRole('button', { name: 'Older versions' }).click();
    await expect.poll(() => rows.count()).toBe(52);
    // The button is gone: one goes on where the older ones begin.
    await expect.poll(() => rows.nth(50).evaluate((row) => row === document.activeElement)).toBe(true);
    await rows
      .nth(1)
      .getByRole('button', { name: /^Bring this version back/ })
      .click();
    await page.getByRole('dialog').getByRole('button', { name: 'Bring this version back' }).click();
    await page.getByRole('heading', { name: 'Versions of “What, 51?”' }).waitFor();
    expect(await rows.first().innerText()).toContain('The newest');
    await page.close();
  });

  it('tells what was scheduled and missed, and who showed what again', async () => {
    const { id, secret } = await makeToken(stack, ['oregon:*:*:*']);
    await dataOf(
      await manage(stack, 'POST', 'faqs?chapter=oregon', { body: { slug: 'late', ...question('What was missed?') } }),
    );
    const act = await plan(stack, 'publish', 'late', soon(1500), secret);
    await manage(stack, 'DELETE', `tokens/${id}`);
    await ended(stack, act, 'missed');
    const page = await openScreen(context, stack, '/chapters/oregon/history');
    const rows = page.locator('main > * > ol > li');
    await rows.first().getByText('Whoever scheduled it was revoked since').waitFor();
    expect(await rows.first().innerText()).toContain('Missed');
    expect(await rows.first().getByRole('button').count()).toBe(0);
    const again = await rows.filter({ hasText: 'Shown again' }).allInnerTexts();
    expect(again).toHaveLength(1);
    expect(again[0]).toContain('by Oregon organizer');
    await rows.first().getByRole('link', { name: 'What was missed?' }).click();
    await page.getByRole('heading', { name: 'Versions of “What was missed?”' }).waitFor();
    await page.close();
  });

  it('says what to do where nothing was published, and is nobody’s of another chapter', async () => {
    const words = { en: { name: 'Idaho', description: 'Health workers of Idaho.' } };
    const idaho = { slug: 'idaho', region: 'US-ID', timeZone: 'America/Boise', translations: words };
    await dataOf(await manage(stack, 'POST', 'chapters', { body: idaho }));
    const national = await comeIn(browser, stack, ['*:*:*:*']);
    const empty = await openScreen(national, stack, '/chapters/idaho/history');
    await empty.getByText('Nothing was published yet.').waitFor();
    await empty.getByRole('link', { name: 'Go to Publish' }).click();
    await expect.poll(() => new URL(empty.url()).pathname).toBe('/desk/chapters/idaho/publish');
    await national.close();

    const page = await openScreen(context, stack, '/chapters/idaho/history');
    await page.getByText('Only somebody who may publish this chapter').waitFor();
    await page.goto(page.url().replace('idaho/history', 'national/entries/faqs/who/versions'));
    await page.getByText('There is nothing here any more.').waitFor();
    expect(await page.locator('main li').count()).toBe(0);
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
