import { and, eq, sql } from 'drizzle-orm';
import { consents, submissions } from '../../schema/tables/intake.ts';
import type { Consent, PledgeSignature, Signup } from '../../schema/wire/signup.ts';
import { timestamp } from '../clock.ts';
import { openDatabase } from '../db.ts';
import type { Config } from '../env.ts';
import { mac } from '../mac.ts';
import { ProblemError } from '../problem.ts';
import { normalize } from './normalize.ts';
import { seal } from './seal.ts';

/** What was sent, and how. */
export interface Submission {
  type: 'signup' | 'pledge';
  body: Signup | PledgeSignature;
  idempotencyKey: string;
}

/**
 * Seals a submission and keeps it, once for each Idempotency-Key. When this returns, it is durable.
 * @returns the receipt of the first request under this key.
 * @throws {ProblemError} `idempotency_key_reused` where the key came with another request before.
 */
export async function keep(
  config: Config,
  { type, body, idempotencyKey }: Submission,
): Promise<{ id: string; receivedAt: string }> {
  const { personal, pageOrigin } = normalize(body);
  const pledge = 'pledge' in body ? body.pledge : null;
  // The key names the row: a repeat, also one whose first answer was lost, meets what the first one wrote.
  const [id, requestMac, sealed] = await Promise.all([
    mac(config.INTAKE_SECRET, 'submission-id', idempotencyKey),
    mac(config.INTAKE_SECRET, 'request', JSON.stringify([type, body])),
    seal({ type, chapter: body.chapter, ...personal }, config.SEALING_KEYS),
  ]);
  const receivedAt = timestamp();
  const row = { id, requestMac, type, chapter: body.chapter, pledge, sealed, receivedAt };
  const db = openDatabase(config);
  const mine = and(eq(submissions.id, id), eq(submissions.requestMac, requestMac));
  const results = await db.write([
    db.query.insert(submissions).values(row).onConflictDoNothing(),
    ...Object.entries(body.consents).flatMap(([channel, consent]) =>
      consent === undefined ? [] : [insertConsent(db.query, channel, consent, pageOrigin, receivedAt, mine)],
    ),
    db.query
      .select({ receivedAt: submissions.receivedAt, requestMac: submissions.requestMac })
      .from(submissions)
      .where(eq(submissions.id, id)),
  ]);
  const kept = results.at(-1)!.rows[0]!;
  if (kept['request_mac'] !== requestMac) throw new ProblemError('idempotency_key_reused');
  return { id, receivedAt: kept['received_at'] as string };
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
