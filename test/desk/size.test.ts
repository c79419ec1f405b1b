import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { comeIn } from '../support/at-desk.ts';
import { launchChromium } from '../support/browser.ts';
import { byName } from '../support/desk.ts';
import { publish, startPrivateStack, wholeCampaign } from '../support/private-stack.ts';

/** What a first show may bring over the network, in bytes, headers and all. */
const budget = 64_000;

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let browser: Browser;
beforeAll(async () => {
  [stack, browser] = await Promise.all([startPrivateStack(), launchChromium()]);
  expect((await publish(stack, await wholeCampaign())).status).toBe(200);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

/** Shows the desk to somebody whose browser has nothing of it yet, and counts what comes. */
async function transferOf(context: BrowserContext, ready: (page: Page) => Promise<unknown>) {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  const urls = new Map<string, string>();
  const came: [path: string, bytes: number][] = [];
  cdp.on('Network.requestWillBeSent', ({ requestId, request }) => urls.set(requestId, new URL(request.url).pathname));
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    came.push([urls.get(requestId)!, encodedDataLength]),
  );
  await page.goto(`${byName(stack)}/desk`);
  await ready(page);
  await page.waitForLoadState('networkidle');
  await page.close();
  return { came, sum: came.reduce((sum, [, bytes]) => sum + bytes, 0) };
}

it('the way in and the overview after it come in few bytes, fonts and answers included', async () => {
  const fresh = await browser.newContext({ locale: 'en' });
  const enter = await transferOf(fresh, (page) => page.getByRole('heading', { name: 'Come in' }).waitFor());
  const known = await comeIn(browser, stack, ['oregon:*:*:*']);
  const overview = await transferOf(known, (page) => page.getByRole('heading', { name: 'What to do next' }).waitFor());
  expect(enter.came.map(([path]) => path)).toContain('/desk/assets/desk.js');
  expect(enter.sum, JSON.stringify(enter.came)).toBeLessThan(budget);
  expect(overview.sum, JSON.stringify(overview.came)).toBeLessThan(budget);
});
