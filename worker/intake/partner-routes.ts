import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { sha256Hex } from '../../schema/kinds/digest.ts';
import { partners } from '../../schema/tables/partners.ts';
import { Partner, PartnerRequest } from '../../schema/wire/partner.ts';
import { authorityOf, requireGrant } from '../access.ts';
import { recordActs } from '../audit.ts';
import { timestamp } from '../clock.ts';
import { openDatabase } from '../db.ts';
import { readConfig, type Bindings, type Config } from '../env.ts';
import { limitBody, requireJson } from '../http.ts';
import { ProblemError, problemResponses } from '../problem.ts';
import { makePartnerKey } from './partner-key.ts';

// Who may make tokens may make these.
const requireAdministrator = requireGrant('tokens');

const request = {
  name: 'Care Workers’ Association',
  mode: 'live' as const,
  chapter: 'oregon',
  origins: ['https://partner.example'],
  perHour: 5000,
};
const example = {
  id: '5f0c3a9be17d2468',
  ...request,
  key: 'uwh_pk_live_5f0c3a9be17d2468_pV3mF0m8XJ0h2b6yq4n1sT',
  createdBy: 'campaign',
  createdAt: '2026-11-22T17:00:00.000Z',
  revokedAt: null,
};

const listPartners = createRoute({
  method: 'get',
  path: '/v1/manage/partners',
  operationId: 'listPartners',
  tags: ['Access'],
  summary: 'List partners',
  description: 'All that were ever made, newest first.',
  security: [{ manageToken: [] }],
  middleware: [requireAdministrator],
  responses: {
    200: {
      description: 'The partners.',
      content: {
        'application/json': { schema: z.strictObject({ data: z.array(Partner) }), example: { data: [example] } },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'unavailable'),
  },
});

const postPartner = createRoute({
  method: 'post',
  path: '/v1/manage/partners',
  operationId: 'createPartner',
  tags: ['Access'],
  summary: 'Make a partner',
  description:
    'Its publishable key says through whom a sign-up came, and can be seen by everyone on the partner’s pages. It opens nothing.',
  security: [{ manageToken: [] }],
  middleware: [requireAdministrator, limitBody(16 * 1024), requireJson],
  request: { body: { required: true, content: { 'application/json': { schema: PartnerRequest, example: request } } } },
  responses: {
    201: {
      description: 'Its key is known everywhere within seconds.',
      content: { 'application/json': { schema: z.strictObject({ data: Partner }), example: { data: example } } },
    },
    ...problemResponses(
      'malformed_json',
      'unauthorized',
      'forbidden',
      'body_too_large',
      'unsupported_media_type',
      'invalid_request',
      'unavailable',
    ),
  },
});

const deletePartner = createRoute({
  method: 'delete',
  path: '/v1/manage/partners/{partner}',
  operationId: 'revokePartner',
  tags: ['Access'],
  summary: 'Revoke a partner',
  description:
    'Within seconds its key says nothing more. What comes with it is kept, as from a page that nobody knows.',
  security: [{ manageToken: [] }],
  middleware: [requireAdministrator],
  request: { params: z.object({ partner: z.string().meta({ description: 'Its id.' }) }) },
  responses: {
    200: {
      description: 'It is revoked.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: Partner }),
          example: { data: { ...example, revokedAt: '2026-11-23T17:00:00.000Z' } },
        },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'not_found', 'unavailable'),
  },
});

async function partnerOf(
  config: Config,
  { id, name, mode, chapter, origins, perHour, createdBy, createdAt, revokedAt }: typeof partners.$inferSelect,
): Promise<Partner> {
  const key = await makePartnerKey(config, { id, mode });
  return { id, name, mode, chapter, origins, perHour, key, createdBy, createdAt, revokedAt };
}

/** Of what is said of a partner. */
function digestOf({ name, mode, chapter, origins, perHour }: typeof partners.$inferSelect): Promise<string> {
  return sha256Hex(JSON.stringify({ name, mode, chapter, origins, perHour }));
}

/** The administration of partners. */
export function registerPartners(app: OpenAPIHono<Bindings>): void {
  app.openapi(listPartners, async (c) => {
    const config = readConfig(c.env);
    const rows = await openDatabase(config)
      .query.select()
      .from(partners)
      .orderBy(desc(partners.createdAt), partners.id);
    return c.json({ data: await Promise.all(rows.map((row) => partnerOf(config, row))) }, 200);
  });
  app.openapi(postPartner, async (c) => {
    const [authority, config, now] = [authorityOf(c), readConfig(c.env), timestamp()];
    const id = crypto.randomUUID().replaceAll('-', '').slice(0, 16);
    const made = { id, ...c.req.valid('json'), createdBy: authority.name, createdAt: now, revokedAt: null };
    const after = await digestOf(made);
    const db = openDatabase(config);
    await db.write([
      db.query.insert(partners).values(made),
      ...recordActs(db, authority, now, [{ action: 'create', target: `partners/${id}`, before: null, after }]),
    ]);
    return c.json({ data: await partnerOf(config, made) }, 201);
  });
  app.openapi(deletePartner, async (c) => {
    const { partner: id } = c.req.valid('param');
    const config = readConfig(c.env);
    const db = openDatabase(config);
    const [row] = await db.query.select().from(partners).where(eq(partners.id, id));
    if (row === undefined) throw new ProblemError('not_found');
    const now = timestamp();
    if (row.revokedAt === null) {
      const isGood = and(eq(partners.id, id), isNull(partners.revokedAt));
      const act = { action: 'revoke' as const, target: `partners/${id}`, before: await digestOf(row), after: null };
      await db.write([
        db.query.update(partners).set({ revokedAt: now }).where(isGood),
        ...recordActs(db, authorityOf(c), now, [act]),
      ]);
    }
    return c.json({ data: await partnerOf(config, { ...row, revokedAt: row.revokedAt ?? now }) }, 200);
  });
}
