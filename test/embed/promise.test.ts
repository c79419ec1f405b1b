import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startHost, type Host } from '../support/host.ts';
import { visit } from '../support/visit.ts';

const api = inject('origin');
const root = resolve(import.meta.dirname, '../..');

/** What somebody pasted from the first release, as it was given out: nothing in here ever changes. */
const snippets = resolve(import.meta.dirname, 'snippets/first-release.html');

let host: Host;
beforeAll(async () => {
  host = await startHost(api);
});
afterAll(() => host.stop());

describe('what was once given out', () => {
  it('is there byte for byte, under the name that its digest gave it', async () => {
    const files = await readdir(resolve(root, 'widgets/released'));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const [, hash] = /\.([0-9a-f]{12})\.js$/.exec(file)!;
      const answer = await fetch(`${api}/embed/v1/${file}`);
      const code = Buffer.from(await answer.arrayBuffer());
      expect([file, createHash('sha256').update(code).digest('hex').slice(0, 12)]).toEqual([file, hash]);
      expect(answer.headers.get('Cache-Control')).toContain('immutable');
    }
  });

  it('works as it stands: the snippets of the first release, checked by their digests', async () => {
    const html = (await readFile(snippets, 'utf8')).replaceAll('https://api.example.org', api);
    const released = await readdir(resolve(root, 'widgets/released'));
    const named = [...html.matchAll(/\/embed\/v1\/([^"]+)/g)].map(([, file]) => file);
    expect(named.filter((file) => !released.includes(file!))).toEqual([]);
    const { page, complaints } = await visit(host.browser, host.serve(html));
    await expect.poll(() => page.locator('uwh-faq-list summary').count()).toBe(20);
    for (const name of ['goal-list', 'statistics', 'testimonials', 'chapter', 'share', 'pledge-counter'])
      await page.locator(`uwh-${name} [part]`).first().waitFor();
    const form = page.locator('#form');
    await form.locator('[part=input]#givenName').fill('Sam');
    await form.locator('[part=input]#email').fill(`${crypto.randomUUID()}@gmail.com`);
    await form.getByRole('button', { name: 'Join' }).click();
    await form.getByRole('heading', { name: 'Thank you' }).waitFor();
    // Who joined is counted, and has nothing to pledge on that page.
    await page.goto(host.origin);
    const counter = page.locator('uwh-pledge-counter');
    await counter.getByLabel('First name').fill('Sam');
    await counter.getByLabel('E-mail', { exact: false }).fill(`${crypto.randomUUID()}@gmail.com`);
    await counter.getByRole('button').click();
    await counter.getByRole('status').filter({ hasText: /\S/ }).waitFor();
    expect(complaints).toEqual([]);
  });
});
