import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Grant } from '../../schema/wire/access.ts';
import { comeIn, openScreen } from '../support/at-desk.ts';
import { launchChromium } from '../support/browser.ts';
import { byName, callFrom, signIn } from '../support/desk.ts';
import { dataOf, manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  [browser, stack] = await Promise.all([launchChromium(), startPrivateStack()]);
  const faq = entry('faq', 'who', { position: 1 }, { question: 'Who?', answer: 'Us.' });
  expect((await publish(stack, campaign([faq]))).status).toBe(200);
  context = await comeIn(browser, stack, ['*:*:*:*'], { permissions: ['clipboard-read', 'clipboard-write'] });
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

const grantsOf = async (path: string, name: string) => {
  const rows = await dataOf<{ name: string; grants: object[] }[]>(await manage(stack, 'GET', path));
  return rows.find((each) => each.name === name)!.grants;
};

describe('people at the desk', () => {
  it('are invited to several chapters by a link that is shown once, and revoked', async () => {
    const page = await openScreen(context, stack, '/people');
    await page.getByLabel('What they are here').fill('Translators');
    await page.getByRole('radio', { name: 'Translator' }).check();
    await page.getByLabel('Language', { exact: true }).selectOption('es');
    await page.getByRole('button', { name: 'Make the link' }).click();
    await page.getByText('Choose at least one chapter.').waitFor();
    for (const name of ['Oregon', 'National']) await page.getByRole('checkbox', { name, exact: true }).check();
    await page.getByRole('button', { name: 'Make the link' }).click();
    const link = await page.getByLabel('Link for “Translators”').inputValue();
    expect(link).toMatch(/\/desk\/enter#[0-9a-f]{16}\./);
    expect(await page.evaluate(() => document.activeElement?.matches('[data-after]'))).toBe(true);
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('status').filter({ hasText: 'Copied.' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(link);
    expect(await grantsOf('invitations', 'Translators')).toEqual(
      ['oregon', 'national'].toSorted().flatMap((chapter) => [
        { chapter, locale: '*', kind: '*', action: 'read' },
        { chapter, locale: 'es', kind: '*', action: 'update' },
      ]),
    );

    await page.reload();
    await page.getByText('Translator into Spanish · National, Oregon').waitFor();
    expect(await page.getByLabel('Link for “Translators”').count()).toBe(0);
    await page.getByRole('button', { name: /^Revoke the link.*Translators/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke the link' }).click();
    await page.getByText('The link is revoked.').first().waitFor();
    await page.getByText('No link is waiting to be used.').waitFor();
    await page.close();
  });

  it('who came in are let in again with what they held, and are out at once when revoked', async () => {
    const other = await signIn(browser, stack, ['oregon:*:*:read'], { name: 'A lost phone' });
    const page = await openScreen(context, stack, '/people');
    const row = page.locator('li', { hasText: 'A lost phone' });
    await row.getByText('Reader · Oregon').waitFor();
    await row.getByText('last here').waitFor();
    await row.getByRole('button', { name: /^Lost the device/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make the link' }).click();
    await page.getByLabel('Link for “A lost phone”').waitFor();
    const [invitation] = await dataOf<{ organizer: string }[]>(await manage(stack, 'GET', 'invitations'));
    expect(invitation!.organizer).toBe(other.session.organizer!.id);

    expect((await callFrom(other.page, 'GET', '/v1/manage/session')).status).toBe(200);
    await row.getByRole('button', { name: /^Revoke[ :]+A lost phone/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('They are out.').first().waitFor();
    expect((await callFrom(other.page, 'GET', '/v1/manage/session')).status).toBe(401);
    await other.context.close();
    await page.close();
  });

  it('are stewards of every chapter, or organizers of the one that a link named', async () => {
    const page = await openScreen(context, stack, '/people?chapter=oregon');
    await page.getByLabel('What they are here').fill('Data steward');
    expect(await page.getByRole('checkbox', { name: 'Oregon', exact: true }).isChecked()).toBe(true);
    await page.getByRole('radio', { name: 'Steward' }).check();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await page.getByRole('button', { name: 'Make the link' }).click();
    await page.getByLabel('Link for “Data steward”').waitFor();
    const held = (await grantsOf('invitations', 'Data steward')) as Grant[];
    expect(held.map(({ chapter, action }) => `${chapter}:${action}`)).toEqual([
      '*:read',
      '*:tokens',
      '*:receivers',
      '*:consent',
    ]);
    await page.close();
  });

  it('are nobody’s business who may not administer access', async () => {
    const { context: other, page, session } = await signIn(browser, stack, ['oregon:*:*:*']);
    await page.goto(`${byName(stack)}/desk/people`);
    await page.getByText('Only somebody who may do everything').waitFor();
    expect(await page.getByRole('textbox').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'People', includeHidden: true }).count()).toBe(0);
    const body = { name: 'Another', grants: session.grants };
    const refused = await Promise.all([
      callFrom(page, 'GET', '/v1/manage/organizers'),
      callFrom(page, 'GET', '/v1/manage/invitations'),
      callFrom(page, 'POST', '/v1/manage/invitations', body),
      callFrom(page, 'DELETE', `/v1/manage/organizers/${session.organizer!.id}`),
    ]);
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
    await other.close();
  });
});
