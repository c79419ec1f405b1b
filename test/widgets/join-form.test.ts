import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
let host: Server;
let hostOrigin: string;
let pageHtml = '';

beforeAll(async () => {
  browser = await launchChromium();
  host = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(pageHtml);
  });
  await new Promise<void>((done) => host.listen(0, '127.0.0.1', done));
  hostOrigin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser.close();
  host.close();
});

const pageOf = (attributes: string, script = '') =>
  `<!doctype html><html lang="en"><title>A host</title><script type="module" src="${inject('origin')}/embed/v1/join-form.js"></script><script>addEventListener('DOMContentLoaded', () => { ${script} })</script><body><uwh-join-form ${attributes}></uwh-join-form>`;

/** A page with a form that lacks nothing but the press of its button. */
async function fillIn(attributes: string, path = '/'): Promise<Page> {
  pageHtml = pageOf(attributes);
  const { page } = await visit(browser, hostOrigin + path);
  await page.getByLabel('First name').fill('Sam');
  await page.getByLabel('E-mail', { exact: true }).fill('sam@gmail.com');
  return page;
}

const send = (page: Page) => page.getByRole('button', { name: 'Join' }).click();
const thanks = (page: Page) => page.getByRole('heading', { name: /Thank/ }).waitFor({ timeout: 5000 });

describe('what the host has wrong and the visitor can’t mend', () => {
  it.each(['Oregon', 'oregano'])('a chapter that is not there (%s) is read by the whole campaign', async (chapter) => {
    const page = await fillIn(`chapter="${chapter}"`);
    const sent: { chapter: string; key: string | undefined }[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'POST') return;
      const { chapter } = request.postDataJSON() as { chapter: string };
      sent.push({ chapter, key: request.headers()['idempotency-key'] });
    });
    await send(page);
    await thanks(page);
    expect(sent.map((each) => each.chapter)).toEqual([chapter, 'national']);
    expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
  });

  it('an address longer than the API keeps is left out', async () => {
    const page = await fillIn('chapter="oregon"', `/${'a'.repeat(2048)}`);
    const request = page.waitForRequest((each) => each.method() === 'POST');
    await send(page);
    expect((await request).postDataJSON()).toMatchObject({ page: null, chapter: 'oregon' });
    await thanks(page);
  });
});

it('shows the private code after joining, and sends what a consent was', async () => {
  const page = await fillIn('chapter="oregon"');
  await page.getByRole('textbox', { name: 'Mobile phone' }).fill('(503) 555-0142');
  await page.getByRole('checkbox', { name: /I agree/ }).check();
  const request = page.waitForRequest((each) => each.method() === 'POST');
  await send(page);
  await thanks(page);
  const { consents } = (await request).postDataJSON() as { consents: { sms: Record<string, string> } };
  expect(consents.sms).toMatchObject({ control: 'checkbox', initially: 'unset' });
  expect(consents.sms['form']).toMatch(/^join-form\/[0-9a-f]{12}$/);
  expect(Date.now() - Date.parse(consents.sms['at']!)).toBeLessThan(60_000);
  const code = await page.locator('[part=code]').textContent();
  expect(code).toMatch(/^(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}$/);
  expect(await page.getByRole('link', { name: '/my' }).getAttribute('href')).toBe(`${inject('origin')}/my`);
});

describe('what browsers and hosts do on their own', () => {
  it('a ZIP code that was filled in with a space around it is taken', async () => {
    const page = await fillIn('chapter="oregon"');
    await page.locator('summary').click();
    await page.getByLabel('ZIP').evaluate((element: HTMLInputElement) => (element.value = ' 97205-1234 '));
    const request = page.waitForRequest((each) => each.method() === 'POST', { timeout: 5000 });
    await send(page);
    expect((await request).postDataJSON()).toMatchObject({ zip: '97205-1234' });
    await thanks(page);
  });

  it('a host that lets no pointer event through does not hold the consent back', async () => {
    const stop = `for (const type of ['pointerup', 'pointercancel']) document.body.addEventListener(type, (event) => event.stopPropagation());`;
    pageHtml = pageOf('chapter="oregon"', stop);
    const { page } = await visit(browser, hostOrigin);
    await page.getByLabel('E-mail', { exact: true }).click();
    await expect.poll(() => page.getByRole('checkbox', { name: /I agree/ }).count(), { timeout: 5000 }).toBe(1);
  });

  it('nothing can be changed while it is sent, and all of it afterwards', async () => {
    const page = await fillIn('chapter="oregon"');
    let fail = (): void => {};
    const failing = new Promise<void>((resolve) => (fail = resolve));
    await page.route('**/v1/signups', async (route) => {
      await failing;
      await route.abort('connectionfailed');
    });
    const name = page.getByLabel('First name');
    await name.press('Enter');
    const button = page.getByRole('button', { name: 'Sending…' });
    await button.waitFor();
    expect(await name.evaluate((element) => element.closest('[inert]') !== null)).toBe(true);
    expect(await button.evaluate((element) => element.matches(':focus'))).toBe(true);
    fail();
    await page.getByRole('button', { name: 'Join' }).waitFor();
    await name.fill('Alex');
    expect(await name.inputValue()).toBe('Alex');
  });
});
