import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright-core';
import { rightsWordsIn } from '../../worker/pages/rights-words.ts';
import { launchChromium } from '../support/browser.ts';
import { agree, consent, sendIn, startConsentStack, type ConsentStack } from '../support/consent.ts';
import { query } from '../support/intake.ts';
import { submit } from '../support/proof.ts';

let stack: ConsentStack;
let browser: Browser;
beforeAll(async () => {
  [stack, browser] = await Promise.all([startConsentStack(), launchChromium()]);
});
afterAll(() => Promise.all([stack.stop(), browser.close()]));

const polling = { timeout: 10_000 };
const revocations = async () =>
  Number((await query(stack.libsqlUrl, "select count(*) as n from consent_events where event = 'revoked'"))[0]!['n']);

function post(path: string, fields: Record<string, string>): Promise<Response> {
  return fetch(stack.origin + path, { method: 'POST', body: new URLSearchParams(fields) });
}

/** A page for people without JavaScript. */
async function open(path: string) {
  const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await page.goto(stack.origin + path);
  return page;
}

function expectPrivate(answer: Response): void {
  expect(answer.headers.get('Cache-Control')).toBe('no-store');
  expect(answer.headers.get('X-Robots-Tag')).toBe('noindex');
  expect(answer.headers.get('Referrer-Policy')).toBe('no-referrer');
  expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
}

describe('a link that takes consent back', () => {
  it('changes nothing when it is opened, and takes back at the press of its button', async () => {
    await agree(stack, { phone: '503 555 0151' });
    const link = (
      await consent(stack, 'link', '--phone', '503 555 0151', '--channel', 'sms', '--locale', 'es')
    ).stdout.trim();
    expect(link).not.toContain('5550151');
    for (let times = 0; times < 3; times++) {
      const answer = await fetch(link);
      expectPrivate(answer);
      expect(await answer.text()).toContain('Todavía no ha cambiado nada');
    }
    expect((await fetch(link, { method: 'HEAD' })).status).toBe(200);
    const before = await revocations();
    const page = await open(link.slice(stack.origin.length));
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
    expect(await page.getByLabel(/Solo esto/).isChecked()).toBe(true);
    await page.getByRole('button', { name: 'Retirar mi consentimiento' }).click();
    expect(await page.getByRole('status').textContent()).toMatch(/queda retirado.* de \d{4}/);
    await expect.poll(revocations, polling).toBe(before + 1);
    const [row] = await query(stack.libsqlUrl, "select * from consent_events where method = 'link'");
    expect(row).toMatchObject({ channel: 'sms', organization: '*' });
  });

  it('takes back everything where that is chosen, and in one click from a mail program', async () => {
    const link = new URL(
      (
        await consent(stack, 'link', '--email', 'sam@example.org', '--channel', 'email', '--scope', 'oregon')
      ).stdout.trim(),
    );
    const path = link.pathname + link.search;
    const before = await revocations();
    expect((await post(path, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200);
    expect((await post(link.pathname, { link: link.searchParams.get('link')!, scope: 'everything' })).status).toBe(200);
    await expect.poll(revocations, polling).toBe(before + 2);
    const rows = await query(
      stack.libsqlUrl,
      "select channel, organization from consent_events where method = 'link' order by number desc limit 2",
    );
    expect(rows).toMatchObject([
      { channel: '*', organization: '*' },
      { channel: 'email', organization: 'oregon' },
    ]);
  });

  it('that is forged or spoiled takes nothing back', async () => {
    const link = new URL((await consent(stack, 'link', '--email', 'sam@example.org')).stdout.trim()).searchParams.get(
      'link',
    )!;
    const [payload, signature] = link.split('.') as [string, string];
    const other = Buffer.from(JSON.stringify({ contact: 'x', channel: '*', organization: '*' })).toString('base64url');
    const before = await revocations();
    for (const forged of [
      '',
      '.',
      payload,
      `${payload}.`,
      `${other}.${signature}`,
      `${payload}.${signature.slice(1)}`,
      'é.x',
    ]) {
      expect((await fetch(`${stack.origin}/en/consent?${new URLSearchParams({ link: forged })}`)).status, forged).toBe(
        404,
      );
      expect((await post('/en/consent', { link: forged })).status, forged).toBe(404);
    }
    // What was kept before these would have come to the database by now.
    await sendIn(stack, 'signups', { givenName: 'Sam', locale: 'en', email: 'later@example.org' });
    expect(await revocations()).toBe(before);
  });
});

describe('a private code', () => {
  it('is the same for a repeat, another for another, and hard to guess', async () => {
    const key = randomUUID();
    const send = async (idempotencyKey: string) => {
      const response = await submit(
        stack.origin,
        '/v1/signups',
        { givenName: 'Sam', email: 'sam@example.org', locale: 'en' },
        { 'Idempotency-Key': idempotencyKey },
      );
      return response.text();
    };
    const [first, again, other] = [await send(key), await send(key), await send(randomUUID())];
    expect(again).toBe(first);
    const codeOf = (text: string) => (JSON.parse(text) as { data: { code: string } }).data.code;
    expect(codeOf(first)).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(codeOf(other)).not.toBe(codeOf(first));
  });

  it('shows what is kept, takes consent back, and erases, without JavaScript', async () => {
    const { id, code } = await agree(stack, { phone: '503 555 0161', chapter: 'oregon' });
    const page = await open('/my');
    await page.getByLabel('Private code').fill(` ${code.toLowerCase().replaceAll('-', ' ')} `);
    await page.getByRole('button', { name: 'Show' }).click();
    expect(new URL(page.url()).search).toBe('');
    const text = await page.locator('main').textContent();
    const today = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' }).format();
    for (const words of [`Received: ${today}`, 'Chapter: Oregon', 'text messages, National', 'is sealed'])
      expect(text).toContain(words);
    expect(text).not.toContain('0161');
    const before = await revocations();
    await page.getByRole('button', { name: 'Take back my consent' }).click();
    expect(await page.getByRole('status').textContent()).toContain('taken back');
    await expect.poll(revocations, polling).toBe(before + 1);

    await page.goto(`${stack.origin}/en/my`);
    await page.getByLabel('Private code').fill(code);
    await page.getByRole('button', { name: 'Show' }).click();
    expect(await page.locator('main').textContent()).toMatch(/; taken back \w+ \d+, 20/);
    await page.getByRole('button', { name: 'Erase what I sent' }).click();
    await page.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Erase what I sent' }).click();
    expect(await page.getByRole('status').textContent()).toContain('will be erased');
    const left = () => query(stack.libsqlUrl, 'select id from submissions where id = ?', id);
    await expect.poll(async () => (await left()).length, polling).toBe(0);
    expect((await post('/en/my', { code })).status).toBe(404);
    expect((await consent(stack, 'verify')).code).toBe(0);
  });

  it('tells nothing of another sign-up of the same person, and erases nothing of it', async () => {
    const victim = await agree(stack, { email: 'victim@example.org', phone: '503 555 0171', chapter: 'oregon' });
    const spy = await sendIn(stack, 'signups', { givenName: 'Spy', locale: 'en', email: 'victim@example.org' });
    const shown = await (await post('/en/my', { code: spy.code })).text();
    expect(shown).toContain('You agreed to no text messages.');
    expect(shown.match(/<main[^]*<\/main>/)![0]).not.toContain('Oregon');
    await post('/en/my', { code: spy.code, act: 'erase', sure: 'on' });
    const left = () => query(stack.libsqlUrl, 'select id from submissions where id in (?, ?)', victim.id, spy.id);
    await expect.poll(left, polling).toMatchObject([{ id: victim.id }]);
    expect(await (await post('/en/my', { code: victim.code })).text()).toContain('Oregon');
  });

  it('that is wrong is answered the same, whatever is wrong with it', async () => {
    const erased = await sendIn(stack, 'signups', { givenName: 'Sam', locale: 'en', email: 'gone@example.org' });
    await post('/en/my', { code: erased.code, act: 'erase', sure: 'on' });
    await expect.poll(async () => (await post('/en/my', { code: erased.code })).status, polling).toBe(404);
    const answers = await Promise.all(
      [erased.code, '7H2KQ-0MZ4T-9XW1B-C5RSE', 'x', '', "' or 1=1 --", 'U'.repeat(20)].map(async (code) => {
        const answer = await post('/en/my', { code });
        expectPrivate(answer);
        return `${answer.status} ${await answer.text()}`;
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^404 .*There is nothing under this code/s);
    for (const act of ['withdraw', 'erase']) {
      const answer = await post('/en/my', { code: 'x', act, sure: 'on' });
      expect(`${answer.status} ${await answer.text()}`).toBe(answers[0]);
    }
  });
});

it('has words in English, Spanish and Arabic', () => {
  const [en, es, ar] = ['en', 'es', 'ar'].map((locale) => rightsWordsIn(locale));
  for (const key of Object.keys(en!) as (keyof typeof en)[])
    expect(new Set([en![key], es![key], ar![key]]).size, key).toBe(3);
});
