import { eq } from 'drizzle-orm';
import { acts, messages, suppressions } from '../../schema/tables/intake.ts';
import { recordActs } from '../audit.ts';
import type { Database } from '../db.ts';
import { drain } from './drain.ts';
import { planErasure, planHold } from './erase.ts';
import { announce } from './events.ts';
import {
  isSubmission,
  type ActRecord,
  type JournalRecord,
  type Plan,
  type SettlementRecord,
  type SubmissionRecord,
} from './record.ts';
import { planRevocation } from './revoke.ts';
import { takeTurn } from './turn.ts';

/**
 * Brings a batch of the journal to the database in the order in which it came: submissions together, each other act in a
 * transaction of its own. What is there already, since a reply was lost, is left out.
 * @returns whether there may be something to tell receivers.
 * @throws {DatabaseError} the same batch can be tried again.
 */
export async function apply(db: Database, batch: readonly JournalRecord[]): Promise<boolean> {
  let together: SubmissionRecord[] = [];
  let isAnyTold = false;
  for (const record of batch) {
    if (isSubmission(record)) {
      together.push(record);
      continue;
    }
    isAnyTold = (await drain(db, together)) || isAnyTold;
    together = [];
    isAnyTold = (await applyAct(db, record)) || isAnyTold;
  }
  return (await drain(db, together)) || isAnyTold;
}

async function applyAct(db: Database, record: ActRecord): Promise<boolean> {
  const { id, type, actor, receivedAt } = record;
  const known = await db.query.select({ id: acts.id }).from(acts).where(eq(acts.id, id));
  if (known.length > 0) return true;
  const [turn, { statements, events }] = await Promise.all([takeTurn(db), planOf(db, record)]);
  await db.write([
    ...turn,
    db.query.insert(acts).values({ id, type }),
    ...statements,
    ...(await announce(db, events)),
    ...(actor === null ? [] : recordActs(db, actor, receivedAt, [{ ...auditOf(record), before: null, after: null }])),
  ]);
  return events.length > 0;
}

async function planOf(db: Database, record: ActRecord): Promise<Plan> {
  if (record.type === 'revocation') return planRevocation(db, record);
  if (record.type === 'erasure') return planErasure(db, record);
  if (record.type === 'hold') return planHold(db, record);
  if (record.type === 'settlement') return planSettlement(db, record);
  const { id, contact, sealed, receivedAt } = record;
  return { statements: [db.query.insert(messages).values({ id, contact, sealed, receivedAt })], events: [] };
}

function planSettlement(db: Database, { target, receivedAt: settledAt }: SettlementRecord): Plan {
  return {
    statements: [
      db.query.update(suppressions).set({ settledAt }).where(eq(suppressions.id, target)),
      db.query.delete(messages).where(eq(messages.id, target)),
    ],
    events: [],
  };
}

/** What the audit says of an operator's act: a digest at most, and of an erasure not even that. */
function auditOf(record: Exclude<ActRecord, { actor: null }>) {
  const { type } = record;
  if (type === 'revocation') return { action: 'revoke' as const, target: `contacts/${record.contact}` };
  if (type === 'erasure') return { action: 'erase' as const, target: `erasures/${record.id}` };
  if (type === 'settlement') return { action: 'settle' as const, target: `settlements/${record.target}` };
  return { action: record.isOn ? ('hold' as const) : ('release' as const), target: `contacts/${record.contact}` };
}
