import { and, eq } from 'drizzle-orm';
import { passkeys, sessions } from '../../schema/tables/desk.ts';
import type { Device } from '../../schema/wire/desk.ts';
import type { Authority } from '../access.ts';
import { recordActs } from '../audit.ts';
import { timestamp } from '../clock.ts';
import type { Database } from '../db.ts';
import { ProblemError } from '../problem.ts';
import { isRunning, type DeskSession } from '../session.ts';
import { digestOfDevice } from './digests.ts';

/** Sessions and passkeys of an organizer, newest first. */
export async function listDevices(db: Database, { token }: Authority, current: DeskSession | null): Promise<Device[]> {
  const columnsOf = (table: typeof sessions | typeof passkeys) => ({
    id: table.id,
    label: table.label,
    createdAt: table.createdAt,
    lastUsedAt: table.lastUsedAt,
  });
  const [running, keys] = await Promise.all([
    db.query
      .select(columnsOf(sessions))
      .from(sessions)
      .where(and(eq(sessions.organizer, token), isRunning())),
    db.query.select(columnsOf(passkeys)).from(passkeys).where(eq(passkeys.organizer, token)),
  ]);
  return [
    ...running.map((row) => ({ ...row, kind: 'session' as const, isCurrent: row.id === current?.id })),
    ...keys.map((row) => ({ ...row, kind: 'passkey' as const, isCurrent: row.id === current?.passkey })),
  ].toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
}

/**
 * Ends a session, or a passkey with the sessions that began with it.
 * @throws {ProblemError} `not_found` where the organizer has no such device.
 */
export async function removeDevice(db: Database, by: Authority, id: string): Promise<void> {
  const device = (await listDevices(db, by, null)).find((each) => each.id === id);
  if (device === undefined) throw new ProblemError('not_found');
  const before = await digestOfDevice(by.token, device.label);
  const act = { action: 'revoke' as const, target: `${device.kind}s/${id}`, before, after: null };
  await db.write([
    ...(device.kind === 'passkey' ? [db.query.delete(passkeys).where(eq(passkeys.id, id))] : []),
    db.query.delete(sessions).where(eq(device.kind === 'passkey' ? sessions.passkey : sessions.id, id)),
    ...recordActs(db, by, timestamp(), [act]),
  ]);
}
