import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildWidgets } from '../../widgets/build.ts';
import { snippetsOf, startHost, type Host } from '../support/host.ts';
import { visit } from '../support/visit.ts';

const api = inject('origin');
const root = resolve(import.meta.dirname, '../..');
let host: Host;
beforeAll(async () => {
  host = await startHost(api);
});
afterAll(() => host.stop());

const all = `<script type="module" src="${api}/embed/v1/all.js"></script>`;
const pageOf = (body: string, head = all) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A host</title>${head}</head><body><h1>A host</h1>${body}</body></html>`;

async function joinIn(page: Page): Promise<void> {
  await page.getByLabel('First name').fill('Sam');
  await page.getByLabel('E-mail', { exact: true }).fill(`${crypto.randomUUID()}@gmail.com`);
  await page.getByRole('button', { name: 'Join' }).click();
  await page.getByRole('heading', { name: 'Thank you' }).waitFor();
}

/** The host's own script, as its build would make it. */
async function bundle(contents: string, loader: 'tsx' | 'ts'): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, loader, resolveDir: root },
    bundle: true,
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'react',
    define: {
      'process.env.NODE_ENV': '"production"',
      __VUE_OPTIONS_API__: 'false',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
    },
    write: false,
  });
  return outputFiles[0]!.text;
}

describe('inside a framework', () => {
  const frameworks = {
    React: () =>
      bundle(
        `import { useState, useEffect, useRef } from 'react';
        import { createRoot } from 'react-dom/client';
        function App() {
          const [locale, setLocale] = useState('en');
          const [isThere, setThere] = useState(true);
          const [joined, setJoined] = useState(0);
          return <main>
            <button id="language" onClick={() => setLocale('es')}>Language</button>
            <button id="toggle" onClick={() => setThere(!isThere)}>Toggle</button>
            <output>{joined}</output>
            {isThere && <uwh-faq-list chapter="oregon" locale={locale}></uwh-faq-list>}
            <uwh-join-form chapter="oregon" locale={locale} onuwh-joined={() => setJoined((n) => n + 1)}></uwh-join-form>
          </main>;
        }
        createRoot(document.querySelector('#app')).render(<App />);`,
        'tsx',
      ),
    Vue: () =>
      bundle(
        `import { createApp, h, ref } from 'vue';
        createApp({ setup() {
          const locale = ref('en'), isThere = ref(true), joined = ref(0);
          return () => h('main', [
            h('button', { id: 'language', onClick: () => (locale.value = 'es') }, 'Language'),
            h('button', { id: 'toggle', onClick: () => (isThere.value = !isThere.value) }, 'Toggle'),
            h('output', String(joined.value)),
            isThere.value ? h('uwh-faq-list', { chapter: 'oregon', locale: locale.value }) : null,
            h('uwh-join-form', { chapter: 'oregon', locale: locale.value, 'onUwh-joined': () => joined.value++ }),
          ]);
        } }).mount('#app');`,
        'ts',
      ),
  };

  it.each(Object.entries(frameworks))(
    '%s sets properties, hears events, takes elements out and puts them back',
    async (_, make) => {
      const html = pageOf('<div id="app"></div><script src="/app.js"></script>');
      const { page, complaints } = await visit(host.browser, host.serve(html, '', { '/app.js': await make() }));
      const questions = page.locator('uwh-faq-list summary');
      await expect.poll(() => questions.count()).toBe(10);
      await joinIn(page);
      expect(await page.locator('output').innerText()).toBe('1');
      const english = await questions.first().innerText();
      await page.locator('#language').click();
      await expect.poll(() => questions.first().innerText()).not.toBe(english);
      await page.locator('#toggle').click();
      expect(await questions.count()).toBe(0);
      await page.locator('#toggle').click();
      await expect.poll(() => questions.count()).toBe(10);
      expect(complaints).toEqual([]);
    },
  );
});

describe('on a page that is no server’s', () => {
  it('reads and joins from a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'uwh-file-'));
    const file = join(folder, 'index.html');
    await writeFile(file, pageOf('<uwh-faq-list></uwh-faq-list><uwh-join-form></uwh-join-form>'));
    const { page, complaints } = await visit(host.browser, pathToFileURL(file).href);
    await expect.poll(() => page.locator('uwh-faq-list summary').count()).toBe(10);
    await joinIn(page);
    expect(complaints).toEqual([]);
    await rm(folder, { recursive: true });
  });
});

describe('among others', () => {
  it('is not touched by whatever the host’s style says of every element', async () => {
    const hostile = `* { all: unset !important; } *, *::before { display: none; color: red !important; float: left !important; letter-spacing: 9px !important; }
      html, head + body, main, uwh-join-form, uwh-faq-list { display: block !important; }
      input, button, label, form, summary, h2, p { position: fixed !important; inline-size: 3px !important; opacity: 0 !important; }`;
    const body = '<main><uwh-join-form></uwh-join-form><uwh-faq-list></uwh-faq-list></main>';
    const html = pageOf(body, `${all}<link rel="stylesheet" href="/own.css">`);
    const { page } = await visit(host.browser, host.serve(html, '', { '/own.css': hostile }));
    const field = page.getByLabel('First name');
    await field.waitFor();
    const look = await field.evaluate((element) => {
      const { position, opacity, float, display } = getComputedStyle(element);
      return { position, opacity, float, display, isWide: element.getBoundingClientRect().width > 100 };
    });
    expect(look).toEqual({ position: 'static', opacity: '1', float: 'none', display: 'inline-block', isWide: true });
    await joinIn(page);
  });

  it('of another build of the same elements, the first that comes defines each, and both files work', async () => {
    const outdir = await mkdtemp(join(tmpdir(), 'uwh-other-'));
    await buildWidgets({ outdir, minify: false });
    const other = await readFile(join(outdir, 'faq-list.js'), 'utf8');
    await rm(outdir, { recursive: true });
    const head = `<script type="module" src="/other.js"></script>${all}`;
    const html = pageOf(`<uwh-faq-list api="${api}"></uwh-faq-list><uwh-goal-list></uwh-goal-list>`, head);
    const more = "; require-trusted-types-for 'script'; trusted-types uwh";
    const { page, complaints } = await visit(host.browser, host.serve(html, more, { '/other.js': other }));
    await expect.poll(() => page.locator('uwh-faq-list summary').count()).toBe(10);
    await expect.poll(() => page.locator('uwh-goal-list h3').count()).toBe(5);
    expect(complaints).toEqual([]);
  });
});

describe('with the snippet as the builder gives it', () => {
  const names = 'join-form pledge-counter faq-list goal-list testimonials statistics share chapter'.split(' ');

  const cases = [
    ...names.map((name) => [name, 'in long words on a narrow phone', { width: 320, height: 844 }] as const),
    ['chapter', 'in a tall window', { width: 1280, height: 1400 }] as const,
  ];

  it.each(cases)('nothing moves when %s comes, %s', async (name, _, viewport) => {
    const [snippet, style] = await snippetsOf(api, { widget: name, chapter: 'oregon', locale: 'es' });
    // Nothing stands before it: margins of what is inside must not reach out of the page.
    const head =
      '<meta charset="utf-8"><title>A host</title><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/own.css">';
    const html = `<!doctype html><html lang="en"><head>${head}</head><body>${snippet}<p>What comes after it.</p></body></html>`;
    const context = await host.browser.newContext({ viewport });
    const page = await context.newPage();
    // As slow as the answers of a distant API are.
    await page.route(`${api}/**`, async (route) => {
      await new Promise((done) => setTimeout(done, 200));
      await route.continue();
    });
    await page.goto(
      host.serve(html, '', { '/own.css': `body { margin: 8px 16px; font: 16px/1.5 sans-serif } ${style}` }),
    );
    await page.locator(`uwh-${name} [part]`).first().waitFor();
    await page.waitForLoadState('networkidle');
    const shift = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const each of list.getEntries()) sum += (each as unknown as { value: number }).value;
          }).observe({ type: 'layout-shift', buffered: true });
          setTimeout(() => done(sum), 200);
        }),
    );
    expect(shift).toBe(0);
    await context.close();
  });

  it('the form is there before its script, and goes on with what was typed', async () => {
    const [snippet] = await snippetsOf(api, { widget: 'join-form', chapter: 'oregon' });
    const context = await host.browser.newContext();
    const page = await context.newPage();
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    await page.route('**/embed/v1/join-form.*', async (route) => {
      await held;
      await route.continue();
    });
    // A module holds back the end of loading, and nothing that is shown.
    await page.goto(host.serve(pageOf(snippet, ''), `; form-action ${api}`), { waitUntil: 'commit' });
    await page.getByLabel('First name').fill('Sam');
    await page.getByLabel('E-mail').pressSequentially('sam@');
    release();
    await page.locator('uwh-join-form [part=field]').first().waitFor();
    await page.keyboard.type('gmail.com');
    expect(await page.locator('[part=input]#email').inputValue()).toBe('sam@gmail.com');
    expect(await page.locator('[part=input]#givenName').inputValue()).toBe('Sam');
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    await context.close();
  });

  it('the form joins without JavaScript as well', async () => {
    const [snippet] = await snippetsOf(api, { widget: 'join-form', chapter: 'oregon', locale: 'es' });
    const html = pageOf(snippet, '');
    const { page } = await visit(host.browser, host.serve(html, `; form-action ${api}`), { javaScriptEnabled: false });
    await page.getByLabel('Nombre').fill('Sam');
    await page.getByLabel('Correo electrónico').fill(`${crypto.randomUUID()}@example.org`);
    await page.getByRole('button', { name: 'Unirme' }).click();
    await page.getByRole('heading', { name: '¿Está todo bien?' }).waitFor();
    expect(page.url()).toBe(`${api}/es/chapters/oregon/join`);
  });
});
