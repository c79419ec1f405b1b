import { DurableObject } from 'cloudflare:workers';
import { and, eq, lt, min, notInArray, lte } from 'drizzle-orm';
import { withdrawals } from '../../schema/wire/webhook.ts';
import { submissions } from '../../schema/tables/intake.ts';
import { deliveries, receivers } from '../../schema/tables/outbox.ts';
import { openDatabase, type Database, type Statement } from '../db.ts';
import { readConfig, type Env } from '../env.ts';
import { describeError, logError, rootOf } from '../log.ts';
import { inChunks } from '../sql.ts';
import { gapAfter, longestDueMs, restAfter } from './schedule.ts';
import { send, type Attempt, type Message } from './send.ts';

/** Messages of one pass, and how many of them at once. */
const passSize = 50;
const atOnce = 5;
const paceMs = 250;
/** When it goes on after a crash, and after a failure of its own. */
const recoveryMs = 10_000;
const keptAttempts = 20;
const keptMs = 30 * 24 * 60 * 60 * 1000;

type Receiver = Pick<typeof receivers.$inferSelect, 'id' | 'url' | 'state' | 'failures' | 'restsUntil'>;
type Due = Message & Pick<typeof deliveries.$inferSelect, 'tries' | 'attempts'>;

/**
 * Sends one receiver what the outbox has for it. Each has an object of its own, so that one that is slow or gone holds
 * up no other. What is due stands in the database: after a crash it is sent again, never forgotten.
 */
export class Courier extends DurableObject<Env> {
  #isWoken = false;

  /** There may be something to send. */
  async wake(receiver: string): Promise<void> {
    this.#isWoken = true;
    await this.ctx.storage.put('receiver', receiver);
    await this.ctx.storage.setAlarm(Date.now());
  }

  /** Never throws: the runtime gives up on alarms that do. */
  override async alarm(): Promise<void> {
    let next: number | null = Date.now() + recoveryMs;
    try {
      // A crash in between comes back to this.
      await this.ctx.storage.setAlarm(next);
      this.#isWoken = false;
      next = await this.#deliver();
    } catch (error) {
      logError({ event: 'delivery_failed', ...describeError(rootOf(error)) });
    } finally {
      await this.#arm(this.#isWoken ? Date.now() : next).catch((error: unknown) => {
        logError({ event: 'alarm_not_set', ...describeError(error) });
      });
    }
  }

  async #arm(at: number | null): Promise<void> {
    await (at === null ? this.ctx.storage.deleteAlarm() : this.ctx.storage.setAlarm(at));
  }

  /** Sends what is due. Returns when there is more to do; null where nothing waits. */
  async #deliver(): Promise<number | null> {
    const config = readConfig(this.env);
    const db = openDatabase(config);
    const receiver = await findReceiver(db, (await this.ctx.storage.get<string>('receiver'))!);
    if (receiver === undefined) return null;
    if (receiver.state !== 'approved') {
      await db.write([bury(db, receiver.id)]);
      return null;
    }
    if (receiver.restsUntil !== null && Date.parse(receiver.restsUntil) > Date.now()) {
      return Date.parse(receiver.restsUntil);
    }
    const due = await listDue(db, receiver.id, receiver.failures > 0 ? 1 : passSize);
    for (const group of inChunks(due, atOnce)) {
      const attempts = await Promise.all(group.map((message) => send(this.env, config, receiver, message)));
      await db.write(recordAttempts(db, receiver, group, attempts));
      if (attempts.some(saysDown)) break;
    }
    const next = await nextAt(db, receiver.id);
    if (next === null) await db.write([forgetOld(db)]);
    return next;
  }
}

async function findReceiver(db: Database, id: string): Promise<Receiver | undefined> {
  const { url, state, failures, restsUntil } = receivers;
  const columns = { id: receivers.id, url, state, failures, restsUntil };
  return (await db.query.select(columns).from(receivers).where(eq(receivers.id, id)))[0];
}

/** What is due, with what the submissions still hold of it: what was erased meanwhile is not sent. */
function listDue(db: Database, receiver: string, limit: number): Promise<Due[]> {
  const { id, event, submission, chapter, detail, at, tries, attempts } = deliveries;
  const { sealed, receivedAt } = submissions;
  return db.query
    .select({ id, event, submission, chapter, detail, at, tries, attempts, sealed, receivedAt })
    .from(deliveries)
    .leftJoin(submissions, eq(submissions.id, deliveries.submission))
    .where(isDue(receiver, lte(deliveries.nextTryAt, new Date().toISOString())))
    .orderBy(deliveries.nextTryAt)
    .limit(limit);
}

function isDue(receiver: string, more?: ReturnType<typeof lte>) {
  return and(eq(deliveries.state, 'due'), eq(deliveries.receiver, receiver), more);
}

async function nextAt(db: Database, receiver: string): Promise<number | null> {
  const [[soonest], current] = await Promise.all([
    db.query
      .select({ at: min(deliveries.nextTryAt) })
      .from(deliveries)
      .where(isDue(receiver)),
    findReceiver(db, receiver),
  ]);
  if (soonest?.at == null || current?.state !== 'approved') return null;
  return Math.max(Date.parse(soonest.at), Date.parse(current.restsUntil ?? '') || 0, Date.now() + paceMs);
}

/** Whether it is the receiver that fails, and not what it was sent. */
function saysDown({ status, error }: Attempt): boolean {
  return status === null ? error === 'timeout' || error === 'unreachable' : status === 429 || status >= 500;
}

/** What became of the tries: of the messages, and of the receiver. */
function recordAttempts(
  db: Database,
  { id, failures }: Receiver,
  messages: readonly Due[],
  attempts: readonly Attempt[],
): Statement[] {
  const isGone = attempts.some(({ status }) => status === 410);
  const isDown = attempts.some(saysDown);
  const restMs = isDown ? Math.max(restAfter(failures + 1), ...attempts.map(({ waitMs }) => waitMs)) : 0;
  const restsUntil = isDown ? inFuture(restMs) : null;
  return [
    ...messages.map((message, index) =>
      db.query
        .update(deliveries)
        .set(outcomeOf(message, attempts[index]!))
        .where(and(eq(deliveries.id, message.id), eq(deliveries.state, 'due'))),
    ),
    db.query
      .update(receivers)
      .set({ failures: isDown ? failures + 1 : 0, restsUntil })
      .where(eq(receivers.id, id)),
    ...(isGone
      ? [
          db.query
            .update(receivers)
            .set({ state: 'disabled' })
            .where(and(eq(receivers.id, id), eq(receivers.state, 'approved'))),
        ]
      : []),
    ...(isGone ? [bury(db, id)] : []),
    ...(isDown ? [bury(db, id, lt(deliveries.queuedAt, inFuture(-longestDueMs)))] : []),
  ];
}

/** Makes dead letters of what is due. */
function bury(db: Database, receiver: string, which?: ReturnType<typeof lt>): Statement {
  return db.query.update(deliveries).set({ state: 'dead', nextTryAt: null }).where(isDue(receiver, which));
}

/** The log of what went well is kept for a month; that a withdrawal was acknowledged, for good. */
function forgetOld(db: Database): Statement {
  return db.query
    .delete(deliveries)
    .where(
      and(
        lt(deliveries.queuedAt, inFuture(-keptMs)),
        notInArray(deliveries.state, ['due', 'dead']),
        notInArray(deliveries.event, [...withdrawals]),
      ),
    );
}

function outcomeOf({ tries, attempts }: Due, { waitMs, ...attempt }: Attempt) {
  const done = { tries: tries + 1, attempts: [...attempts, attempt].slice(-keptAttempts), nextTryAt: null };
  const { status, error } = attempt;
  if (status !== null && status >= 200 && status < 300) {
    return { ...done, state: 'delivered' as const, deliveredAt: inFuture(0) };
  }
  if (error === 'nothing_left') return { ...done, state: 'dropped' as const };
  const gap = gapAfter(tries + 1);
  if (error === 'too_large' || status === 410 || gap === null) return { ...done, state: 'dead' as const };
  return { ...done, nextTryAt: inFuture(Math.max(gap, waitMs)) };
}

function inFuture(ms: number): string {
  return new Date(Date.now() + ms).toISOString();
}
