import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from '../../schema/kinds/index.ts';
import type { KindForm } from '../../schema/wire/kind-form.ts';
import { readForm, variantOf, type Schema } from '../../widgets/desk/writing/schema.ts';
import { launchChromium } from '../support/browser.ts';
import { byName, signIn, type SignedIn } from '../support/desk.ts';
import { dataOf, manage } from '../support/manage.ts';
import { callsOnNational, fillNational, seenOfNational } from '../support/other-chapter.ts';
import { startPrivateStack } from '../support/private-stack.ts';

/** A script in each of the ways in which text becomes one; it leaves a mark on the page where it does. */
const script = `"'><img data-stored src=x onerror=stored=1><script>stored=1</script>`;
const markdown = `${script}\n\n[link](javascript:stored=1)\n\n<svg data-stored onload=stored=1></svg>`;

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let browser: Browser;
let admin: SignedIn;
let there: Awaited<ReturnType<typeof fillNational>>;
beforeAll(async () => {
  [stack, browser] = await Promise.all([startPrivateStack(), launchChromium()]);
  there = await fillNational(stack);
  const options = { locale: 'en', viewport: { width: 1280, height: 800 } };
  admin = await signIn(browser, stack, ['*:*:*:*'], { name: script, options });
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

/** The same value with a script in every text that its schema lets people write as they like. */
function spoil(schema: Schema, value: unknown): unknown {
  const { properties, type, format, pattern, maxLength, ...rest } = variantOf(schema, value);
  if (properties !== undefined && (value !== undefined || schema.isNullable !== true)) {
    const parts = Object.entries(properties).map(([name, each]) => [name, spoil(each, (value as Fields)?.[name])]);
    return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
  }
  const isFree = type === 'string' && pattern === undefined && rest.enum === undefined && rest.const === undefined;
  if (isFree && format === 'markdown') return markdown;
  return isFree && format === undefined ? script.slice(0, maxLength) : value;
}
type Fields = Record<string, unknown>;

/** What stored scripts left on a page, or in a frame of it. */
async function marksOn(page: Page): Promise<unknown[]> {
  const marks = page.frames().map((frame) =>
    frame.evaluate(() => {
      const made = [...document.querySelectorAll('[data-stored], a[href^="javascript:" i]')];
      return [
        ...('stored' in globalThis ? [`ran at ${location.pathname}`] : []),
        ...made.map((each) => each.outerHTML),
      ];
    }),
  );
  return (await Promise.all(marks)).flat();
}

describe('a script in every text of every kind', () => {
  const readers = ['', '/faq', '/news'];
  beforeAll(async () => {
    const forms = (await dataOf<KindForm[]>(await manage(stack, 'GET', 'kinds'))).map(readForm);
    for (const { name, plural, shared, localized } of forms) {
      const { example } = kinds.find((kind) => kind.name === name)!;
      const fields = spoil(localized, example.localized);
      const slug = `its-${example.slug}`;
      const body = {
        slug,
        mode: 'own',
        status: 'published',
        shared: spoil(shared, example.shared),
        translations: { en: { method: 'original', fields } },
      };
      await dataOf(await manage(stack, 'POST', `${plural}?chapter=oregon`, { body }));
      if (name === 'page') readers.push(`/${slug}`);
      if (name === 'article') readers.push(`/news/${slug}`);
    }
  });

  it('is text at the desk: in lists, forms, previews, and what will change', async () => {
    const { page } = admin;
    const found: unknown[] = [];
    for (const { plural, example, name } of kinds) {
      await page.goto(`${byName(stack)}/desk/chapters/oregon/entries/${plural}`);
      await page
        .getByRole('link', { name: script.slice(0, 30) })
        .first()
        .click();
      await page.locator('.form').first().waitFor();
      if (name === 'article') {
        await page.getByRole('button', { name: 'Preview' }).click();
        await page.frameLocator('iframe').getByText('onerror=stored').first().waitFor();
      }
      found.push(...(await marksOn(page)).map((mark) => [name, mark]));
      await page.goto(`${byName(stack)}/desk/chapters/oregon/entries/${plural}/its-${example.slug}/es`);
      await page.getByRole('heading', { name: 'In Spanish' }).waitFor();
      found.push(...(await marksOn(page)).map((mark) => [name, 'translating', mark]));
    }
    for (const path of ['/publish', '/coverage', '', '/entries']) {
      await page.goto(`${byName(stack)}/desk/chapters/oregon${path}`);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      found.push(...(await marksOn(page)).map((mark) => [path, mark]));
    }
    expect(found).toEqual([]);
  });

  it('is text for readers', async () => {
    await dataOf(await manage(stack, 'POST', 'publish', { body: { chapter: 'oregon' } }));
    const page = await admin.context.newPage();
    const found: unknown[] = [];
    const read = async () => (await fetch(`${stack.origin}/v1/faqs?chapter=oregon`)).text();
    await expect.poll(read, { timeout: 6000 }).toContain('onerror=stored');
    for (const path of readers) {
      await page.goto(`${stack.origin}/en/chapters/oregon${path}`);
      expect(await page.locator('main').innerText(), path).toContain('onerror=stored');
      found.push(...(await marksOn(page)).map((mark) => [path, mark]));
    }
    expect(found).toEqual([]);
    await page.close();
  });
});

describe('a page of another site', () => {
  let other: Server;
  let port: number;
  beforeAll(async () => {
    other = createServer((request, response) => {
      response.setHeader('Content-Type', 'text/html');
      const to = new URL(request.url!, 'http://other').searchParams.get('to')!;
      response.end(`<!doctype html><title>Other</title><iframe src="${to}"></iframe>`);
    });
    await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
    port = (other.address() as AddressInfo).port;
  });
  afterAll(() => other.close());

  it('shows no screen of the desk in a frame, for who is signed in', async () => {
    const page = await admin.context.newPage();
    for (const host of ['localhost', '127.0.0.1']) {
      for (const path of ['/desk', '/desk/chapters/oregon/publish']) {
        await page.goto(`http://${host}:${port}/?to=${byName(stack)}${path}`, { waitUntil: 'load' });
        const [frame] = page.frames().slice(1);
        expect(frame!.url(), `${host} ${path}`).toBe('chrome-error://chromewebdata/');
      }
    }
    await page.close();
  });

  it('has no operation done with the session of who may do everything', async () => {
    const [cookie] = await admin.context.cookies();
    const before = await seenOfNational(stack);
    const done: string[] = [];
    for (const { operationId, method, address, body } of await callsOnNational(there)) {
      if (method === 'GET') continue;
      for (const more of [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: `http://localhost:${port}` }]) {
        const headers = {
          Cookie: `${cookie!.name}=${cookie!.value}`,
          'If-Match': '*',
          'Content-Type': 'application/json',
          ...more,
        };
        const sent = body === undefined ? {} : { body: JSON.stringify(body) };
        const answer = await fetch(`${stack.origin}/v1/manage/${address}`, { method, headers, ...sent });
        if (answer.status !== 403) done.push(`${operationId}: ${answer.status} ${await answer.text()}`);
      }
    }
    expect(done).toEqual([]);
    expect(await seenOfNational(stack)).toEqual(before);
  });
});
