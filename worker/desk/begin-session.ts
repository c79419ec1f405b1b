import { and, eq, lt } from 'drizzle-orm';
import type { Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import { sha256Hex } from '../../schema/kinds/digest.ts';
import type { Grant } from '../../schema/wire/access.ts';
import { sessions } from '../../schema/tables/desk.ts';
import type { Session } from '../../schema/wire/desk.ts';
import { timestamp } from '../clock.ts';
import type { Database, Statement } from '../db.ts';
import { sessionMs } from '../session.ts';
import { makeId, makeSecret } from './secret.ts';

const cookieOptions = { prefix: 'host', path: '/', secure: true, httpOnly: true, sameSite: 'Strict' } as const;

interface Whose {
  organizer: { id: string; name: string; grants: object[]; expiresAt: string | null };
  /** Id of the passkey with which it begins. */
  passkey: string;
  label: string;
}

/**
 * A session that begins where these statements run.
 * @returns it as it is told, and the value of its cookie.
 */
export async function newSession(
  db: Database,
  { organizer, passkey, label }: Whose,
): Promise<{ statements: Statement[]; session: Session; cookie: string }> {
  const now = timestamp();
  const latest = new Date(Date.now() + sessionMs.most).toISOString();
  const expiresAt = organizer.expiresAt !== null && organizer.expiresAt < latest ? organizer.expiresAt : latest;
  const id = makeId();
  const cookie = `${id}.${makeSecret()}`;
  const row = { id, organizer: organizer.id, passkey, label, createdAt: now, lastUsedAt: now, expiresAt };
  const hasEnded = and(eq(sessions.organizer, organizer.id), lt(sessions.expiresAt, now));
  return {
    statements: [
      db.query.delete(sessions).where(hasEnded),
      db.query.insert(sessions).values({ ...row, digest: await sha256Hex(cookie) }),
    ],
    session: {
      organizer: { id: organizer.id, name: organizer.name },
      name: organizer.name,
      grants: organizer.grants as Grant[],
      device: id,
      expiresAt,
    },
    cookie,
  };
}

/** Gives the browser the cookie of a session. */
export function giveCookie(c: Context, cookie: string): void {
  setCookie(c, 'desk', cookie, { ...cookieOptions, maxAge: sessionMs.most / 1000 });
}

/** Has the browser forget it. */
export function takeCookie(c: Context): void {
  deleteCookie(c, 'desk', cookieOptions);
}
