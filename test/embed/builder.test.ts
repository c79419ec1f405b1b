import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { startHost } from '../support/host.ts';
import { tabTo, visit } from '../support/visit.ts';

const api = inject('origin');
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const codeOf = (page: Page, title: string) => page.getByRole('region', { name: title, exact: true }).innerText();
const violationsOf = async (page: Page) =>
  (await new AxeBuilder({ page }).analyze()).violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
  );

describe('the builder', () => {
  it('makes a snippet that works, as it was copied, under the policy that the doctor gave', async () => {
    const { page, complaints } = await visit(browser, `${api}/embed/builder?lang=en`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.getByLabel('Widget').selectOption('pledge-counter');
    await page.getByLabel('Pledge', { exact: true }).waitFor();
    await page.getByLabel('Chapter').selectOption('oregon');
    await page.getByLabel('Language', { exact: true }).selectOption('es');
    await page.getByLabel('Color of the button').fill('#1f7a4d');
    await page.getByLabel('The Content-Security-Policy of your page').fill("default-src 'none'; style-src 'self'");
    await page.getByLabel('The Content-Security-Policy of your page').blur();
    await expect
      .poll(() => codeOf(page, 'For your page'))
      .toMatch(/pledge-counter.*integrity="sha384-[\s\S]*chapter="oregon" locale="es"/);
    await expect
      .poll(() => codeOf(page, 'For your style sheet'))
      .toContain('--uwh-action: #1f7a4d; --uwh-on-action: #fff');

    // What it finds in the policy moves what stands below.
    await page.getByText('Write instead').first().waitFor();
    await page.getByRole('button', { name: 'Copy: For your page' }).click();
    await page.getByText('Copied').waitFor();
    const snippet = await page.evaluate(() => navigator.clipboard.readText());
    const style = await codeOf(page, 'For your style sheet');
    const added = await page.locator('.findings').first().locator('dt:text("Write instead") + dd code').allInnerTexts();
    expect(added).toEqual([`script-src ${api}`, `connect-src ${api}`]);
    expect(complaints).toEqual([]);

    const host = await startHost(api);
    const html = `<!doctype html><html lang="en"><title>A host</title><link rel="stylesheet" href="/own.css"><main><h1>A host</h1>${snippet}</main>`;
    const seen = await visit(host.browser, host.serve(html, '', { '/own.css': style }));
    await seen.page
      .getByRole('button', { name: 'Me comprometo' })
      .or(seen.page.locator('uwh-pledge-counter button'))
      .first()
      .waitFor();
    const color = await seen.page
      .locator('uwh-pledge-counter button')
      .evaluate((button) => getComputedStyle(button).backgroundColor);
    expect(color).toBe('rgb(31, 122, 77)');
    expect(seen.complaints).toEqual([]);
    await host.stop();
  });

  it('can be used by the keyboard alone, says what it shows, and keeps the focus where it is', async () => {
    const { page } = await visit(browser, `${api}/embed/builder?lang=es`);
    await tabTo(page, 'Elemento');
    await page.keyboard.press('ArrowUp');
    const status = page.getByRole('status');
    await expect.poll(() => status.innerText()).toBe('Mostrado: Metas.');
    expect(await page.evaluate(() => document.activeElement!.id)).toBe('widget');
    expect(await codeOf(page, 'Para su página')).toContain('<uwh-goal-list');
    expect(new URL(page.url()).searchParams.get('widget')).toBe('goal-list');
    const inside = page.frameLocator('iframe >> nth=0');
    await inside.locator('uwh-goal-list h3').first().waitFor();
    // What the doctor found is said as well.
    await tabTo(page, 'La Content-Security-Policy');
    await page.keyboard.type("frame-src 'none'");
    await page.keyboard.press('Tab');
    await expect
      .poll(() => status.innerText())
      .toBe(
        'Mostrado: Metas. Para su página: Esta política deja funcionar el elemento. Como marco: Esta política detiene el elemento. Cámbiela así:',
      );
    // What has to be kept free is measured.
    const height = await inside.locator('body').evaluate((body) => Math.ceil(body.getBoundingClientRect().height));
    const room = height > 900 ? 'max(900px, 100vh)' : `${height}px`;
    await expect.poll(() => codeOf(page, 'Para su hoja de estilos')).toContain(`min-height: ${room};`);
  });

  it('works without JavaScript, by its button', async () => {
    const { page } = await visit(browser, `${api}/embed/builder?lang=en`, { javaScriptEnabled: false });
    await page.getByLabel('Widget').selectOption('statistics');
    await page.getByLabel('The Content-Security-Policy of your page').fill("script-src 'self'");
    await page.getByRole('button', { name: 'Show' }).click();
    expect(await codeOf(page, 'For your page')).toContain('<uwh-statistics');
    expect(await page.getByText(`script-src 'self' ${api}`).count()).toBe(1);
    expect(await page.getByRole('button', { name: /Copy/ }).count()).toBe(0);
  });

  it.each(['"><script>alert(1)</script>', '</textarea><b id="x">', "';!--"])(
    'takes %s for words, wherever it is put',
    async (text) => {
      const query = new URLSearchParams({
        widget: 'faq-list',
        chapter: text,
        locale: text,
        partner: text,
        policy: text,
        action: text,
        lang: text,
      });
      const { page, complaints } = await visit(browser, `${api}/embed/builder?${query}`);
      expect(await page.locator('#x').count()).toBe(0);
      expect(await page.getByLabel(/Content-Security-Policy/).inputValue()).toBe(text);
      expect(complaints).toEqual([]);
    },
  );

  it.each([
    ['en', 'light', 1280],
    ['es', 'dark', 390],
  ] as const)(
    'has no accessibility violation in %s, %s, at %i px, and does not scroll sideways',
    async (lang, colorScheme, width) => {
      for (const path of ['/embed/builder?policy=default-src%20none', '/embed/docs', '/embed/docs/join-form']) {
        const address = `${api}${path}${path.includes('?') ? '&' : '?'}lang=${lang}`;
        const { page, complaints } = await visit(browser, address, { colorScheme, viewport: { width, height: 800 } });
        expect([path, ...(await violationsOf(page))]).toEqual([path]);
        expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, width]);
        expect([path, ...complaints]).toEqual([path]);
        await page.close();
      }
    },
  );
});
