import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startHost, type Host } from '../support/host.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

let host: Host;
let embed: Host['embed'];
beforeAll(async () => {
  host = await startHost(inject('origin'));
  embed = host.embed;
});
afterAll(() => host.stop());

/** Loads an element's file now. As text: what the test's own build makes of `import` means nothing to a browser. */
const load = (page: Page, name: string) => page.evaluate(`import("${inject('origin')}/embed/v1/${name}.js")`);

describe('what is only read', () => {
  it('shows goals, and what a union changes, in Spanish', async () => {
    const { page, complaints } = await embed(
      '<uwh-goal-list></uwh-goal-list><uwh-goal-list kind="benefits" limit="2"></uwh-goal-list>',
      { lang: 'es' },
    );
    await expect.poll(() => page.locator('uwh-goal-list h3').count()).toBe(7);
    expect(await page.getByRole('heading', { name: 'Un equipo que se queda' }).count()).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('shows a chapter’s voices, says where a machine translated them, and leaves the fallback where there are none', async () => {
    const { page } = await embed(
      '<uwh-testimonials chapter="oregon"></uwh-testimonials><uwh-testimonials lang="en" locale="en" chapter="oregon"></uwh-testimonials><uwh-testimonials>None yet</uwh-testimonials>',
      { lang: 'es' },
    );
    await expect.poll(() => page.locator('uwh-testimonials blockquote').count()).toBe(2);
    expect(await page.getByText('Traducción automática').count()).toBe(1);
    expect(await page.getByText('Translated by a machine').count()).toBe(0);
    expect(await page.getByText('None yet').isVisible()).toBe(true);
  });

  it('puts a chapter’s whole page together, with the form to join at its end', async () => {
    const { page, complaints } = await embed('<uwh-chapter chapter="oregon"></uwh-chapter>', { scripts: ['chapter'] });
    for (const name of ['goal-list', 'statistics', 'testimonials', 'faq-list', 'join-form']) {
      await page.locator(`uwh-${name} [part]`).first().waitFor();
    }
    const headings = await page.locator('uwh-chapter').getByRole('heading', { level: 2 }).allInnerTexts();
    expect([headings[0], headings.at(-1)]).toEqual(['United We Heal Oregon', 'Join us']);
    expect(complaints).toEqual([]);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes.length}`)).toEqual([]);
  });
});

describe('figures', () => {
  const source = {
    publisher: 'Example Institute',
    year: 2024,
    title: null,
    issue: null,
    url: 'https://figures.example/1',
  };
  const shared = { position: 10, unit: 'usd_per_hour', drawing: 'bars', basis: 'publication', source };
  const wage = (slug: string, value: number | null, more: object, label: string) =>
    entry('statistic', slug, { ...shared, value, ...more }, { label });
  let stack: Awaited<ReturnType<typeof startPrivateStack>>;
  beforeAll(async () => {
    stack = await startPrivateStack();
    const entries = [
      wage('wage-one', 20, { comparedWith: 'wage-two' }, 'is what one job pays'),
      wage('wage-two', 50.5, { position: 20, comparedWith: 'wage-one' }, 'is what the other pays'),
      wage('unknown', null, { position: 30, basis: 'missing', source: null, missing: 'The figure.' }, 'is unknown'),
      wage('ratio', 1, { position: 40, unit: 'ratio', per: 3000, drawing: 'none' }, 'is a ratio'),
    ];
    expect((await publish(stack, campaign(entries))).status).toBe(200);
  });
  afterAll(() => stack.stop());

  it('draws two that stand against each other on one scale, and says both', async () => {
    const own = await startHost(stack.origin);
    const { page, complaints } = await own.embed('<uwh-statistics></uwh-statistics>', { lang: 'ar' });
    const items = page.locator('uwh-statistics li');
    await expect.poll(() => items.count()).toBe(2);
    const widths = await page.locator('uwh-statistics .bar path').evaluateAll((paths) => {
      return paths.map((path) => (path as SVGPathElement).getBoundingClientRect().width);
    });
    expect(widths[0]! / widths[1]!).toBeCloseTo(20 / 50.5, 2);
    const pair = await items.first().innerText();
    for (const words of ['20', '50.50', 'is what one job pays', 'is what the other pays'])
      expect(pair).toContain(words);
    // In a text from right to left as well, the one stands before the many.
    const [one, many] = await page.locator('bdi', { hasText: '1 : 3,000' }).evaluate((element) => {
      const text = [...element.childNodes].find((node) => node.nodeType === Node.TEXT_NODE)!;
      return [0, text.textContent!.length - 1].map((at) => {
        const range = document.createRange();
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        return range.getBoundingClientRect().x;
      });
    });
    expect(one).toBeLessThan(many!);
    expect(await page.getByText('is unknown').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Example Institute, 2024' }).first().getAttribute('href')).toBe(
      source.url,
    );
    expect(complaints).toEqual([]);
    await own.stop();
  });
});

describe('sharing', () => {
  it('offers plain links, to the page without what its address may tell, and asks nobody', async () => {
    const { page, origins } = await embed('<uwh-share></uwh-share>', { lang: 'es' });
    await page.goto(`${host.origin}/somewhere?joined=yes#thanks`);
    const links = page.locator('uwh-share a');
    await expect.poll(() => links.count()).toBe(4);
    const addresses = await links.evaluateAll((all) =>
      all.map((each) => decodeURIComponent((each as HTMLAnchorElement).href)),
    );
    for (const address of addresses) {
      expect(address).toContain(`${host.origin}/somewhere`);
      expect(address).not.toContain('joined');
      expect(address).not.toContain('thanks');
    }
    await page.getByRole('button', { name: 'Copiar el enlace' }).click();
    await page.getByText('Copiado').waitFor();
    expect([...origins].toSorted()).toEqual([host.origin, inject('origin')].toSorted());
  });

  it('leaves it to the device where that can share', async () => {
    const { page } = await embed('<uwh-share url="https://partner.example/a" text="Read this"></uwh-share>', {
      scripts: [],
    });
    await page.evaluate(() => {
      navigator.share = (data) => {
        document.title = JSON.stringify(data);
        return Promise.reject(new DOMException('', 'AbortError'));
      };
    });
    await load(page, 'share');
    await page.getByRole('button', { name: 'Share' }).click();
    expect(await page.title()).toBe('{"text":"Read this","url":"https://partner.example/a"}');
    expect(await page.locator('uwh-share a').count()).toBe(0);
  });

  it('is not offered after joining unless the page asks for it', async () => {
    const { page } = await embed('<uwh-join-form></uwh-join-form><uwh-join-form share></uwh-join-form>');
    for (const index of [0, 1]) {
      const form = page.locator('uwh-join-form').nth(index);
      await form.getByLabel('First name').fill('Sam');
      await form.getByLabel('E-mail', { exact: true }).fill(`${crypto.randomUUID()}@example.org`);
      await form.getByRole('button').click();
      await form.getByRole('heading', { name: 'Thank you' }).waitFor();
      expect(await form.locator('uwh-share').count()).toBe(index);
    }
  });
});

describe('events', () => {
  const heard = ['uwh-ready', 'uwh-submit', 'uwh-success', 'uwh-error', 'uwh-joined'];

  it('tell what happens, through shadow roots, and nothing of anyone; a page can stop what is about to be sent', async () => {
    const { page } = await embed('', { scripts: ['join-form'] });
    await page.evaluate((names) => {
      const told: string[] = [];
      Object.assign(globalThis, { told, isAllowed: false });
      for (const name of names) {
        document.addEventListener(name, (event) => {
          told.push(`${name} ${JSON.stringify((event as CustomEvent).detail)}`);
          if (name === 'uwh-submit' && !(globalThis as { isAllowed?: boolean }).isAllowed) event.preventDefault();
        });
      }
      const shell = document.querySelector('main')!.appendChild(document.createElement('div'));
      shell.attachShadow({ mode: 'open' }).append(document.createElement('uwh-join-form'));
    }, heard);
    const told = () => page.evaluate(() => (globalThis as unknown as { told: string[] }).told);
    await expect.poll(told).toEqual(['uwh-ready null']);
    await page.getByLabel('First name').fill('Sam');
    await page.getByLabel('E-mail', { exact: true }).fill(`${crypto.randomUUID()}@example.org`);
    const button = page.getByRole('button', { name: 'Join' });
    await button.click();
    await expect.poll(told).toEqual(['uwh-ready null', 'uwh-submit null']);
    expect(await page.getByLabel('First name').inputValue()).toBe('Sam');
    await page.evaluate(() => Object.assign(globalThis, { isAllowed: true }));
    await page.route('**/v1/signups', (route) => route.abort(), { times: 1 });
    await page.route('**/v1/signups', (route) => route.abort());
    await button.click();
    await expect.poll(told, { timeout: 30_000 }).toContain('uwh-error null');
    await page.unroute('**/v1/signups');
    await button.click();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    expect((await told()).slice(-3)).toEqual(['uwh-submit null', 'uwh-success null', 'uwh-joined null']);
  });
});

describe('many on a page', () => {
  it('of two files, beside a host’s own Lit, under trusted types', async () => {
    const more = "; require-trusted-types-for 'script'; trusted-types uwh lit-html";
    const { page, complaints } = await embed('<uwh-faq-list></uwh-faq-list><uwh-goal-list></uwh-goal-list>', {
      more,
      scripts: [],
    });
    await page.evaluate(() => {
      const types = (
        globalThis as unknown as { trustedTypes: { createPolicy: (name: string, rules: object) => unknown } }
      ).trustedTypes;
      types.createPolicy('lit-html', {});
    });
    for (const name of ['faq-list', 'goal-list', 'all']) await load(page, name);
    await expect.poll(() => page.locator('uwh-faq-list summary').count()).toBe(10);
    await expect.poll(() => page.locator('uwh-goal-list h3').count()).toBe(5);
    expect(complaints).toEqual([]);
  });

  it('a hundred counters ask once, and one that is taken out and put back shows what it showed', async () => {
    const counters = '<uwh-pledge-counter pledge="stand-with-behavioral-health-workers"></uwh-pledge-counter>'.repeat(
      100,
    );
    const { page } = await embed(counters, { scripts: [] });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await load(page, 'pledge-counter');
    await expect.poll(() => page.locator('uwh-pledge-counter [part=count]').count()).toBe(100);
    const slug = 'stand-with-behavioral-health-workers';
    expect(asked.filter((path) => path.startsWith('/v1/')).toSorted()).toEqual([
      `/v1/counters/${slug}`,
      `/v1/pledges/${slug}`,
    ]);
    const title = page.locator('uwh-pledge-counter').first().locator('[part=heading]');
    const before = await title.innerText();
    await page.evaluate(() => {
      const counter = document.querySelector('uwh-pledge-counter')!;
      const place = counter.parentNode!;
      counter.remove();
      place.prepend(counter);
    });
    expect(await title.innerText()).toBe(before);
  });
});
