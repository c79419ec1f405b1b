import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium } from '../support/browser.ts';
import { signIn } from '../support/desk.ts';
import { create } from '../support/images.ts';
import { campaign, publish, startPrivateStack } from '../support/private-stack.ts';

interface Picture {
  sources: { digest: string; type: string; width: number; height: number }[];
}

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [stack, browser] = await Promise.all([startPrivateStack(), launchChromium()]);
  expect((await publish(stack, campaign([]))).status).toBe(200);
  ({ page } = await signIn(browser, stack, ['oregon:*:*:*'], {
    options: { viewport: { width: 390, height: 800 }, colorScheme: 'dark' },
  }));
});
afterAll(async () => {
  await browser.close();
  await stack.stop();
});

/** The field of a picture as a form at the desk has it. */
async function openField(lang = 'en') {
  await page.reload();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.evaluate("import('/desk/assets/picture.js')");
  await page.evaluate((lang) => {
    const field = Object.assign(document.createElement('desk-picture'), { label: 'Picture', lang, chapter: 'oregon' });
    Object.assign(window, { changes: [] });
    field.addEventListener('change', () => {
      (window as unknown as { changes: unknown[] }).changes.push((field as unknown as { value: unknown }).value);
    });
    document
      .querySelector('main')!
      .replaceChildren(Object.assign(document.createElement('h1'), { textContent: 'Form' }), field);
  }, lang);
}

const changes = () => page.evaluate(() => (window as unknown as { changes: (Picture | null)[] }).changes);

/** A photo of 2000 by 1000 pixels, red at the left, as a camera makes it: with the place in its Exif. */
async function photo(): Promise<Buffer> {
  const bytes = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 2000, height: 1000 });
    const context = canvas.getContext('2d')!;
    context.fillStyle = '#b8432a';
    context.fillRect(0, 0, 1000, 1000);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg'));
    return [...new Uint8Array(await blob!.arrayBuffer())];
  });
  const file = Buffer.from(bytes);
  const exif = Buffer.from('Exif\0\0MM\0*\0\0\0\b\0\0 44.9429 N 123.0351 W', 'latin1');
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([file.subarray(0, 2), head, exif, file.subarray(2)]);
}

async function expectAccessible(): Promise<void> {
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

it('takes a photo, frames it by keyboard alone, and sends it in several widths without what its file says', async () => {
  await openField();
  await expectAccessible();
  await page
    .getByLabel('Choose or take a photo')
    .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo() });
  await page.getByRole('radio', { name: 'As it is' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.parentElement?.textContent?.trim())).toBe('As it is');
  await expectAccessible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await page.getByRole('radio', { name: 'Square' }).isChecked()).toBe(true);
  await page.getByRole('slider', { name: 'From left to right' }).press('Home');
  await page.getByRole('button', { name: 'Use it' }).press('Enter');
  await page.getByText('The picture is here.').waitFor();
  await expectAccessible();
  const [value] = (await changes()) as [Picture];
  expect(value.sources.map(({ width, height }) => [width, height])).toEqual([
    [480, 480],
    [960, 960],
  ]);
  for (const { digest } of value.sources) {
    const file = await (await fetch(`${stack.origin}/images/${digest}.webp`)).text();
    expect(file).not.toMatch(/Exif|44\.9429|ICCP/);
  }
  const isRed = await page.locator('img.chosen').evaluate(async (image: HTMLImageElement) => {
    await image.decode();
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d')!;
    context.drawImage(image, 0, 0, 10, 10);
    return [...context.getImageData(8, 5, 1, 1).data][0]! > 150;
  });
  expect(isRed).toBe(true);
  const fields = { title: 'We met', summary: 'Sixty came.', body: 'And stayed.', imageAlt: 'A hall' };
  const body = { slug: 'we-met', mode: 'own', status: 'draft', shared: { image: value } };
  const translations = { en: { method: 'original', fields } };
  expect((await create(stack, 'articles', { ...body, translations })).status).toBe(201);
  await page.getByRole('button', { name: 'Remove the picture' }).click();
  expect((await changes()).at(-1)).toBeNull();
});

it('follows a finger, and keeps what was framed where no answer comes', async () => {
  await openField('es');
  await page
    .getByLabel('Elegir o tomar una foto')
    .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo() });
  await page.getByRole('radio', { name: 'Cuadrada' }).check();
  const { x, y, width } = (await page.locator('canvas').boundingBox())!;
  await page.mouse.move(x + width / 2, y + 50);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 - 100, y + 50, { steps: 4 });
  await page.mouse.up();
  const at = Number(await page.getByRole('slider', { name: 'De izquierda a derecha' }).inputValue());
  expect(at).toBeGreaterThan(0.6);
  await expectAccessible();
  await page.context().setOffline(true);
  await page.getByRole('button', { name: 'Usarla' }).click();
  await page.getByText('No hubo respuesta.').waitFor();
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Usarla' }).click();
  await page.getByText('La imagen ya está.').waitFor();
  expect(await changes()).toHaveLength(1);
});

it('sends JPEG where a browser writes no WebP', async () => {
  await openField();
  await page.evaluate(() => {
    const { value } = Object.getOwnPropertyDescriptor(HTMLCanvasElement.prototype, 'toBlob')!;
    HTMLCanvasElement.prototype.toBlob = function (done, type, quality) {
      if (type === 'image/webp') done(new Blob([], { type: 'image/png' }));
      else Reflect.apply(value as () => void, this, [done, type, quality]);
    };
  });
  const buffer = await photo();
  await page.getByLabel('Choose or take a photo').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
  await page.getByRole('button', { name: 'Use it' }).click();
  await page.getByText('The picture is here.').waitFor();
  const [value] = (await changes()) as [Picture];
  expect(value.sources.map(({ type, width, height }) => [type, width, height])).toEqual([
    ['image/jpeg', 480, 240],
    ['image/jpeg', 960, 480],
    ['image/jpeg', 1600, 800],
  ]);
});

it('says what is wrong with a file that is no picture', async () => {
  await openField();
  const buffer = Buffer.from('Not a picture');
  await page.getByLabel('Choose or take a photo').setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer });
  await page.getByText('This file can’t be read as a picture.').waitFor();
  expect(await changes()).toEqual([]);
});
