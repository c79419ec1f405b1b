import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { violationsOn } from '../support/axe.ts';
import { startHost, type Host } from '../support/host.ts';
import { visit } from '../support/visit.ts';

const elements = `<uwh-join-form chapter="oregon">Fallback of the form</uwh-join-form>
<uwh-pledge-counter pledge="stand-with-behavioral-health-workers">Fallback of the counter</uwh-pledge-counter>
<uwh-faq-list>Fallback of the questions</uwh-faq-list>
<uwh-goal-list>Fallback of the goals</uwh-goal-list>
<uwh-statistics>Fallback of the figures</uwh-statistics>
<uwh-testimonials chapter="oregon">Fallback of the voices</uwh-testimonials>
<uwh-share></uwh-share>`;

let host: Host;
let embed: Host['embed'];
beforeAll(async () => {
  host = await startHost(inject('origin'));
  embed = host.embed;
});
afterAll(() => host.stop());

const looks = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'forced colors': { forcedColors: 'active' },
} as const;
const modes = ['en', 'es', 'ar'].flatMap((lang) =>
  Object.entries(looks).map(([name, look]) => [lang, name, look] as const),
);

describe('every widget', () => {
  it.each(modes)('has no accessibility violation in %s, %s, at rest and with errors', async (lang, _, look) => {
    const { page, complaints } = await embed(elements, { lang }, look);
    await expect.poll(() => page.locator('uwh-faq-list summary').count()).toBe(10);
    for (const name of ['pledge-counter', 'join-form']) {
      await page.locator(`uwh-${name}`).getByRole('button').click();
      await page.locator(`uwh-${name} [part=summary]`).waitFor();
    }
    for (const name of ['join-form', 'faq-list'])
      await page
        .locator(`uwh-${name} details`)
        .first()
        .evaluate((element: HTMLDetailsElement) => (element.open = true));
    expect(complaints).toEqual([]);
    expect(await violationsOn(page)).toEqual([]);
  });

  it.each(modes)('has none in %s, %s, put together as a chapter’s page, and after joining', async (lang, _, look) => {
    const { page, complaints } = await embed('<uwh-chapter chapter="oregon"></uwh-chapter>', { lang }, look);
    for (const name of ['goal-list', 'statistics', 'testimonials', 'faq-list', 'join-form'])
      await page.locator(`uwh-${name} [part]`).first().waitFor();
    await page.locator('#givenName').fill('Sam');
    await page.locator('#email').fill(`${crypto.randomUUID()}@gmail.com`);
    await page.locator('uwh-join-form').getByRole('button').click();
    await page.locator('uwh-join-form [part=code]').waitFor();
    expect(complaints).toEqual([]);
    expect(await violationsOn(page)).toEqual([]);
  });

  it('works where the host demands trusted types, and where its script comes twice', async () => {
    const more = "; require-trusted-types-for 'script'; trusted-types uwh";
    const { page, complaints } = await embed(elements, { more, scripts: ['all', 'all'] });
    // As another version of the same file would come.
    await page.evaluate(`import("${inject('origin')}/embed/v1/all.js?again")`);
    await expect.poll(() => page.locator('uwh-faq-list summary').count()).toBe(10);
    expect(complaints).toEqual([]);
  });

  // What organizations' sites send, from the strictest to the loosest.
  it.each([
    ['nothing but what is named', "default-src 'none'; script-src API; connect-src API"],
    ['no style, no picture, no font', "default-src API; style-src 'none'; img-src 'none'; font-src 'none'"],
    [
      'trusted types',
      "default-src 'none'; script-src API; connect-src API; require-trusted-types-for 'script'; trusted-types uwh",
    ],
    ['a nonce, and what that loads', "script-src 'nonce-abc' 'strict-dynamic'; object-src 'none'; base-uri 'none'"],
    ['a path', 'script-src API/embed/v1/; connect-src API/v1/'],
    ['a scheme', 'default-src http:'],
    ['a frame of its own', 'sandbox allow-scripts allow-forms; default-src API'],
    ['no frame, no form, no worker', "default-src 'self' API; frame-src 'none'; worker-src 'none'; form-action 'none'"],
    ['two policies', "script-src API, default-src 'self' API; style-src 'self'"],
    ['none', ''],
  ])('breaks no policy: %s', async (_, policy) => {
    const api = inject('origin');
    const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title><script type="module" nonce="abc" src="${api}/embed/v1/all.js"></script><uwh-chapter chapter="oregon"></uwh-chapter>${elements}`;
    const url = host.serveUnder(html, policy.replaceAll('API', api));
    const { page, complaints, origins } = await visit(host.browser, url);
    // Not the form that the chapter brings along, whenever that comes.
    const form = page.locator('body > uwh-join-form');
    await form.getByLabel('First name').fill('Sam');
    await form.getByLabel('E-mail', { exact: true }).fill(`${crypto.randomUUID()}@gmail.com`);
    await form.getByRole('button').click();
    await form.getByRole('heading', { name: 'Thank you' }).waitFor();
    await expect.poll(() => page.locator('uwh-goal-list h3').count()).toBeGreaterThan(4);
    expect(complaints).toEqual([]);
    expect([...origins].toSorted()).toEqual([api, host.origin].toSorted());
  });

  it('reads from right to left in Arabic, with what is not translated marked as English', async () => {
    const { page } = await embed(elements, { lang: 'ar' });
    const form = page.locator('uwh-join-form form');
    await form.waitFor();
    expect(await form.evaluate((element) => getComputedStyle(element).direction)).toBe('rtl');
    const title = page.locator('uwh-pledge-counter [part=heading]');
    expect(await title.evaluate((element) => element.closest('[lang]')!.getAttribute('lang'))).toBe('en');
    // Figures of the United States stay as they are written there.
    await expect
      .poll(() => page.locator('uwh-statistics [part=number]').allInnerTexts())
      .toEqual(expect.arrayContaining(['57%', '1 : 3,000', '$50,000,000']));
  });

  it('shows its fallback while the API is away, and asks nobody else', async () => {
    const context = await host.browser.newContext();
    const page = await context.newPage();
    await page.route(`${inject('origin')}/v1/**`, (route) => route.abort());
    const html = `<!doctype html><title>A host</title><script type="module" src="${inject('origin')}/embed/v1/all.js"></script>${elements}`;
    await page.goto(host.serve(html));
    await page.locator('uwh-join-form').getByRole('button').waitFor();
    expect(await page.getByText('Fallback of the counter').isVisible()).toBe(true);
    expect(await page.getByText('Fallback of the questions').isVisible()).toBe(true);
  });

  it('asks the API nothing for the form before someone turns to it, and once for many of the same', async () => {
    const asked: string[] = [];
    const context = await host.browser.newContext();
    const page = await context.newPage();
    page.on(
      'request',
      (request) =>
        request.url().includes('/v1/') &&
        request.resourceType() === 'fetch' &&
        asked.push(new URL(request.url()).pathname),
    );
    const many = '<uwh-faq-list></uwh-faq-list>'.repeat(5);
    const html = `<!doctype html><html lang="en"><title>A host</title><script type="module" src="${inject('origin')}/embed/v1/all.js"></script><uwh-join-form></uwh-join-form>${many}`;
    await page.goto(host.serve(html));
    await expect.poll(() => page.locator('uwh-faq-list summary').count()).toBe(50);
    expect(asked).toEqual(['/v1/faqs']);
    await page.getByLabel('First name').focus();
    await expect.poll(() => asked.toSorted()).toEqual(['/v1/chapters', '/v1/disclosures', '/v1/faqs']);
  });

  it('leaves no cookie and nothing in storage, and its events carry nothing', async () => {
    const { page } = await embed(elements);
    await page.evaluate(() => {
      document.addEventListener('uwh-joined', (event) =>
        document.body.setAttribute('data-heard', JSON.stringify(event.detail)),
      );
    });
    const form = page.locator('uwh-join-form');
    await form.getByLabel('First name').fill('Sam');
    await form.getByLabel('E-mail', { exact: true }).fill('sam@gmail.com');
    await form.getByRole('button').click();
    await page.locator('[data-heard="null"]').waitFor();
    expect(
      await page.evaluate(() => [document.cookie, localStorage.length, sessionStorage.length, location.search]),
    ).toEqual(['', 0, 0, '']);
  });

  it.each(['en', 'es', 'ar'])(
    'fits a phone of 320 px, and a column of 200, in %s without scrolling sideways',
    async (lang) => {
      const { page } = await embed(elements, { lang }, { viewport: { width: 320, height: 640 } });
      await expect.poll(() => page.locator('uwh-faq-list summary').count()).toBe(10);
      await page.locator('uwh-statistics [part=number]').last().waitFor();
      for (const width of [320, 200]) {
        await page.setViewportSize({ width, height: 640 });
        // What begins left of the page is not to be reached either.
        const wide = await page.evaluate(() => {
          const parts = [...document.querySelectorAll('main > *')].flatMap((element) => [
            element,
            ...(element.shadowRoot?.querySelectorAll('*:not(option, option *)') ?? []),
          ]);
          return parts
            .map((part) => ({
              name: `${part.localName} ${part.textContent.slice(0, 20)}`,
              box: part.getBoundingClientRect(),
            }))
            .filter(({ box }) => box.width > 0 && (box.left < 0 || box.right > innerWidth))
            .map(({ name }) => name);
        });
        expect([width, ...wide]).toEqual([width]);
      }
    },
  );
});

describe('the files of the widgets', () => {
  it('can be used on any origin: one that moves, one that never changes and whose bytes are checked', async () => {
    const dist = resolve(import.meta.dirname, '../../dist/assets/embed/v1/manifest.json');
    const manifest = JSON.parse(await readFile(dist, 'utf8')) as Record<string, { file: string; integrity: string }>;
    const { file, integrity } = manifest['join-form']!;
    const moving = await fetch(`${inject('origin')}/embed/v1/join-form.js`);
    const fixed = await fetch(`${inject('origin')}/embed/v1/${file}`);
    for (const response of [moving, fixed]) {
      expect(response.headers.get('Content-Type')).toBe('text/javascript; charset=utf-8');
      expect(response.headers.get('Access-Control-Allow-Origin')).toBe('*');
      expect(response.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
    }
    expect(moving.headers.get('Cache-Control')).not.toContain('immutable');
    expect(fixed.headers.get('Cache-Control')).toContain('immutable');
    expect(await fixed.text()).toBe(await moving.text());
    const html = `<!doctype html><html lang="en"><title>A host</title><script type="module" src="${inject('origin')}/embed/v1/${file}" integrity="${integrity}" crossorigin="anonymous"></script><uwh-join-form></uwh-join-form>`;
    const { page, complaints } = await visit(host.browser, host.serve(html));
    await page.getByLabel('First name').waitFor();
    expect(complaints).toEqual([]);
  });
});
