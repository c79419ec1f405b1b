import { desc, lt, max } from 'drizzle-orm';
import { consentEvents, drains } from '../../schema/tables/intake.ts';
import { chainStart, type ChainEnd } from '../consent-chain.ts';
import type { Database, Statement } from '../db.ts';

/** Statements that let a transaction fail where someone else wrote since: a number can be taken once. */
export async function takeTurn(db: Database): Promise<Statement[]> {
  const [last] = await db.query.select({ number: max(drains.number) }).from(drains);
  const number = (last?.number ?? 0) + 1;
  return [db.query.insert(drains).values({ number }), db.query.delete(drains).where(lt(drains.number, number - 100))];
}

/** Where the chain of consents ends now. */
export async function findChainEnd(db: Database): Promise<ChainEnd> {
  const [end] = await db.query
    .select({ number: consentEvents.number, hash: consentEvents.hash })
    .from(consentEvents)
    .orderBy(desc(consentEvents.number))
    .limit(1);
  return end ?? { number: 0, hash: chainStart };
}
