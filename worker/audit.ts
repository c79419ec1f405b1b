import { sql, type SQL } from 'drizzle-orm';
import { audit } from '../schema/tables/access.ts';
import type { AuditRecord } from '../schema/wire/access.ts';
import type { Authority } from './access.ts';
import type { Database, Statement } from './db.ts';
import { inChunks } from './sql.ts';

/** Who acts. */
export type Actor = Pick<Authority, 'token' | 'name'>;

type Act = Pick<AuditRecord, 'action' | 'target' | 'before' | 'after'> & {
  chapter?: string | null;
  kind?: string | null;
};

/** What keeps the record of these acts: to be run in the same transaction as the acts themselves. */
export function recordActs(db: Database, { token, name }: Actor, at: string | SQL, acts: readonly Act[]): Statement[] {
  return inChunks(acts, 500).map((piece) =>
    db.query.insert(audit).values(piece.map((act) => ({ at, token, tokenName: name, ...act }))),
  );
}

/**
 * The time of acts, for a record right after the statement that did them: null where that met another number of rows.
 * The column refuses that, and with it the whole transaction.
 */
export function ifChanged(rows: number, now: string): SQL {
  return sql`case when changes() = ${rows} then ${now} end`;
}
