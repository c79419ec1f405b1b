import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testimonialWordsIn } from '../../worker/pages/testimonial-words.ts';
import { launchChromium } from '../support/browser.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { findLink, makeLink, said, tokenIn } from '../support/testimonial-links.ts';
import { visit } from '../support/visit.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let browser: Browser;
beforeAll(async () => {
  [stack, browser] = await Promise.all([startPrivateStack(), launchChromium()]);
  const stories = { heading: 'In their words', body: 'What workers say.' };
  const set = campaign([entry('section', 'stories', { page: 'home', position: 1 }, stories)]);
  set.campaign.locales.push({ tag: 'ar', name: 'العربية', direction: 'rtl', fallback: ['en'] });
  expect((await publish(stack, set)).status).toBe(200);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

async function expectAccessible(page: Page): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

it.each([
  ['with JavaScript, in English', 'en', true],
  ['without JavaScript, in Spanish', 'es', false],
  ['with JavaScript, in Arabic', 'ar', true],
] as const)('lets a worker write, see, agree, and take back: %s', async (_, locale, javaScriptEnabled) => {
  const { id, link } = await makeLink(stack, { locale });
  const words = testimonialWordsIn(locale);
  const options = { javaScriptEnabled, viewport: { width: 390, height: 800 } };
  const { page, complaints } = await visit(browser, 'about:blank', options);
  // Where no script runs, axe does not either.
  const check = () => (javaScriptEnabled ? expectAccessible(page) : undefined);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const press = (name: string) => page.getByRole('button', { name }).click();
  const open = async (address: string) => {
    await page.goto(address);
    if (javaScriptEnabled) return page.waitForSelector('h1 + p, h1 + figure');
    await page.getByLabel(words.link).fill(address);
    return press(words.open);
  };

  await open(link);
  await page.getByLabel(words.quote).waitFor();
  expect(page.url()).not.toContain(tokenIn(link));
  await check();
  await page.getByLabel(words.quote).fill(`  ${said.quote}\n`);
  await page.getByLabel(words.name).fill(said.name);
  await page.getByLabel(words.attribution).fill(said.attribution);
  await press(words.preview);
  expect(await page.locator('blockquote').textContent()).toBe(said.quote);
  expect(await page.locator('figcaption').textContent()).toBe(`${said.name}, ${said.attribution}`);
  await page.getByRole('link', { name: `/${locale}/chapters/oregon` }).waitFor();
  const consent = page.getByRole('checkbox', { name: words.consent });
  expect(await consent.isChecked()).toBe(false);
  await check();
  await press(words.give);
  await page.getByText(words.needConsent).waitFor();
  expect((await findLink(stack, id)).usedAt).toBeNull();
  await consent.check();
  await press(words.give);

  await page.getByText(words.keep).waitFor();
  const own = (await page.locator('.private a').getAttribute('href'))!;
  await check();
  expect((await findLink(stack, id)).usedAt).not.toBeNull();
  await page.goto('about:blank');
  await open(own);
  await page.getByText(words.waiting).waitFor();
  expect(await page.locator('blockquote').textContent()).toBe(said.quote);
  await check();
  expect((await findLink(stack, id)).withdrawnAt).toBeNull();
  await press(words.withdraw);
  await page.getByText(words.withdrawn).waitFor();
  expect((await findLink(stack, id)).withdrawnAt).not.toBeNull();
  await page.goto('about:blank');
  await open(own);
  await page.getByText(words.withdrawnOn.split('{day}')[0]!.trim()).first().waitFor();
  await check();
  expect(asked.filter((url) => [link, own].map(tokenIn).some((token) => url.split('#')[0]!.includes(token)))).toEqual(
    [],
  );
  expect(complaints.filter((text) => !text.includes('422'))).toEqual([]);
  await page.context().close();
});

it('lets them take another language, correct what is missing, and go back', async () => {
  const { link } = await makeLink(stack);
  const { page } = await visit(browser, link);
  await page.getByRole('button', { name: 'Español' }).click();
  const words = testimonialWordsIn('es');
  await page.getByLabel(words.quote).fill('Somos muy pocos.');
  await page.getByLabel(words.attribution).fill('   ');
  await page.locator('form.fields').evaluate((form: HTMLFormElement) => (form.noValidate = true));
  await page.getByRole('button', { name: words.preview }).click();
  await page.getByText(words.missing).first().waitFor();
  expect(await page.getByLabel(words.quote).inputValue()).toBe('Somos muy pocos.');
  expect(await page.getByLabel(words.name).getAttribute('aria-invalid')).toBe('true');
  await expectAccessible(page);
  await page.getByLabel(words.name).fill('S. E.');
  await page.getByLabel(words.attribution).fill('Enfermera');
  await page.getByRole('button', { name: words.preview }).click();
  await page.getByRole('button', { name: words.change }).click();
  expect(await page.getByLabel(words.name).inputValue()).toBe('S. E.');
  await page.context().close();
});

it('keeps what opens a link out of caches, search engines and referrers', async () => {
  const { link } = await makeLink(stack);
  const address = `${stack.origin}/en/chapters/oregon/testimonial`;
  const body = new URLSearchParams({ link: tokenIn(link) });
  for (const answer of [await fetch(address), await fetch(address, { method: 'POST', body })]) {
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
      'referrer-policy': 'no-referrer',
    });
  }
});
