import { partners } from '../../schema/tables/partners.ts';
import type { Database } from '../db.ts';
import { isAnyOf } from '../sql.ts';
import type { Standing, SubmissionRecord } from './record.ts';

type Settled = SubmissionRecord & { standing: Standing };

/**
 * Asks the database about the partners whom nobody could ask about when these records came, and gives the records as they
 * would have been: without the partner where it had been revoked.
 */
export async function settleStandings(db: Database, records: readonly SubmissionRecord[]): Promise<Settled[]> {
  const open = records.filter(({ standing }) => typeof standing === 'object');
  const { id, origins, revokedAt } = partners;
  const rows =
    open.length === 0
      ? []
      : await db.query
          .select({ id, origins, revokedAt })
          .from(partners)
          .where(isAnyOf(id, [...new Set(open.map(({ partner }) => partner!))]));
  const known = new Map(rows.map((row) => [row.id, row]));
  return records.map((record) => {
    const { standing, partner, receivedAt } = record;
    if (typeof standing !== 'object') return { ...record, standing };
    const row = known.get(partner!);
    const isRevoked = row === undefined || (row.revokedAt !== null && row.revokedAt <= receivedAt);
    if (isRevoked) return { ...record, partner: null, standing: 'unverified' };
    return { ...record, standing: row.origins.includes(standing.origin) ? 'verified' : 'unverified' };
  });
}
