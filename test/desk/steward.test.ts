import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { DueAct } from '../../schema/wire/consent.ts';
import { RecordedTotal } from '../../schema/wire/counter.ts';
import { comeIn, openScreen } from '../support/at-desk.ts';
import { launchChromium } from '../support/browser.ts';
import { byName } from '../support/desk.ts';
import type { ConsentStack } from '../support/consent.ts';
import { query } from '../support/intake.ts';
import { dataOf, makeToken, manage } from '../support/manage.ts';
import { startStewarded } from '../support/steward.ts';

const counter = 'stand-with-behavioral-health-workers';
let stack: ConsentStack;
let browser: Browser;
let steward: BrowserContext;
let page: Page;

beforeAll(async () => {
  vi.stubEnv('WEBHOOK_HOSTS', 'hooks.example.org');
  [browser, stack] = await Promise.all([launchChromium(), startStewarded()]);
  steward = await comeIn(browser, stack, ['*:*:*:*']);
  page = await openScreen(steward, stack, '/steward');
  steward.setDefaultTimeout(8000);
});
afterAll(async () => {
  await Promise.all([stack.stop(), browser.close()]);
  vi.unstubAllEnvs();
});

const go = (path: string) => page.goto(`${byName(stack)}/desk/steward/${path}`);
const said = () => page.getByRole('status').innerText();
const focused = () => page.evaluate(() => document.activeElement?.id ?? '');
const answer = (yes: string) => page.getByRole('dialog').getByRole('button', { name: yes }).click();

describe('an organizer of a chapter', () => {
  it('finds what is theirs to see, and nothing of what concerns all', async () => {
    const context = await comeIn(browser, stack, ['oregon:*:*:*']);
    const own = await openScreen(context, stack, '/steward');
    await own.getByRole('link', { name: 'The audit' }).waitFor();
    expect(await own.locator('.tasks a').allInnerTexts()).toEqual(['Consent texts', 'The audit']);
    for (const path of ['due', 'partners', 'receivers', 'deliveries', 'counters']) {
      await own.goto(own.url().replace(/steward.*/, `steward/${path}`));
      await own.getByText('You may not do that here.').waitFor();
    }
    await own.goto(own.url().replace(/steward.*/, 'steward/sign-ups'));
    await own.getByText('You may not take away sign-ups.').waitFor();
    await own.goto(own.url().replace(/steward.*/, 'steward/audit'));
    await own.locator('.records li').first().waitFor();
    expect(await own.locator('.records .caption').allInnerTexts()).not.toContainEqual(
      expect.not.stringContaining('Oregon'),
    );
    await context.close();
    const { secret: token } = await makeToken(stack, ['oregon:*:*:*']);
    for (const path of ['due', `counters/${counter}/totals`])
      expect((await manage(stack, 'GET', path, { token })).status, path).toBe(403);
  });
});

describe('the steward', () => {
  it('makes a partner’s key with its lines to paste, is told which field is wrong, and revokes it', async () => {
    await go('partners');
    await page.getByText('There are none yet.').waitFor();
    await page.getByLabel('The organization').fill('Care Workers');
    await page.getByLabel('Its sites').fill('https://partner.example/page');
    await page.getByRole('button', { name: 'Make a key' }).click();
    await page.getByText('Give the origin alone').waitFor();
    expect(await page.getByLabel('Its sites').getAttribute('aria-describedby')).toContain('steward-origins-wrong');
    await expect.poll(focused).toBe('steward-origins');
    await page.getByLabel('Its sites').fill('https://partner.example\nhttps://www.partner.example');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const [made] = await vi.waitUntil(async () => {
      const partners = await dataOf<{ id: string; key: string; origins: string[] }[]>(
        await manage(stack, 'GET', 'partners'),
      );
      return partners.length > 0 && partners;
    });
    expect(made!.origins).toEqual(['https://partner.example', 'https://www.partner.example']);
    const lines = page.getByRole('region', { name: 'Care Workers' }).getByRole('textbox', { name: 'Lines to paste' });
    expect(await lines.inputValue()).toContain(`partner="${made!.key}"`);
    await page.getByRole('button', { name: 'Revoke: Care Workers' }).click();
    await answer('Revoke');
    await expect.poll(said).toBe('The key of Care Workers is revoked.');
    await page.getByText(/^revoked /).waitFor();
    expect(await lines.count()).toBe(0);
  });

  it('sees what is due and what is overdue, and says that it is done', async () => {
    const acts = z.array(DueAct).parse(await dataOf(await manage(stack, 'GET', 'due')));
    expect(acts.map(({ channel, isOverdue }) => [channel, isOverdue])).toEqual([
      ['sms', true],
      ['email', false],
    ]);
    await go('due');
    await page.getByText('Overdue since Nov 13, 2026').waitFor();
    await page.getByRole('button', { name: 'It is done everywhere: No more e-mail, from anyone' }).click();
    await answer('It is done everywhere');
    await expect.poll(said).toBe('Noted: it is done.');
    await expect.poll(() => page.locator('.steward li').count()).toBe(1);
    const settled = 'select id from suppressions where settled_at is not null';
    await expect
      .poll(async () => (await query(stack.libsqlUrl, settled)).map(({ id }) => id), { timeout: 10_000 })
      .toEqual([acts[1]!.id]);
  });

  it('sees where counted totals come from, and adds one', async () => {
    await go('counters');
    await page.getByText('Cards of the Salem meeting, counted twice', { exact: true }).waitFor();
    await page.getByLabel('How many people').fill('50');
    await page.getByLabel('Where, when and by whom').fill('Cards of Bend');
    await page.getByRole('button', { name: 'Add them' }).click();
    await expect.poll(said).toMatch(/^Added: 50\./);
    await page.getByText('Cards of Bend').waitFor();
    const totals = z.array(RecordedTotal).parse(await dataOf(await manage(stack, 'GET', `counters/${counter}/totals`)));
    expect(totals.map(({ count, kind, chapter, source }) => [count, kind, chapter, source])).toEqual([
      [50, 'paper', 'national', 'Cards of Bend'],
      [320, 'paper', 'oregon', 'Cards of the Salem meeting, counted twice'],
    ]);
  });

  it('makes a receiver, sees its secret once, can’t approve it without its key, and sends a dead letter again', async () => {
    await go('receivers');
    await page.getByLabel('What it is', { exact: true }).fill('Mailing list');
    const url = page.getByLabel('Where it is told');
    await url.fill('https://other.example.org/list');
    await page.getByRole('button', { name: 'Make it' }).click();
    await page.locator('#steward-url-wrong', { hasText: 'Its host is not one of WEBHOOK_HOSTS' }).waitFor();
    await url.fill('https://hooks.example.org/list');
    await page.getByRole('button', { name: 'Make it' }).click();
    expect(await page.getByRole('textbox', { name: 'Secret' }).inputValue()).toMatch(/^whsec_/);
    await page.getByRole('button', { name: 'Approve: Mailing list' }).click();
    await answer('Approve');
    await page.getByRole('alert').getByText('SEALING_KEYS has no key of it').waitFor();
    await page.reload();
    await page.getByText('waits for its key and your approval').waitFor();
    expect(await page.content()).not.toContain('whsec_');

    await page.getByRole('link', { name: 'What was sent, and what is due' }).click();
    await page.getByText('answered 500').waitFor();
    await page.getByRole('button', { name: /^Send again: A sign-up, to Members/ }).click();
    await expect.poll(said).toBe('It is on its way again.');
    await page.getByText('Dead letters stand here once').waitFor();
    const acts = await dataOf<{ target: string }[]>(await manage(stack, 'GET', 'audit?action=replay'));
    expect(acts.map(({ target }) => target)).toEqual(['deliveries/msg_dead']);
  });

  it('sees how far the legal review of each language is', async () => {
    await go('disclosures');
    await page.getByText('Text messages, version 1').waitFor();
    expect(await page.locator('.reviews div').allInnerTexts()).toEqual([
      expect.stringMatching(/^English\s+not reviewed$/),
      expect.stringMatching(/^Spanish\s+not reviewed$/),
    ]);
  });

  it('filters the audit, and goes on to what is older', async () => {
    await go('audit');
    await page.getByRole('button', { name: 'Show older ones' }).click();
    await expect.poll(() => page.locator('.records li').count()).toBe(60);
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.matches('.records li:nth-child(31)')))
      .toBe(true);
    await page.getByLabel('What', { exact: true }).selectOption('revoke');
    await expect.poll(() => page.locator('.records li').count()).toBe(2);
    expect((await page.locator('.records p:first-child').allInnerTexts()).toSorted()).toEqual([
      expect.stringMatching(/^Oregon organizer revoked partners\//),
      'campaign revoked for a person',
    ]);
  });
});

it('names nobody on any screen', async () => {
  for (const path of [
    '',
    'due',
    'sign-ups',
    'partners',
    'counters',
    'receivers',
    'deliveries',
    'disclosures',
    'audit',
  ]) {
    const loaded = page.waitForResponse((response) => response.url().includes('/v1/'));
    await go(path);
    await Promise.all([loaded, page.waitForLoadState('networkidle')]);
    expect(await page.locator('main').innerText(), path).not.toMatch(/sam@|\bSam\b/);
  }
});
