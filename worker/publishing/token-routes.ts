import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { sha256Hex, toHex } from '../../schema/kinds/digest.ts';
import { tokens } from '../../schema/tables/access.ts';
import { NewToken, Token, TokenRequest } from '../../schema/wire/access.ts';
import { authorityOf, requireGrant, requireHolds } from '../access.ts';
import { recordActs } from '../audit.ts';
import { timestamp } from '../clock.ts';
import type { Bindings } from '../env.ts';
import { bodyProblems, ProblemError, problemResponses } from '../problem.ts';
import { databaseOf, smallJson } from './input.ts';

const requireTokens = requireGrant('tokens');

const example = {
  id: '5f0c3a9be17d2468',
  name: 'Oregon editors',
  grants: [{ chapter: 'oregon', locale: '*', kind: 'faq' as const, action: 'update' as const }],
  createdBy: 'campaign',
  createdAt: '2026-11-22T17:00:00.000Z',
  expiresAt: '2027-11-22T17:00:00.000Z',
  revokedAt: null,
};

const listTokens = createRoute({
  method: 'get',
  path: '/v1/manage/tokens',
  operationId: 'listTokens',
  tags: ['Access'],
  summary: 'List tokens',
  description: 'All that were ever made, newest first, without their secrets.',
  security: [{ manageToken: [] }],
  middleware: [requireTokens],
  responses: {
    200: {
      description: 'The tokens.',
      content: {
        'application/json': { schema: z.strictObject({ data: z.array(Token) }), example: { data: [example] } },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'unavailable'),
  },
});

const postToken = createRoute({
  method: 'post',
  path: '/v1/manage/tokens',
  operationId: 'createToken',
  tags: ['Access'],
  summary: 'Make a token',
  description: 'Its secret is in this answer and nowhere else. Nobody can grant more than they hold, nor for longer.',
  security: [{ manageToken: [] }],
  middleware: [requireTokens, ...smallJson],
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: TokenRequest,
          example: { name: example.name, grants: example.grants, expiresAt: example.expiresAt },
        },
      },
    },
  },
  responses: {
    201: {
      description: 'It is good from now on.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: NewToken }),
          example: { data: { ...example, secret: 'uwh_5f0c3a9be17d2468_…' } },
        },
      },
    },
    ...problemResponses(...bodyProblems),
  },
});

const deleteToken = createRoute({
  method: 'delete',
  path: '/v1/manage/tokens/{token}',
  operationId: 'revokeToken',
  tags: ['Access'],
  summary: 'Revoke a token',
  description: 'It is refused from now on.',
  security: [{ manageToken: [] }],
  middleware: [requireTokens],
  request: { params: z.object({ token: z.string().meta({ description: 'Its id.' }) }) },
  responses: {
    200: {
      description: 'It is revoked.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: Token }),
          example: { data: { ...example, revokedAt: '2026-11-23T17:00:00.000Z' } },
        },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'not_found', 'unavailable'),
  },
});

const columns = {
  id: tokens.id,
  name: tokens.name,
  grants: tokens.grants,
  createdBy: tokens.createdBy,
  createdAt: tokens.createdAt,
  expiresAt: tokens.expiresAt,
  revokedAt: tokens.revokedAt,
};

/** The administration of tokens. */
export function registerTokens(app: OpenAPIHono<Bindings>): void {
  app.openapi(listTokens, async (c) => {
    const rows = await databaseOf(c).query.select(columns).from(tokens).orderBy(desc(tokens.createdAt), tokens.id);
    return c.json({ data: rows as Token[] }, 200);
  });
  app.openapi(postToken, async (c) => {
    const authority = authorityOf(c);
    const { name, grants, expiresAt: wanted } = c.req.valid('json');
    const now = timestamp();
    const expiresAt = wanted === null ? null : new Date(wanted).toISOString();
    if (expiresAt !== null && expiresAt <= now) {
      throw new ProblemError('invalid_request', {
        errors: [{ pointer: '/expiresAt', detail: 'Must be in the future' }],
      });
    }
    requireHolds(authority, grants, expiresAt);
    const id = toHex(crypto.getRandomValues(new Uint8Array(8)));
    const secret = `uwh_${id}_${toHex(crypto.getRandomValues(new Uint8Array(32)))}`;
    const made = { id, name, grants, createdBy: authority.name, createdAt: now, expiresAt };
    const digest = await sha256Hex(secret);
    const db = databaseOf(c);
    const after = await digestOfRights(made);
    await db.write([
      db.query.insert(tokens).values({ ...made, digest }),
      ...recordActs(db, authority, now, [{ action: 'create', target: `tokens/${id}`, before: null, after }]),
    ]);
    return c.json({ data: { ...made, revokedAt: null, secret } }, 201);
  });
  app.openapi(deleteToken, async (c) => {
    const { token: id } = c.req.valid('param');
    const db = databaseOf(c);
    const [row] = await db.query.select(columns).from(tokens).where(eq(tokens.id, id));
    if (row === undefined) throw new ProblemError('not_found');
    const now = timestamp();
    if (row.revokedAt === null) {
      const isGood = and(eq(tokens.id, id), isNull(tokens.revokedAt));
      const before = await digestOfRights(row);
      await db.write([
        db.query.update(tokens).set({ revokedAt: now }).where(isGood),
        ...recordActs(db, authorityOf(c), now, [{ action: 'revoke', target: `tokens/${id}`, before, after: null }]),
      ]);
    }
    return c.json({ data: { ...(row as Token), revokedAt: row.revokedAt ?? now } }, 200);
  });
}

/** Of what a token allows: not of its secret. */
function digestOfRights({ name, grants, expiresAt }: Pick<Token, 'name' | 'expiresAt'> & { grants: object }) {
  return sha256Hex(JSON.stringify({ name, grants, expiresAt }));
}
