import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { campaign, entry, publish, startPrivateStack, wholeCampaign } from '../support/private-stack.ts';
import { problemOf } from '../support/api.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
let stack: Awaited<ReturnType<typeof startPrivateStack>>;
beforeAll(async () => {
  [browser, stack] = await Promise.all([launchChromium(), startPrivateStack()]);
  const set = await wholeCampaign();
  const oregon = set.chapters.find(({ slug }) => slug === 'oregon')!;
  const source = { publisher: 'Example Institute', year: 2024, title: null, issue: null, url: null };
  const wages = { 'oregon-wage-social-workers': 20, 'oregon-wage-nurses': 50.5 };
  for (const [slug, value] of Object.entries(wages)) {
    const figure = oregon.entries.find((each) => each.slug === slug)!;
    figure.status = 'published';
    Object.assign(figure.shared, { value, basis: 'publication', missing: null, source });
  }
  expect((await publish(stack, set)).status).toBe(200);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

describe('the flyer', () => {
  it.each(['en', 'es', 'ar'])('fits on one sheet in %s, and its code leads a phone to the form', async (lang) => {
    const { page, complaints } = await visit(browser, `${stack.origin}/${lang}/chapters/oregon/flyer`, {
      colorScheme: 'dark',
    });
    const code = PNG.sync.read(await page.locator('svg.qr').screenshot());
    const read = jsQR(Uint8ClampedArray.from(code.data), code.width, code.height);
    expect(read?.data).toBe(`${stack.origin}/${lang}/chapters/oregon/join`);
    for (const format of ['Letter', 'A4']) {
      const pdf = (await page.pdf({ format })).toString('latin1');
      expect([format, pdf.match(/\/Type\s*\/Page\b/g)!.length]).toEqual([format, 1]);
    }
    expect(complaints).toEqual([]);
  });
});

describe('figures', () => {
  it('draws two wages on one scale, and says both with their source', async () => {
    const { page } = await visit(browser, `${stack.origin}/es/chapters/oregon`, { javaScriptEnabled: false });
    const bars = page.locator('#wages .bar .on');
    const widths = await bars.evaluateAll((all) => all.map((each) => each.getBoundingClientRect().width));
    expect(widths[0]! / widths[1]!).toBeCloseTo(20 / 50.5, 2);
    const text = await page.locator('#wages').innerText();
    for (const words of ['20', '$50.50', 'Example Institute, 2024']) expect(text).toContain(words);
  });

  it('draws as many dots as there are in a hundred, and one in so many', async () => {
    const { page } = await visit(browser, `${stack.origin}/en/`, { javaScriptEnabled: false });
    const drawn = await page.locator('#burnout svg').evaluateAll((all) =>
      all.map((svg) => {
        const path = svg.querySelector<SVGPathElement>('path.on');
        // Each dot is a dash without length, ten units from the next.
        return path === null
          ? null
          : [...path.getAttribute('d')!.matchAll(/h([\d.]+)/g)].reduce(
              (sum, [, length]) => sum + Math.floor(Number(length) / 10) + 1,
              0,
            );
      }),
    );
    expect(drawn).toEqual([57, 71, null]);
    expect(await page.locator('#burnout pattern').count()).toBe(1);
  });
});

describe('words of another language', () => {
  it('are marked with it, and run as it is written', async () => {
    const { page } = await visit(browser, `${stack.origin}/ar/chapters/oregon`, { javaScriptEnabled: false });
    const heading = page.getByRole('heading', { name: 'We care for Oregon, and want a say' });
    const look = await heading.evaluate((element) => [
      element.closest('[lang]')!.getAttribute('lang'),
      getComputedStyle(element).direction,
    ]);
    expect(look).toEqual(['en', 'ltr']);
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  });

  it.each(['/chapters/oregon', '/faq', '/news', '/news/kaiser-strike', '/chapters', '/privacy', '/join', '/flyer'])(
    'are told from the page’s own wherever they stand on %s',
    async (path) => {
      const { page } = await visit(browser, `${stack.origin}/ar${path}`, { javaScriptEnabled: false });
      const mixed = await page.evaluate(() => {
        const walker = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT);
        const found: string[] = [];
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const [text, holder] = [node.textContent!.trim(), node.parentElement!];
          const isArabic = holder.closest('[lang]')!.getAttribute('lang') === 'ar';
          const script = /\p{Script=Arabic}/u.test(text) ? 'ar' : /[a-z]{4}/.test(text) ? 'en' : null;
          // Names stay what they are, in whatever language they stand: of publications, and of addresses.
          if (
            script !== null &&
            (script === 'ar') !== isArabic &&
            holder.closest('bdi, option, [dir=ltr]:is(a)') === null
          )
            found.push(text);
        }
        return found;
      });
      expect(mixed).toEqual([]);
    },
  );
});

describe('a chapter’s own page', () => {
  it('can’t have the address of another', async () => {
    for (const slug of ['faq', 'news', 'join', 'flyer']) {
      const page = entry('page', slug, { position: 1 }, { title: 'A', summary: 'B', body: 'C' });
      const answer = await publish(stack, campaign([], [page]));
      expect([slug, answer.status, (await problemOf(answer)).errors![0]!.detail]).toEqual([
        slug,
        422,
        'Another page has this address: take another slug',
      ]);
    }
  });
});
