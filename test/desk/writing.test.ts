import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { kinds } from '../../schema/kinds/index.ts';
import type { KindForm } from '../../schema/wire/kind-form.ts';
import { choiceName } from '../../widgets/desk/writing/field-words.ts';
import { comeIn, openScreen } from '../support/at-desk.ts';
import { launchChromium } from '../support/browser.ts';
import { byName } from '../support/desk.ts';
import { dataOf, manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { tabTo } from '../support/visit.ts';

type Fields = Record<string, unknown>;
interface Written {
  mode: string;
  status: string;
  shared: Fields;
  translations: Record<string, { method: string; fields: Fields }>;
}

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let browser: Browser;
let context: BrowserContext;
/** What went wrong on any page. */
const complaints: string[] = [];
beforeAll(async () => {
  [stack, browser] = await Promise.all([startPrivateStack(), launchChromium()]);
  const faq = (slug: string, question: string) => entry('faq', slug, { position: 1 }, { question, answer: 'Us.' });
  const set = campaign([faq('who', 'Who pays us?'), faq('cost', 'What does it cost?')]);
  expect((await publish(stack, set)).status).toBe(200);
  context = await comeIn(browser, stack, ['oregon:*:*:*']);
  context.setDefaultTimeout(10_000);
  context.on('weberror', (error) => complaints.push(error.error().message));
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

afterEach(() => expect(complaints).toEqual([]));

const open = (path: string) => openScreen(context, stack, `/chapters/oregon${path}`);
const sourceOf = async (plural: string, slug: string): Promise<Written> =>
  (await dataOf<{ source: Written }>(await manage(stack, 'GET', `${plural}/${slug}?chapter=oregon`))).source;
const saved = async (page: Page) => {
  await page.keyboard.press('Control+s');
  await page.locator('.state').getByText('Saved', { exact: true }).waitFor();
};

/** Fills in what a value has, wherever the form asks for it: by JSON Pointers, which are the ids of its fields. */
async function fill(page: Page, pointer: string, value: unknown): Promise<void> {
  const field = page.locator(`[id="${pointer}"]`);
  if (typeof value === 'object' && value !== null) {
    const add = field.locator(':scope > button', { hasText: 'Add: ' });
    for (const [name, part] of Object.entries(value)) {
      if (Array.isArray(value) || (await add.count()) > 0) await add.click();
      await fill(page, `${pointer}/${name}`, part);
    }
    return;
  }
  const type = await field.evaluate((element: HTMLInputElement) => element.type);
  if (type === 'checkbox') await field.setChecked(value === true);
  else if (type === 'select-one') await field.selectOption({ label: choiceName(String(value), 'en') });
  else {
    await field.fill(String(value));
    await field.blur();
  }
}

describe('a form', () => {
  it('is there for every kind, and takes the kind’s own example', async () => {
    const forms = await dataOf<KindForm[]>(await manage(stack, 'GET', 'kinds'));
    expect(forms.map(({ name }) => name)).toEqual(kinds.map(({ name }) => name));
    const page = await open('/entries');
    for (const { name, plural } of forms) {
      const { example } = kinds.find((kind) => kind.name === name)!;
      await page.locator(`a[href="/desk/chapters/oregon/new/${plural}"]`).first().click();
      const more = page.locator('.later > summary');
      await more.click();
      await fill(page, '/slug', example.slug);
      await fill(page, '/translations/en/fields', example.localized);
      await fill(page, '/shared', example.shared);
      await saved(page);
      const { shared, translations } = await sourceOf(plural, example.slug);
      expect({ shared, words: translations['en'] }, name).toMatchObject({
        shared: example.shared,
        words: { method: 'original', fields: example.localized },
      });
      await page.getByRole('link', { name: 'Write', exact: true }).click();
      await page.getByRole('heading', { name: 'Write', exact: true }).waitFor();
    }
    await page.close();
  });
});

describe('an organizer', () => {
  it('writes with the real page beside it, and translates beside the source', async () => {
    const page = await open('/new/articles');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByLabel('Title').fill('Sixty came');
    await page.getByLabel('Summary').fill('And stayed.');
    await page.getByLabel('Text', { exact: true }).fill('They *stayed*.');
    await page.getByRole('button', { name: 'Preview' }).click();
    const frame = page.frameLocator('iframe');
    await frame.getByRole('heading', { name: 'Sixty came' }).waitFor();
    expect(await frame.locator('em').innerText()).toBe('stayed');
    await page.getByLabel('Title').fill('Seventy came');
    await frame.getByRole('heading', { name: 'Seventy came' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);

    await page.getByRole('link', { name: 'Spanish: missing' }).click();
    await page.getByRole('heading', { name: 'In Spanish' }).waitFor();
    expect(await page.locator('.pair-of-words [lang=en]').first().innerText()).toBe('Seventy came');
    await page.getByLabel('Title').fill('Vinieron setenta');
    await page.getByLabel('Summary').fill('Y se quedaron.');
    await page.getByLabel('Text', { exact: true }).fill('Se *quedaron*.');
    await page.getByLabel('by machine, read and mended by a person').check();
    await saved(page);
    expect((await sourceOf('articles', 'sixty-came')).translations['es']).toMatchObject({
      method: 'reviewed',
      fields: { title: 'Vinieron setenta' },
    });
    await page.close();
  });

  it('sees what changed in the source since it was translated, and says that the translation still fits', async () => {
    const page = await open('/entries/articles/sixty-came');
    await page.getByLabel('Summary').fill('And all of them stayed.');
    await saved(page);
    await page.getByRole('link', { name: 'Spanish: out of date' }).click();
    await page.getByText('The source has changed since this was translated.').waitFor();
    await expect.poll(() => page.locator('.moved ins').allInnerTexts()).toEqual(['all of them ']);
    await page.getByRole('button', { name: 'Nothing to mend' }).click();
    await page.getByText('The source has changed since this was translated.').waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'Done' }).click();
    await page.getByRole('heading', { name: 'Languages' }).waitFor();
    expect(await page.getByText('out of date').count()).toBe(0);
    await page.close();
  });

  it('says one field of a national entry in other words, hides another, and is told when the national words move', async () => {
    const page = await open('/entries/faqs');
    await page.getByRole('button', { name: 'Hide: What does it cost?' }).click();
    await page.getByRole('button', { name: 'Show again: What does it cost?' }).waitFor();
    await page.getByRole('link', { name: 'Who pays us?' }).click();
    await page.getByRole('switch', { name: 'Our own words: Answer' }).check();
    expect(await page.getByLabel('Answer', { exact: true }).inputValue()).toBe('Us.');
    await page.getByLabel('Answer', { exact: true }).fill('Us, in Oregon.');
    await saved(page);
    expect(await sourceOf('faqs', 'who')).toMatchObject({
      mode: 'override',
      shared: {},
      translations: { en: { fields: { answer: 'Us, in Oregon.' } } },
    });
    expect((await sourceOf('faqs', 'cost')).mode).toBe('hide');

    const words = { en: { method: 'original', fields: { question: 'Who pays us?', answer: 'All of us.' } } };
    const body = { mode: 'own', status: 'published', shared: { position: 1 }, translations: words };
    await dataOf(await manage(stack, 'PUT', 'faqs/who?chapter=national', { body, match: '*' }));
    await dataOf(await manage(stack, 'POST', 'publish', { body: { chapter: 'national' } }));
    const national = async () => (await fetch(`${stack.origin}/v1/faqs/who?chapter=national`)).text();
    await expect.poll(national, { timeout: 6000 }).toContain('All of us.');
    await page.reload();
    await page.getByText('The national words have changed since you wrote yours.').waitFor();
    await page.getByText('All of us.').waitFor();
    await page.getByRole('button', { name: 'Ours still fit' }).click();
    await page.getByText('The national words have changed since you wrote yours.').waitFor({ state: 'detached' });
    await page.getByRole('switch', { name: 'Our own words: Answer' }).uncheck();
    await saved(page);
    await page.close();
  });

  it('removes an entry and brings it back', async () => {
    const page = await open('/entries/articles/sixty-came');
    page.on('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'Remove' }).click();
    await page.getByText('Removed: bring back').click();
    await page.getByRole('button', { name: 'Bring back: Sixty came' }).click();
    await page.getByRole('link', { name: 'Seventy came' }).waitFor();
    expect((await sourceOf('articles', 'sixty-came')).mode).toBe('own');
    await page.close();
  });

  it('writes by keyboard alone', async () => {
    const page = await open('');
    await page.getByRole('heading', { name: 'What to do next' }).waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Help' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('g');
    await page.keyboard.press('w');
    await page.getByRole('heading', { name: 'Write' }).waitFor();
    await tabTo(page, '+ Question');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'New: Question' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('New: Question');
    await tabTo(page, 'Question');
    await page.keyboard.type('g w?');
    await tabTo(page, 'Heading');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.keyboard.type('Bold');
    await saved(page);
    expect(await page.locator('#said').innerText()).toBe('Saved');
    expect((await sourceOf('faqs', 'g-w')).translations['en']!.fields).toEqual({
      question: 'g w?',
      answer: '**Bold**',
    });
    await page.close();
  });

  it('sees the tour again, and where they are signed in', async () => {
    const page = await open('');
    await page.getByRole('link', { name: 'Ask for a testimonial' }).click();
    await page.getByRole('heading', { name: 'Testimonials by link' }).waitFor();
    await page.getByRole('button', { name: 'Help' }).click();
    await page.getByRole('button', { name: 'Show the tour again' }).click();
    await page.getByRole('heading', { name: 'This is where your chapter speaks' }).waitFor();
    await page.getByRole('button', { name: 'Skip the tour' }).click();
    await page.goto(`${byName(stack)}/desk/account`);
    const session = page.locator('.row', { hasText: 'this one' }).first();
    await session.getByRole('button', { name: 'End it: A phone' }).click();
    await page.getByRole('heading', { name: 'Come in' }).waitFor();
    expect(await context.cookies()).toEqual([]);
    await page.close();
  });
});
