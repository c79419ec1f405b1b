import type { Context } from 'hono';
import { z } from 'zod';
import { Slug } from '../../schema/kinds/kind.ts';
import { LanguageTag } from '../../schema/wire/locale.ts';
import { decodeToken, encodeToken } from '../base64url.ts';
import { readConfig, type Bindings } from '../env.ts';
import { negotiateLocale } from '../locale.ts';
import { readPreview } from '../preview.ts';
import { problemDetails, ProblemError } from '../problem.ts';
import type { BundleItem, Release } from './release.ts';
import { findRelease, findReleaseById } from './release.ts';

const LocaleParameter = LanguageTag.optional().meta({
  description:
    'BCP 47. Without it `Accept-Language` decides. One that is not published falls back, and `meta` says so.',
  example: 'es',
});

export const ItemQuery = z.object({
  preview: z.string().max(600).optional().meta({
    description: 'A preview’s token: the chapter as it will be, before it is published. Never cached.',
  }),
  chapter: Slug.default('national').meta({ description: 'The chapter whose view it is.', example: 'oregon' }),
  locale: LocaleParameter,
});

export const ListQuery = ItemQuery.extend({
  limit: z.coerce.number().int().min(1).max(100).default(50).meta({ description: 'Items on a page.' }),
  cursor: z.string().max(400).optional().meta({ description: 'From `links.next` of the page before.' }),
});

export const LocaleQuery = z.object({ locale: LocaleParameter });

/** Headers of every answer from a release. */
export const readHeaders = z.object({
  ETag: z.string().meta({ description: 'Strong: the same for the same bytes.' }),
  'Content-Language': z.string().meta({ description: 'The locale that answers.' }),
  'UWH-Release': z.string().meta({ description: 'The release of the chapter that was read.' }),
});

/** Reads a query string by its schema, 422 where a value can't be used. */
export function parseQuery<Schema extends z.ZodType>(c: Context, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(c.req.query());
  if (!result.success) throw new ProblemError('invalid_request', { errors: problemDetails(result.error, 'query') });
  return result.data;
}

export interface Reader {
  /** Whether it shows what is not published. */
  isPreview: boolean;
  release: Release;
  chapter: string;
  locale: string;
  requestedLocale: string | null;
}

/** The chapter's live release and the locale in which to answer; 404 where there is no such chapter. */
export async function findReader(
  c: Context<Bindings>,
  { chapter, locale, preview }: { chapter: string; locale?: string | undefined; preview?: string | undefined },
): Promise<Reader> {
  const release = preview === undefined ? await findRelease(c, chapter) : await findPreviewed(c, chapter, preview);
  if (release === null) throw new ProblemError('not_found', { detail: 'There is no such chapter' });
  const { locales, defaultLocale } = release.manifest.campaign;
  return {
    isPreview: preview !== undefined,
    release,
    chapter,
    locale: negotiateLocale(locales, defaultLocale, locale, c.req.header('Accept-Language')),
    requestedLocale: locale ?? null,
  };
}

async function findPreviewed(c: Context<Bindings>, chapter: string, token: string): Promise<Release | null> {
  return findReleaseById(c, chapter, await readPreview(readConfig(c.env), token, chapter));
}

type CursorKey = [order: number | string, slug: string];

/** The place after an item: what it is ordered by, so that a page goes on rightly when items come and go. */
export function encodeCursor({ order, slug }: Pick<BundleItem, 'order' | 'slug'>): string {
  return encodeToken([order, slug] satisfies CursorKey);
}

function decodeCursor(cursor: string): CursorKey {
  try {
    return z.tuple([z.union([z.number(), z.string()]), z.string()]).parse(decodeToken(cursor));
  } catch {
    throw new ProblemError('invalid_request', {
      errors: [{ pointer: '/query/cursor', detail: 'Not a cursor that this API gave' }],
    });
  }
}

/** Where a page begins. */
export function startOf(items: readonly BundleItem[], cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const [order, slug] = decodeCursor(cursor);
  const index = items.findIndex(
    (item) => typeof item.order === typeof order && (item.order > order || (item.order === order && item.slug > slug)),
  );
  return index === -1 ? items.length : index;
}
