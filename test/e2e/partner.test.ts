import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createClient } from '@libsql/client/http';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Counter, TrueCount } from '../../schema/wire/counter.ts';
import { launchChromium } from '../support/browser.ts';
import { run } from '../support/command.ts';
import { dataOf, manage } from '../support/manage.ts';
import { tabTo, visit } from '../support/visit.ts';

const counter = 'stand-with-behavioral-health-workers';
const cli = (name: string) => join(import.meta.dirname, `../../worker/cli/${name}.ts`);
const api = { origin: inject('origin'), manageToken: inject('manageToken') };
let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const trueCount = async (): Promise<number> => {
  const counts = await dataOf<TrueCount[]>(await manage(api, 'GET', 'counters'));
  const online = counts.filter((each) => each.counter === counter && each.kind === 'online');
  return online.find(({ chapter, partner }) => chapter === '*' && partner === '*')?.people ?? 0;
};

describe('on a partner’s page, on another origin, under the strictest policy', () => {
  it('a keyboard-only visitor joins in Spanish: the record is sealed, the export has it, and they are counted', async () => {
    const env = { DATA_DIR: inject('dataDir'), PORT: new URL(inject('origin')).port, LIBSQL_URL: inject('libsqlUrl') };
    const paper = [
      'add',
      '--counter',
      counter,
      '--count',
      '50',
      '--chapter',
      'oregon',
      '--source',
      'Cards of a meeting',
    ];
    expect((await run(process.execPath, [cli('counters'), ...paper], { env })).stderr).toBe('');
    const list = await run(process.execPath, [cli('counters'), 'list'], { env });
    expect(list.stdout).toMatch(new RegExp(`^${counter}\\toregon\\t\\*\\tpaper\\t50\\t`, 'm'));
    const before = await trueCount();

    const { page, complaints, origins } = await visit(browser, `${inject('partnerOrigin')}/es`);
    const { data } = await (await fetch(`${api.origin}/v1/counters/${counter}`)).json<{ data: Counter }>();
    await page
      .getByText(data.total === null ? 'Sea de las primeras personas.' : `${data.total}`, { exact: true })
      .waitFor();
    const marker = `m${randomUUID().replaceAll('-', '')}`;
    await page.locator('uwh-join-form form[novalidate]').getByLabel('Nombre', { exact: true }).waitFor();
    // The counter's short form comes first, and has a field of the same name.
    await tabTo(page, 'Nombre');
    await tabTo(page, 'Nombre');
    await page.keyboard.type(`Ana${marker}`);
    await tabTo(page, 'Celular');
    await page.keyboard.type('(971) 555-0187');
    await tabTo(page, 'Acepto que United We Heal');
    const box = page.getByRole('checkbox', { name: /Acepto que United We Heal/ });
    expect(await box.isChecked()).toBe(false);
    await page.getByText('Borrador sin revisión legal').waitFor();
    await page.keyboard.press('Space');
    await tabTo(page, 'Unirme');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Gracias/ }).waitFor();
    await expect.poll(trueCount, { timeout: 10_000 }).toBe(before + 1);
    expect(complaints).toEqual([]);
    expect(origins).toEqual(new Set([inject('partnerOrigin'), inject('origin')]));

    const client = createClient({ url: inject('libsqlUrl') });
    const { rows } = await client.execute(
      'select s.*, c.locale, c.page_origin, c.digest from submissions s join consent_events c on c.submission = s.id order by s.received_at desc limit 1',
    );
    client.close();
    expect(rows[0]).toMatchObject({ chapter: 'oregon', locale: 'es', page_origin: inject('partnerOrigin') });
    expect(JSON.stringify(rows[0])).not.toMatch(new RegExp(`${marker}|555`));
    const key = join(inject('dataDir'), 'keys/campaign.private.json');
    const { stdout } = await run(process.execPath, [cli('export'), '--key', key], { env });
    expect(stdout.split('\n').find((line) => line.includes(marker))).toContain('+19715550187');
  });

  it('a visitor pledges, is told that it counts and shows later, and the form goes', async () => {
    const before = await trueCount();
    const { page, complaints } = await visit(browser, `${inject('partnerOrigin')}/`);
    const pledge = page.locator('uwh-pledge-counter');
    await pledge.getByLabel('First name').fill('Sam');
    await pledge.getByLabel('E-mail or mobile phone').fill(`${randomUUID()}@example.org`);
    await pledge.getByRole('button').click();
    await pledge.getByText('You are counted; the total is updated later').waitFor();
    await expect.poll(trueCount, { timeout: 10_000 }).toBe(before + 1);
    expect(await pledge.getByRole('button').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('the form says what is wrong, where, and what to do, and keeps what was typed', async () => {
    const { page } = await visit(browser, `${inject('partnerOrigin')}/`);
    const form = page.locator('uwh-join-form form[novalidate]');
    await form.getByLabel('Last name').fill('Example');
    await form.getByRole('button', { name: 'Join' }).click();
    const summary = form.locator('[part=summary]');
    await expect.poll(() => summary.evaluate((element) => element.matches(':focus'))).toBe(true);
    const links = summary.getByRole('link');
    expect(await links.count()).toBe(2);
    await links.first().click();
    const name = form.getByLabel('First name');
    expect(await name.evaluate((element) => element.matches(':focus'))).toBe(true);
    expect(await name.getAttribute('aria-invalid')).toBe('true');
    expect(await form.getByLabel('Last name').inputValue()).toBe('Example');
  });

  it('a work address gets a gentle warning, a personal one none', async () => {
    const { page } = await visit(browser, `${inject('partnerOrigin')}/`);
    const mail = page.locator('uwh-join-form form[novalidate]').getByLabel('E-mail', { exact: true });
    const warning = page.getByText(/your employer may be able to read/);
    await mail.fill('sam@clinic.example.org');
    await mail.blur();
    await warning.waitFor();
    await mail.fill('sam@gmail.com');
    await mail.blur();
    await expect.poll(() => warning.count()).toBe(0);
  });

  it('a click twice is one sign-up, and a lost connection keeps everything that was typed', async () => {
    const { page } = await visit(browser, `${inject('partnerOrigin')}/`);
    const form = page.locator('uwh-join-form form[novalidate]');
    await form.getByLabel('First name').fill('Sam');
    await form.getByLabel('E-mail', { exact: true }).fill('sam@example.org');
    const keys: (string | undefined)[] = [];
    let away = true;
    await page.route('**/v1/signups', async (route) => {
      if (route.request().method() === 'POST') keys.push(route.request().headers()['idempotency-key']);
      if (away) await route.abort('connectionfailed');
      else await route.continue();
    });
    await form.getByRole('button', { name: 'Join' }).dblclick();
    await form
      .getByRole('alert')
      .filter({ hasText: /try again/i })
      .waitFor();
    expect(await form.getByLabel('First name').inputValue()).toBe('Sam');
    expect(keys.length).toBe(3);
    away = false;
    await form.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('heading', { name: /Thank/ }).waitFor();
    expect(new Set(keys).size).toBe(1);
  });

  it('the questions open and close by keyboard, in the language of the page', async () => {
    const { page, complaints } = await visit(browser, `${inject('partnerOrigin')}/es`);
    const list = page.locator('uwh-faq-list');
    await expect.poll(() => list.locator('summary').count()).toBe(10);
    const first = list.locator('details').first();
    await first.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await first.evaluate((element: HTMLDetailsElement) => element.open)).toBe(true);
    expect(complaints).toEqual([]);
  });
});
