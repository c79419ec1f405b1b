import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Bindings } from '../env.ts';
import { problemResponses } from '../problem.ts';
import { findStanding } from './live.ts';
import { listReleases } from './release.ts';

const Health = z.strictObject({
  status: z.literal('ok'),
  releases: z.record(z.string(), z.string()).meta({ description: 'The release that each chapter serves here.' }),
  checkedAt: z.iso.datetime().meta({ description: 'When the database last told so.' }),
  source: z.enum(['database', 'memory', 'carried']).meta({
    description:
      'Where these releases come from: `database`, which answers; `memory`, the last that were known before it went away; `carried`, those that the deployment carried along, since nothing newer is known here.',
  }),
  servedSince: z.iso.datetime().meta({ description: 'Since when they are served here.' }),
  database: z.enum(['ok', 'away']).meta({ description: '`away` where it fails, or keeps silent for a second.' }),
  databaseAwaySince: z.iso.datetime().nullable().meta({ description: 'Null where it answers.' }),
});

const getHealth = createRoute({
  method: 'get',
  path: '/healthz',
  operationId: 'getHealth',
  tags: ['Operation'],
  summary: 'Tell whether it can serve',
  description:
    'Answers once something is published and known here. Says when the database is away: content is served all the same. It waits a second at the most, and asks the database no more often than readers do.',
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
            source: 'memory',
            servedSince: '2026-11-22T16:20:00.000Z',
            database: 'away',
            databaseAwaySince: '2026-11-22T17:00:01.000Z',
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
    const { source, servedSince, checkedAt, awaySince } = await findStanding();
    c.header('Cache-Control', 'no-store');
    return c.json(
      {
        status: 'ok' as const,
        releases: Object.fromEntries(releases.map(({ id, manifest }) => [manifest.chapter.slug, id])),
        checkedAt: rfc3339(checkedAt),
        source,
        servedSince: rfc3339(servedSince),
        database: awaySince === null ? ('ok' as const) : ('away' as const),
        databaseAwaySince: awaySince === null ? null : rfc3339(awaySince),
      },
      200,
    );
  });
}

function rfc3339(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
