import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../support/api.ts';
import { avif, avifWithExif, create, digestOf, frame, riff, upload, uploadWidths, webp } from '../support/images.ts';
import { dataOf, makeToken, manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
beforeAll(async () => {
  stack = await startPrivateStack();
  const words = { title: 'National', summary: 'News', body: 'Words' };
  expect((await publish(stack, campaign([entry('article', 'national-news', {}, words)]))).status).toBe(200);
});
afterAll(() => stack.stop());

const files = [riff(frame(480, 320)), riff(frame(960, 640))];
const words = (more: object = {}) => ({
  method: 'original',
  fields: { title: 'We met', summary: 'Sixty came.', body: 'And stayed.', ...more },
});
const article = (slug: string, image: unknown, translations: object) => ({
  slug,
  mode: 'own',
  status: 'published',
  shared: { image },
  translations,
});
const publishAll = (chapter = 'oregon') => manage(stack, 'POST', 'publish', { body: { chapter } });

describe('a picture that is uploaded', () => {
  it('is kept once under the digest of its bytes, and given to everyone for good', async () => {
    const first = await upload(stack, webp);
    const kept = { digest: digestOf(webp), type: 'image/webp', width: 48, height: 32, bytes: 80 };
    expect(first.status).toBe(201);
    expect(await dataOf(first)).toEqual({ ...kept, url: `/images/${kept.digest}.webp` });
    expect((await upload(stack, webp, { chapter: 'national' })).status).toBe(200);

    const url = `${stack.origin}/images/${kept.digest}.webp`;
    const given = await fetch(url);
    expect(Buffer.from(await given.arrayBuffer()).equals(webp)).toBe(true);
    expect(Object.fromEntries(given.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
      etag: `"${kept.digest}"`,
    });
    expect((await fetch(url, { headers: { 'If-None-Match': `"${kept.digest}"` } })).status).toBe(304);
    expect((await fetch(url.replace('.webp', '.avif'))).status).toBe(404);
    expect((await fetch(url.replace(/[0-9a-f]{64}/, '0'.repeat(64)))).status).toBe(404);
    const acts = await dataOf<object[]>(await manage(stack, 'GET', 'audit?chapter=oregon'));
    expect(acts.filter((act) => JSON.stringify(act).includes(`images/${kept.digest}`))).toHaveLength(1);
  });

  it('tells its size in AVIF as well, and without loss, and with transparency', async () => {
    expect(await dataOf(await upload(stack, avif, { type: 'image/avif' }))).toMatchObject({ width: 48, height: 32 });
    const lossless = Buffer.alloc(10);
    lossless.writeUInt8(0x2f);
    lossless.writeUInt32LE(1599 | (899 << 14), 1);
    expect(await dataOf(await upload(stack, riff(['VP8L', lossless])))).toMatchObject({ width: 1600, height: 900 });
    const canvas = Buffer.from([0x10, 0, 0, 0, 0xdf, 1, 0, 0x3f, 1, 0]);
    const withAlpha = riff(['VP8X', canvas], ['ALPH', Buffer.from([0, 1, 2])], frame(480, 320));
    expect(await dataOf(await upload(stack, withAlpha))).toMatchObject({ width: 480, height: 320 });
  });

  it.each([
    ['Exif', riff(frame(48, 32), ['EXIF', Buffer.from('II*\0')]), 'image_has_metadata'],
    ['XMP', riff(frame(48, 32), ['XMP ', Buffer.from('<x:xmpmeta/>')]), 'image_has_metadata'],
    ['a color profile', riff(['ICCP', Buffer.alloc(128)], frame(48, 32)), 'image_has_metadata'],
    ['a part that nobody knows', riff(frame(48, 32), ['note', Buffer.from('Sam was here')]), 'image_has_metadata'],
    ['something after its end', Buffer.concat([webp, Buffer.from('Sam')]), 'image_has_metadata'],
    ['motion', riff(['VP8X', Buffer.from([2, 0, 0, 0, 47, 0, 0, 31, 0, 0])]), 'image_unreadable'],
    ['frames', riff(['ANIM', Buffer.alloc(6)], frame(48, 32)), 'image_unreadable'],
    ['two pictures', riff(frame(48, 32), frame(48, 32)), 'image_unreadable'],
    ['no picture', riff(), 'image_unreadable'],
    ['a length that is too long', riff(['VP8 ', Buffer.alloc(4)]), 'image_unreadable'],
    ['more pixels than anyone shows', riff(frame(5000, 10)), 'image_unreadable'],
    ['nothing', Buffer.alloc(0), 'image_unreadable'],
    ['a PNG', Buffer.from('\x89PNG\r\n\x1a\n and more of it', 'latin1'), 'image_unreadable'],
    ['AVIF by its name alone', avif, 'image_unreadable'],
  ])('is refused with %s', async (_, file, code) => {
    const answer = await upload(stack, file);
    expect([answer.status, (await problemOf(answer)).code]).toEqual([422, code]);
  });

  it.each([
    ['Exif', avifWithExif, 'image_has_metadata'],
    ['motion', Buffer.from(avif.toString('latin1').replace('mif1', 'avis'), 'latin1'), 'image_unreadable'],
    [
      'a box that nobody knows',
      Buffer.concat([avif, Buffer.from('\0\0\0\x0cfreeSam!', 'latin1')]),
      'image_has_metadata',
    ],
    ['a box too short', Buffer.concat([avif, Buffer.from([0, 0, 0, 4])]), 'image_unreadable'],
    ['half of it', avif.subarray(0, 150), 'image_unreadable'],
    ['WebP in it', webp, 'image_has_metadata'],
  ])('is refused as AVIF with %s', async (_, file, code) => {
    const answer = await upload(stack, file, { type: 'image/avif' });
    expect([answer.status, (await problemOf(answer)).code]).toEqual([422, code]);
  });

  it('is refused of another type, too large, and to who may write nothing that has pictures there', async () => {
    expect((await upload(stack, webp, { type: 'image/png' })).status).toBe(415);
    expect((await upload(stack, Buffer.alloc(600_001))).status).toBe(413);
    for (const [grants, status] of [
      [['oregon:*:*:read', 'oregon:*:faq:*'], 403],
      [['national:*:*:*'], 404],
      [['oregon:*:page:*'], 200],
    ] as const) {
      const { secret: token } = await makeToken(stack, grants);
      expect((await upload(stack, webp, { token })).status, grants.join(' ')).toBe(status);
    }
    expect((await upload(stack, webp, { token: 'none' })).status).toBe(401);
  });
});

describe('an entry with a picture', () => {
  it('gives readers where it is in each width, and what it shows', async () => {
    const image = await uploadWidths(stack, files.toReversed());
    const translations = {
      en: words({ imageAlt: 'A full hall' }),
      es: words({ title: 'Nos vimos', imageAlt: 'Una sala' }),
    };
    expect((await create(stack, 'articles', article('we-met', image, translations))).status).toBe(201);
    await dataOf(await publishAll());
    const read = async (query: string) => {
      const answer = await fetch(`${stack.origin}/v1/articles/${query}`);
      return (await answer.json<{ data?: object }>()).data;
    };
    await expect
      .poll(() => read('we-met?chapter=oregon&locale=es'), { timeout: 4000 })
      .toMatchObject({
        imageAlt: 'Una sala',
        image: {
          sources: files.map((file, index) => ({
            url: `/images/${digestOf(file)}.webp`,
            type: 'image/webp',
            width: [480, 960][index],
            height: [320, 640][index],
          })),
        },
      });
    expect(await read('national-news')).toMatchObject({ image: null, imageAlt: null });
  });

  it('is refused at the field that lacks its words, in each language that has some', async () => {
    const image = await uploadWidths(stack, files);
    const translations = { en: words({ imageAlt: 'A full hall' }), es: words({ title: 'Nos vimos' }) };
    const problem = await problemOf(await create(stack, 'articles', article('no-words', image, translations)));
    expect(problem).toMatchObject({ code: 'invalid_request' });
    expect(problem.errors!.map(({ pointer }) => pointer)).toEqual(['/translations/es/fields/imageAlt']);
    const page = { ...article('a-page', image, { en: words() }), shared: { image, position: 1 } };
    expect((await problemOf(await create(stack, 'pages', page))).errors![0]!.pointer).toBe(
      '/translations/en/fields/imageAlt',
    );
  });

  it('names files that are here, as they are, and of one shape', async () => {
    const [source] = (await uploadWidths(stack, files)).sources as [object];
    for (const [sources, pointer] of [
      [[{ ...source, digest: '0'.repeat(64) }], '/shared/image/sources/0'],
      [[{ ...source, width: 481 }], '/shared/image/sources/0'],
      [[source, { ...source, height: 480 }], '/shared/image'],
      [[], '/shared/image/sources'],
    ] as const) {
      const body = article('wrong', { sources }, { en: words({ imageAlt: 'A hall' }) });
      const { errors } = await problemOf(await create(stack, 'articles', body));
      expect(errors!.map((each) => each.pointer)).toEqual([pointer]);
    }
    const set = campaign([
      entry('article', 'a', { image: { sources: [source] } }, words({ imageAlt: 'A hall' }).fields),
    ]);
    set.chapters[0]!.entries[0]!.shared = { image: { sources: [{ ...source, width: 481 }] } };
    expect((await problemOf(await publish(stack, set))).errors).toMatchObject([
      { pointer: '/chapters/0/entries/0/shared/image/sources/0' },
    ]);
  });

  it('is described anew by the chapter that changes the picture, also where the whole campaign comes to say more', async () => {
    const image = await uploadWidths(stack, files);
    const national = article('shared-news', null, { en: words() });
    expect((await manage(stack, 'POST', 'articles?chapter=national', { body: national })).status).toBe(201);
    const change = (translations: object) => ({ ...article('shared-news', image, translations), mode: 'override' });
    const refused = await problemOf(await create(stack, 'articles', change({})));
    expect(refused.errors).toMatchObject([{ pointer: '/translations/en/fields/imageAlt' }]);
    const own = { en: { method: 'original', fields: { imageAlt: 'Our hall' } } };
    expect((await create(stack, 'articles', change(own))).status).toBe(201);
    await dataOf(await publishAll('national'));
    await dataOf(await publishAll());
    const es = { method: 'human', fields: words({ title: 'Noticias' }).fields };
    const path = 'articles/shared-news/translations/es?chapter=national';
    expect((await manage(stack, 'PUT', path, { body: es, match: '*' })).status).toBe(200);
    const held = await problemOf(await publishAll('national'));
    expect(held.code).toBe('override_broken');
    expect(held.detail).toContain('oregon changes article/shared-news, at "/translations/es/fields/imageAlt"');
  });
});
