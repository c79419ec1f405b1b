import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { and, desc, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { sha256Hex } from '../../schema/kinds/digest.ts';
import { invitations, organizers } from '../../schema/tables/desk.ts';
import type { Grant } from '../../schema/wire/access.ts';
import { Invitation, InvitationRequest, NewInvitation } from '../../schema/wire/desk.ts';
import { authorityOf, requireGrant, requireHolds, type Authority } from '../access.ts';
import { recordActs } from '../audit.ts';
import { timestamp } from '../clock.ts';
import { openDatabase, type Database } from '../db.ts';
import { readConfig, type Bindings } from '../env.ts';
import { limitBody, requireJson } from '../http.ts';
import { bodyProblems, ProblemError, problemResponses } from '../problem.ts';
import { digestOfRights } from './digests.ts';
import { deskOrigin } from './host.ts';
import { makeId, makeSecret } from './secret.ts';

const requireTokens = requireGrant('tokens');
const shared = { tags: ['Desk'], security: [{ manageToken: [] }] };

const request = {
  name: 'Oregon organizer',
  grants: [{ chapter: 'oregon', locale: '*', kind: '*' as const, action: '*' as const }],
};
const example = {
  id: '5f0c3a9be17d2468',
  ...request,
  organizer: null,
  createdBy: 'campaign',
  createdAt: '2026-11-22T17:00:00.000Z',
  expiresAt: '2026-11-29T17:00:00.000Z',
  usedAt: null,
  revokedAt: null,
};

const listInvitations = createRoute({
  ...shared,
  method: 'get',
  path: '/v1/manage/invitations',
  operationId: 'listInvitations',
  summary: 'List invitations to the desk',
  description: 'All that were ever made, newest first, without their links.',
  middleware: [requireTokens],
  responses: {
    200: {
      description: 'The invitations.',
      content: {
        'application/json': { schema: z.strictObject({ data: z.array(Invitation) }), example: { data: [example] } },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'unavailable'),
  },
});

const postInvitation = createRoute({
  ...shared,
  method: 'post',
  path: '/v1/manage/invitations',
  operationId: 'createInvitation',
  summary: 'Invite someone to the desk',
  description:
    'Its link is in this answer and nowhere else, and lets one person make a passkey. Nobody can give more than they hold: what you lose until it is used, it no longer gives.',
  middleware: [requireTokens, limitBody(32 * 1024), requireJson],
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: InvitationRequest, example: { ...request, days: 7 } } },
    },
  },
  responses: {
    201: {
      description: 'It can be used from now on.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: NewInvitation }),
          example: {
            data: { ...example, link: 'https://campaign.example/desk/enter#5f0c3a9be17d2468.pV3mF0m8XJ0h2b6yq4n1sT' },
          },
        },
      },
    },
    ...problemResponses('not_found', ...bodyProblems),
  },
});

const deleteInvitation = createRoute({
  ...shared,
  method: 'delete',
  path: '/v1/manage/invitations/{invitation}',
  operationId: 'revokeInvitation',
  summary: 'Revoke an invitation',
  description: 'Its link is refused from now on. Who used it already stays an organizer.',
  middleware: [requireTokens],
  request: { params: z.object({ invitation: z.string().meta({ description: 'Its id.' }) }) },
  responses: {
    204: { description: 'It is revoked.' },
    ...problemResponses('unauthorized', 'forbidden', 'not_found', 'unavailable'),
  },
});

const columns = {
  id: invitations.id,
  name: invitations.name,
  grants: invitations.grants,
  organizer: invitations.organizer,
  createdBy: invitations.createdBy,
  createdAt: invitations.createdAt,
  expiresAt: invitations.expiresAt,
  usedAt: invitations.usedAt,
  revokedAt: invitations.revokedAt,
};

/** Who lets someone come in again acts on all that they may do. */
async function requireRecoverable(db: Database, maker: Authority, id: string): Promise<void> {
  const isThere = and(eq(organizers.id, id), isNull(organizers.revokedAt));
  const [row] = await db.query.select({ grants: organizers.grants }).from(organizers).where(isThere);
  if (row === undefined) throw new ProblemError('not_found', { detail: 'There is no such organizer' });
  requireHolds(maker, row.grants as Grant[], maker.expiresAt);
}

/** No invitation outlives what its maker holds. */
function lastOf({ expiresAt }: Authority, days: number): string {
  const wanted = new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString();
  return expiresAt !== null && expiresAt < wanted ? expiresAt : wanted;
}

/** The administration of invitations. */
export function registerInvitations(app: OpenAPIHono<Bindings>): void {
  app.openapi(listInvitations, async (c) => {
    const { query } = openDatabase(readConfig(c.env));
    const rows = await query.select(columns).from(invitations).orderBy(desc(invitations.createdAt), invitations.id);
    return c.json({ data: rows as Invitation[] }, 200);
  });
  app.openapi(postInvitation, async (c) => {
    const { name, grants, days, organizer = null } = c.req.valid('json');
    const authority = authorityOf(c);
    requireHolds(authority, grants, authority.expiresAt);
    const db = openDatabase(readConfig(c.env));
    if (organizer !== null) await requireRecoverable(db, authority, organizer);
    const [id, now, expiresAt] = [makeId(), timestamp(), lastOf(authority, days)];
    const token = `${id}.${makeSecret()}`;
    const made = { id, name, grants, organizer, createdBy: authority.name, createdAt: now, expiresAt };
    const after = await digestOfRights(name, grants, expiresAt);
    await db.write([
      db.query.insert(invitations).values({ ...made, token: authority.token, digest: await sha256Hex(token) }),
      ...recordActs(db, authority, now, [{ action: 'create', target: `invitations/${id}`, before: null, after }]),
    ]);
    const link = `${deskOrigin(c.req.url)}/desk/enter#${token}`;
    return c.json({ data: { ...made, usedAt: null, revokedAt: null, link } }, 201);
  });
  app.openapi(deleteInvitation, async (c) => {
    const { invitation: id } = c.req.valid('param');
    const db = openDatabase(readConfig(c.env));
    const [row] = await db.query.select(columns).from(invitations).where(eq(invitations.id, id));
    if (row === undefined) throw new ProblemError('not_found');
    const now = timestamp();
    const before = await digestOfRights(row.name, row.grants, row.expiresAt);
    const isGood = and(eq(invitations.id, id), isNull(invitations.revokedAt));
    const act = { action: 'revoke' as const, target: `invitations/${id}`, before, after: null };
    if (row.revokedAt === null) {
      await db.write([
        db.query.update(invitations).set({ revokedAt: now }).where(isGood),
        ...recordActs(db, authorityOf(c), now, [act]),
      ]);
    }
    return c.body(null, 204);
  });
}
