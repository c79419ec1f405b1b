import { and, eq, sql } from 'drizzle-orm';
import { consents, submissions } from '../../schema/tables/intake.ts';
import type { Consent, PledgeSignature, Signup } from '../../schema/wire/signup.ts';
import { timestamp } from '../clock.ts';
import { DatabaseError, openDatabase } from '../db.ts';
import type { Config } from '../env.ts';
import { mac } from '../mac.ts';
import { ProblemError } from '../problem.ts';
import { normalize } from './normalize.ts';
import { seal } from './seal.ts';

/** What was sent, and how. */
export interface Submission {
  type: 'signup' | 'pledge';
  /** The request's body, as it came. */
  raw: string;
  idempotencyKey: string;
}

/** What names a submission: the row, and the very request, by keyed digests. */
interface Identity {
  id: string;
  requestMac: string;
}

interface Receipt {
  id: string;
  receivedAt: string;
}

/** The key names the row: a repeat, also one whose first answer was lost, meets what the first one wrote. */
export async function identify(
  { INTAKE_SECRET }: Config,
  { type, raw, idempotencyKey }: Submission,
): Promise<Identity> {
  const [id, requestMac] = await Promise.all([
    mac(INTAKE_SECRET, 'submission-id', idempotencyKey),
    mac(INTAKE_SECRET, 'request', `${type} ${raw}`),
  ]);
  return { id, requestMac };
}

/**
 * Finds what an earlier request under the same key has kept. Nothing else is asked of a repeat.
 * @throws {ProblemError} `idempotency_key_reused` where that was another request.
 */
export async function findKept(config: Config, { id, requestMac }: Identity): Promise<Receipt | null> {
  const [row] = await openDatabase(config)
    .query.select({ receivedAt: submissions.receivedAt, requestMac: submissions.requestMac })
    .from(submissions)
    .where(eq(submissions.id, id));
  if (row === undefined) return null;
  if (row.requestMac !== requestMac) throw new ProblemError('idempotency_key_reused');
  return { id, receivedAt: row.receivedAt };
}

const attempts = 4;

/**
 * Seals a submission and keeps it, once for each Idempotency-Key. When this returns, it is committed. A busy database
 * is asked again, which the row's name makes safe.
 * @returns the receipt of the first request under this key.
 * @throws {ProblemError} `idempotency_key_reused` where the key came with another request before.
 */
export async function keep(
  config: Config,
  identity: Identity,
  { type, body }: { type: Submission['type']; body: Signup | PledgeSignature },
): Promise<Receipt> {
  const { personal, pageOrigin } = normalize(body);
  const { id, requestMac } = identity;
  const sealed = await seal({ type, chapter: body.chapter, ...personal }, config.SEALING_KEYS);
  const receivedAt = timestamp();
  const pledge = 'pledge' in body ? body.pledge : null;
  const row = { id, requestMac, type, chapter: body.chapter, pledge, sealed, receivedAt };
  const db = openDatabase(config);
  const mine = and(eq(submissions.id, id), eq(submissions.requestMac, requestMac));
  const statements = [
    db.query.insert(submissions).values(row).onConflictDoNothing(),
    ...Object.entries(body.consents).flatMap(([channel, consent]) =>
      consent === undefined ? [] : [insertConsent(db.query, channel, consent, pageOrigin, receivedAt, mine)],
    ),
  ];
  for (let attempt = 1; ; attempt++) {
    try {
      await db.write(statements);
      return (await findKept(config, identity))!;
    } catch (error) {
      if (!(error instanceof DatabaseError && error.isPassing) || attempt === attempts) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 50 * (0.5 + Math.random())));
  }
}

/** Only beside a submission of this very request: a key used for another one must not gain a consent. */
function insertConsent(
  query: ReturnType<typeof openDatabase>['query'],
  channel: string,
  { disclosure, version, digest, locale }: Consent,
  pageOrigin: string | null,
  givenAt: string,
  mine: ReturnType<typeof and>,
) {
  return query
    .insert(consents)
    .select(
      query
        .select({
          submission: submissions.id,
          channel: sql`${channel}`.as('channel'),
          disclosure: sql`${disclosure}`.as('disclosure'),
          version: sql`${version}`.as('version'),
          digest: sql`${digest}`.as('digest'),
          locale: sql`${locale}`.as('locale'),
          pageOrigin: sql`${pageOrigin}`.as('page_origin'),
          givenAt: sql`${givenAt}`.as('given_at'),
        })
        .from(submissions)
        .where(mine),
    )
    .onConflictDoNothing();
}
