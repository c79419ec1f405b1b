import { createRoute, type OpenAPIHono } from '@hono/zod-openapi';
import { z } from 'zod';
import { Device, Session } from '../../schema/wire/desk.ts';
import { authorityOf, requireToken, sessionOf } from '../access.ts';
import { openDatabase } from '../db.ts';
import { readConfig, type Bindings } from '../env.ts';
import { ProblemError, problemResponses } from '../problem.ts';
import { takeCookie } from './begin-session.ts';
import { listDevices, removeDevice } from './devices.ts';

const shared = { tags: ['Desk'], security: [{ manageToken: [] }], middleware: requireToken };

const getSession = createRoute({
  ...shared,
  method: 'get',
  path: '/v1/manage/session',
  operationId: 'getSession',
  summary: 'Read who asks',
  description: 'The organizer who is signed in, or the token, with what they may do.',
  responses: {
    200: {
      description: 'Who asks.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: Session }),
          example: {
            data: {
              organizer: { id: 'organizer_5f0c3a9be17d2468', name: 'Oregon organizer' },
              name: 'Oregon organizer',
              grants: [{ chapter: 'oregon', locale: '*', kind: '*', action: '*' }],
              device: '2c26b46b68ffc68f',
              expiresAt: '2026-12-22T17:00:00.000Z',
            },
          },
        },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'unavailable'),
  },
});

const deleteSession = createRoute({
  ...shared,
  method: 'delete',
  path: '/v1/manage/session',
  operationId: 'endSession',
  summary: 'Sign out',
  description: 'Ends the session that asks, and takes its cookie. A token has none: 404.',
  responses: {
    204: { description: 'It has ended.' },
    ...problemResponses('unauthorized', 'forbidden', 'not_found', 'unavailable'),
  },
});

const getDevices = createRoute({
  ...shared,
  method: 'get',
  path: '/v1/manage/devices',
  operationId: 'listDevices',
  summary: 'List one’s own devices',
  description: 'Sessions and passkeys of the organizer who asks, newest first; none of a token.',
  responses: {
    200: {
      description: 'The devices.',
      content: {
        'application/json': {
          schema: z.strictObject({ data: z.array(Device) }),
          example: {
            data: [
              {
                id: '2c26b46b68ffc68f',
                kind: 'session',
                label: 'Phone',
                createdAt: '2026-11-22T17:00:00.000Z',
                lastUsedAt: '2026-11-24T08:10:00.000Z',
                isCurrent: true,
              },
            ],
          },
        },
      },
    },
    ...problemResponses('unauthorized', 'forbidden', 'unavailable'),
  },
});

const deleteDevice = createRoute({
  ...shared,
  method: 'delete',
  path: '/v1/manage/devices/{device}',
  operationId: 'revokeDevice',
  summary: 'Revoke one of one’s own devices',
  description: 'With a passkey, the sessions that began with it end as well. Refused from the next request on.',
  request: { params: z.object({ device: z.string().meta({ description: 'Its id.' }) }) },
  responses: {
    204: { description: 'It is revoked.' },
    ...problemResponses('unauthorized', 'forbidden', 'not_found', 'unavailable'),
  },
});

/** What organizers can do about their own sessions and passkeys. */
export function registerSession(app: OpenAPIHono<Bindings>): void {
  app.openapi(getSession, (c) => {
    const { token, name, grants, expiresAt } = authorityOf(c);
    const session = sessionOf(c);
    const organizer = session === null ? null : { id: token, name };
    const data = {
      organizer,
      name,
      grants: [...grants],
      device: session?.id ?? null,
      expiresAt: session?.expiresAt ?? expiresAt,
    };
    return c.json({ data }, 200);
  });
  app.openapi(deleteSession, async (c) => {
    const session = sessionOf(c);
    if (session === null) throw new ProblemError('not_found', { detail: 'A token has no session' });
    await removeDevice(openDatabase(readConfig(c.env)), authorityOf(c), session.id);
    takeCookie(c);
    return c.body(null, 204);
  });
  app.openapi(getDevices, async (c) => {
    const devices = await listDevices(openDatabase(readConfig(c.env)), authorityOf(c), sessionOf(c));
    return c.json({ data: devices }, 200);
  });
  app.openapi(deleteDevice, async (c) => {
    const { device } = c.req.valid('param');
    await removeDevice(openDatabase(readConfig(c.env)), authorityOf(c), device);
    const session = sessionOf(c);
    if (session?.id === device || session?.passkey === device) takeCookie(c);
    return c.body(null, 204);
  });
}
