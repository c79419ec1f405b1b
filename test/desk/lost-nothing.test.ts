import type { Browser, BrowserContext, CDPSession, Page, Route } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { comeIn, openScreen } from '../support/at-desk.ts';
import { launchChromium } from '../support/browser.ts';
import { byName, signIn } from '../support/desk.ts';
import { dataOf, manage } from '../support/manage.ts';
import { campaign, publish, startPrivateStack } from '../support/private-stack.ts';

interface Kept {
  slug: string;
  source: { translations: Record<string, { fields: { title: string; summary: string; body: string } }> };
}

const away = 'Not saved: no connection. Kept on this device, and sent once there is one.';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let browser: Browser;
let context: BrowserContext;
beforeAll(async () => {
  [stack, browser] = await Promise.all([startPrivateStack(), launchChromium()]);
  expect((await publish(stack, campaign([]))).status).toBe(200);
  context = await comeIn(browser, stack, ['oregon:*:*:*'], { name: 'Ana' });
  context.setDefaultTimeout(10_000);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

/** Opens a page of Oregon's that is there, at the desk. */
async function openPage(slug: string, at = context, path = ''): Promise<Page> {
  const fields = { title: slug, summary: 'What it says.', body: 'First.\n\nLast.' };
  const translations = { en: { method: 'original', fields } };
  const body = { slug, mode: 'own', status: 'draft', shared: { position: 1 }, translations };
  await manage(stack, 'POST', 'pages?chapter=oregon', { body });
  const page = await openScreen(at, stack, `/chapters/oregon/entries/pages/${slug}${path}`);
  await page.getByLabel('Text', { exact: true }).waitFor();
  return page;
}

const write = (page: Page, text: string) => page.getByLabel('Text', { exact: true }).fill(text);
const says = (page: Page, text: string) => page.getByRole('status').filter({ hasText: text }).waitFor();
const keptOf = async (slug: string, locale = 'en') => {
  const { source } = await dataOf<Kept>(await manage(stack, 'GET', `pages/${slug}?chapter=oregon`));
  return source.translations[locale]?.fields;
};
/** The same as `expect.poll`, which knows nothing of tests that run at once. */
const until = <Value>(read: () => Promise<Value>, wanted: Value) =>
  vi.waitFor(async () => expect(await read()).toBe(wanted), { timeout: 10_000, interval: 100 });
const reaches = (slug: string, text: string, locale?: string) =>
  until(async () => (await keptOf(slug, locale))?.body, text);
/** What is at the campaign once the screen says that it is. */
async function savedOf(page: Page, slug: string, locale?: string): Promise<string | undefined> {
  await page.locator('.state').getByText('Saved', { exact: true }).waitFor();
  await page.close();
  return (await keptOf(slug, locale))?.body;
}
const cuts = new WeakMap<Page, CDPSession>();
async function connect(page: Page, offline: boolean): Promise<void> {
  const cdp = cuts.get(page) ?? (await page.context().newCDPSession(page));
  cuts.set(page, cdp);
  await cdp.send('Network.enable');
  const speed = { latency: 0, downloadThroughput: -1, uploadThroughput: -1 };
  await cdp.send('Network.emulateNetworkConditions', { offline, ...speed });
}
/** Cuts the connection of one page; the others keep theirs. */
const cut = (page: Page) => connect(page, true);
const mend = (page: Page) => connect(page, false);
/** Answers the first request that writes entries in another way than the server would. */
async function interfere(page: Page, how: (route: Route) => Promise<void>): Promise<void> {
  let isDone = false;
  await page.route('**/v1/manage/pages*/**', (route) => {
    if (isDone || route.request().method() === 'GET') return route.continue();
    isDone = true;
    return how(route);
  });
}
/** The server gets it, and its answer is lost. */
const loseAnswer = async (route: Route) => {
  await route.fetch();
  await route.abort();
};

describe.concurrent('nothing is lost, and the screen says so, where the connection is cut', () => {
  it('before anything was saved', async () => {
    const page = await openScreen(context, stack, '/chapters/oregon/new/pages');
    await page.getByLabel('Title').waitFor();
    await cut(page);
    await page.getByLabel('Title').fill('Never saved');
    await says(page, 'Kept on this device. Still missing: ');
    await page.getByLabel('Summary').fill('What it says.');
    await write(page, 'Typed without a connection.');
    await says(page, away);
    await mend(page);
    expect(await savedOf(page, 'never-saved')).toBe('Typed without a connection.');
  });

  it('before a request arrives', async () => {
    const page = await openPage('not-arrived');
    await interfere(page, (route) => route.abort());
    await write(page, 'Typed before it was cut.');
    await says(page, away);
    expect(await savedOf(page, 'not-arrived')).toBe('Typed before it was cut.');
  });

  it('after a new entry was taken, before the answer: it is not there twice', async () => {
    const page = await openScreen(context, stack, '/chapters/oregon/new/pages');
    await page.route('**/v1/manage/pages?chapter=oregon', loseAnswer, { times: 1 });
    await page.route('**/v1/manage/pages/taken-once?*', (route) => route.abort(), { times: 1 });
    await page.getByLabel('Title').fill('Taken once');
    await page.getByLabel('Summary').fill('What it says.');
    await write(page, 'Typed once.');
    await says(page, away);
    await write(page, 'Typed once, and more.');
    expect(await savedOf(page, 'taken-once')).toBe('Typed once, and more.');
    const all = await dataOf<Kept[]>(await manage(stack, 'GET', 'pages?chapter=oregon'));
    expect(all.filter(({ slug }) => slug.startsWith('taken-once'))).toHaveLength(1);
  });

  it('after a change was taken, before the answer: one’s own words are no other person’s', async () => {
    const page = await openPage('answer-lost');
    await interfere(page, loseAnswer);
    await write(page, 'Typed.');
    await says(page, away);
    await write(page, 'Typed, and more.');
    await reaches('answer-lost', 'Typed, and more.');
    expect(await page.getByText('somebody else').count()).toBe(0);
    expect(await savedOf(page, 'answer-lost')).toBe('Typed, and more.');
  });

  it('between two saves, and the page is loaded again', async () => {
    const page = await openPage('loaded-again');
    await write(page, 'One.');
    await reaches('loaded-again', 'One.');
    await cut(page);
    await write(page, 'One, two.');
    await page.reload().catch(() => {});
    await mend(page);
    await page.reload();
    await until(() => page.getByLabel('Text', { exact: true }).inputValue(), 'One, two.');
    expect(await savedOf(page, 'loaded-again')).toBe('One, two.');
  });

  it('and the tab is closed at once: the overview leads back to what is on this device', async () => {
    const closed = await openPage('closed');
    await cut(closed);
    await write(closed, 'Typed and closed.');
    await closed.close();
    const page = await openScreen(context, stack, '/chapters/oregon');
    await page.getByRole('heading', { name: 'On this device, not sent yet' }).waitFor();
    await page.getByRole('link', { name: 'closed', exact: true }).first().click();
    expect(await savedOf(page, 'closed')).toBe('Typed and closed.');
  });

  it('and somebody goes to another screen', async () => {
    const page = await openPage('left');
    await cut(page);
    await write(page, 'Typed and left.');
    await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Overview' }).click();
    await page.getByText('what you wrote is still here').waitFor();
    await mend(page);
    await page.goto(`${byName(stack)}/desk/chapters/oregon/entries/pages/left`);
    expect(await savedOf(page, 'left')).toBe('Typed and left.');
  });

  it('by an end of the session: who comes in again is back where they wrote', async () => {
    const { page, context: own } = await signIn(browser, stack, ['oregon:*:*:*'], { options: { locale: 'en' } });
    await page.goto(`${byName(stack)}/desk/chapters/oregon/new/pages`);
    await page.getByLabel('Title').fill('Session ended');
    await page.getByLabel('Summary').fill('What it says.');
    await own.clearCookies();
    await write(page, 'Typed while it ended.');
    await page.getByText('What you wrote is kept on this device').waitFor();
    await page.getByRole('button', { name: 'Come in with your passkey' }).click();
    await until(() => page.getByLabel('Text', { exact: true }).inputValue(), 'Typed while it ended.');
    expect(await savedOf(page, 'session-ended')).toBe('Typed while it ended.');
    await own.close();
  });

  it('while the server has no database', async () => {
    const page = await openPage('unavailable');
    const json = { status: 503, code: 'unavailable', title: 'Try again' };
    await interfere(page, (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', json }));
    await write(page, 'Typed meanwhile.');
    await says(page, 'Not saved: ');
    expect(await savedOf(page, 'unavailable')).toBe('Typed meanwhile.');
  });

  it('while something is translated', async () => {
    const page = await openPage('translated', context, '/es');
    await cut(page);
    await page.getByLabel('Title').fill('Traducido');
    await page.getByLabel('Summary').fill('Lo que dice.');
    await write(page, 'Escrito sin conexión.');
    await says(page, away);
    await page.reload().catch(() => {});
    await mend(page);
    await page.reload();
    expect(await savedOf(page, 'translated', 'es')).toBe('Escrito sin conexión.');
  });
});

it('says where this device has no room for what is written, and not to close the page', async () => {
  const page = await openPage('no-room');
  await page.evaluate(() => {
    for (let size = 2 ** 23; size >= 1; size /= 2) {
      try {
        localStorage.setItem('full', (localStorage.getItem('full') ?? '') + 'x'.repeat(size));
      } catch {
        // It is fuller than that.
      }
    }
  });
  await cut(page);
  await write(page, 'Typed with no room.');
  await page.getByText('This device has no room left').waitFor();
  await page.evaluate(() => localStorage.removeItem('full'));
  await mend(page);
  expect(await savedOf(page, 'no-room')).toBe('Typed with no room.');
});

describe.concurrent('two people at one entry', () => {
  let other: BrowserContext;
  beforeAll(async () => {
    other = await comeIn(browser, stack, ['oregon:*:*:*'], { name: 'Ben' });
    other.setDefaultTimeout(10_000);
  });
  const look = (page: Page) => page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));

  it('are both told, and what each changed elsewhere is put together', async () => {
    const [ana, ben] = [await openPage('shared'), await openPage('shared', other)];
    await ben.getByLabel('Summary').fill('Ben says it.');
    await until(async () => (await keptOf('shared'))?.summary, 'Ben says it.');
    await look(ana);
    await says(ana, 'Changed by Ben');
    expect(await ana.getByLabel('Summary').inputValue()).toBe('Ben says it.');
    await cut(ana);
    await write(ana, 'Ana first.\n\nLast.');
    await write(ben, 'First.\n\nBen last.');
    await reaches('shared', 'First.\n\nBen last.');
    await mend(ana);
    await ana.getByText('were put together with yours').waitFor();
    expect(await savedOf(ana, 'shared')).toBe('Ana first.\n\nBen last.');
    await look(ben);
    await says(ben, 'Changed by Ana');
    expect(await savedOf(ben, 'shared')).toBe('Ana first.\n\nBen last.');
  });

  it('choose where they wrote the same words, with what the screen has already', async () => {
    const [ana, ben] = [await openPage('same-words'), await openPage('same-words', other)];
    await ana.route('**/desk/assets/**', (route) => route.abort());
    await cut(ana);
    await write(ana, 'Ana.');
    await write(ben, 'Ben.');
    await reaches('same-words', 'Ben.');
    await mend(ana);
    await ana.getByRole('heading', { name: 'You and somebody else changed the same words' }).waitFor();
    await says(ana, 'somebody else changed the same words');
    await ana.unroute('**/desk/assets/**');
    await ana.reload();
    await ana.locator('.merge ins', { hasText: 'Ben' }).waitFor();
    expect(await ana.locator('.merge ins').allInnerTexts()).toEqual(['Ana', 'Ben']);
    await write(ana, 'Ana, and more.');
    await ana.getByRole('button', { name: 'Take what I chose' }).click();
    await reaches('same-words', 'Ana, and more.');
    await write(ben, 'Ben, and more.');
    await ben.getByRole('radio', { name: 'Write it anew' }).check();
    await ben.getByLabel('Write it anew: Text').fill('Ana and Ben, and more.');
    await ben.getByRole('button', { name: 'Take what I chose' }).click();
    expect(await savedOf(ben, 'same-words')).toBe('Ana and Ben, and more.');
    await ana.close();
  });

  it('keep what one wrote where the other removed it', async () => {
    const [ana, ben] = [await openPage('removed'), await openPage('removed', other)];
    ben.on('dialog', (dialog) => void dialog.accept());
    await ben.getByRole('button', { name: 'Remove' }).click();
    await ben.getByRole('heading', { name: 'Pages' }).waitFor();
    await write(ana, 'Typed after it was removed.');
    await says(ana, 'somebody removed this entry');
    await ana.getByRole('button', { name: 'Bring it back with my words' }).click();
    expect(await savedOf(ana, 'removed')).toBe('Typed after it was removed.');
    await ben.close();
  });
});
