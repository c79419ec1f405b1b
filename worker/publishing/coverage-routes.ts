import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { Coverage } from '../../schema/wire/managed-chapter.ts';
import { authorityOf, requireToken } from '../access.ts';
import type { Bindings } from '../env.ts';
import { problemResponses } from '../problem.ts';
import { listAuthored, type Authored } from './authored.ts';
import { ChapterQuery } from './entry-contracts.ts';
import { databaseOf, readCampaign } from './input.ts';
import { requireChapter } from './places.ts';
import { statesOf } from './translations.ts';

const getCoverage = createRoute({
  method: 'get',
  path: '/v1/manage/coverage',
  operationId: 'getCoverage',
  tags: ['Authoring'],
  summary: 'Tell what is translated',
  description: 'What a chapter owns, for every locale and kind: missing, stale and current words.',
  security: [{ manageToken: [] }],
  middleware: [requireToken],
  request: { query: ChapterQuery },
  responses: {
    200: {
      description: 'Every locale of every kind that the chapter has entries of.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: z.array(Coverage) }),
          example: {
            data: [
              {
                locale: 'es',
                kind: 'faq',
                missing: 1,
                stale: 0,
                current: 1,
                entries: [
                  { slug: 'meetings', state: 'missing', method: null },
                  { slug: 'who-we-are', state: 'current', method: 'human' },
                ],
              },
            ],
          },
        },
      },
    },
    ...problemResponses('unauthorized', 'not_found', 'invalid_request', 'unavailable'),
  },
});

/** How far what was written is translated. */
export function registerCoverage(app: OpenAPIHono<Bindings>): void {
  app.openapi(getCoverage, async (c) => {
    const { chapter } = c.req.valid('query');
    const db = databaseOf(c);
    const authority = authorityOf(c);
    await requireChapter(db, authority, chapter);
    const [campaign, all] = await Promise.all([
      readCampaign(db),
      listAuthored(db, authority, { chapter, removed: false }),
    ]);
    const written = await Promise.all(
      all
        .filter(({ source }) => Object.keys(source.translations).length > 0)
        .map(async (entry) => ({ entry, states: await statesOf(entry.source.translations, campaign) })),
    );
    const data = [...Map.groupBy(written, ({ entry }) => entry.kind)]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([kind, ofKind]) =>
        campaign.locales.map(({ tag }) =>
          summarize(
            tag,
            kind,
            ofKind.map(({ entry, states }) => ({
              slug: entry.slug,
              state: states[tag]!,
              method: methodOf(entry, tag),
            })),
          ),
        ),
      );
    return c.json({ data }, 200);
  });
}

function methodOf({ source }: Authored, locale: string): string | null {
  return source.translations[locale]?.method ?? null;
}

function summarize(locale: string, kind: string, entries: Coverage['entries']): Coverage {
  const count = (wanted: string) => entries.filter(({ state }) => state === wanted).length;
  return { locale, kind, missing: count('missing'), stale: count('stale'), current: count('current'), entries };
}
