import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What people sent: sign-ups and pledges. Who they are stands in `sealed` alone. */
export const submissions = sqliteTable(
  'submissions',
  {
    /** Derived from the Idempotency-Key, so that a repeat meets its first. */
    id: text().primaryKey(),
    type: text({ enum: ['signup', 'pledge'] }).notNull(),
    chapter: text().notNull(),
    /** Slug of the pledge; null for a sign-up. */
    pledge: text(),
    person: text().references(() => people.id),
    /** JWE, general JSON serialization, one recipient for each key holder. */
    sealed: text().notNull(),
    /** Id of the partner through whose page it came. */
    partner: text(),
    /** What is to be said for it: `unproven` came without proof of work while more was sent than usual. */
    standing: text({ enum: ['verified', 'unverified', 'unproven'] }),
    receivedAt: text('received_at').notNull(),
  },
  (table) => [
    index('submissions_by_person').on(table.person),
    index('submissions_by_time').on(table.receivedAt, table.id),
  ],
);

/** Someone who took part, however often. The row says nothing of who it is. */
export const people = sqliteTable('people', {
  id: text().primaryKey(),
  since: text().notNull(),
});

/** By what a person is found again: keyed digests of addresses and phone numbers, which tell nothing without the key. */
export const contacts = sqliteTable(
  'contacts',
  {
    digest: text().primaryKey(),
    person: text()
      .notNull()
      .references(() => people.id),
  },
  (table) => [index('contacts_by_person').on(table.person)],
);

/** Which acts a person is counted for, each once. */
export const supporters = sqliteTable(
  'supporters',
  {
    person: text()
      .notNull()
      .references(() => people.id),
    /** `signup`, or `pledge:` and the pledge's slug. */
    act: text().notNull(),
    chapter: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.person, table.act] })],
);

/** How many people are counted, by chapter. */
export const tallies = sqliteTable(
  'tallies',
  {
    /** An act, or `both:` and a pledge's slug for those who also signed up. */
    act: text().notNull(),
    chapter: text().notNull(),
    people: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.act, table.chapter] })],
);

/** What people agreed to: which words, where and when, each row bound to the one before. Says nothing of who. */
export const consentEvents = sqliteTable(
  'consent_events',
  {
    /** From 1, without a gap. */
    number: integer().primaryKey(),
    event: text({ enum: ['given', 'revoked'] }).notNull(),
    submission: text().notNull(),
    /** Keyed digest of the address or phone number that was given. */
    contact: text(),
    channel: text({ enum: ['sms', 'email', 'phone'] }).notNull(),
    disclosure: text().notNull(),
    version: integer().notNull(),
    digest: text().notNull(),
    locale: text().notNull(),
    /** Origin of the page; null where the page had none. */
    pageOrigin: text('page_origin'),
    at: text().notNull(),
    /** SHA-256 over this row and the `hash` of the one before; empty where the row is older than the chain. */
    hash: text().notNull(),
  },
  (table) => [
    index('consent_events_by_submission').on(table.submission),
    index('consent_events_by_contact').on(table.contact),
  ],
);

/** Batches that came from the journal. A number can be taken once: whoever drains at the same time writes nothing. */
export const drains = sqliteTable('drains', {
  number: integer().primaryKey(),
});

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
