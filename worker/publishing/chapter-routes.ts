import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { digestOf } from '../../schema/kinds/digest.ts';
import { Slug } from '../../schema/kinds/kind.ts';
import { chapters } from '../../schema/tables/content.ts';
import { livePointers } from '../../schema/tables/releases.ts';
import { ChapterSource } from '../../schema/wire/chapter.ts';
import { ManagedChapter, NewChapter } from '../../schema/wire/managed-chapter.ts';
import type { ProblemCode } from '../../schema/wire/problem.ts';
import { authorityOf, isReadableBy, requireMay, requireToken, type Authority } from '../access.ts';
import { ifChanged, recordActs } from '../audit.ts';
import { changedTags, purge } from '../cache-tags.ts';
import { checkNames } from '../check-content.ts';
import { timestamp } from '../clock.ts';
import type { Database, Statement } from '../db.ts';
import type { Bindings } from '../env.ts';
import { bodyProblems, ProblemError, problemResponses } from '../problem.ts';
import { databaseOf, IfMatch, readCampaign, requireMatch, smallJson } from './input.ts';
import { writeOnce } from './write.ts';

const source = {
  region: 'US-OR',
  timeZone: 'America/Los_Angeles',
  translations: { en: { name: 'Oregon', description: 'The campaign in Oregon.' } },
};
const example = { slug: 'oregon', inherits: 'national', ...source };
const params = z.object({ chapter: Slug });
const base = { tags: ['Authoring'], security: [{ manageToken: [] }] };
const one = {
  headers: z.object({ ETag: z.string().meta({ description: 'Send it as `If-Match` to change the chapter.' }) }),
  content: {
    'application/json': { schema: z.strictObject({ data: ManagedChapter }), example: { data: example } },
  },
};
const body = <Schema extends z.ZodType>(schema: Schema, value: unknown) => ({
  body: { required: true, content: { 'application/json': { schema, example: value } } },
});

const getChapters = createRoute({
  ...base,
  method: 'get',
  path: '/v1/manage/chapters',
  operationId: 'listManagedChapters',
  summary: 'List chapters as they are authored',
  description: 'Those that the token may read anything of.',
  middleware: [requireToken],
  responses: {
    200: {
      description: 'The chapters, by slug.',
      content: {
        'application/json': { schema: z.strictObject({ data: z.array(ManagedChapter) }), example: { data: [example] } },
      },
    },
    ...problemResponses('unauthorized', 'unavailable'),
  },
});

const postChapter = createRoute({
  ...base,
  method: 'post',
  path: '/v1/manage/chapters',
  operationId: 'createChapter',
  summary: 'Make a chapter',
  description:
    'It shows the national entries from the next publish on. One that was removed comes back with its entries.',
  middleware: [requireToken, ...smallJson],
  request: body(NewChapter, { slug: 'oregon', ...source }),
  responses: {
    201: { description: 'It is there.', ...one },
    ...problemResponses('already_exists', 'not_found', ...bodyProblems),
  },
});

const getChapter = createRoute({
  ...base,
  method: 'get',
  path: '/v1/manage/chapters/{chapter}',
  operationId: 'getManagedChapter',
  summary: 'Read a chapter as it is authored',
  description: 'Its name and description in the languages in which they were written.',
  middleware: [requireToken],
  request: { params },
  responses: {
    200: { description: 'The chapter.', ...one },
    ...problemResponses('unauthorized', 'not_found', 'invalid_request', 'unavailable'),
  },
});

const putChapter = createRoute({
  ...base,
  method: 'put',
  path: '/v1/manage/chapters/{chapter}',
  operationId: 'updateChapter',
  summary: 'Change a chapter',
  description: 'Replaces its region, time zone, names and descriptions. Readers see it after the next publish.',
  middleware: [requireToken, ...smallJson],
  request: { params, headers: IfMatch, ...body(ChapterSource, source) },
  responses: {
    200: { description: 'It is changed.', ...one },
    ...problemResponses('not_found', 'stale_revision', 'precondition_required', ...bodyProblems),
  },
});

const deleteChapter = createRoute({
  ...base,
  method: 'delete',
  path: '/v1/manage/chapters/{chapter}',
  operationId: 'deleteChapter',
  summary: 'Remove a chapter',
  description: 'It serves nothing any more, at once. Its entries are hidden, and keep their versions.',
  middleware: [requireToken],
  request: { params, headers: IfMatch },
  responses: {
    204: { description: 'It is removed.' },
    ...problemResponses(
      'unauthorized',
      'forbidden',
      'not_found',
      'in_use',
      'stale_revision',
      'precondition_required',
      'invalid_request',
      'unavailable',
    ),
  },
});

const columns = {
  slug: chapters.slug,
  inherits: chapters.inherits,
  region: chapters.region,
  timeZone: chapters.timeZone,
  translations: chapters.translations,
};

/** The tenants themselves: their names, descriptions and time zones. */
export function registerManagedChapters(app: OpenAPIHono<Bindings>): void {
  app.openapi(getChapters, async (c) => c.json({ data: await listChapters(databaseOf(c), authorityOf(c)) }, 200));
  app.openapi(postChapter, async (c) => {
    const { slug, ...written } = c.req.valid('json');
    const db = databaseOf(c);
    requireMay(authorityOf(c), 'create', { chapter: slug, locale: '*', kind: 'chapter' });
    await requireNames(db, written);
    const made = { slug, inherits: slug === 'national' ? null : 'national', ...written };
    const insert = db.query
      .insert(chapters)
      .values(made)
      .onConflictDoUpdate({
        target: chapters.slug,
        set: { ...written, deletedAt: null },
        setWhere: sql`${chapters.deletedAt} is not null`,
      });
    await change(db, authorityOf(c), { from: null, to: made, by: insert, conflict: 'already_exists' });
    c.header('ETag', await etagOf(made));
    return c.json({ data: made }, 201);
  });
  app.openapi(getChapter, async (c) => {
    const found = await find(databaseOf(c), authorityOf(c), c.req.valid('param').chapter);
    c.header('ETag', await etagOf(found));
    return c.json({ data: found }, 200);
  });
  app.openapi(putChapter, async (c) => {
    const db = databaseOf(c);
    const found = await find(db, authorityOf(c), c.req.valid('param').chapter);
    requireMay(authorityOf(c), 'update', { chapter: found.slug, locale: '*', kind: 'chapter' });
    requireMatch(c, await etagOf(found));
    const written = c.req.valid('json');
    await requireNames(db, written);
    const changed = { ...found, ...written };
    const update = db.query.update(chapters).set(written).where(isStill(found));
    await change(db, authorityOf(c), { from: found, to: changed, by: update, conflict: 'stale_revision' });
    c.header('ETag', await etagOf(changed));
    return c.json({ data: changed }, 200);
  });
  app.openapi(deleteChapter, async (c) => {
    const db = databaseOf(c);
    const found = await find(db, authorityOf(c), c.req.valid('param').chapter);
    requireMay(authorityOf(c), 'delete', { chapter: found.slug, locale: '*', kind: 'chapter' });
    requireMatch(c, await etagOf(found));
    if (found.inherits === null) throw new ProblemError('in_use', { detail: 'Every chapter inherits from it' });
    const remove = db.query.update(chapters).set({ deletedAt: timestamp() }).where(isStill(found));
    const after = [db.query.delete(livePointers).where(eq(livePointers.chapter, found.slug))];
    await change(db, authorityOf(c), { from: found, to: null, by: remove, after, conflict: 'stale_revision' });
    purge(c.executionCtx, changedTags(found.slug));
    return c.body(null, 204);
  });
}

/** Chapters that this token may read anything of, by slug. */
export function listChapters(db: Database, authority: Authority, slug?: string): Promise<ManagedChapter[]> {
  const isReadable = isReadableBy(authority, { chapter: chapters.slug, kind: null });
  const isIt = slug === undefined ? undefined : eq(chapters.slug, slug);
  return db.query
    .select(columns)
    .from(chapters)
    .where(and(isReadable, isIt, isNull(chapters.deletedAt)))
    .orderBy(asc(chapters.slug));
}

async function find(db: Database, authority: Authority, slug: string): Promise<ManagedChapter> {
  const [found] = await listChapters(db, authority, slug);
  if (found === undefined) throw new ProblemError('not_found', { detail: 'There is no such chapter' });
  return found;
}

async function etagOf(chapter: ManagedChapter): Promise<string> {
  return `"${(await digestOf(chapter)).slice(0, 32)}"`;
}

async function requireNames(db: Database, { translations }: ChapterSource): Promise<void> {
  const errors = checkNames(translations, await readCampaign(db));
  if (errors.length > 0) throw new ProblemError('invalid_request', { errors });
}

/** The row as it was read: one that changed meanwhile is another. */
function isStill({ slug, region, timeZone, translations }: ManagedChapter) {
  return and(
    eq(chapters.slug, slug),
    eq(chapters.region, region),
    eq(chapters.timeZone, timeZone),
    eq(chapters.translations, translations),
    isNull(chapters.deletedAt),
  );
}

interface Change {
  from: ManagedChapter | null;
  to: ManagedChapter | null;
  by: Statement;
  after?: Statement[];
  conflict: ProblemCode;
}

/** Runs a change with its record in the audit: both, or none where the change found nothing to change. */
async function change(db: Database, authority: Authority, { from, to, by, after = [], conflict }: Change) {
  const { slug } = (to ?? from)!;
  const action = to === null ? 'delete' : from === null ? 'create' : 'update';
  const digests = await Promise.all([from, to].map(async (state) => state && digestOf(state)));
  const act = { action, chapter: slug, kind: 'chapter', target: `chapters/${slug}` } as const;
  const record = recordActs(db, authority, ifChanged(1, timestamp()), [
    { ...act, before: digests[0]!, after: digests[1]! },
  ]);
  await writeOnce(db, [by, ...record, ...after], conflict);
}
