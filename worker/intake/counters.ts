import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { sha256Hex } from '../../schema/kinds/digest.ts';
import { Slug } from '../../schema/kinds/kind.ts';
import { counterTotals, publishedCounts } from '../../schema/tables/intake.ts';
import { Counter, CounterTotal, PartnerId, RecordedTotal, TrueCount } from '../../schema/wire/counter.ts';
import { authorityOf, requireManageToken, requireMay, requireToken } from '../access.ts';
import { recordActs } from '../audit.ts';
import { timestamp } from '../clock.ts';
import { openDatabase } from '../db.ts';
import { readConfig, type Bindings } from '../env.ts';
import { limitBody, publicCache, requireJson } from '../http.ts';
import { bodyProblems, ProblemError, problemResponses } from '../problem.ts';
import { findRelease } from '../delivery/release.ts';
import { listCells, nameCell } from './cells.ts';
import { findFigures } from './figures.ts';
import { journalOf } from './keep.ts';
import { findChapterRelease, findCountedPledge, findPledge, isClosed } from './published.ts';

const params = z.object({ counter: Slug });

const getCounter = createRoute({
  method: 'get',
  path: '/v1/counters/{counter}',
  operationId: 'getCounter',
  tags: ['Taking part'],
  summary: 'Read a counter',
  description:
    'How many people stand behind a pledge, with a goal to show it against. It moves in steps and later than people sign, so that it tells of nobody. While the database is away it answers as of up to a day before.',
  security: [],
  request: {
    params,
    query: z.object({
      chapter: Slug.optional().meta({ description: 'Count its people alone.', example: 'oregon' }),
      partner: PartnerId.optional().meta({ description: 'Count those alone who came through it.' }),
    }),
  },
  responses: {
    200: {
      description: 'The counter.',
      headers: z.object({ ETag: z.string().meta({ description: 'Weak: the same for the same figures.' }) }),
      content: {
        'application/json': {
          schema: z.strictObject({ data: Counter }),
          example: {
            data: {
              counter: 'stand-with-behavioral-health-workers',
              chapter: null,
              partner: null,
              total: 1050,
              goal: { value: 2000, basis: 'target' },
              includes: [
                { kind: 'online', people: 800 },
                { kind: 'paper', people: 250 },
              ],
              closed: false,
            },
          },
        },
      },
    },
    ...problemResponses('not_found', 'invalid_request', 'unavailable'),
  },
});

const exampleTotal = {
  count: 320,
  kind: 'paper' as const,
  chapter: 'national',
  partner: null,
  source: 'Pledge cards of the Salem meeting, counted by two people',
};

const postTotal = createRoute({
  method: 'post',
  path: '/v1/manage/counters/{counter}/totals',
  operationId: 'recordCounterTotal',
  tags: ['Publishing'],
  summary: 'Add people counted elsewhere',
  description:
    'Adds a total from paper or from a partner, with where it comes from. The counter follows later, in steps.',
  security: [{ manageToken: [] }],
  middleware: [requireToken, limitBody(16 * 1024), requireJson],
  request: {
    params,
    body: { required: true, content: { 'application/json': { schema: CounterTotal, example: exampleTotal } } },
  },
  responses: {
    201: {
      description: 'It is recorded.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: z.strictObject({ id: z.string(), ...CounterTotal.shape }) }),
          example: { data: { id: 'k3v9x2m7q4p1', ...exampleTotal } },
        },
      },
    },
    ...problemResponses('not_found', ...bodyProblems),
  },
});

const getTotals = createRoute({
  method: 'get',
  path: '/v1/manage/counters/{counter}/totals',
  operationId: 'listCounterTotals',
  tags: ['Publishing'],
  summary: 'List people counted elsewhere',
  description: 'Totals from paper and from partners, newest first, with where each comes from. For administrators.',
  security: [{ manageToken: [] }],
  middleware: [requireManageToken],
  request: { params },
  responses: {
    200: {
      description: 'The totals.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: z.array(RecordedTotal) }),
          example: { data: [{ id: 'k3v9x2m7q4p1', ...exampleTotal, recordedAt: '2026-11-22T17:00:00.000Z' }] },
        },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'invalid_request', 'unavailable'),
  },
});

const getCounts = createRoute({
  method: 'get',
  path: '/v1/manage/counters',
  operationId: 'listTrueCounts',
  tags: ['Publishing'],
  summary: 'List true counts',
  description: 'Every count as it is and as it is shown. For administrators: what is here can tell who signed.',
  security: [{ manageToken: [] }],
  middleware: [requireManageToken],
  responses: {
    200: {
      description: 'The counts.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: z.array(TrueCount) }),
          example: {
            data: [{ counter: 'stand-with-us', chapter: '*', partner: '*', kind: 'online', people: 62, published: 50 }],
          },
        },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'unavailable'),
  },
});

/** The next round number above a total: 100, 250, 500, 1,000, 2,500 and so on. */
function nextMilestone(total: number): number {
  for (let magnitude = 100; ; magnitude *= 10) {
    for (const step of [1, 2.5, 5]) if (total < step * magnitude) return step * magnitude;
  }
}

/** The counters of pledges. */
export function registerCounters(app: OpenAPIHono<Bindings>): void {
  app.openapi(getCounter, async (c) => {
    const { counter } = c.req.valid('param');
    const { chapter = null, partner = null } = c.req.valid('query');
    const release = chapter === null ? null : await findRelease(c, chapter);
    const pledge =
      chapter === null ? await findCountedPledge(c, counter) : release && (await findPledge(release, counter));
    if (!pledge) throw new ProblemError('not_found', { detail: 'No pledge has this slug' });
    const includes = await findFigures(c.env, { counter, chapter: chapter ?? '*', partner: partner ?? '*' });
    const total = includes.reduce((sum, { people }) => sum + people, 0);
    const data: Counter = {
      counter,
      chapter,
      partner,
      total: total || null,
      goal:
        pledge.target === null
          ? { value: nextMilestone(total), basis: 'milestone' }
          : { value: pledge.target, basis: 'target' },
      includes,
      closed: isClosed(pledge),
    };
    c.header('Cache-Control', publicCache(60, 600));
    // What moves by itself, and not with a release.
    c.header('ETag', `W/"${(await sha256Hex(JSON.stringify(data))).slice(0, 32)}"`);
    return c.json({ data }, 200);
  });
  app.openapi(postTotal, async (c) => {
    const { counter } = c.req.valid('param');
    const total = c.req.valid('json');
    const pledge = await findCountedPledge(c, counter);
    if (!pledge) throw new ProblemError('not_found', { detail: 'No pledge has this slug' });
    const authority = authorityOf(c);
    requireMay(authority, 'update', { chapter: pledge.chapter, kind: 'pledge', locale: '*' });
    await findChapterRelease(c, total.chapter);
    const row = { id: crypto.randomUUID(), counter, ...total, recordedAt: timestamp() };
    const db = openDatabase(readConfig(c.env));
    const target = `counters/${counter}/${row.id}`;
    const act = { action: 'count' as const, chapter: pledge.chapter, kind: 'pledge', target };
    const after = await sha256Hex(JSON.stringify([counter, total]));
    await db.write([
      db.query.insert(counterTotals).values(row),
      ...recordActs(db, authority, row.recordedAt, [{ ...act, before: null, after }]),
    ]);
    // Before anybody has signed, nothing else would tell it to publish.
    c.executionCtx.waitUntil(journalOf(c.env).arm());
    return c.json({ data: { id: row.id, ...total } }, 201);
  });
  app.openapi(getTotals, async (c) => {
    const { id, counter, count, kind, chapter, partner, source, recordedAt } = counterTotals;
    const data = await openDatabase(readConfig(c.env))
      .query.select({ id, count, kind, chapter, partner, source, recordedAt })
      .from(counterTotals)
      .where(eq(counter, c.req.valid('param').counter))
      .orderBy(desc(recordedAt), id);
    return c.json({ data }, 200);
  });
  app.openapi(getCounts, async (c) => {
    const db = openDatabase(readConfig(c.env));
    const [cells, rows] = await Promise.all([listCells(c, db), db.query.select().from(publishedCounts)]);
    const figures = new Map(rows.map((row) => [nameCell(row), row.figure]));
    const data = cells.map((cell) => ({ ...cell, published: figures.get(nameCell(cell)) || null }));
    return c.json({ data }, 200);
  });
}
