import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AuditRecord } from '../../schema/wire/access.ts';
import { ExportBegin, ExportEnd, SealedSubmission } from '../../schema/wire/sealed-submission.ts';
import { makeKeyPair } from '../../worker/cli/settings.ts';
import { comeIn, openScreen } from '../support/at-desk.ts';
import { launchChromium } from '../support/browser.ts';
import { agree, sendIn, startConsentStack, type ConsentStack } from '../support/consent.ts';
import { query } from '../support/intake.ts';
import { dataOf, grant, makeToken, manage } from '../support/manage.ts';

const formula = '=HYPERLINK("https://evil.example";"Ana")';
const named = ['oregon:*:*:export'];

let stack: ConsentStack;
let browser: Browser;
let away: BrowserContext;
/** Files that were saved from the desk, and the key that opens them. */
const files = { page: '', sealed: '', key: '' };
const at = (name: string) => join(stack.dataDir, name);
const exported = (chapter: string, token: string) => manage(stack, 'GET', `submissions?chapter=${chapter}`, { token });

beforeAll(async () => {
  [browser, stack] = await Promise.all([launchChromium(), startConsentStack()]);
  const ana = { givenName: 'Ana', familyName: 'Núñez', email: 'ana@example.org', phone: '503 555 0142', zip: '97201' };
  const quiet = { givenName: 'Quinn', email: 'quinn@example.org', chapter: 'oregon', locale: 'en' };
  await agree(stack, { ...ana, chapter: 'oregon' });
  await sendIn(stack, 'signups', { ...quiet, givenName: formula, email: 'formula@example.org', locale: 'es' });
  await sendIn(stack, 'signups', quiet);
  await sendIn(stack, 'signups', { ...quiet, chapter: 'national', email: 'elsewhere@example.org' });
  await manage(stack, 'POST', 'revocations', { body: { email: 'quinn@example.org', channel: 'email' } });
  await sendIn(stack, 'signups', { ...quiet, givenName: 'Heldperson', email: 'held@example.org' });
  await manage(stack, 'POST', 'holds', { body: { email: 'held@example.org', hold: true } });
  await manage(stack, 'POST', 'erasures', { body: { email: 'held@example.org' } });
  const isDone = "select 1 from held_erasures, consent_events where event = 'revoked' and channel = 'email'";
  await vi.waitUntil(async () => (await query(stack.libsqlUrl, isDone)).length > 0, { timeout: 10_000 });
  away = await browser.newContext({ offline: true, locale: 'en', viewport: { width: 390, height: 844 } });
  files.key = at('keys/campaign.private.json');
});
afterAll(() => Promise.all([stack.stop(), browser.close()]));

describe('the sealed export', () => {
  it('is for who was given it by name, one chapter’s is that chapter’s alone, and it is in the audit', async () => {
    const oregon = await makeToken(stack, ['oregon:*:*:*']);
    const holder = await makeToken(stack, named);
    for (const [chapter, token] of [
      ['oregon', oregon],
      ['*', oregon],
      ['*', holder],
      ['national', holder],
    ] as const)
      expect((await exported(chapter, token.secret)).status, chapter).toBe(403);
    const maker = await makeToken(stack, ['oregon:*:*:*', '*:*:*:tokens']);
    const body = { name: 'A test', grants: named.map(grant) };
    expect((await manage(stack, 'POST', 'tokens', { body, token: maker.secret })).status).toBe(403);

    const answer = await exported('oregon', holder.secret);
    const text = await answer.text();
    expect([answer.status, answer.headers.get('Cache-Control')]).toEqual([200, 'no-store']);
    expect(text).not.toMatch(/Núñez|example\.org|5550142|97201|HYPERLINK/);
    const lines = text.trim().split('\n');
    ExportBegin.parse(JSON.parse(lines[0]!));
    expect(ExportEnd.parse(JSON.parse(lines.at(-1)!))).toEqual({ kind: 'end', records: 3, held: 1 });
    const records = lines.slice(1, -1).map((line) => SealedSubmission.parse(JSON.parse(line)));
    expect(records.map(({ chapter, smsConsent, takenBack }) => [chapter, smsConsent, takenBack])).toEqual([
      ['oregon', 'sms-1', []],
      ['oregon', null, []],
      ['oregon', null, ['email']],
    ]);
    const acts = await dataOf<AuditRecord[]>(await manage(stack, 'GET', 'audit?chapter=oregon'));
    expect(acts.filter(({ action }) => action === 'export')).toEqual([
      AuditRecord.parse({ ...acts[0]!, token: holder.id, target: 'exports/oregon', before: null, after: null }),
    ]);
  });

  it('is saved from the desk, with the page that opens it', async () => {
    const context = await comeIn(browser, stack, ['oregon:*:*:*', ...named], { acceptDownloads: true });
    const page = await openScreen(context, stack, '/steward');
    await page.getByRole('link', { name: 'Sign-ups, sealed' }).click();
    const save = async (name: string, file: string) => {
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('link', { name, exact: true }).click(),
      ]);
      await download.saveAs(at(file));
      return download.suggestedFilename();
    };
    expect(await save('Save the page', 'open.html')).toBe('open-sealed-sign-ups.html');
    expect(await save('Save the sealed file', 'sealed.jsonl')).toMatch(/^sealed-oregon-\d{4}-\d\d-\d\d\.jsonl$/);
    await page.getByText('The file is being saved.').first().waitFor();
    Object.assign(files, { page: at('open.html'), sealed: at('sealed.jsonl') });
    await context.close();
  });
});

/** Opens the saved page from the disk, and gives it these files. */
async function open(sealed: string, key: string): Promise<{ page: Page; requests: string[] }> {
  const page = await away.newPage();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(pathToFileURL(files.page).href);
  await page.getByLabel('The sealed file').setInputFiles(sealed);
  await page.getByLabel('Your private key').setInputFiles(key);
  await page.getByRole('button', { name: 'Open' }).click();
  return { page, requests };
}

async function saved(page: Page, name: string): Promise<string[]> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  return (await readFile(await download.path(), 'utf8')).replace('\uFEFF', '').trim().split('\n');
}

describe('the page that opens it without a network', () => {
  it('shows who signed as they wrote it, and saves tables in which nothing runs and nobody is who took it back', async () => {
    const { page, requests } = await open(files.sealed, files.key);
    await page.getByRole('heading', { name: '3 records are open' }).waitFor();
    await page.getByText('Left out, since they are to be erased once a legal hold ends: 1.').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('result');
    const people = await page.locator('.people li').allInnerTexts();
    expect(people[0]).toMatch(/Ana Núñez\s+ana@example\.org · \+15035550142 · 97201\s+.*agrees to text messages/);
    expect(people[1]).toContain(formula);
    expect(people[2]).toMatch(/quinn@example\.org[^]*Took back: e-mail\s+[^]*: [\w-]{36}$/);

    const plain = await saved(page, 'Everything, as CSV');
    expect(plain).toHaveLength(4);
    expect(plain[1]).toContain('Ana,Núñez,ana@example.org,+15035550142,97201');
    expect(plain[2]).toContain(`"'=HYPERLINK(""https://evil.example"";""Ana"")"`);
    expect(await saved(page, 'CSV for Action Network')).toEqual([
      'email,first_name,last_name,zip_code,can2_phone,language,chapter',
      'ana@example.org,Ana,Núñez,97201,+15035550142,en,oregon',
      `formula@example.org,"'=HYPERLINK(""https://evil.example"";""Ana"")",,,,es,oregon`,
    ]);
    expect((await saved(page, 'CSV for VAN')).slice(0, 2)).toEqual([
      'First Name,Last Name,Email,Cell Phone,Text Opt In,Zip Code,Preferred Language,Chapter',
      'Ana,Núñez,ana@example.org,5035550142,Yes,97201,en,oregon',
    ]);
    await page.getByText('Saved: 2 people').waitFor();

    expect(requests.filter((url) => !/^(?:file|blob):/.test(url))).toEqual([]);
    await away.setOffline(false);
    const tries = await page.evaluate(async (origin) => {
      const blocked: string[] = [];
      addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective));
      await fetch(origin).catch(() => {});
      await new Promise((resolve) => {
        const image = new Image();
        image.addEventListener('error', resolve);
        image.src = `${origin}/favicon.svg`;
      });
      return blocked;
    }, stack.origin);
    await away.setOffline(true);
    expect(tries).toEqual(['connect-src', 'img-src']);

    await page.getByRole('button', { name: 'Close, and forget all of it' }).click();
    await page.getByText('Nothing is left on this page.').waitFor();
    expect(await page.content()).not.toMatch(/Núñez|example\.org/);
    await page.close();
  });

  it('says which key does not fit, and which file is none', async () => {
    await makeKeyPair('chapter-ohio', at('other.json'));
    const other = await open(files.sealed, at('other.json'));
    await other.page.getByRole('heading', { name: 'This key opens none of these records' }).waitFor();
    const { d: _, ...publicPart } = JSON.parse(await readFile(files.key, 'utf8')) as Record<string, unknown>;
    await writeFile(at('public.json'), JSON.stringify(publicPart));
    for (const [sealed, key, says] of [
      [files.sealed, at('public.json'), 'That key has no private part'],
      [files.sealed, files.page, 'That is not a private key'],
      [files.key, files.key, 'That is not a sealed file'],
    ] as const) {
      const { page } = await open(sealed, key);
      await expect.poll(() => page.getByRole('alert').innerText()).toContain(says);
      await page.close();
    }
    await other.page.close();
  });

  it('names a record that was tampered with, opens the rest, and says that a file is not whole', async () => {
    const lines = (await readFile(files.sealed, 'utf8')).trim().split('\n');
    const spoiled = JSON.parse(lines[1]!) as SealedSubmission;
    spoiled.sealed = spoiled.sealed.replace(/"ciphertext":"../, '"ciphertext":"AA');
    await writeFile(at('spoiled.jsonl'), [lines[0], JSON.stringify(spoiled), lines[2]].join('\n'));
    const { page } = await open(at('spoiled.jsonl'), files.key);
    await page.getByRole('heading', { name: '1 record is open' }).waitFor();
    expect(await page.locator('.ids').innerText()).toBe(spoiled.id);
    await page.getByText('The file is not whole').waitFor();
    await page.close();
  });

  it('has no accessibility violation, in either language and scheme, and fits a phone', async () => {
    const { page } = await open(files.sealed, files.key);
    const look = async (name: string) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect((await new AxeBuilder({ page }).setLegacyMode().analyze()).violations, `${name} ${colorScheme}`).toEqual(
          [],
        );
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    };
    await page.getByRole('heading', { name: '3 records are open' }).waitFor();
    await look('opened, in English');
    await page.getByRole('button', { name: 'Español' }).click();
    await page.getByRole('heading', { name: '3 registros abiertos' }).waitFor();
    await look('opened, in Spanish');
    await page.getByRole('button', { name: 'Cerrar y olvidarlo todo' }).click();
    await look('in Spanish');
    await page.getByRole('button', { name: 'English' }).click();
    await look('in English');
    await page.close();
  });
});
