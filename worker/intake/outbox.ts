import { and, eq, isNotNull, lte } from 'drizzle-orm';
import { deliveries, receivers } from '../../schema/tables/outbox.ts';
import { timestamp } from '../clock.ts';
import type { Database } from '../db.ts';
import type { Env } from '../env.ts';
import type { Courier } from './courier.ts';
import type { IntakeEvent } from './events.ts';

type Receiver = Pick<typeof receivers.$inferSelect, 'id' | 'chapter' | 'events' | 'state' | 'approvedAt'>;

/** Receivers that were approved once, and so may hold something of someone. */
export function listReceivers(db: Database): Promise<Receiver[]> {
  const { id, chapter, events, state, approvedAt } = receivers;
  return db.query
    .select({ id, chapter, events, state, approvedAt })
    .from(receivers)
    .where(isNotNull(receivers.approvedAt));
}

/** What the outbox gains by these events. */
export function addressEvents(
  to: readonly Receiver[],
  events: readonly IntakeEvent[],
): (typeof deliveries.$inferInsert)[] {
  const now = timestamp();
  return events.flatMap((event) =>
    to
      .filter((receiver) => concerns(receiver, event))
      .map(({ id, state }) => {
        // A withdrawal that can't be sent stands among the dead letters, where someone sees that it is owed.
        const isDue = state === 'approved';
        return {
          id: `msg_${crypto.randomUUID()}`,
          receiver: id,
          event: event.type,
          submission: event.submission,
          chapter: event.chapter,
          detail: event.detail ?? null,
          act: event.act,
          at: event.at,
          state: isDue ? ('due' as const) : ('dead' as const),
          queuedAt: now,
          nextTryAt: isDue ? now : null,
        };
      }),
  );
}

function concerns({ id, chapter, events, state, approvedAt }: Receiver, event: IntakeEvent): boolean {
  if (chapter !== '*' && chapter !== event.chapter) return false;
  if (event.sealed === null) return true;
  // What came before the approval, or before its key was set, is not for it.
  const isSealedToIt = event.sealed.includes(`"kid":"receiver-${id}-`);
  return state === 'approved' && isSealedToIt && events.includes(event.type) && event.at >= approvedAt!;
}

/** Wakes the courier of a receiver: each has its own, so that none waits for another. */
export async function wakeCourier({ COURIER }: Env, receiver: string): Promise<void> {
  const namespace = COURIER as unknown as DurableObjectNamespace<Courier>;
  await namespace.getByName(receiver).wake(receiver);
}

/** Wakes the couriers of all receivers for whom something is due. */
export async function wakeCouriers(env: Env, db: Database): Promise<void> {
  const rows = await db.query
    .selectDistinct({ receiver: deliveries.receiver })
    .from(deliveries)
    .where(and(eq(deliveries.state, 'due'), lte(deliveries.nextTryAt, timestamp())));
  await Promise.all(rows.map(({ receiver }) => wakeCourier(env, receiver)));
}
