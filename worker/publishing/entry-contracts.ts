import { createRoute } from '@hono/zod-openapi';
import { z } from 'zod';
import { Slug, type Kind } from '../../schema/kinds/kind.ts';
import { authoredSchemas, Difference, EntryHead, Version } from '../../schema/wire/authored.ts';
import type { ProblemCode } from '../../schema/wire/problem.ts';
import { bodyProblems, problemResponses } from '../problem.ts';
import { IfMatch } from './input.ts';
import { pageOf, PageQuery } from '../page.ts';

export const ChapterQuery = z.object({
  chapter: Slug.meta({ description: 'The chapter that owns the entry.', example: 'oregon' }),
});

export const EntriesQuery = PageQuery.extend({
  ...ChapterQuery.shape,
  removed: z
    .enum(['true', 'false'])
    .default('false')
    .meta({ description: 'Whether to list what was removed instead.' }),
});

export const VersionsQuery = PageQuery.extend({
  ...ChapterQuery.shape,
  cursor: z.coerce.number().int().optional().meta({ description: 'From `links.next` of the page before.' }),
});

const Revision = z.coerce.number().int().min(1).meta({ description: 'Number of a version.' });
export const EntryParams = z.object({ slug: Slug });
export const TranslationParams = EntryParams.extend({
  locale: z.string().max(35).meta({ description: 'A locale of the campaign.', example: 'es' }),
});
export const VersionParams = EntryParams.extend({ revision: Revision });
export const DiffParams = EntryParams.extend({ a: Revision, b: Revision });

/** Which version to bring back. */
export const Restore = z
  .strictObject({
    revision: z.int().min(1).optional().meta({
      description: 'The version to bring back; without it, of a removed entry, the last before it was removed.',
    }),
  })
  .meta({ id: 'Restore', description: 'Which version to bring back.' });

const reading = ['unauthorized', 'not_found', 'invalid_request', 'unavailable'] as const;
const removing = ['forbidden', 'stale_revision', 'precondition_required', ...reading] as const;
const writing = ['not_found', ...bodyProblems] as const;
const replacing = ['stale_revision', 'precondition_required', ...writing] as const;

const etag = z.object({
  ETag: z.string().meta({ description: '`"revision-N"`: send it as `If-Match` to change it.' }),
});

interface Contract {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  name: string;
  summary: string;
  description: string;
  request?: { query?: z.ZodObject; params?: z.ZodObject; headers?: z.ZodObject };
  body?: { schema: z.ZodType; example: unknown };
  answer: { status: 200 | 201 | 204; description: string; schema?: z.ZodType; example?: unknown; hasEtag?: boolean };
  problems: readonly ProblemCode[];
}

/** The contracts of every authoring operation of a kind. */
export function entryContracts(kind: Kind) {
  const { plural, typeName } = kind;
  const { source, newSource, entry, version, translation, examples } = authoredSchemas(kind);
  const one = { schema: z.strictObject({ data: entry }), example: { data: examples.entry }, hasEtag: true };
  const links = { self: `/v1/manage/${plural}?chapter=oregon` };
  const at = { query: ChapterQuery, params: EntryParams };
  const contract = ({ method, path, name, summary, description, request, body, answer, problems }: Contract) =>
    createRoute({
      method,
      path: `/v1/manage/${plural}${path}`,
      operationId: name,
      tags: ['Authoring'],
      summary,
      description,
      security: [{ manageToken: [] }],
      request: {
        query: ChapterQuery,
        ...request,
        ...(body && { body: { required: true, content: { 'application/json': body } } }),
      },
      responses: {
        [answer.status]: {
          description: answer.description,
          ...(answer.hasEtag && { headers: etag }),
          ...(answer.schema && {
            content: { 'application/json': { schema: answer.schema, example: answer.example } },
          }),
        },
        ...problemResponses(...problems),
      },
    });
  return {
    list: contract({
      method: 'get',
      path: '',
      name: `listAuthored${typeName}s`,
      summary: `List ${plural} as they are authored`,
      description: 'By slug: what a chapter owns, drafts too, without the words.',
      request: { query: EntriesQuery },
      answer: {
        status: 200,
        description: 'A page of entries.',
        schema: pageOf(EntryHead),
        example: { data: [examples.head], links },
      },
      problems: reading,
    }),
    create: contract({
      method: 'post',
      path: '',
      name: `create${typeName}`,
      summary: `Write one of the ${plural}`,
      description: 'Readers see it after the next publish. A chapter’s entry is its own, or changes a national one.',
      body: { schema: newSource, example: { slug: kind.example.slug, ...examples.source } },
      answer: { status: 201, description: 'It is written.', ...one },
      problems: ['already_exists', ...writing],
    }),
    read: contract({
      method: 'get',
      path: '/{slug}',
      name: `getAuthored${typeName}`,
      summary: `Read one of the ${plural} as it is authored`,
      description: 'Raw words only: nothing here fell back from another locale or came from another chapter.',
      request: at,
      answer: { status: 200, description: 'The entry.', ...one },
      problems: reading,
    }),
    replace: contract({
      method: 'put',
      path: '/{slug}',
      name: `update${typeName}`,
      summary: `Change one of the ${plural}`,
      description: 'Replaces all that was authored by the body. The digests of sources are set by the server.',
      request: { ...at, headers: IfMatch },
      body: { schema: source, example: examples.source },
      answer: { status: 200, description: 'It is changed.', ...one },
      problems: replacing,
    }),
    remove: contract({
      method: 'delete',
      path: '/{slug}',
      name: `delete${typeName}`,
      summary: `Remove one of the ${plural}`,
      description: 'Readers see it until the next publish. Its versions stay, and it can be restored.',
      request: { ...at, headers: IfMatch },
      answer: { status: 204, description: 'It is removed.' },
      problems: ['in_use', ...removing],
    }),
    restore: contract({
      method: 'post',
      path: '/{slug}/restore',
      name: `restore${typeName}`,
      summary: `Restore one of the ${plural}`,
      description: 'Brings back a removed entry, or an earlier version, as a new version.',
      request: { ...at, headers: IfMatch },
      body: { schema: Restore, example: { revision: 2 } },
      answer: { status: 200, description: 'It is as it was then.', ...one },
      problems: ['stale_revision', ...writing],
    }),
    translate: contract({
      method: 'put',
      path: '/{slug}/translations/{locale}',
      name: `update${typeName}Translation`,
      summary: `Write the words of one of the ${plural} in one language`,
      description:
        'Notes which words they were made from: the translation is current until those change. What fell back from another language is refused.',
      request: { query: ChapterQuery, params: TranslationParams, headers: IfMatch },
      body: { schema: translation, example: examples.translation },
      answer: { status: 200, description: 'They are written.', ...one },
      problems: replacing,
    }),
    untranslate: contract({
      method: 'delete',
      path: '/{slug}/translations/{locale}',
      name: `delete${typeName}Translation`,
      summary: `Remove the words of one of the ${plural} in one language`,
      description: 'Readers of that language then get another, which says so.',
      request: { query: ChapterQuery, params: TranslationParams, headers: IfMatch },
      answer: { status: 204, description: 'They are removed.' },
      problems: removing,
    }),
    versions: contract({
      method: 'get',
      path: '/{slug}/versions',
      name: `list${typeName}Versions`,
      summary: `List the versions of one of the ${plural}`,
      description: 'Newest first, of removed entries too.',
      request: { query: VersionsQuery, params: EntryParams },
      answer: {
        status: 200,
        description: 'A page of versions.',
        schema: pageOf(Version),
        example: { data: [examples.version], links },
      },
      problems: reading,
    }),
    version: contract({
      method: 'get',
      path: '/{slug}/versions/{revision}',
      name: `get${typeName}Version`,
      summary: `Read one of the ${plural} as it once was`,
      description: 'All that was authored then.',
      request: { query: ChapterQuery, params: VersionParams },
      answer: {
        status: 200,
        description: 'The version.',
        schema: z.strictObject({ data: version }),
        example: { data: { ...examples.version, source: examples.source } },
      },
      problems: reading,
    }),
    diff: contract({
      method: 'get',
      path: '/{slug}/versions/{a}/diff/{b}',
      name: `diff${typeName}Versions`,
      summary: `Compare two versions of one of the ${plural}`,
      description: 'Every value that differs, by JSON Pointer.',
      request: { query: ChapterQuery, params: DiffParams },
      answer: {
        status: 200,
        description: 'The differences, none where there are none.',
        schema: z.strictObject({ data: z.array(Difference) }),
        example: { data: [{ pointer: '/status', before: 'draft', after: 'published' }] },
      },
      problems: reading,
    }),
  };
}
