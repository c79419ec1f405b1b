import type { Env } from '../env.ts';
import { journalOf, refuse, toReceipt } from './keep.ts';
import { toEntry, type ActRecord } from './record.ts';

/**
 * Keeps an act on people's records. When this returns, it is on the journal's disk, and will be done in its turn.
 * @throws {ProblemError} `unavailable` where the journal is full.
 */
export async function keepAct(env: Env, record: ActRecord): Promise<{ id: string; receivedAt: string }> {
  const entry = toEntry(record.id, record, { toll: null, proof: null });
  return toReceipt(record.id, await journalOf(env).keep(entry).catch(refuse));
}
