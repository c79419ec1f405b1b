import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Bindings } from '../env.ts';
import { problemResponses } from '../problem.ts';
import { lastChecked, listReleases } from './release.ts';

const Health = z.strictObject({
  status: z.literal('ok'),
  releases: z.record(z.string(), z.string()).meta({ description: 'The release that each chapter serves here.' }),
  checkedAt: z.iso.datetime().meta({ description: 'When the database last told so.' }),
});

const getHealth = createRoute({
  method: 'get',
  path: '/healthz',
  operationId: 'getHealth',
  tags: ['Operation'],
  summary: 'Tell whether it can serve',
  description: 'Answers once something is published and known here.',
  security: [],
  responses: {
    200: {
      description: 'It serves.',
      content: {
        'application/json': {
          schema: Health,
          example: {
            status: 'ok',
            releases: { national: '0d1f6b1e-6f0a-4f0e-9a55-0f6f5f0f7c11' },
            checkedAt: '2026-11-22T17:00:00.000Z',
          },
        },
      },
    },
    ...problemResponses('not_found', 'unavailable'),
  },
});

/** For those who watch over it. */
export function registerHealth(app: OpenAPIHono<Bindings>): void {
  app.openapi(getHealth, async (c) => {
    const releases = await listReleases(c);
    c.header('Cache-Control', 'no-store');
    return c.json(
      {
        status: 'ok' as const,
        releases: Object.fromEntries(releases.map(({ id, manifest }) => [manifest.chapter.slug, id])),
        checkedAt: new Date(lastChecked()).toISOString(),
      },
      200,
    );
  });
}
