import { createRoute, OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { ContentSet, PublishReport } from '../../schema/wire/content-set.ts';
import { authorityOf, requireManageToken } from '../access.ts';
import { purge } from '../cache-tags.ts';
import { openDatabase } from '../db.ts';
import { readConfig, type Bindings } from '../env.ts';
import { limitBody, requireJson } from '../http.ts';
import { bodyProblems, invalidRequestHook, ProblemError, problemResponses } from '../problem.ts';
import { registerAudit } from './audit-routes.ts';
import { registerManagedChapters } from './chapter-routes.ts';
import { contentEtag, readContent, replaceContent } from './content.ts';
import { registerReleases } from './release-routes.ts';
import { registerCoverage } from './coverage-routes.ts';
import { registerEntries } from './entry-routes.ts';
import { registerImages } from './image-routes.ts';
import { pruneLater } from './prune-later.ts';
import { registerPublish } from './publish-routes.ts';
import { registerTestimonialLinks } from './testimonial-link-routes.ts';
import { registerSchedule } from './schedule-routes.ts';
import { registerTokens } from './token-routes.ts';

const maxBytes = 16 * 1024 * 1024;
const publishTimeoutMs = 60_000;

const putContent = createRoute({
  method: 'put',
  path: '/v1/manage/content',
  operationId: 'publishContent',
  tags: ['Publishing'],
  summary: 'Replace all content and publish it',
  description:
    'Checks every entry by its kind, and makes the set what readers see, all of it or nothing. At most 16 MiB. Entries that the set lacks are removed.',
  security: [{ manageToken: [] }],
  middleware: [requireManageToken, limitBody(maxBytes), requireJson],
  request: {
    headers: z.object({
      'if-match': z
        .string()
        .max(80)
        .optional()
        .meta({ description: 'The `ETag` of the content that it replaces: fails where it is another by now.' }),
    }),
    body: {
      required: true,
      content: { 'application/json': { schema: ContentSet, example: exampleSet() } },
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
              chapters: [{ chapter: 'national', release: '0d1f6b1e-6f0a-4f0e-9a55-0f6f5f0f7c11' }],
              embargoed: [],
            },
          },
        },
      },
    },
    ...problemResponses(
      'disclosure_changed',
      'override_broken',
      'rule_broken',
      'publish_conflict',
      'stale_revision',
      ...bodyProblems,
    ),
  },
});

const getContent = createRoute({
  method: 'get',
  path: '/v1/manage/content',
  operationId: 'getContent',
  tags: ['Publishing'],
  summary: 'Read all content as it was written',
  description: 'All chapters with their entries, drafts too, as a push would send them. The `ETag` names this state.',
  security: [{ manageToken: [] }],
  middleware: [requireManageToken],
  responses: {
    200: {
      description: 'All of it.',
      content: {
        'application/json': { schema: z.strictObject({ data: ContentSet }), example: { data: exampleSet() } },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'not_found', 'unavailable'),
  },
});

/** The operations that change what readers see. */
export const publishing = new OpenAPIHono<Bindings>({ defaultHook: invalidRequestHook }).openapi(
  putContent,
  async (c) => {
    const config = readConfig(c.env);
    const settings = { showDrafts: config.SHOW_DRAFTS === 'true' };
    const { report, tags } = await replaceContent(
      openDatabase(config, publishTimeoutMs),
      c.req.valid('json'),
      settings,
      authorityOf(c),
      c.req.valid('header')['if-match'],
    );
    purge(c.executionCtx, tags);
    pruneLater(c);
    return c.json({ data: report }, 200);
  },
);

publishing.openapi(getContent, async (c) => {
  const set = await readContent(openDatabase(readConfig(c.env), publishTimeoutMs));
  if (set === null) throw new ProblemError('not_found', { detail: 'There is no campaign yet' });
  c.header('ETag', await contentEtag(set));
  return c.json({ data: set }, 200);
});

registerReleases(publishing);
registerEntries(publishing);
registerImages(publishing);
registerTestimonialLinks(publishing);
registerManagedChapters(publishing);
registerCoverage(publishing);
registerPublish(publishing);
registerSchedule(publishing);
registerTokens(publishing);
registerAudit(publishing);

function exampleSet(): z.input<typeof ContentSet> {
  const brand = {
    ink: '#1b2522',
    paper: '#fbf7f0',
    evergreen: '#12453c',
    deep: '#0c312b',
    clay: '#b8432a',
    gold: '#f0b44c',
  };
  const goal = {
    kind: 'goal',
    slug: 'reasonable-caseloads',
    mode: 'own' as const,
    status: 'published' as const,
    shared: { position: 10 },
    translations: {
      en: { method: 'original' as const, fields: { title: 'Reasonable caseloads', body: 'Enough time.' } },
    },
  };
  return {
    campaign: {
      name: 'United We Heal',
      defaultLocale: 'en',
      locales: [{ tag: 'en', name: 'English', direction: 'ltr', fallback: [] }],
      brand,
      links: {},
    },
    chapters: [
      {
        slug: 'national',
        region: 'US',
        timeZone: 'America/New_York',
        translations: { en: { name: 'United We Heal', description: 'The national campaign.' } },
        entries: [goal],
      },
    ],
  };
}
