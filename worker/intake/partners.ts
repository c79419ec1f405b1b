import { partners } from '../../schema/tables/partners.ts';
import { openDatabase } from '../db.ts';
import { readConfig } from '../env.ts';
import { describeError, logError } from '../log.ts';
import type { ReaderContext } from '../delivery/release.ts';
import { waitWhile } from '../wait.ts';
import { readPartnerKey, type PartnerKey } from './partner-key.ts';

/** What this isolate knows of a partner. */
interface KnownPartner {
  origins: readonly string[];
  perHour: number;
  isRevoked: boolean;
}

/** A partner as its key makes it out, and what else is known of it; null where the database did not say so in time. */
export interface FoundPartner extends PartnerKey {
  known: KnownPartner | null;
}

const checkEveryMs = 2000;
const firstWaitMs = 200;

const memory = { partners: new Map<string, KnownPartner>(), checkStartedAt: 0, isChecking: false };

/**
 * The partner of a publishable key, from memory: revocations and new partners are learned in the background.
 * @returns null where the key is none of ours.
 */
export async function findPartner(context: ReaderContext, key: string): Promise<FoundPartner | null> {
  const read = await readPartnerKey(readConfig(context.env), key);
  if (read === null) return null;
  learn(context);
  const until = memory.checkStartedAt + firstWaitMs;
  await waitWhile(() => memory.isChecking && !memory.partners.has(read.id) && Date.now() < until);
  return { ...read, known: memory.partners.get(read.id) ?? null };
}

/** Starts to read the partners, unless that was done a moment ago. */
function learn(context: ReaderContext): void {
  if (Date.now() - memory.checkStartedAt < checkEveryMs) return;
  memory.checkStartedAt = Date.now();
  memory.isChecking = true;
  const learning = readAll(context)
    .catch((error: unknown) => logError({ event: 'partner_check_failed', ...describeError(error) }))
    .finally(() => (memory.isChecking = false));
  context.executionCtx.waitUntil(learning);
}

async function readAll({ env }: ReaderContext): Promise<void> {
  const { id, origins, perHour, revokedAt } = partners;
  const rows = await openDatabase(readConfig(env)).query.select({ id, origins, perHour, revokedAt }).from(partners);
  memory.partners = new Map(
    rows.map((row) => [row.id, { origins: row.origins, perHour: row.perHour, isRevoked: row.revokedAt !== null }]),
  );
}
