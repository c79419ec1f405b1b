import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { consentEvents, submissions } from '../schema/tables/intake.ts';
import { recordActs, type Actor } from './audit.ts';
import { timestamp } from './clock.ts';
import type { Database } from './db.ts';

const rowsPerQuery = 500;

/** When the consent to text messages was taken back; null while it stands. */
const smsRevokedAt = sql<string | null>`(select min(revoked.at) from consent_events revoked
  where revoked.event = 'revoked' and revoked.contact = ${consentEvents.contact} and revoked.number > ${consentEvents.number}
  and revoked.channel in ('sms', '*')
  and (revoked.organization = '*' or coalesce(revoked.organization = ${consentEvents.organization}, true)))`;

/** What is said of the revocations that the person made since, by any address or number of theirs. */
function sinceTakenBack(column: 'channel' | 'submission') {
  return sql<string | null>`(select group_concat(distinct revoked.${sql.raw(column)})
    from (select digest from contacts where person = ${submissions.person}
      union select digest from strays where submission = ${submissions.id}) own
    join consent_events revoked on revoked.contact = own.digest and revoked.event = 'revoked'
    where revoked.at >= ${submissions.receivedAt})`;
}

/** Whether it is to be erased, and a legal hold alone keeps it. */
const isHeld = sql<number>`exists (select 1 from held_erasures
  where held_erasures.person = ${submissions.person}
  and coalesce(held_erasures.submission = ${submissions.id}, true))`;

const position = sql<number>`submissions.rowid`;

const columns = {
  position,
  id: submissions.id,
  type: submissions.type,
  receivedAt: submissions.receivedAt,
  chapter: submissions.chapter,
  pledge: submissions.pledge,
  sealed: submissions.sealed,
  smsConsent: sql<string | null>`case when ${smsRevokedAt} is null then ${consentEvents.disclosure} end`,
  smsConsentAt: consentEvents.at,
  smsRevokedAt,
  takenBack: sinceTakenBack('channel'),
  revocations: sinceTakenBack('submission'),
  isHeld,
  partner: submissions.partner,
  standing: submissions.standing,
};

function selectPage(db: Database, chapter: string, after: number) {
  const isSmsConsent = and(
    eq(consentEvents.submission, submissions.id),
    eq(consentEvents.channel, 'sms'),
    eq(consentEvents.event, 'given'),
  );
  return db.query
    .select(columns)
    .from(submissions)
    .leftJoin(consentEvents, isSmsConsent)
    .where(and(gt(position, after), chapter === '*' ? undefined : eq(submissions.chapter, chapter)))
    .orderBy(asc(position))
    .limit(rowsPerQuery);
}

/** What somebody sent, sealed as it is kept. */
export type SealedRow = Awaited<ReturnType<typeof selectPage>>[number];

/**
 * All that people sent, in the order in which it came, a page at once.
 * @param chapter whose people's; `*` for each.
 */
export async function* readSealedPages(db: Database, chapter = '*'): AsyncGenerator<SealedRow[]> {
  let after = 0;
  for (;;) {
    const rows = await selectPage(db, chapter, after);
    yield rows;
    if (rows.length < rowsPerQuery) return;
    after = rows.at(-1)!.position;
  }
}

/**
 * Notes that someone takes away what people sent, before anything is read.
 * @param what the key that opens it, or the chapter whose it is.
 */
export async function recordExport(db: Database, actor: Actor, what: string, chapter: string | null): Promise<void> {
  const act = { action: 'export' as const, chapter, target: `exports/${what}`, before: null, after: null };
  await db.write(recordActs(db, actor, timestamp(), [act]));
}
