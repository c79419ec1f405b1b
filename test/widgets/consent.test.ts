import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Item } from '../../schema/kinds/index.ts';
import { startHost, type Host } from '../support/host.ts';
import { startCampaign } from '../support/private-stack.ts';

const api = inject('origin');
const element = '<uwh-join-form chapter="oregon"></uwh-join-form>';
let host: Host;
beforeAll(async () => {
  host = await startHost(api);
});
afterAll(() => host.stop());

const published = async (locale: string) => {
  const answer = await fetch(`${api}/v1/disclosures?chapter=oregon&locale=${locale}`);
  const { data } = await answer.json<{ data: Item<'disclosure'>[] }>();
  return data.find(({ channel }) => channel === 'sms')!;
};

/** Turns to the form, and waits until it has read what it can offer. */
async function turnTo(page: Page): Promise<void> {
  const read = page.waitForResponse((response) => response.url().includes('/v1/disclosures'));
  await page.locator('#givenName').fill('Sam');
  await read;
  await page.locator('#language').waitFor({ state: 'attached' });
  await page.locator('uwh-join-form').evaluate(async (form: HTMLElementTagNameMap['uwh-join-form']) => {
    await new Promise((done) => setTimeout(done));
    await form.updateComplete;
  });
}

describe('the consent to text messages', () => {
  it.each(['en', 'es'])(
    'is in %s the published words, to the letter, and their digest is what is sent',
    async (lang) => {
      const { text, digest, version } = await published(lang);
      const { page } = await host.embed(element, { lang });
      await turnTo(page);
      expect(await page.locator('#sms + .text').evaluate((shown) => shown.textContent)).toBe(text);
      const box = page.locator('#sms');
      expect(await box.isChecked()).toBe(false);
      await box.check();
      await page.locator('#phone').fill('(503) 555-0142');
      const request = page.waitForRequest((each) => each.method() === 'POST');
      await page.locator('uwh-join-form').getByRole('button').click();
      const { consents } = (await request).postDataJSON() as { consents: { sms: object } };
      expect(consents.sms).toMatchObject({ digest, version, locale: lang });
      await page.locator('uwh-join-form [part=code]').waitFor();
    },
  );

  it('is not asked for in a language in which there are no words for it', async () => {
    const { page } = await host.embed(element, { lang: 'ar' });
    await turnTo(page);
    expect(await page.locator('uwh-join-form [type=checkbox]').count()).toBe(1);
    expect(await page.locator('#sms').count()).toBe(0);
  });

  it('needs another act where the words have changed since they were shown', async () => {
    const { page } = await host.embed(element);
    const changed = { times: 1 };
    await page.route(
      '**/v1/disclosures?**',
      async (route) => {
        const response = await route.fetch();
        const body = await response.json();
        for (const each of body.data) Object.assign(each, { text: 'Earlier words.', digest: '0'.repeat(64) });
        await route.fulfill({ response, json: body, headers: { ...response.headers(), 'cache-control': 'no-store' } });
      },
      changed,
    );
    await turnTo(page);
    await page.locator('#phone').fill('(503) 555-0142');
    await page.getByRole('checkbox', { name: 'Earlier words.' }).check();
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('link', { name: 'The words about text messages have changed' }).waitFor();
    const box = page.getByRole('checkbox', { name: (await published('en')).text });
    await box.waitFor();
    expect(await box.isChecked()).toBe(false);
    await box.check();
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
  });
});

describe('where no lawyer has approved the words', () => {
  let stack: Awaited<ReturnType<typeof startCampaign>>;
  beforeAll(async () => {
    process.env['SHOW_DRAFTS'] = 'false';
    stack = await startCampaign();
    delete process.env['SHOW_DRAFTS'];
  });
  afterAll(() => stack.stop());

  it('nobody is asked, and the form joins', async () => {
    const own = await startHost(stack.origin);
    const { page } = await own.embed(element);
    await turnTo(page);
    expect(await page.locator('#sms').count()).toBe(0);
    await page.locator('#email').fill(`${crypto.randomUUID()}@gmail.com`);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    await own.stop();
  });
});
