import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Who is told of what people send, by webhook. The secret that signs is derived, and stands nowhere. */
export const receivers = sqliteTable('receivers', {
  id: text().primaryKey(),
  name: text().notNull(),
  url: text().notNull(),
  /** A chapter's slug, or `*` for each. */
  chapter: text().notNull(),
  events: text({ mode: 'json' }).$type<string[]>().notNull(),
  state: text({ enum: ['pending', 'approved', 'disabled', 'revoked'] }).notNull(),
  createdAt: text('created_at').notNull(),
  /** When it was approved last. Null: never, so it holds nothing of anyone. */
  approvedAt: text('approved_at'),
  /** Failed tries since the last that succeeded. */
  failures: integer().notNull().default(0),
  /** After a failure nothing is sent until then. */
  restsUntil: text('rests_until'),
});

/** The outbox: what is to be sent to which receiver, and what became of it. Who it is about stands in `submissions`. */
export const deliveries = sqliteTable(
  'deliveries',
  {
    /** Goes out as `webhook-id`, the same at every try. */
    id: text().primaryKey(),
    receiver: text()
      .notNull()
      .references(() => receivers.id),
    event: text().notNull(),
    /** Id of the submission that it is about, which may be erased by now. */
    submission: text().notNull(),
    chapter: text().notNull(),
    /** What the event tells beside these. */
    detail: text({ mode: 'json' }).$type<Record<string, string>>(),
    /** The revocation or erasure of which it tells; null where it tells of none. */
    act: text(),
    /** When it happened. */
    at: text().notNull(),
    state: text({ enum: ['due', 'delivered', 'dead', 'dropped'] }).notNull(),
    /** Since when it is being tried. */
    queuedAt: text('queued_at').notNull(),
    tries: integer().notNull().default(0),
    /** Null unless it is due. */
    nextTryAt: text('next_try_at'),
    deliveredAt: text('delivered_at'),
    /** The last tries: no body of either side. */
    attempts: text({ mode: 'json' })
      .$type<{ at: string; status: number | null; error: string | null; durationMs: number }[]>()
      .notNull()
      .default([]),
  },
  (table) => [
    index('deliveries_due').on(table.state, table.receiver, table.nextTryAt),
    index('deliveries_by_time').on(table.queuedAt, table.id),
    index('deliveries_by_submission').on(table.submission),
    index('deliveries_by_act').on(table.act),
  ],
);
