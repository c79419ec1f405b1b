import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { desc, eq, max, sql } from 'drizzle-orm';
import { z } from 'zod';
import { organizers, passkeys, sessions } from '../../schema/tables/desk.ts';
import { Organizer } from '../../schema/wire/desk.ts';
import { authorityOf, requireGrant } from '../access.ts';
import { recordActs } from '../audit.ts';
import { timestamp } from '../clock.ts';
import { openDatabase } from '../db.ts';
import { readConfig, type Bindings } from '../env.ts';
import { ProblemError, problemResponses } from '../problem.ts';
import { digestOfRights } from './digests.ts';

const shared = { tags: ['Desk'], security: [{ manageToken: [] }], middleware: requireGrant('tokens') };

const listOrganizers = createRoute({
  ...shared,
  method: 'get',
  path: '/v1/manage/organizers',
  operationId: 'listOrganizers',
  summary: 'List organizers',
  description: 'All who ever came in at the desk, newest first.',
  responses: {
    200: {
      description: 'The organizers.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: z.array(Organizer) }),
          example: {
            data: [
              {
                id: 'organizer_5f0c3a9be17d2468',
                name: 'Oregon organizer',
                grants: [{ chapter: 'oregon', locale: '*', kind: '*', action: '*' }],
                createdBy: 'campaign',
                createdAt: '2026-11-22T17:00:00.000Z',
                expiresAt: null,
                revokedAt: null,
                lastUsedAt: '2026-11-24T08:10:00.000Z',
              },
            ],
          },
        },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'unavailable'),
  },
});

const deleteOrganizer = createRoute({
  ...shared,
  method: 'delete',
  path: '/v1/manage/organizers/{organizer}',
  operationId: 'revokeOrganizer',
  summary: 'Revoke an organizer',
  description:
    'They are refused from the next request on, on each device, and so is what they scheduled or whom they invited and who has not come in yet.',
  request: { params: z.object({ organizer: z.string().meta({ description: 'Their id.' }) }) },
  responses: {
    204: { description: 'They are revoked.' },
    ...problemResponses('unauthorized', 'forbidden', 'not_found', 'unavailable'),
  },
});

/** The administration of organizers. */
export function registerOrganizers(app: OpenAPIHono<Bindings>): void {
  app.openapi(listOrganizers, async (c) => {
    const { id, name, grants, createdBy, createdAt, expiresAt, revokedAt } = organizers;
    // A session may have ended; with a passkey it began.
    const lastUsedAt = sql<string | null>`max(${passkeys.lastUsedAt}, coalesce(${sessions.lastUsedAt}, ''))`;
    const rows = await openDatabase(readConfig(c.env))
      .query.select({ id, name, grants, createdBy, createdAt, expiresAt, revokedAt, lastUsedAt: max(lastUsedAt) })
      .from(organizers)
      .leftJoin(passkeys, eq(passkeys.organizer, id))
      .leftJoin(sessions, eq(sessions.passkey, passkeys.id))
      .groupBy(id)
      .orderBy(desc(createdAt), id);
    return c.json({ data: rows as Organizer[] }, 200);
  });
  app.openapi(deleteOrganizer, async (c) => {
    const { organizer: id } = c.req.valid('param');
    const db = openDatabase(readConfig(c.env));
    const [row] = await db.query.select().from(organizers).where(eq(organizers.id, id));
    if (row === undefined) throw new ProblemError('not_found');
    const now = timestamp();
    const before = await digestOfRights(row.name, row.grants, row.expiresAt);
    const act = { action: 'revoke' as const, target: `organizers/${id}`, before, after: null };
    if (row.revokedAt === null) {
      await db.write([
        db.query.update(organizers).set({ revokedAt: now }).where(eq(organizers.id, id)),
        db.query.delete(sessions).where(eq(sessions.organizer, id)),
        db.query.delete(passkeys).where(eq(passkeys.organizer, id)),
        ...recordActs(db, authorityOf(c), now, [act]),
      ]);
    }
    return c.body(null, 204);
  });
}
