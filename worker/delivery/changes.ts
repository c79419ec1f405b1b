import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { z } from 'zod';
import { kinds, registry } from '../../schema/kinds/index.ts';
import { Slug } from '../../schema/kinds/kind.ts';
import { ItemMeta } from '../../schema/wire/answer.ts';
import { decodeToken, encodeToken } from '../base64url.ts';
import { readTags } from '../cache-tags.ts';
import type { Bindings } from '../env.ts';
import { publicCache } from '../http.ts';
import { ProblemError, problemResponses } from '../problem.ts';
import { sendJson } from './answer.ts';
import { findReader, ItemQuery, parseQuery, type Reader } from './query.ts';
import { findReleaseById, newestRevocation, type Release } from './release.ts';

/** A state of a chapter in a locale: what it served from a release on, and which revocations were known. */
interface State {
  release: string;
  revocation: number;
}

/** What a token stands for: the reader has `from`, and of the way to `to` the first `done` changes. */
interface Progress {
  chapter: string;
  locale: string;
  from: State | null;
  to: State;
  done: number;
}

const StateSchema = z.strictObject({ release: z.string().max(64), revocation: z.int().min(0) });
const ProgressSchema = z.strictObject({
  chapter: Slug,
  locale: z.string().max(35),
  from: StateSchema.nullable(),
  to: StateSchema,
  done: z.int().min(0),
});

const ChangesQuery = ItemQuery.omit({ preview: true }).extend({
  since: z
    .string()
    .max(600)
    .optional()
    .meta({ description: '`meta.token` of the answer before; without it, from nothing.' }),
  limit: z.coerce.number().int().min(1).max(500).default(200).meta({ description: 'Changes on a page.' }),
});

const AnyItem = z.union(Object.values(registry).map(({ item }) => item) as unknown as [z.ZodObject, ...z.ZodObject[]]);
const Change = z
  .strictObject({
    change: z.enum(['added', 'updated', 'removed']),
    kind: z.enum(kinds.map(({ name }) => name) as [string, ...string[]]),
    slug: Slug,
    item: z.union([AnyItem, z.null()]).meta({ description: 'The item as it is now; null where it was removed.' }),
  })
  .meta({ id: 'Change', description: 'One item that came, changed or went.' });

const Changes = z.strictObject({
  data: z.array(Change),
  meta: z.strictObject({
    ...ItemMeta.shape,
    token: z.string().meta({ description: 'Send it as `since` to go on from here.' }),
    isComplete: z.boolean().meta({ description: 'Whether nothing more is to be read now.' }),
  }),
});

const first = kinds.find(({ name }) => name === 'faq')!;
const listChanges = createRoute({
  method: 'get',
  path: '/v1/changes',
  operationId: 'listChanges',
  tags: ['Content'],
  summary: 'List what changed',
  description:
    'What came, changed or went in a chapter’s view since a token: by kind, then by slug. Applied in order from nothing they give all that the chapter shows in that locale. A token is good for 90 days at least; after that 410, and the copy starts again without one.',
  security: [],
  request: { query: ChangesQuery },
  responses: {
    200: {
      description: 'The next changes.',
      content: {
        'application/json': {
          schema: Changes,
          example: {
            data: [
              { change: 'added', kind: 'faq', slug: first.exampleItem.slug, item: first.exampleItem },
              { change: 'removed', kind: 'goal', slug: 'old-goal', item: null },
            ],
            meta: { chapter: 'national', locale: 'en', requestedLocale: 'en', token: 'eyJsb2NhbGUi', isComplete: true },
          },
        },
      },
    },
    304: { description: 'You have these bytes already.' },
    ...problemResponses('not_found', 'invalid_request', 'changes_expired', 'unavailable'),
  },
});

/** The operation by which others keep a copy. */
export function registerChanges(app: OpenAPIHono<Bindings>): void {
  app.openAPIRegistry.registerPath(listChanges);
  app.get(listChanges.getRoutingPath(), answerChanges);
}

async function answerChanges(c: Context<Bindings>): Promise<Response> {
  const query = parseQuery(c, ChangesQuery);
  const reader = await findReader(c, query);
  const { release, chapter, locale, requestedLocale } = reader;
  const now: State = { release: release.id, revocation: newestRevocation() };
  const progress =
    query.since === undefined ? { from: null, to: now, done: 0 } : goOn(readToken(query.since, chapter, locale), now);
  const changes = await changesBetween(c, reader, progress.from, progress.to);
  const page = changes.slice(progress.done, progress.done + query.limit);
  const done = progress.done + page.length;
  const isWhole = done >= changes.length;
  const isComplete = isWhole && isSame(progress.to, now);
  const next: Progress = {
    chapter,
    locale,
    ...(isWhole ? { from: progress.to, to: progress.to, done: 0 } : { ...progress, done }),
  };
  const meta = JSON.stringify({ chapter, locale, requestedLocale, token: encodeToken(next), isComplete });
  const data = page.map(({ change, kind, slug, body }) => {
    const head = JSON.stringify({ change, kind, slug }).slice(0, -1);
    return `${head},"item":${body ?? 'null'}}`;
  });
  return sendJson(c, `{"data":[${data.join(',')}],"meta":${meta}}`, {
    cacheControl: publicCache(0, 0),
    tags: readTags(release.manifest.chapter),
    locale,
    release: release.id,
  });
}

function isSame(a: State, b: State): boolean {
  return a.release === b.release && a.revocation === b.revocation;
}

/** Goes on to the end that was begun; who is there sets out for what is live now. */
function goOn(progress: Progress, now: State): Omit<Progress, 'chapter' | 'locale'> {
  const hasArrived = progress.from !== null && isSame(progress.from, progress.to);
  return hasArrived ? { from: progress.to, to: now, done: 0 } : progress;
}

function readToken(token: string, chapter: string, locale: string): Progress {
  try {
    const progress = ProgressSchema.parse(decodeToken(token));
    if (progress.chapter === chapter && progress.locale === locale) return progress;
  } catch {
    // Falls through.
  }
  throw new ProblemError('invalid_request', {
    errors: [{ pointer: '/query/since', detail: 'Not a token that this API gave for this chapter and locale' }],
  });
}

interface ItemChange {
  change: 'added' | 'updated' | 'removed';
  kind: string;
  slug: string;
  body: string | null;
}

async function changesBetween(
  c: Context<Bindings>,
  reader: Reader,
  from: State | null,
  to: State,
): Promise<ItemChange[]> {
  const { release, chapter, locale } = reader;
  const isLive = to.release === release.id && to.revocation === newestRevocation();
  const [before, after] = await Promise.all([
    from === null ? null : findState(c, chapter, from),
    isLive ? release : findState(c, chapter, to),
  ]);
  const changes: ItemChange[] = [];
  for (const { name, plural } of kinds) {
    const [old, current] = await Promise.all([
      before === null ? [] : before.bundle(plural, locale).then(({ items }) => items),
      after.bundle(plural, locale).then(({ items, release: shown }) => {
        // A copy must not take older items for those of this state.
        if (shown !== to.release) throw new ProblemError('unavailable');
        return items;
      }),
    ]);
    const digests = new Map(old.map(({ slug, digest }) => [slug, digest]));
    const slugs = new Set(current.map(({ slug }) => slug));
    const removed = old.filter(({ slug }) => !slugs.has(slug));
    changes.push(
      ...removed.map(({ slug }): ItemChange => ({ change: 'removed', kind: name, slug, body: null })),
      ...current
        .filter(({ slug, digest }) => digests.get(slug) !== digest)
        .map(({ slug, body }): ItemChange => ({
          change: digests.has(slug) ? 'updated' : 'added',
          kind: name,
          slug,
          body,
        })),
    );
  }
  // A revocation that came meanwhile belongs to the next token.
  const isStill = !isLive || to.revocation === newestRevocation();
  return isStill ? changes : changesBetween(c, reader, from, to);
}

/** @throws {ProblemError} `changes_expired` where it is pruned by now: nobody knows what the reader has. */
async function findState(c: Context<Bindings>, chapter: string, { release, revocation }: State): Promise<Release> {
  const found = await findReleaseById(c, chapter, release, revocation);
  if (found === null) throw new ProblemError('changes_expired');
  return found;
}
