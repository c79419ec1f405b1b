import { asc, eq, gt } from 'drizzle-orm';
import { consentEvents } from '../../schema/tables/intake.ts';
import { walkChain, type ChainReport, type ConsentEvent } from '../consent-chain.ts';
import type { Database } from '../db.ts';
import { UserError } from './command.ts';

const rowsPerQuery = 1000;

/** Every row of the chain, in order. */
async function* readChain(db: Database): AsyncGenerator<ConsentEvent> {
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const rows = await db.query
      .select()
      .from(consentEvents)
      .where(gt(consentEvents.number, after))
      .orderBy(asc(consentEvents.number))
      .limit(rowsPerQuery);
    yield* rows;
    if (rows.length < rowsPerQuery) return;
    after = rows.at(-1)!.number;
  }
}

/** Walks the whole chain. */
export function checkChain(db: Database): Promise<ChainReport> {
  return walkChain(readChain(db));
}

/**
 * Checks that no row was changed, taken out or put in.
 * @param noted what an earlier check printed, `NUMBER:HASH`: finds what was cut off the end, or written anew throughout.
 * @throws {UserError} naming the first row that is not as it was written.
 */
export async function verify(db: Database, noted: string | undefined): Promise<string> {
  const report = await checkChain(db);
  if ('broken' in report) throw new UserError(`Row ${report.broken} breaks the chain: ${report.reason}`);
  const { end, unchained } = report;
  if (noted !== undefined) await requireNoted(db, noted);
  const before = unchained === 0 ? '' : ` ${unchained} rows are older than the chain, and nothing proves them.`;
  return `${end.number} rows, unbroken.${before} Note the end elsewhere, for --head of the next check:\n${end.number}:${end.hash}`;
}

async function requireNoted(db: Database, noted: string): Promise<void> {
  if (!/^\d+:[0-9a-f]{64}$/.test(noted)) throw new UserError('Give what an earlier check printed: --head NUMBER:HASH.');
  const [number = '', hash = ''] = noted.split(':');
  const [row] = await db.query
    .select({ hash: consentEvents.hash })
    .from(consentEvents)
    .where(eq(consentEvents.number, Number(number)));
  if (row === undefined) throw new UserError(`Row ${number} breaks the chain: It was there when its hash was noted.`);
  if (row.hash !== hash) throw new UserError(`Row ${number} breaks the chain: Its hash was noted as another one.`);
}
