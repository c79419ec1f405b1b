import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { kinds } from '../../schema/kinds/index.ts';
import { Markdown, Slug, type Kind } from '../../schema/kinds/kind.ts';
import { KindForm } from '../../schema/wire/kind-form.ts';
import { requireToken } from '../access.ts';
import type { Bindings } from '../env.ts';
import { problemResponses } from '../problem.ts';

const getKinds = createRoute({
  method: 'get',
  path: '/v1/manage/kinds',
  operationId: 'listKinds',
  tags: ['Authoring'],
  summary: 'Tell what can be written',
  description: 'Every content kind, with JSON Schemas of its fields: what an editor needs to make a form.',
  security: [{ manageToken: [] }],
  middleware: [requireToken],
  responses: {
    200: {
      description: 'All of them.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: z.array(KindForm) }),
          example: { data: [formOf(kinds.find(({ name }) => name === 'faq')!)] },
        },
      },
    },
    ...problemResponses('unauthorized', 'unavailable'),
  },
});

let forms: KindForm[] | undefined;

/** What can be written, for who makes forms of it. */
export function registerKinds(app: OpenAPIHono<Bindings>): void {
  app.openapi(getKinds, (c) => c.json({ data: (forms ??= kinds.map(formOf)) }, 200));
}

function formOf({
  name,
  plural,
  description,
  sharedSchema,
  localizedSchema,
  search,
  reservedSlugs,
  isSlugShared,
}: Kind): KindForm {
  const { pattern, maxLength } = schemaOf(Slug) as { pattern: string; maxLength: number };
  return {
    name,
    plural,
    description,
    shared: schemaOf(sharedSchema),
    localized: schemaOf(localizedSchema),
    titleField: search.title,
    slug: { pattern, maxLength, reserved: [...(reservedSlugs ?? [])], isShared: isSlugShared ?? false },
  };
}

function schemaOf(schema: z.ZodType): Record<string, unknown> {
  return z.toJSONSchema(schema, {
    io: 'input',
    override: ({ zodSchema, jsonSchema }) => {
      if ((zodSchema as unknown) === Markdown) jsonSchema.format = 'markdown';
    },
  });
}
