import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What people sent: sign-ups and pledges. Who they are stands in `sealed` alone. */
export const submissions = sqliteTable(
  'submissions',
  {
    /** Derived from the Idempotency-Key, so that a repeat meets its first. */
    id: text().primaryKey(),
    /** Keyed digest of the request, to tell a repeat from another request under the same key. */
    requestMac: text('request_mac').notNull(),
    type: text({ enum: ['signup', 'pledge'] }).notNull(),
    chapter: text().notNull(),
    /** Slug of the pledge; null for a sign-up. */
    pledge: text(),
    /** JWE, general JSON serialization, one recipient for each key holder. */
    sealed: text().notNull(),
    receivedAt: text('received_at').notNull(),
  },
  (table) => [index('submissions_by_pledge').on(table.type, table.pledge)],
);

/** What someone agreed to: which words, where and when. Says nothing of who. */
export const consents = sqliteTable(
  'consents',
  {
    submission: text()
      .notNull()
      .references(() => submissions.id),
    channel: text({ enum: ['sms', 'email', 'phone'] }).notNull(),
    disclosure: text().notNull(),
    version: integer().notNull(),
    digest: text().notNull(),
    locale: text().notNull(),
    /** Origin of the page; null where the page had none. */
    pageOrigin: text('page_origin'),
    givenAt: text('given_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.submission, table.channel] })],
);

/** People counted elsewhere, with where each figure comes from. */
export const counterTotals = sqliteTable(
  'counter_totals',
  {
    id: text().primaryKey(),
    counter: text().notNull(),
    count: integer().notNull(),
    source: text().notNull(),
    recordedAt: text('recorded_at').notNull(),
  },
  (table) => [index('counter_totals_by_counter').on(table.counter)],
);
