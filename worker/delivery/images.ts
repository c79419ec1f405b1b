import { createRoute, z, type OpenAPIHono } from '@hono/zod-openapi';
import { and, eq } from 'drizzle-orm';
import { images } from '../../schema/tables/images.ts';
import { openDatabase } from '../db.ts';
import { readConfig, type Bindings, type Env } from '../env.ts';
import { ProblemError, problemResponses } from '../problem.ts';
import { findCarriedImage } from './carried.ts';
import { answerInTime } from './live.ts';

type File = Uint8Array<ArrayBuffer>;

const maxBytes = 16 * 1024 * 1024;

/** The files that this isolate has read, those that were asked for last at the end. */
const memory = { bytes: 0, files: new Map<string, File>() };

const getImage = createRoute({
  method: 'get',
  path: '/images/{file}',
  operationId: 'getImage',
  tags: ['Content'],
  summary: 'Get a picture',
  description: 'A file that an item’s `image` names. What is there never changes, and may be kept for good.',
  security: [],
  request: {
    params: z.object({
      file: z.string().meta({ description: 'As in `url`: the digest, and `.webp` or `.avif`.', example: 'a8c1….webp' }),
    }),
  },
  responses: {
    200: {
      description: 'The file.',
      headers: z.object({ ETag: z.string().meta({ description: 'Strong: the digest.' }) }),
      content: Object.fromEntries(
        ['image/webp', 'image/avif'].map((type) => [
          type,
          { schema: { type: 'string', format: 'binary' } as const, example: 'The bytes of the file' },
        ]),
      ),
    },
    304: { description: 'You have these bytes already.' },
    ...problemResponses('not_found', 'unavailable'),
  },
});

/** The operation that gives pictures to everyone. */
export function registerImages(app: OpenAPIHono<Bindings>): void {
  app.openAPIRegistry.registerPath(getImage);
  app.get('/images/:file{[0-9a-f]{64}\\.(?:webp|avif)}', async (c) => {
    const name = c.req.param('file');
    const [digest, type] = name.split('.') as [string, 'webp' | 'avif'];
    const file = recall(name) ?? (await load(c.env, digest, type));
    if (file === null) throw new ProblemError('not_found', { detail: 'There is no such picture' });
    return c.body(file, 200, {
      'Content-Type': `image/${type}`,
      'Content-Length': String(file.length),
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Security-Policy': "default-src 'none'",
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Access-Control-Allow-Origin': '*',
      ETag: `"${digest}"`,
    });
  });
}

/** From the database, and where that is away from what the deployment carried along. */
async function load(env: Env, digest: string, type: 'webp' | 'avif'): Promise<File | null> {
  const name = `${digest}.${type}`;
  const asking = ask(env, digest, type);
  const answer = await answerInTime(asking);
  const file = answer === null ? ((await findCarriedImage(env.ASSETS, name)) ?? (await asking)) : answer.value;
  if (file !== null) keep(name, file);
  return file;
}

async function ask(env: Env, digest: string, type: 'webp' | 'avif'): Promise<File | null> {
  const [row] = await openDatabase(readConfig(env))
    .query.select({ bytes: images.bytes })
    .from(images)
    .where(and(eq(images.digest, digest), eq(images.type, `image/${type}`)));
  return row?.bytes ?? null;
}

function recall(name: string): File | null {
  const file = memory.files.get(name);
  if (file === undefined) return null;
  memory.files.delete(name);
  memory.files.set(name, file);
  return file;
}

function keep(name: string, file: File): void {
  if (memory.files.has(name)) return;
  memory.files.set(name, file);
  memory.bytes += file.length;
  for (const [oldest, { length }] of memory.files) {
    if (memory.bytes <= maxBytes) break;
    memory.files.delete(oldest);
    memory.bytes -= length;
  }
}
