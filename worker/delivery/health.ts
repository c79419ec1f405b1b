import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import type { Bindings, Env } from '../env.ts';
import { problemResponses } from '../problem.ts';
import { findStanding } from './live.ts';
import { listReleases } from './release.ts';

const patienceMs = 1000;

const JournalStatus = z.strictObject({
  pending: z
    .int()
    .min(0)
    .meta({ description: 'Entries that wait, in steps of 25 and more: nobody can see here that somebody signs.' }),
  oldest: z.iso.datetime().nullable().meta({
    description:
      'Since when the first of them waits, to ten minutes; null where it is less, or nothing is told of them.',
  }),
  stuck: z.int().min(0).meta({ description: 'Those of them that the database refused: someone must look.' }),
});

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
  journal: JournalStatus.nullable().meta({
    description: 'What people sent and the database does not have yet; null where the journal does not answer in time.',
  }),
});

/** Asks the journal how much waits. */
type AskJournal = (env: Env) => Promise<z.infer<typeof JournalStatus>>;

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
            journal: { pending: 125, oldest: '2026-11-22T17:00:00.000Z', stuck: 0 },
          },
        },
      },
    },
    ...problemResponses('not_found', 'unavailable'),
  },
});

/** For those who watch over it. */
export function registerHealth(app: OpenAPIHono<Bindings>, askJournal: AskJournal): void {
  app.openapi(getHealth, async (c) => {
    const releases = await listReleases(c);
    const [{ source, servedSince, checkedAt, awaySince }, journal] = await Promise.all([
      findStanding(),
      Promise.race([askJournal(c.env).catch(() => null), giveUp()]),
    ]);
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
        journal,
      },
      200,
    );
  });
}

async function giveUp(): Promise<null> {
  await new Promise((resolve) => setTimeout(resolve, patienceMs));
  return null;
}

function rfc3339(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
