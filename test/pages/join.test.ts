import { randomUUID } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { query } from '../support/intake.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { visit } from '../support/visit.ts';

let browser: Browser;
let stack: Awaited<ReturnType<typeof startPrivateStack>>;
beforeAll(async () => {
  browser = await launchChromium();
  stack = await startPrivateStack();
  expect((await publish(stack, inThreeLanguages())).status).toBe(200);
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

/** A campaign in the languages that the form has words in, with a text to agree to. */
function inThreeLanguages() {
  const review = { status: 'approved', by: 'A lawyer', on: '2026-01-01' };
  const links = { terms: 'T', privacy: 'P' };
  const disclosure = entry('disclosure', 'sms-1', { channel: 'sms', version: 1 }, { text: 'I agree.', links, review });
  disclosure.translations['es'] = { method: 'human', fields: { text: 'Acepto.', links, review } };
  const set = campaign([disclosure]);
  set.campaign.locales.push({ tag: 'ar', name: 'العربية', direction: 'rtl', fallback: ['en'] });
  return set;
}

const without = { javaScriptEnabled: false };
const rows = () => query(stack.libsqlUrl, 'select * from submissions order by received_at');

async function confirmSlowly(page: Page, name: string): Promise<void> {
  // Nobody is quicker than the form believes of people.
  await page.waitForTimeout(1600);
  await page.getByRole('button', { name }).click();
}

describe('the form without JavaScript', () => {
  it('takes a person through in Spanish: what is wrong beside its field, what was typed, once more to see, thanks', async () => {
    const before = (await rows()).length;
    const marker = `m${randomUUID().replaceAll('-', '')}`;
    const { page, complaints } = await visit(browser, `${stack.origin}/es/chapters/oregon/join`, without);
    expect(await page.getByRole('checkbox', { name: 'Acepto.' }).isChecked()).toBe(false);
    await page.getByLabel('Nombre').fill(marker);
    await page.getByLabel('Celular').fill('12');
    await page.getByRole('checkbox', { name: 'Acepto.' }).check();
    await page.getByRole('button', { name: 'Unirme' }).click();

    expect(await page.getByLabel('Celular').getAttribute('aria-invalid')).toBe('true');
    await page.getByText('Escriba un teléfono con código de área.').waitFor();
    expect(await page.getByLabel('Nombre').inputValue()).toBe(marker);
    expect(await page.getByLabel('Celular').inputValue()).toBe('12');
    await page.getByLabel('Celular').fill('(503) 555-0142');
    await page.getByRole('button', { name: 'Unirme' }).click();

    await page.getByRole('heading', { name: '¿Está todo bien?' }).waitFor();
    await page.getByText('(503) 555-0142').waitFor();
    await page.getByRole('button', { name: 'Cambiar algo' }).click();
    expect(await page.getByLabel('Nombre').inputValue()).toBe(marker);
    await page.getByLabel('Apellido').fill('García');
    await page.getByRole('button', { name: 'Unirme' }).click();
    await confirmSlowly(page, 'Unirme');

    await page.getByRole('heading', { name: 'Gracias' }).waitFor();
    expect(page.url()).toBe(`${stack.origin}/es/chapters/oregon/join`);
    const code = await page.getByText(/^(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}$/).innerText();
    await expect.poll(async () => (await rows()).length, { timeout: 10_000 }).toBe(before + 1);
    const row = (await rows()).at(-1)!;
    await page.getByRole('link', { name: '/es/my' }).click();
    await page.getByLabel('Código privado').fill(code);
    await page.getByRole('button', { name: 'Mostrar' }).click();
    await page.getByText('United We Heal Oregon').or(page.getByText('Oregon')).first().waitFor();
    expect(row).toMatchObject({ type: 'signup', chapter: 'oregon', standing: 'verified', partner: null });
    const consents = await query(
      stack.libsqlUrl,
      'select * from consent_events where submission = ?',
      row['id'] as string,
    );
    expect(consents).toMatchObject([
      {
        disclosure: 'sms-1',
        locale: 'es',
        page_origin: stack.origin,
        control: 'checkbox',
        control_default: 'unset',
        form: 'join-page/1',
      },
    ]);
    // The answer of 422 is written to the console by the browser itself.
    expect(complaints.filter((each) => !each.includes('422'))).toEqual([]);
  });

  it('keeps one record however often its last page is sent', async () => {
    const before = (await rows()).length;
    const form = new FormData();
    for (const [name, value] of Object.entries({ givenName: 'Sam', email: `${randomUUID()}@example.org` }))
      form.set(name, value);
    const send = (fields: FormData) =>
      fetch(`${stack.origin}/en/join`, { method: 'POST', body: fields, redirect: 'manual' });
    const confirmation = await send(form);
    expect(confirmation.headers.get('Cache-Control')).toBe('no-store');
    for (const [, name, value] of (await confirmation.text()).matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g))
      form.set(name!, value!);

    const early = await send(form);
    expect(early.status).toBe(200);
    expect(await early.text()).toContain('press the button once more');
    await new Promise((resolve) => setTimeout(resolve, 1600));
    const answers = await Promise.all(Array.from({ length: 8 }, () => send(form)));
    expect(answers.map(({ status, headers }) => [status, headers.get('Cache-Control')])).toEqual(
      answers.map(() => [200, 'no-store']),
    );
    const pages = await Promise.all([...answers, await send(form)].map((answer) => answer.text()));
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).toMatch(/<strong dir="ltr">(?:[0-9A-Z]{5}-){3}[0-9A-Z]{5}<\/strong>/);
    await expect.poll(async () => (await rows()).length, { timeout: 10_000 }).toBe(before + 1);

    form.set('token', `${Date.now() - 5000}.${'A'.repeat(43)}`);
    const forged = await send(form);
    expect(forged.status).toBe(200);
    expect(await forged.text()).toContain('name="token"');
    expect((await rows()).length).toBe(before + 1);
  });

  it('takes no record from a program that fills in what nobody sees, and loses none of a person who did', async () => {
    const before = (await rows()).length;
    const { page } = await visit(browser, `${stack.origin}/en/join`, without);
    await page.getByLabel('First name').fill('Sam');
    await page.getByLabel('E-mail').fill('sam@example.org');
    await page.locator('[name=website]').evaluate((element: HTMLInputElement) => (element.value = 'x'));
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByText('Not sent yet').waitFor();
    expect(await page.getByLabel('First name').inputValue()).toBe('Sam');
    await page.getByRole('button', { name: 'Join' }).click();
    await page.getByRole('heading', { name: 'Is this right?' }).waitFor();
    expect((await rows()).length).toBe(before);
  });

  it('has its words in Arabic, from the right', async () => {
    const { page } = await visit(browser, `${stack.origin}/ar/join`, without);
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    await page.getByLabel('الاسم الأول').fill('مريم');
    await page.getByRole('button', { name: 'انضمام' }).click();
    await page.getByText('اكتب بريدًا أو رقم هاتف.').waitFor();
    await page.getByLabel('البريد الإلكتروني').fill('maryam@example.org');
    await page.getByRole('button', { name: 'انضمام' }).click();
    await confirmSlowly(page, 'انضمام');
    await page.getByRole('heading', { name: 'شكرًا' }).waitFor();
  });

  it('stands in a partner’s page that the script never reached, and nothing typed is in an address', async () => {
    const { page } = await visit(browser, `${inject('partnerOrigin')}/es`, without);
    const form = page.locator('uwh-join-form form');
    await form.getByLabel('Nombre').fill('Sam');
    await form.getByLabel('Correo').fill('sam@example.org');
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    await form.getByRole('button').click();
    await confirmSlowly(page, 'Unirme');
    await page.getByRole('heading', { name: 'Gracias' }).waitFor();
    expect(addresses.join(' ')).not.toMatch(/Sam|sam/);
  });
});
