import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { toHex } from '../../schema/kinds/digest.ts';
import { kinds } from '../../schema/kinds/index.ts';
import { imagePath } from '../../schema/kinds/image.ts';
import { images } from '../../schema/tables/images.ts';
import { maxImageBytes, StoredImage } from '../../schema/wire/image.ts';
import { authorityOf, may, requireToken } from '../access.ts';
import { recordActs } from '../audit.ts';
import { timestamp } from '../clock.ts';
import type { Bindings } from '../env.ts';
import { limitBody } from '../http.ts';
import { ProblemError, problemResponses } from '../problem.ts';
import { ChapterQuery } from './entry-contracts.ts';
import { isImageType, readImage, type ImageType } from './image-file/read.ts';
import { databaseOf, parse } from './input.ts';
import { requireChapter } from './places.ts';

/** Asked before the body is read. */
const requireUpload = createMiddleware<Bindings>(async (c, next) => {
  const { chapter } = parse(ChapterQuery, c.req.query(), 'query');
  const authority = authorityOf(c);
  await requireChapter(databaseOf(c), authority, chapter);
  const withImages = kinds.filter(({ imageFields }) => imageFields.length > 0);
  const mayWrite = withImages.some(({ name: kind }) =>
    (['create', 'update'] as const).some((action) => may(authority, action, { chapter, locale: '*', kind })),
  );
  if (!mayWrite) throw new ProblemError('forbidden', { detail: 'Needs a grant to write what has pictures' });
  await next();
});

const digest = 'a8c1d6f4b52e0977c3e1f9a04d6b8125e07f3c9b5a46d21870fe93c4b6a1d258';
const example = { digest, type: 'image/webp' as const, width: 960, height: 640, bytes: 48_210 };
const answer = (description: string) => ({
  description,
  content: {
    'application/json': {
      schema: z.strictObject({ data: StoredImage }),
      example: { data: { ...example, url: imagePath(example) } },
    },
  },
});
const body = { schema: { type: 'string', format: 'binary' } as const, example: 'The bytes of the file' };

const postImage = createRoute({
  method: 'post',
  path: '/v1/manage/images',
  operationId: 'uploadImage',
  tags: ['Authoring'],
  summary: 'Upload a picture',
  description: `One file of at most ${maxImageBytes} bytes; several widths of a picture are several. What carries metadata, a color profile or more than one picture is refused: re-encode it first. Whoever knows its digest can get it from then on, so it is no place for what is to be secret.`,
  security: [{ manageToken: [] }],
  middleware: [requireToken, requireUpload, limitBody(maxImageBytes)],
  request: {
    query: ChapterQuery,
    body: { required: true, content: { 'image/webp': body, 'image/avif': body, 'image/jpeg': body } },
  },
  responses: {
    200: answer('It was here before.'),
    201: answer('It is kept.'),
    ...problemResponses(
      'unauthorized',
      'forbidden',
      'not_found',
      'body_too_large',
      'unsupported_media_type',
      'invalid_request',
      'image_unreadable',
      'image_has_metadata',
      'unavailable',
    ),
  },
});

/** Uploading pictures. Who may read them is everyone: delivery gives them. */
export function registerImages(app: OpenAPIHono<Bindings>): void {
  app.openapi(postImage, async (c) => {
    const type = typeOf(c);
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    const size = readImage(type, bytes);
    const digest = toHex(await crypto.subtle.digest('SHA-256', bytes));
    const data = { digest, type, ...size, bytes: bytes.length, url: imagePath({ digest, type }) };
    const db = databaseOf(c);
    const [known] = await db.query.select({ digest: images.digest }).from(images).where(eq(images.digest, digest));
    if (known !== undefined) return c.json({ data }, 200);
    const now = timestamp();
    const { chapter } = c.req.valid('query');
    await db.write([
      db.query
        .insert(images)
        .values({ digest, type, ...size, bytes, createdAt: now })
        .onConflictDoNothing(),
      ...recordActs(db, authorityOf(c), now, [
        { action: 'create', chapter, target: `images/${digest}`, before: null, after: digest },
      ]),
    ]);
    return c.json({ data }, 201);
  });
}

function typeOf(c: Context): ImageType {
  const type = (c.req.header('Content-Type') ?? '').split(';')[0]!.trim().toLowerCase();
  if (isImageType(type)) return type;
  throw new ProblemError('unsupported_media_type', { detail: 'Send image/webp, image/avif or image/jpeg' });
}
