import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { routes } from '../../widgets/desk/routes.ts';
import { comeIn, faultsOf } from '../support/at-desk.ts';
import { launchChromium } from '../support/browser.ts';
import { dataOf, manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { question, write } from '../support/schedule.ts';
import { addOldBusiness } from '../support/steward.ts';
import { makeLink } from '../support/testimonial-links.ts';

interface Shown {
  /** Its address, where the path has more than a chapter. */
  at?: string;
  /** What tells that it is there, in either language. */
  ready: (page: Page) => Promise<unknown>;
}

const shows = (selector: string) => (page: Page) => page.locator(selector).first().waitFor();

/** However often it is asked. */
const openDetails = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((details: HTMLDetailsElement) => (details.open = true));

/** Every screen, by its path in `routes.ts`. */
const screens: Record<string, Shown> = {
  '/': { ready: shows('main li a') },
  '/chapters/:chapter': { ready: shows('.rest .row') },
  '/chapters/:chapter/entries': { ready: shows('.kinds .row') },
  '/chapters/:chapter/publish': { ready: shows('main input[type=checkbox]') },
  '/chapters/:chapter/preview': { ready: shows('iframe') },
  '/chapters/:chapter/coverage': { ready: shows('.matrix') },
  '/chapters/:chapter/history': {
    ready: async (page) => {
      await openDetails(page, 'ol details');
      await page.locator('main .what').first().waitFor();
    },
  },
  '/chapters/:chapter/entries/:plural/:slug/versions': {
    at: '/chapters/oregon/entries/faqs/ours/versions',
    ready: async (page) => {
      await openDetails(page, 'ol details');
      await page.locator('main ins').first().waitFor();
    },
  },
  '/chapters/:chapter/entries/:plural': { at: '/chapters/oregon/entries/faqs', ready: shows('.rest .row') },
  '/chapters/:chapter/new/:plural': { at: '/chapters/oregon/new/articles', ready: shows('markdown-toolbar') },
  '/chapters/:chapter/new/:plural/:draft': {
    at: '/chapters/oregon/new/statistics/abc',
    ready: async (page) => {
      await openDetails(page, '.later');
      await page.locator('.actions .button').click();
      await page.locator('.wrong').first().waitFor();
    },
  },
  '/chapters/:chapter/entries/:plural/:slug': { at: '/chapters/oregon/entries/faqs/who', ready: shows('.over .field') },
  '/chapters/:chapter/entries/:plural/:slug/:locale': {
    at: '/chapters/oregon/entries/faqs/ours/es',
    ready: shows('.moved ins'),
  },
  '/national/chapters': { ready: shows('.facts') },
  '/national/chapters/new': { ready: shows('#state') },
  '/people': { ready: shows('#invite-name') },
  '/steward': { ready: shows('main li a') },
  '/steward/sign-ups': { ready: shows('main .button') },
  '/steward/partners': {
    ready: async (page) => {
      await openDetails(page, '.lines');
      await page.locator('.lines textarea').first().waitFor();
    },
  },
  '/steward/due': { ready: shows('main .wrong') },
  '/steward/counters': { ready: shows('main form') },
  '/steward/receivers': { ready: shows('main .tag') },
  '/steward/deliveries': { ready: shows('main .row') },
  '/steward/disclosures': { ready: shows('.reviews') },
  '/steward/audit': { ready: shows('.records li') },
  '/account': { ready: shows('main .row') },
  '/chapters/:chapter/testimonial-links': { ready: shows('.links li') },
};

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let browser: Browser;
let context: BrowserContext;
beforeAll(async () => {
  [browser, stack] = await Promise.all([launchChromium(), startPrivateStack()]);
  const faq = (slug: string, text: string) => entry('faq', slug, { position: 1 }, { question: text, answer: 'Us.' });
  const ours = faq('ours', 'Where in Oregon?');
  ours.translations['es'] = { method: 'machine', fields: { question: '¿Dónde?', answer: 'Aquí.' } };
  const pledge = entry('pledge', 'stand', { position: 1, countsSignups: false }, { title: 'T', text: 'T', label: 'L' });
  const asked = { text: 'I agree.', links: { terms: 'Terms', privacy: 'Privacy' }, review: { status: 'draft' } };
  const disclosure = entry('disclosure', 'sms-1', { channel: 'sms', version: 1 }, asked);
  const national = [faq('who', 'Who are we?'), faq('cost', 'What does it cost?'), pledge, disclosure];
  const set = campaign(national, [ours]);
  expect((await publish(stack, set)).status).toBe(200);
  const put = async (slug: string, body: object) =>
    dataOf(await manage(stack, 'PUT', `faqs/${slug}?chapter=oregon`, { body, match: '*' }));
  const { translations } = question('Where in all of Oregon?');
  await put('ours', { ...question(''), translations: { ...ours.translations, ...translations } });
  await write(stack, 'new', 'What is new?');
  const over = { mode: 'override', status: 'published', shared: {} };
  const words = { en: { method: 'original', fields: { answer: 'All of us.' } } };
  await dataOf(
    await manage(stack, 'POST', 'faqs?chapter=oregon', { body: { slug: 'who', ...over, translations: words } }),
  );
  await makeLink(stack);
  await addOldBusiness(stack);
  const partner = { name: 'An ally', origins: ['https://partner.example'] };
  await dataOf(await manage(stack, 'POST', 'partners', { body: partner }));
  const total = { count: 50, source: 'Cards of Salem' };
  await dataOf(await manage(stack, 'POST', 'counters/stand/totals', { body: total }));
  context = await comeIn(browser, stack, ['*:*:*:*']);
  context.setDefaultTimeout(10_000);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

it('are all tried here', () => {
  expect(routes.map(({ path }) => path).toSorted()).toEqual(Object.keys(screens).toSorted());
});

it.each(Object.entries(screens))('%s has no fault, in either language and scheme, on a phone', async (path, shown) => {
  const address = shown.at ?? path.replace(':chapter', 'oregon');
  expect(await faultsOf(context, stack, address, shown.ready)).toEqual([]);
});

it('the first visit and the way in have none', async () => {
  const found: string[] = [];
  const tour = await comeIn(browser, stack, ['oregon:*:*:*']);
  await tour.addInitScript(() => localStorage.removeItem('uwh-desk-toured'));
  found.push(...(await faultsOf(tour, stack, '/chapters/oregon', shows('.tour h2'))));
  await tour.clearCookies();
  found.push(...(await faultsOf(tour, stack, '/enter#invitation', shows('.enter .button'))));
  await tour.close();
  expect(found).toEqual([]);
});
