import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { eq, inArray, sum } from 'drizzle-orm';
import { z } from 'zod';
import { sha256Hex } from '../../schema/kinds/digest.ts';
import type { Item } from '../../schema/kinds/index.ts';
import { Slug } from '../../schema/kinds/kind.ts';
import { counterTotals, tallies } from '../../schema/tables/intake.ts';
import { Counter, CounterTotal } from '../../schema/wire/counter.ts';
import { authorityOf, requireMay, requireToken } from '../access.ts';
import { recordActs } from '../audit.ts';
import { timestamp } from '../clock.ts';
import { openDatabase, type Database } from '../db.ts';
import { readConfig, type Bindings } from '../env.ts';
import { limitBody, publicCache, requireJson } from '../http.ts';
import { bodyProblems, ProblemError, problemResponses } from '../problem.ts';
import { listReleases, findRelease, type ReaderContext } from '../delivery/release.ts';
import { findPledge, isClosed } from './published.ts';

const params = z.object({ counter: Slug });

const getCounter = createRoute({
  method: 'get',
  path: '/v1/counters/{counter}',
  operationId: 'getCounter',
  tags: ['Taking part'],
  summary: 'Read a counter',
  description: 'How many people stand behind a pledge, with a goal to show it against.',
  security: [],
  request: { params },
  responses: {
    200: {
      description: 'The counter.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: Counter }),
          example: {
            data: {
              counter: 'stand-with-behavioral-health-workers',
              total: 1260,
              goal: { value: 2000, basis: 'target' },
              includes: ['online', 'paper'],
              closed: false,
            },
          },
        },
      },
    },
    ...problemResponses('not_found', 'invalid_request', 'unavailable'),
  },
});

const postTotal = createRoute({
  method: 'post',
  path: '/v1/manage/counters/{counter}/totals',
  operationId: 'recordCounterTotal',
  tags: ['Publishing'],
  summary: 'Add people counted elsewhere',
  description: 'Adds a total from paper, with where it comes from.',
  security: [{ manageToken: [] }],
  middleware: [requireToken, limitBody(16 * 1024), requireJson],
  request: {
    params,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: CounterTotal,
          example: { count: 320, source: 'Pledge cards of the Salem meeting, counted by two people' },
        },
      },
    },
  },
  responses: {
    201: {
      description: 'It is recorded.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: z.strictObject({ id: z.string(), ...CounterTotal.shape }) }),
          example: { data: { id: 'k3v9x2m7q4p1', count: 320, source: 'Pledge cards of the Salem meeting' } },
        },
      },
    },
    ...problemResponses('not_found', ...bodyProblems),
  },
});

// From 1 to 10, someone who knows who was asked could tell who signed.
const fewest = 11;

/** The next round number above a total: 100, 250, 500, 1,000, 2,500 and so on. */
function nextMilestone(total: number): number {
  for (let magnitude = 100; ; magnitude *= 10) {
    for (const step of [1, 2.5, 5]) if (total < step * magnitude) return step * magnitude;
  }
}

/** The pledge of this slug in whichever chapter has it, `national` first. */
async function findCountedPledge(context: ReaderContext, slug: string): Promise<Item<'pledge'>> {
  for (const { manifest } of await listReleases(context)) {
    const release = await findRelease(context, manifest.chapter.slug);
    const pledge = release && (await findPledge(release, slug));
    if (pledge) return pledge;
  }
  throw new ProblemError('not_found', { detail: 'No pledge has this slug' });
}

async function countPeople(db: Database, slug: string, countsSignups: boolean) {
  const acts = [`pledge:${slug}`, ...(countsSignups ? ['signup', `both:${slug}`] : [])];
  const [counted, elsewhere] = await Promise.all([
    db.query
      .select({ act: tallies.act, people: sum(tallies.people).mapWith(Number) })
      .from(tallies)
      .where(inArray(tallies.act, acts))
      .groupBy(tallies.act),
    db.query
      .select({ people: sum(counterTotals.count).mapWith(Number) })
      .from(counterTotals)
      .where(eq(counterTotals.counter, slug)),
  ]);
  // Who signed up and pledged is in both figures.
  const online = counted.reduce((sum, { act, people }) => sum + (act.startsWith('both:') ? -people : people), 0);
  return { online, paper: elsewhere[0]?.people ?? 0 };
}

/** The counters of pledges. */
export function registerCounters(app: OpenAPIHono<Bindings>): void {
  app.openapi(getCounter, async (c) => {
    const { counter } = c.req.valid('param');
    const pledge = await findCountedPledge(c, counter);
    const { online, paper } = await countPeople(openDatabase(readConfig(c.env)), counter, pledge.countsSignups);
    const total = online + paper;
    c.header('Cache-Control', publicCache(1, 60));
    return c.json(
      {
        data: {
          counter,
          total: total > 0 && total < fewest ? null : total,
          goal:
            pledge.target === null
              ? { value: nextMilestone(total), basis: 'milestone' as const }
              : { value: pledge.target, basis: 'target' as const },
          includes: [...(online > 0 ? ['online' as const] : []), ...(paper > 0 ? ['paper' as const] : [])],
          closed: isClosed(pledge),
        },
      },
      200,
    );
  });
  app.openapi(postTotal, async (c) => {
    const { counter } = c.req.valid('param');
    const { chapter } = await findCountedPledge(c, counter);
    const authority = authorityOf(c);
    requireMay(authority, 'update', { chapter, kind: 'pledge', locale: '*' });
    const row = { id: crypto.randomUUID(), counter, ...c.req.valid('json'), recordedAt: timestamp() };
    const db = openDatabase(readConfig(c.env));
    const act = { action: 'count' as const, chapter, kind: 'pledge', target: `counters/${counter}/${row.id}` };
    const after = await sha256Hex(JSON.stringify([counter, row.count, row.source]));
    await db.write([
      db.query.insert(counterTotals).values(row),
      ...recordActs(db, authority, row.recordedAt, [{ ...act, before: null, after }]),
    ]);
    return c.json({ data: { id: row.id, count: row.count, source: row.source } }, 201);
  });
}
