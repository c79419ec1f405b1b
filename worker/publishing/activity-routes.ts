import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { livePointers, releases } from '../../schema/tables/releases.ts';
import type { CampaignSource } from '../../schema/wire/content-set.ts';
import { ChapterActivity } from '../../schema/wire/managed-chapter.ts';
import { authorityOf, requireToken } from '../access.ts';
import type { Bindings } from '../env.ts';
import { problemResponses } from '../problem.ts';
import { listAuthored, type Authored } from './authored.ts';
import { listChapters } from './chapter-routes.ts';
import { isPublic, isUnpublished } from './entries.ts';
import { databaseOf, readCampaign } from './input.ts';
import { statesOf } from './translations.ts';

const example: ChapterActivity = {
  chapter: 'oregon',
  publishedAt: '2026-11-22T17:00:00.000Z',
  changedAt: '2026-11-22T16:40:00.000Z',
  entries: 12,
  drafts: 1,
  pending: 2,
  locales: [{ locale: 'es', missing: 3, stale: 1, current: 8 }],
};

const listActivity = createRoute({
  method: 'get',
  path: '/v1/manage/activity',
  operationId: 'listActivity',
  tags: ['Publishing'],
  summary: 'Tell how chapters fare',
  description: 'When each chapter wrote and published last, its drafts, and what is not translated.',
  security: [{ manageToken: [] }],
  middleware: [requireToken],
  responses: {
    200: {
      description: 'The chapters that the token may read anything of, by slug.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: z.array(ChapterActivity) }),
          example: { data: [example] },
        },
      },
    },
    ...problemResponses('unauthorized', 'not_found', 'unavailable'),
  },
});

/** How chapters fare. */
export function registerActivity(app: OpenAPIHono<Bindings>): void {
  app.openapi(listActivity, async (c) => {
    const [db, authority] = [databaseOf(c), authorityOf(c)];
    const [campaign, chapters, all, live] = await Promise.all([
      readCampaign(db),
      listChapters(db, authority),
      listAuthored(db, authority, {}),
      db.query
        .select({ chapter: livePointers.chapter, publishedAt: releases.createdAt })
        .from(livePointers)
        .innerJoin(releases, eq(releases.id, livePointers.release)),
    ]);
    const owned = Map.groupBy(all, ({ chapter }) => chapter);
    const published = new Map(live.map(({ chapter, publishedAt }) => [chapter, publishedAt]));
    const data = await Promise.all(
      chapters.map(async ({ slug }) => ({
        chapter: slug,
        publishedAt: published.get(slug) ?? null,
        ...(await countEntries(owned.get(slug) ?? [], campaign)),
      })),
    );
    return c.json({ data }, 200);
  });
}

async function countEntries(
  all: readonly Authored[],
  campaign: CampaignSource,
): Promise<Omit<ChapterActivity, 'chapter' | 'publishedAt'>> {
  const present = all.filter(({ deletedAt }) => deletedAt === null);
  // What hides a national entry has no words.
  const states = await Promise.all(
    present
      .filter(({ source }) => Object.keys(source.translations).length > 0)
      .map(({ source }) => statesOf(source.translations, campaign)),
  );
  const count = (locale: string, state: string) => states.filter((each) => each[locale] === state).length;
  return {
    changedAt: all.reduce<string | null>(
      (last, { updatedAt }) => (last === null || updatedAt > last ? updatedAt : last),
      null,
    ),
    entries: present.length,
    drafts: present.filter((entry) => !isPublic(entry)).length,
    pending: all.filter(isUnpublished).length,
    locales: campaign.locales.map(({ tag }) => ({
      locale: tag,
      missing: count(tag, 'missing'),
      stale: count(tag, 'stale'),
      current: count(tag, 'current'),
    })),
  };
}
