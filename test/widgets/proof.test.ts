import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { query } from '../support/intake.ts';
import { dataOf, manage } from '../support/manage.ts';
import { visit } from '../support/visit.ts';
import { partnerPolicy } from '../../worker/cli/partner.ts';

let browser: Browser;
let host: Server;
let hostOrigin: string;
let attributes = '';

beforeAll(async () => {
  // On plain http a page that is not of this machine has no `crypto.subtle`.
  browser = await launchChromium(['--host-resolver-rules=MAP partner.test 127.0.0.1']);
  host = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.setHeader('Content-Security-Policy', partnerPolicy(inject('origin')));
    response.end(
      `<!doctype html><html lang="en"><title>A host</title><script type="module" src="${inject('origin')}/embed/v1/all.js"></script><body><uwh-join-form chapter="oregon" ${attributes}></uwh-join-form><uwh-pledge-counter pledge="stand-with-behavioral-health-workers" ${attributes}></uwh-pledge-counter>`,
    );
  });
  await new Promise<void>((done) => host.listen(0, '127.0.0.1', done));
  hostOrigin = `http://partner.test:${(host.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser.close();
  host.close();
});

async function fillIn(path = '/') {
  const { page, complaints } = await visit(browser, hostOrigin + path);
  const form = page.locator('uwh-join-form');
  await form.getByLabel('First name').fill('Sam');
  await form.getByLabel('E-mail', { exact: true }).fill('sam@gmail.com');
  return { page, form, complaints };
}

describe('a page on plain http', () => {
  it('finds its proof while the visitor types, asks nothing sooner, and sends it under the key it was made for', async () => {
    attributes = '';
    const { page, complaints } = await visit(browser, hostOrigin);
    expect(await page.evaluate(() => (globalThis as { crypto: { subtle?: unknown } }).crypto.subtle)).toBeUndefined();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
    const form = page.locator('uwh-join-form');
    await form.getByLabel('First name').focus();
    expect(asked.filter((each) => each.includes('challenge'))).toEqual([]);
    const challenge = page.waitForRequest((each) => each.method() === 'GET' && each.url().includes('/v1/challenge'));
    await form.getByLabel('First name').fill('Sam');
    const key = (await challenge).headers()['idempotency-key'];
    await form.getByLabel('E-mail', { exact: true }).fill('sam@gmail.com');
    const sent = page.waitForRequest((each) => each.method() === 'POST');
    await form.getByRole('button', { name: 'Join' }).click();
    expect((await sent).headers()['idempotency-key']).toBe(key);
    await page.getByRole('heading', { name: /Thank/ }).waitFor();
    expect(asked.filter((each) => each === 'GET /v1/challenge').length).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('works at the hardest proof in slices, between which the page stays alive', async () => {
    const { page } = await visit(browser, hostOrigin);
    // Sets how hard it is, not what answers it: nobody solves this one, so that the page works until it is left.
    await page.route('**/v1/challenge*', async (route) => {
      const response = await route.fetch();
      const { data } = (await response.json()) as { data: { parameters: { keyPrefix: string } } };
      data.parameters.keyPrefix = '0'.repeat(32);
      await route.fulfill({ response, json: { data } });
    });
    const challenge = page.waitForResponse((each) => each.url().includes('/v1/challenge'));
    await page.locator('uwh-join-form').getByLabel('First name').fill('Sam');
    await challenge;
    const slices = await page.evaluate(async () => {
      const lengths: number[] = [];
      const observer = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) lengths.push(duration);
      });
      await new Promise((resolve) => setTimeout(resolve, 500));
      observer.observe({ type: 'longtask' });
      let turns = 0;
      for (const end = performance.now() + 1000; performance.now() < end; turns++)
        await new Promise((resolve) => setTimeout(resolve));
      return { turns, lengths };
    });
    // With slices of 12 ms there are dozens of turns a second, however slow the machine; a loop without any leaves none.
    expect(slices.turns).toBeGreaterThan(5);
    expect(slices.lengths.toSorted((a, b) => a - b).at(Math.floor(slices.lengths.length / 2)) ?? 0).toBeLessThan(100);
  });
});

describe('a harder proof that is wanted', () => {
  it('is worked out and sent under the same key, and the visitor is told nothing but thanks', async () => {
    const { page, form, complaints } = await fillIn();
    const keys: (string | undefined)[] = [];
    await page.route('**/v1/signups', async (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      keys.push(route.request().headers()['idempotency-key']);
      // The first proof does not come through.
      const headers = { ...route.request().headers(), ...(keys.length === 1 && { 'uwh-proof': 'none' }) };
      await route.continue({ headers });
    });
    await form.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('heading', { name: /Thank/ }).waitFor();
    expect(keys.length).toBe(2);
    expect(new Set(keys).size).toBe(1);
    expect(complaints.filter((each) => !each.includes('403'))).toEqual([]);
  });
});

describe('a partner’s key on an element', () => {
  it('stands beside what comes through both, with what brought the visitor', async () => {
    const api = { origin: inject('origin'), manageToken: inject('manageToken') };
    const body = { name: 'A partner', origins: [hostOrigin] };
    const { id, key } = await dataOf<{ id: string; key: string }>(await manage(api, 'POST', 'partners', { body }));
    attributes = `partner="${key}"`;
    const { page, form } = await fillIn('/join?utm_source=letter&utm_medium=%00&x=1');
    const answered = (path: string) =>
      page.waitForResponse((each) => each.url().endsWith(path) && each.request().method() === 'POST');
    const pledge = page.locator('uwh-pledge-counter');
    await pledge.getByLabel('First name').fill('Sam');
    await pledge.getByLabel('E-mail or mobile phone').fill('sam@example.org');
    const [pledged] = await Promise.all([answered('/v1/pledges'), pledge.getByRole('button').click()]);
    const [joined] = await Promise.all([answered('/v1/signups'), form.getByRole('button', { name: 'Join' }).click()]);
    for (const response of [pledged, joined]) {
      expect(response.request().postDataJSON()).toMatchObject({
        partner: key,
        utm: { source: 'letter' },
        page: `${hostOrigin}/join`,
      });
    }
    const kept = () => query(inject('libsqlUrl'), 'select type from submissions where partner = ? order by type', id);
    await expect.poll(kept, { timeout: 10_000 }).toMatchObject([{ type: 'pledge' }, { type: 'signup' }]);
  });
});
