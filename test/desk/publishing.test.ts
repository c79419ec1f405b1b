import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comeIn, openScreen } from '../support/at-desk.ts';
import { launchChromium } from '../support/browser.ts';
import { dataOf, makeToken, manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { ended, plan, question, seen, soon, write } from '../support/schedule.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  [browser, stack] = await Promise.all([launchChromium(), startPrivateStack()]);
  const faq = (slug: string, text: string) => entry('faq', slug, { position: 1 }, { question: text, answer: 'Us.' });
  const page = entry('page', 'meet-us', { position: 1 }, { title: 'Meet us', summary: 'S', body: 'On *Mondays*.' });
  const set = campaign(
    [faq('who', 'Who are we?'), faq('how', 'How do we win?')],
    [faq('ours', 'Where in Oregon?'), page],
  );
  expect((await publish(stack, set)).status).toBe(200);
  context = await comeIn(browser, stack, ['oregon:*:*:*']);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

const open = (path: string) => openScreen(context, stack, path);
const change = async (slug: string, text: string, status: 'draft' | 'published' = 'published') =>
  dataOf(await manage(stack, 'PUT', `faqs/${slug}?chapter=oregon`, { body: question(text, status), match: '*' }));

describe('publishing at the desk', () => {
  it('says what will change, publishes what is chosen, says so, and undoes it', async () => {
    await change('ours', 'Where in all of Oregon?');
    await write(stack, 'new', 'What is new?');
    const page = await open('/chapters/oregon/publish');
    await page.getByRole('checkbox', { name: 'Where in all of Oregon?' }).waitFor();
    await page.getByText('What differs').click();
    await expect.poll(() => page.locator('ins').allInnerTexts()).toContain('now: \nall of ');

    await page.getByRole('checkbox', { name: 'What is new?' }).uncheck();
    await page.getByRole('button', { name: 'Publish now' }).click();
    const done = page.locator('.done');
    await done.waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.matches('[data-after]'))).toBe(true);
    expect(await page.getByRole('status').filter({ hasText: 'Published.' }).count()).toBe(1);
    await expect.poll(() => page.getByRole('checkbox').count()).toBe(1);
    await expect.poll(async () => (await seen(stack))['ours'], { timeout: 6000 }).toBe('Where in all of Oregon?');
    expect(await seen(stack)).not.toHaveProperty('new');

    await page.getByRole('button', { name: 'Undo the last publish' }).click();
    const dialog = page.getByRole('dialog', { name: 'Undo the last publish?' });
    await dialog.getByText('Readers will see what they saw before').waitFor();
    await dialog.getByRole('button', { name: 'No, go back' }).click();
    expect(await page.evaluate(() => document.activeElement?.textContent?.trim())).toBe('Undo the last publish');
    await page.getByRole('button', { name: 'Undo the last publish' }).click();
    await dialog.getByRole('button', { name: 'Undo the last publish' }).click();
    await page.getByText('Readers see what they saw before.').first().waitFor();
    await expect.poll(async () => (await seen(stack))['ours'], { timeout: 6000 }).toBe('Where in Oregon?');
    await expect.poll(() => page.getByRole('checkbox').count()).toBe(2);
    await page.close();
  });

  it('publishes at a time of the chapter’s clocks, asks which where they show it twice, and cancels', async () => {
    await write(stack, 'later', 'What comes later?');
    const page = await open('/chapters/oregon/publish');
    for (const title of ['Where in all of Oregon?', 'What is new?'])
      await page.getByRole('checkbox', { name: title }).uncheck();
    await page.getByText('Or at a time').click();
    const field = page.getByLabel('Date and time, America/Los_Angeles');
    const button = page.getByRole('button', { name: 'Schedule' });
    await field.fill('2037-03-08T02:30');
    await page.getByText('The clocks skip this time that night').waitFor();
    expect(await button.isDisabled()).toBe(true);
    await field.fill('2037-11-01T01:30');
    await page.getByRole('radio', { name: 'the second time, an hour later (UTC-08:00)' }).check();
    await button.click();
    await page.getByText('It is scheduled. Nobody sees it before.').first().waitFor();
    const { next } = await dataOf<{ next: { at: string }[] }>(await manage(stack, 'GET', 'schedule?chapter=oregon'));
    expect(next.map(({ at }) => at)).toEqual(['2037-11-01T09:30:00.000Z']);
    await expect.poll(() => page.getByRole('checkbox', { name: 'What comes later?' }).isDisabled()).toBe(true);

    await page.getByRole('button', { name: 'Cancel: What comes later?' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByText('It is cancelled.').first().waitFor();
    await expect.poll(() => page.getByRole('checkbox', { name: 'What comes later?' }).isEnabled()).toBe(true);
    await page.close();
  });

  it('says what was missed, and why', async () => {
    await write(stack, 'missed', 'What was missed?');
    const { id, secret } = await makeToken(stack, ['oregon:*:*:*']);
    const act = await plan(stack, 'publish', 'missed', soon(2000), secret);
    await manage(stack, 'DELETE', `tokens/${id}`);
    await ended(stack, act, 'missed');
    const page = await open('/chapters/oregon/publish');
    const why = page.getByText('Whoever scheduled it was revoked since');
    await why.waitFor();
    expect(await why.count()).toBe(1);
    await page.close();
  });

  it('names a change that does not fit the national entry any more, and drafts apart', async () => {
    const figure = {
      position: 1,
      value: 57,
      unit: 'percent',
      source: { publisher: 'A journal' },
      basis: 'publication',
    };
    const words = { en: { method: 'original', fields: { label: 'of workers are tired' } } };
    const body = { slug: 'tired', mode: 'own', status: 'published', shared: figure, translations: words };
    await dataOf(await manage(stack, 'POST', 'statistics?chapter=national', { body }));
    const over = { slug: 'tired', mode: 'override', status: 'published', shared: { value: 60 }, translations: {} };
    await dataOf(await manage(stack, 'POST', 'statistics?chapter=oregon', { body: over }));
    await dataOf(await manage(stack, 'POST', 'publish', { body: { chapter: 'national' } }));
    const none = { ...figure, source: null, value: null, basis: 'missing', missing: 'A figure' };
    const { slug: _slug, ...moved } = { ...body, shared: none };
    await dataOf(await manage(stack, 'PUT', 'statistics/tired?chapter=national', { body: moved, match: '*' }));
    await dataOf(await manage(stack, 'POST', 'publish', { body: { chapter: 'national' } }));
    await change('later', 'A draft again?', 'draft');
    const page = await open('/chapters/oregon/publish');
    await page.getByRole('link', { name: 'A draft again?' }).waitFor();
    await page.locator('.wrong', { hasText: 'no longer fits the national entry' }).waitFor();
    expect(await page.getByRole('checkbox', { name: 'A draft again?' }).count()).toBe(0);
    await page.close();
  });
});

describe('a preview at the desk', () => {
  it('shows the real pages with what is not published, keeps to them, and lets nothing be sent', async () => {
    await write(stack, 'unseen', 'What does nobody see yet?');
    const page = await open('/chapters/oregon/preview');
    const frame = page.frameLocator('iframe');
    await frame.getByRole('link', { name: 'Questions' }).first().click();
    await frame.getByText('What does nobody see yet?').waitFor();
    await expect.poll(() => page.locator('.address').innerText()).toBe('/en/chapters/oregon/faq');
    await page.getByRole('radio', { name: 'Español' }).check();
    await frame.getByRole('heading', { name: 'Preguntas' }).waitFor();
    await page.getByRole('radio', { name: 'a computer' }).check();
    await expect.poll(() => page.locator('iframe').evaluate((element) => element.clientWidth)).toBe(1280);
    const box = await page.locator('.device').boundingBox();
    expect(box!.width).toBeLessThan(390);

    let sent = 0;
    page.on('request', (request) => (sent += request.method() === 'GET' ? 0 : 1));
    await frame.getByRole('link', { name: 'Unirse' }).first().click();
    await frame.locator('input[name="givenName"]').first().fill('Sam');
    await frame.locator('input[name="email"]').first().fill('sam@example.org');
    const blocked = page.waitForEvent('console', (message) => message.text().includes('Blocked form submission'));
    await frame.locator('input[name="email"]').first().press('Enter');
    await blocked;
    expect(sent).toBe(0);
    await page.close();
  });

  it('says where a link led out of it, and goes back', async () => {
    const page = await open('/chapters/oregon/preview');
    const frame = page.frameLocator('iframe');
    await frame.locator('.head .name').click();
    await page.getByText('That link leads out of this chapter').waitFor();
    await page.getByRole('button', { name: 'Back to the chapter’s first page' }).click();
    await frame.getByRole('link', { name: 'Questions' }).first().waitFor();
    expect(await page.getByText('That link leads out of this chapter').count()).toBe(0);
    await page.close();
  });

  it('can be framed by pages of this origin alone, and nothing else can', async () => {
    const { token } = await dataOf<{ token: string }>(
      await manage(stack, 'POST', 'chapters/oregon/previews', { body: {} }),
    );
    const headers = async (path: string) => {
      const answer = await fetch(stack.origin + path);
      const policy = answer.headers.get('Content-Security-Policy') ?? '';
      return {
        rest: policy.split('; frame-ancestors')[0],
        by: /frame-ancestors (.*)$/.exec(policy)?.[1],
        xfo: answer.headers.get('X-Frame-Options'),
      };
    };
    const preview = await headers(`/en/chapters/oregon?preview=${token}`);
    const live = await headers('/en/chapters/oregon');
    expect([preview.by, preview.xfo, live.by, live.xfo]).toEqual(["'self'", 'SAMEORIGIN', "'none'", 'DENY']);
    expect(preview.rest).toBe(live.rest);
    expect((await headers('/en/chapters/oregon?preview=x')).by ?? "'none'").toBe("'none'");
  });
});
