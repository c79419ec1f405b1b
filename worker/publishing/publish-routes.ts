import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { PublishReport } from '../../schema/wire/content-set.ts';
import { PublishRequest } from '../../schema/wire/managed-chapter.ts';
import { authorityOf, may, requireMay, requireToken, type Authority } from '../access.ts';
import { purge } from '../cache-tags.ts';
import { openDatabase, type Database } from '../db.ts';
import { readConfig, type Bindings } from '../env.ts';
import { bodyProblems, ProblemError, problemResponses } from '../problem.ts';
import { listAuthored, type Authored } from './authored.ts';
import { isPublic, isUnpublished, keyOf } from './entries.ts';
import { smallJson } from './input.ts';
import { requireChapter } from './places.ts';
import { pruneLater } from './prune-later.ts';
import { publish } from './publish.ts';
import { listEmbargoes } from './schedule.ts';

const publishTimeoutMs = 60_000;

const postPublish = createRoute({
  method: 'post',
  path: '/v1/manage/publish',
  operationId: 'publishChapter',
  tags: ['Publishing'],
  summary: 'Publish what changed in a chapter',
  description:
    'Makes what was written what readers see, all of it or nothing. Needs a grant to publish for each entry. National changes reach every chapter; where a chapter’s change does not fit them any more, nothing is published, and the answer names it. What is scheduled for later is held back, and refused where it is named.',
  security: [{ manageToken: [] }],
  middleware: [requireToken, ...smallJson],
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: PublishRequest,
          example: { chapter: 'oregon', entries: [{ kind: 'faq', slug: 'who-we-are' }] },
        },
      },
    },
  },
  responses: {
    200: {
      description: 'It is published.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: PublishReport }),
          example: {
            data: {
              changed: true,
              chapters: [{ chapter: 'oregon', release: '0d1f6b1e-6f0a-4f0e-9a55-0f6f5f0f7c11' }],
              embargoed: [],
            },
          },
        },
      },
    },
    ...problemResponses(
      'not_found',
      'disclosure_changed',
      'override_broken',
      'rule_broken',
      'publish_conflict',
      'under_embargo',
      ...bodyProblems,
    ),
  },
});

/** Publishing what single tokens wrote. */
export function registerPublish(app: OpenAPIHono<Bindings>): void {
  app.openapi(postPublish, async (c) => {
    const { chapter, entries } = c.req.valid('json');
    const config = readConfig(c.env);
    const db = openDatabase(config, publishTimeoutMs);
    const authority = authorityOf(c);
    await requireChapter(db, authority, chapter);
    const all = await listAuthored(db, authority, { chapter });
    const chosen = entries === undefined ? all.filter(isUnpublished) : entries.map((each) => findOf(all, each));
    requirePublish(authority, chapter, chosen);
    if (entries !== undefined) await refuseEmbargoed(db, chosen);
    const revisions = new Map(chosen.map((entry) => [keyOf(entry), entry.revision]));
    const settings = { showDrafts: config.SHOW_DRAFTS === 'true' };
    const { report, tags } = await publish(db, settings, authority, {
      choose: (unpublished) => unpublished.filter((head) => revisions.get(keyOf(head)) === head.revision),
    });
    purge(c.executionCtx, tags);
    pruneLater(c);
    // A token learns nothing of chapters that it may not read.
    const own = report.chapters.filter(
      (each) => may(authority, 'read', { chapter: each.chapter, locale: '*', kind: '*' }) || each.chapter === chapter,
    );
    return c.json({ data: { ...report, chapters: own } }, 200);
  });
}

async function refuseEmbargoed(db: Database, chosen: readonly Authored[]): Promise<void> {
  const embargoes = await listEmbargoes(db);
  if (chosen.some((entry) => isPublic(entry) && embargoes.has(entry.id))) throw new ProblemError('under_embargo');
}

/** The entry that a request names. */
export function findOf(all: readonly Authored[], wanted: { kind: string; slug: string }): Authored {
  const found = all.find(({ kind, slug }) => kind === wanted.kind && slug === wanted.slug);
  if (found === undefined) throw new ProblemError('not_found', { detail: 'There is no such entry' });
  return found;
}

/** Where nothing is chosen, the chapter itself may still be new: that is for those who may publish all of it. */
export function requirePublish(authority: Authority, chapter: string, chosen: readonly Authored[]): void {
  const kinds = chosen.length === 0 ? ['*'] : new Set(chosen.map(({ kind }) => kind));
  for (const kind of kinds) requireMay(authority, 'publish', { chapter, locale: '*', kind });
}
