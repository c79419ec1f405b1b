import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { snippetsOf, startHost, type Host } from '../support/host.ts';

const api = inject('origin');
const slug = 'stand-with-behavioral-health-workers';
let host: Host;
let embed: Host['embed'];
beforeAll(async () => {
  host = await startHost(api);
  embed = host.embed;
});
afterAll(() => host.stop());

const elements = `<uwh-join-form chapter="oregon"></uwh-join-form><uwh-pledge-counter pledge="${slug}"></uwh-pledge-counter><uwh-faq-list></uwh-faq-list><uwh-goal-list></uwh-goal-list><uwh-statistics></uwh-statistics><uwh-testimonials chapter="oregon"></uwh-testimonials><uwh-share></uwh-share>`;
const allShown = async (page: Page) => {
  for (const name of ['join-form', 'pledge-counter', 'faq-list', 'goal-list', 'statistics', 'testimonials', 'share'])
    await page.locator(`uwh-${name} [part]`).first().waitFor();
};

const roles = new Set(['textbox', 'combobox', 'checkbox', 'group', 'status', 'alert', 'button', 'DisclosureTriangle']);

/** What the browser tells a screen reader: roles with names, in their order, as far as somebody can do something there. */
async function heardOn(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const known = new Map(nodes.map((node) => [node.nodeId, node]));
  const walk = (id: string): string[] => {
    const { role, name, properties = [], childIds = [], ignored } = known.get(id)!;
    const isRequired = properties.some((each) => each.name === 'required' && each.value.value === true);
    const said = `${role?.value} ${name?.value ?? ''}`.trim() + (isRequired ? ', required' : '');
    // What only holds others together says nothing.
    const isHeard = !ignored && roles.has(role?.value as string) && said !== 'group';
    return [...(isHeard ? [said] : []), ...childIds.flatMap(walk)];
  };
  return walk(nodes[0]!.nodeId);
}

describe('to who listens', () => {
  it('the form is a list of named fields, what is wrong is said once and leads there', async () => {
    const { page } = await embed('<uwh-join-form chapter="oregon"></uwh-join-form>');
    const form = page.locator('uwh-join-form');
    await form.getByLabel('First name').waitFor();
    await expect
      .poll(() => heardOn(page))
      .toEqual([
        'textbox First name, required',
        'textbox Last name optional',
        'group How to reach you: one is enough',
        'textbox E-mail',
        'status',
        'textbox Mobile phone',
        'DisclosureTriangle More, if you like',
        'alert',
        'button Join',
      ]);
    await page.evaluate(`globalThis.said = []; new MutationObserver((all) => {
      for (const { target } of all) {
        const region = (target.parentElement ?? target).closest?.('[role=alert], [role=status], [aria-live]');
        if (region && region.textContent.trim()) said.push(region.textContent.trim());
      }
    }).observe(document.querySelector('uwh-join-form').shadowRoot, { subtree: true, childList: true, characterData: true })`);
    await form.getByRole('button').click();
    const summary = form.getByRole('group', { name: 'Not sent yet' });
    await expect.poll(() => summary.evaluate((element) => element.matches(':focus'))).toBe(true);
    expect(await summary.getByRole('link').allInnerTexts()).toEqual([
      'Enter your first name.',
      'Enter an e-mail address or a phone number.',
    ]);
    const described = await form.getByLabel('First name').evaluate((field: HTMLInputElement) => {
      const id = field.getAttribute('aria-describedby')!;
      return (field.getRootNode() as ShadowRoot).getElementById(id)!.textContent;
    });
    expect(described).toBe('Enter your first name.');
    // Who hears the summary need not hear it again; typing says nothing at all.
    await form.getByLabel('First name').pressSequentially('Sam Example');
    await form.getByLabel('E-mail', { exact: true }).pressSequentially('sam@gmail.com');
    expect(await page.evaluate('said')).toEqual([]);
  });

  it('fields say to browsers what fills them', async () => {
    const { page } = await embed('<uwh-join-form></uwh-join-form>');
    await page.getByLabel('First name').focus();
    await page.locator('uwh-join-form summary').click();
    const fields = await page
      .locator('uwh-join-form input[autocomplete]')
      .evaluateAll((all) => all.map((each) => [each.id, each.getAttribute('autocomplete')]));
    expect(Object.fromEntries(fields)).toEqual({
      givenName: 'given-name',
      familyName: 'family-name',
      email: 'email',
      phone: 'tel',
      zip: 'postal-code',
      workplace: 'organization',
    });
  });
});

describe('to who sees little, or points with difficulty', () => {
  it('targets are 24 px at least, and words four times as large stay on the page', async () => {
    const { page } = await embed(elements, { head: '<meta name="viewport" content="width=device-width">' });
    await allShown(page);
    const { violations, passes } = await new AxeBuilder({ page }).withRules(['target-size']).analyze();
    expect(violations).toEqual([]);
    expect(passes.map(({ id }) => id)).toEqual(['target-size']);
    await page.evaluate(() => (document.documentElement.style.fontSize = '400%'));
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll('main > *')].flatMap((element) =>
        [...(element.shadowRoot?.querySelectorAll('input, button, a, summary, p, h2, h3') ?? [])]
          .filter((part) => part.getBoundingClientRect().right > innerWidth + 1)
          .map((part) => `${element.localName} ${part.textContent.slice(0, 20)}`),
      ),
    );
    expect(wide).toEqual([]);
  });

  it('nothing moves where that is not wanted', async () => {
    const { page } = await embed('<uwh-join-form></uwh-join-form>', {}, { reducedMotion: 'reduce' });
    await page.getByLabel('First name').fill('Sam');
    await page.getByLabel('E-mail', { exact: true }).fill(`${crypto.randomUUID()}@gmail.com`);
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    const moving = () =>
      page
        .locator('uwh-join-form')
        .evaluate(
          (element) =>
            [...element.shadowRoot!.querySelectorAll('*')].filter(
              (each) => getComputedStyle(each).animationName !== 'none',
            ).length,
        );
    expect(await moving()).toBe(0);
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    expect(await moving()).toBeGreaterThan(0);
  });
});

describe('when things fail', () => {
  it('the last good content stays when the API goes away, and comes anew with it', async () => {
    const { page } = await embed('<uwh-faq-list>Fallback</uwh-faq-list>');
    const questions = page.locator('uwh-faq-list summary');
    await expect.poll(() => questions.count()).toBe(10);
    const english = await questions.first().innerText();
    await page.route(`${api}/v1/**`, (route) => route.abort());
    const failed = page.waitForEvent('requestfailed');
    const list = page.locator('uwh-faq-list');
    await list.evaluate((element) => element.setAttribute('locale', 'es'));
    await failed;
    // What is shown after a failure is shown a turn later.
    await list.evaluate(async (element: HTMLElementTagNameMap['uwh-faq-list']) => {
      await new Promise((done) => setTimeout(done));
      await element.updateComplete;
    });
    expect(await questions.first().innerText()).toBe(english);
    await page.unroute(`${api}/v1/**`);
    await list.evaluate((element) => element.setAttribute('limit', '3'));
    await expect.poll(() => questions.count()).toBe(3);
    expect(await questions.first().innerText()).not.toBe(english);
  });

  it('a browser below the floor keeps the form of the snippet, and joins with it', async () => {
    const [snippet] = await snippetsOf(api, { widget: 'join-form', chapter: 'oregon' });
    const context = await host.browser.newContext();
    const page = await context.newPage();
    // Without style sheets that scripts make, as Safari was before 16.4.
    await page.addInitScript('delete globalThis.CSSStyleSheet.prototype.replaceSync');
    const html = `<!doctype html><html lang="en"><meta charset="utf-8"><title>A host</title>${snippet}`;
    await page.goto(host.serve(html, `; form-action ${api}`), { waitUntil: 'networkidle' });
    await page.getByLabel('First name').fill('Sam');
    await page.getByLabel('E-mail').fill(`${crypto.randomUUID()}@example.org`);
    await page.getByRole('button', { name: 'Join' }).click();
    const next = page.getByRole('heading', { name: 'Is this right?' });
    await next.waitFor();
    expect(new URL(page.url()).origin).toBe(api);
    await context.close();
  });
});

describe('on paper, and a hundred times', () => {
  it('prints every answer, in black though the screen is dark', async () => {
    const { page } = await embed('<uwh-faq-list></uwh-faq-list>', {}, { colorScheme: 'dark' });
    const answers = page.locator('uwh-faq-list [part=answer]');
    await expect.poll(() => answers.count()).toBe(10);
    const shown = () =>
      answers.evaluateAll((all) => all.filter((each) => each.checkVisibility({ contentVisibilityAuto: true })).length);
    expect(await shown()).toBe(0);
    await page.emulateMedia({ media: 'print', colorScheme: 'light' });
    // What was skipped until now is laid out with the next frame.
    await expect.poll(shown).toBe(10);
    const color = await page
      .locator('uwh-faq-list summary')
      .first()
      .evaluate((element) => getComputedStyle(element).color);
    expect(color).toBe('rgb(0, 0, 0)');
  });

  it('a hundred counters have one timer at the most', async () => {
    const context = await host.browser.newContext();
    const page = await context.newPage();
    await page.addInitScript(`globalThis.timers = 0;
      for (const name of ['setInterval', 'setTimeout']) {
        const native = globalThis[name];
        globalThis[name] = (...args) => { timers++; return native(...args); };
      }`);
    const counters = `<uwh-pledge-counter pledge="${slug}"></uwh-pledge-counter>`.repeat(100);
    const html = `<!doctype html><html lang="en"><title>A host</title><script type="module" src="${api}/embed/v1/pledge-counter.js"></script>${counters}`;
    await page.goto(host.serve(html));
    await expect.poll(() => page.locator('uwh-pledge-counter [part=count]').count()).toBe(100);
    expect(await page.evaluate('timers')).toBeLessThanOrEqual(1);
    await context.close();
  });
});
