import { and, eq, gt, isNull } from 'drizzle-orm';
import { sha256Hex } from '../../schema/kinds/digest.ts';
import { invitations, organizers } from '../../schema/tables/desk.ts';
import type { Grant } from '../../schema/wire/access.ts';
import { findAuthority, holds, isEqual } from '../access.ts';
import { timestamp } from '../clock.ts';
import type { Database } from '../db.ts';
import { ProblemError } from '../problem.ts';

/** An invitation that can be used, and until when what it gives lasts. */
export type GoodInvitation = typeof invitations.$inferSelect & { until: string | null };

/** Of those that can still be used. */
export function isOpen() {
  return and(isNull(invitations.usedAt), isNull(invitations.revokedAt), gt(invitations.expiresAt, timestamp()));
}

/**
 * The invitation of a link's token. Who made it has to hold now what it gives.
 * @throws {ProblemError} `invitation_invalid` where it is forged, used, expired, revoked, or its maker is.
 */
export async function requireInvitation(db: Database, token: string): Promise<GoodInvitation> {
  const [row] = await db.query
    .select()
    .from(invitations)
    .where(and(eq(invitations.id, token.split('.')[0]!), isOpen()));
  if (row === undefined || !isEqual(await sha256Hex(token), row.digest)) throw new ProblemError('invitation_invalid');
  const maker = await findAuthority(db, row.token);
  const isHeld = maker !== null && holds(maker, row.grants as Grant[], maker.expiresAt);
  if (!isHeld || !(await isOrganizerThere(db, row.organizer))) throw new ProblemError('invitation_invalid');
  return { ...row, until: maker.expiresAt };
}

/** Someone new does not have to be. */
async function isOrganizerThere(db: Database, id: string | null): Promise<boolean> {
  if (id === null) return true;
  const rows = await db.query
    .select({ id: organizers.id })
    .from(organizers)
    .where(and(eq(organizers.id, id), isNull(organizers.revokedAt)));
  return rows.length > 0;
}
