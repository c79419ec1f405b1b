import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { addAuthenticator, invite } from '../support/desk.ts';
import { draw } from '../support/images.ts';
import { publish, startPrivateStack, wholeCampaign } from '../support/private-stack.ts';
import { give, said } from '../support/testimonial-links.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let browser: Browser;
let page: Page;
/** What the newcomer clicked, chose or typed. */
const acts: string[] = [];
beforeAll(async () => {
  [stack, browser] = await Promise.all([startPrivateStack(), launchChromium()]);
  expect((await publish(stack, await wholeCampaign())).status).toBe(200);
  const context = await browser.newContext({
    locale: 'en',
    viewport: { width: 390, height: 844 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(10_000);
  page = await context.newPage();
  await addAuthenticator(page);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

const press = async (name: string) => {
  acts.push(name);
  await page
    .getByRole('button', { name })
    .or(page.getByRole('link', { name, exact: true }))
    .first()
    .click();
};
const type = async (label: string, text: string) => {
  acts.push(label);
  await page.getByLabel(label, { exact: true }).fill(text);
};
/** Publishes what is open. */
const publishIt = async () => {
  acts.push('Publish');
  await page.locator('main').getByRole('button', { name: 'Publish', exact: true }).click();
  await press('Publish now');
  await page.locator('.done').waitFor();
};
const readersSee = async (path: string, text: string) => {
  await expect
    .poll(async () => (await fetch(`${stack.origin}/en/chapters/oregon${path}`)).text(), { timeout: 6000 })
    .toContain(text);
};

it('leads from an invitation to a page, news with a picture and a testimonial that readers see, in few acts', async () => {
  const { link } = await invite(stack, ['oregon:*:*:*']);
  await page.goto(link);
  await press('Make a passkey and come in');
  await press('Skip the tour');

  await press('Write a page');
  await type('Title', 'Meet us in Eugene');
  await type('Summary', 'How to reach organizers near you.');
  await type('Text', 'Every Monday at six, at the library.');
  await publishIt();
  await readersSee('/meet-us-in-eugene', 'Every Monday at six');

  await press('Overview');
  await press('Write news');
  await type('Title', 'Sixty came');
  await type('Summary', 'Sixty people came to the first meeting.');
  acts.push('Choose or take a photo');
  const [buffer] = await draw(browser, [1200]);
  const photo = { name: 'hall.webp', mimeType: 'image/webp', buffer: buffer! };
  await page.getByLabel('Choose or take a photo').setInputFiles(photo);
  await press('Use it');
  await type('What the picture shows', 'A full hall.');
  await type('Text', 'Sixty people came, and stayed.');
  await publishIt();
  await readersSee('/news/sixty-came', 'alt="A full hall."');

  await press('Overview');
  await press('Ask for a testimonial');
  await press('Make a link');
  const sent = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  await press('Copy');
  await page.locator('main').getByText('Copied.').waitFor();
  // The worker’s part, at a device of their own.
  await give(stack, sent);
  await press('Overview');
  await press(said.attribution);
  await page.getByText('what is changed here can’t be published').waitFor();
  await publishIt();
  await readersSee('', said.quote);
  expect(acts.length, acts.join(', ')).toBeLessThanOrEqual(30);
});
