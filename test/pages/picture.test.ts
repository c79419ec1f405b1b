import { AxeBuilder } from '@axe-core/playwright';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { digestOf, draw, uploadWidths } from '../support/images.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { visit } from '../support/visit.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let browser: Browser;
let addresses: string[];
beforeAll(async () => {
  [stack, browser] = await Promise.all([startPrivateStack(), launchChromium()]);
  const files = await draw(browser, [480, 960, 1500]);
  addresses = files.map((file) => `/images/${digestOf(file)}.webp`);
  expect((await publish(stack, campaign([]))).status).toBe(200);
  const image = await uploadWidths(stack, files);
  const words = { summary: 'Sixty came.', body: 'They stayed.', imageAlt: 'A hall, half of it red' };
  const entries = [
    entry('article', 'we-met', { image, publishedOn: '2026-11-02' }, { title: 'We met', ...words }),
    entry('page', 'meet-us', { image, position: 1 }, { title: 'Meet us', ...words }),
  ];
  expect((await publish(stack, campaign([], entries))).status).toBe(200);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

type Shift = PerformanceEntry & { sources: { node: Node | null }[] };

const text = async (path: string) => (await fetch(stack.origin + path)).text();

it.each(['/news/we-met', '/meet-us'])('stands on %s in the width of the screen, and moves nothing', async (path) => {
  for (const [width, used] of [
    [390, 0],
    [1280, 1],
  ] as const) {
    const { page, complaints } = await visit(browser, 'about:blank', { viewport: { width, height: 800 } });
    await page.addInitScript(() => {
      const moved: string[] = [];
      Object.assign(window, { moved });
      new PerformanceObserver((list) => {
        const sources = (list.getEntries() as Shift[]).flatMap((shift) => shift.sources);
        for (const { node } of sources) if (node?.parentElement?.closest('article div')) moved.push(node.textContent!);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(`${stack.origin}/en/chapters/oregon${path}`);
    const image = page.getByRole('img', { name: 'A hall, half of it red' });
    await image.evaluate((each: HTMLImageElement) => each.decode());
    expect(await image.evaluate((each: HTMLImageElement) => new URL(each.currentSrc).pathname)).toBe(addresses[used]);
    const { width: shown, height } = (await image.boundingBox())!;
    expect(shown / height).toBeCloseTo(1.5, 1);
    // The words stand under it: they would move.
    expect(await page.evaluate(() => (window as unknown as { moved: string[] }).moved)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  }
});

it('stands for the article where it is linked to, in its data and in feeds', async () => {
  const html = await text('/en/chapters/oregon/news/we-met');
  const url = stack.origin + addresses[2];
  expect(html).toContain(`<meta property="og:image" content="${url}"`);
  expect(html).toContain('<meta property="og:image:alt" content="A hall, half of it red"');
  expect(html).toContain(`"image":"${url}"`);
  for (const file of ['rss.xml', 'atom.xml', 'feed.json']) {
    expect(await text(`/en/chapters/oregon/news/${file}`), file).toContain(url);
  }
  expect(await text('/en/chapters/oregon')).toContain('/pictures/oregon.en.png');
});
