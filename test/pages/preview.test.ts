import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { problemOf } from '../support/api.ts';
import { launchChromium } from '../support/browser.ts';
import { dataOf, manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { visit } from '../support/visit.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let browser: Browser;
let token: string;
const asBrowser = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

beforeAll(async () => {
  stack = await startPrivateStack();
  browser = await launchChromium();
  const faq = (slug: string, question: string, more = {}) =>
    entry('faq', slug, { position: 10 }, { question, answer: 'A' }, more);
  const draft = { status: 'draft' as const };
  const meeting = entry('page', 'meet-us', { position: 1 }, { title: 'Meet', summary: 'S', body: 'Words' }, draft);
  const set = campaign([faq('n', 'A public one')], [faq('o', 'A draft of Oregon', draft), meeting]);
  set.campaign.locales.push({ tag: 'ar', name: 'العربية', direction: 'rtl', fallback: ['en'] });
  await publish(stack, set);
  ({ token } = await dataOf<{ token: string }>(await manage(stack, 'POST', 'chapters/oregon/previews', { body: {} })));
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

const page = (path: string, headers = {}) => fetch(stack.origin + path, { headers, redirect: 'manual' });

it('shows a chapter’s drafts in their place, marked as such, and lets nobody keep or find them', async () => {
  for (const [locale, mark] of [
    ['en', 'Draft'],
    ['es', 'Borrador'],
    ['ar', 'مسودة'],
  ]) {
    const path = `/${locale}/chapters/oregon/faq`;
    const answer = await page(`${path}?preview=${token}`);
    const html = await answer.text();
    expect(html).toContain('A draft of Oregon');
    expect(html).toContain('A public one');
    expect(html).toContain(`<section class="draft" aria-label="${mark}">`);
    expect(html).toContain(`<title>${mark}: `);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(answer.headers.get('X-Robots-Tag')).toBe('noindex');
    expect(answer.headers.get('Referrer-Policy')).toBe('no-referrer');
    expect([answer.headers.get('ETag'), answer.headers.get('Cache-Tag')]).toEqual([null, null]);
    const live = await (await page(path)).text();
    expect(live).toContain('A public one');
    expect(live).not.toMatch(/A draft of Oregon|class="draft"|preview=/);
  }
});

it('keeps the preview on links to the chapter’s pages, and on no others', async () => {
  const html = await (await page(`/en/chapters/oregon?preview=${token}`)).text();
  const links = [...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href!);
  const own = links.filter((href) => /^\/\w+\/chapters\/oregon\b/.test(href));
  expect(own).toContain(`/en/chapters/oregon/meet-us?preview=${token}`);
  expect(own).toContain(`/es/chapters/oregon?preview=${token}`);
  expect(own.filter((href) => !href.includes(`?preview=${token}`))).toEqual([]);
  expect(links.filter((href) => !own.includes(href) && href.includes('preview'))).toEqual([]);
  expect((await page(`/en/chapters/oregon/meet-us?preview=${token}`)).status).toBe(200);
  expect((await page('/en/chapters/oregon/meet-us')).status).toBe(404);
});

it('shows nothing of another chapter, and tells a browser in its language that the preview is over', async () => {
  for (const path of ['/es/', '/es/faq', '/es/news']) {
    const answer = await page(`${path}?preview=${token}`, asBrowser);
    expect(answer.status).toBe(422);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    const html = await answer.text();
    expect(html).toContain('Esta vista previa ya no vale');
    expect(html).not.toMatch(/A draft of Oregon|preview=/);
  }
  for (const bad of ['x', `${token}x`, '']) {
    const problem = await problemOf(await page(`/en/chapters/oregon?preview=${bad}`));
    expect([problem.code, problem.errors![0]!.pointer]).toEqual(['invalid_request', '/query/preview']);
  }
});

it('has no accessibility violation, in either direction of writing and either scheme', async () => {
  for (const locale of ['en', 'ar']) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const url = `${stack.origin}/${locale}/chapters/oregon?preview=${token}`;
      const { page: tab } = await visit(browser, url, { colorScheme });
      const { violations } = await new AxeBuilder({ page: tab }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ target }) => target)])).toEqual([]);
      await tab.context().close();
    }
  }
});
