import { and, eq, gt, isNull, or, type SQL } from 'drizzle-orm';
import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import { sha256Hex } from '../schema/kinds/digest.ts';
import type { tokens } from '../schema/tables/access.ts';
import { organizers, sessions } from '../schema/tables/desk.ts';
import { timestamp } from './clock.ts';
import type { Database } from './db.ts';

/** Where an organizer is signed in. */
export interface DeskSession {
  id: string;
  /** With which it began. */
  passkey: string;
  expiresAt: string;
}

const day = 24 * 60 * 60 * 1000;

/** How long a session lasts, in milliseconds: at the most, and without use. */
export const sessionMs = { most: 30 * day, unused: 7 * day };

/** How exactly it is kept when a session was used: each such note is a write. */
const noteEveryMs = 10 * 60 * 1000;

function ago(ms: number): string {
  return new Date(Date.now() - ms).toISOString();
}

/** Of sessions that have not ended. */
export function isRunning(): SQL | undefined {
  return and(gt(sessions.expiresAt, timestamp()), gt(sessions.lastUsedAt, ago(sessionMs.unused)));
}

/** Of those that were not revoked, and have not expired. */
export function isGood(table: typeof tokens | typeof organizers): SQL | undefined {
  return and(isNull(table.revokedAt), or(isNull(table.expiresAt), gt(table.expiresAt, timestamp())));
}

/** The cookie of a session; undefined where none came. */
export function cookieOf(c: Context): string | undefined {
  return getCookie(c, 'desk', 'host');
}

/** The running session of a cookie, with whose it is and the digest that the cookie must have. */
export async function findSession(db: Database, cookie: string) {
  const [row] = await db.query
    .select({
      session: { id: sessions.id, passkey: sessions.passkey, expiresAt: sessions.expiresAt },
      lastUsedAt: sessions.lastUsedAt,
      digest: sessions.digest,
      organizer: {
        token: organizers.id,
        name: organizers.name,
        grants: organizers.grants,
        expiresAt: organizers.expiresAt,
      },
    })
    .from(sessions)
    .innerJoin(organizers, eq(organizers.id, sessions.organizer))
    .where(and(eq(sessions.id, cookie.split('.')[0]!), isRunning(), isGood(organizers)));
  return row === undefined ? null : { ...row, sent: await sha256Hex(cookie) };
}

/** Keeps that a session was used, unless that was noted just now. */
export function noteUse(c: Context, db: Database, { id }: DeskSession, lastUsedAt: string): void {
  if (lastUsedAt > ago(noteEveryMs)) return;
  const used = db.query.update(sessions).set({ lastUsedAt: timestamp() }).where(eq(sessions.id, id));
  // Without it, the session ends sooner: no reason to refuse what was asked.
  c.executionCtx.waitUntil(db.write([used]).catch(() => {}));
}
