import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { snippetsOf, startHost, type Host } from '../support/host.ts';

const api = inject('origin');
const isDelivery = /\/embed\/v1\/delivery\./;
let host: Host;
beforeAll(async () => {
  host = await startHost(api);
});
afterAll(() => host.stop());

/** A page with the form, whose sending file comes in some other way than it should. */
async function open(body: string) {
  const page = await (await host.browser.newContext()).newPage();
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title>${body}`;
  return { page, go: () => page.goto(host.serve(html)) };
}

describe('what sending needs', () => {
  it('is asked for again where it did not come at the first letter, and the form sends', async () => {
    const { page, go } = await open(
      `<script type="module" src="${api}/embed/v1/join-form.js"></script><uwh-join-form></uwh-join-form>`,
    );
    await page.route(isDelivery, (route) => route.abort(), { times: 1 });
    const failed = page.waitForEvent('requestfailed', (request) => isDelivery.test(request.url()));
    await go();
    await page.getByLabel('First name').fill('Sam');
    await failed;
    await page.getByLabel('E-mail', { exact: true }).fill(`${crypto.randomUUID()}@example.org`);
    await page.getByRole('button', { name: 'Join' }).click();
    const thanks = page.getByRole('heading', { name: 'Thank you' });
    await thanks.waitFor();
    expect(await thanks.isVisible()).toBe(true);
  });

  it('is never run where it is not the file that was pinned along with the element', async () => {
    const [snippet] = await snippetsOf(api, { widget: 'join-form', chapter: 'oregon' });
    const { page, go } = await open(snippet);
    await page.route(isDelivery, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `document.title = 'Taken over'; ${await response.text()}` });
    });
    await go();
    await page.locator('[part=input]#givenName').fill('Sam');
    await page.locator('[part=input]#email').fill(`${crypto.randomUUID()}@example.org`);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByText('We can’t reach the campaign').waitFor();
    expect(await page.title()).toBe('A host');
  });

  it('is the same for every element of a build, under a name of its digest', async () => {
    const named = new Set<string>();
    for (const name of ['join-form', 'pledge-counter', 'chapter', 'all']) {
      const code = await (await fetch(`${api}/embed/v1/${name}.js`)).text();
      named.add(/delivery\.[0-9a-f]{12}\.js/.exec(code)![0]);
    }
    const [file, ...others] = named;
    expect(others).toEqual([]);
    const answer = await fetch(`${api}/embed/v1/${file}?1`);
    const digest = createHash('sha256')
      .update(Buffer.from(await answer.arrayBuffer()))
      .digest('hex');
    expect(file).toBe(`delivery.${digest.slice(0, 12)}.js`);
    expect(answer.headers.get('Cache-Control')).toContain('immutable');
  });
});
