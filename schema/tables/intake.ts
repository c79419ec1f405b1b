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
    person: integer(),
    /** JWE, general JSON serialization, one recipient for each key holder. */
    sealed: text().notNull(),
    receivedAt: text('received_at').notNull(),
  },
  (table) => [index('submissions_by_person').on(table.person)],
);

/**
 * Someone who took part, however often, is a number. Found again by keyed digests of addresses and phone numbers, which
 * tell nothing without the key.
 */
export const contacts = sqliteTable(
  'contacts',
  {
    digest: text().primaryKey(),
    person: integer().notNull(),
  },
  (table) => [index('contacts_by_person').on(table.person)],
);

/** Which acts a person is counted for, each once. */
export const supporters = sqliteTable(
  'supporters',
  {
    person: integer().notNull(),
    /** `signup`, or `pledge:` and the pledge's slug. */
    act: text().notNull(),
    chapter: text().notNull(),
    partner: text(),
  },
  (table) => [primaryKey({ columns: [table.person, table.act] })],
);

/** How many people are counted, by chapter and partner. */
export const tallies = sqliteTable(
  'tallies',
  {
    /** An act, or `both:` and a pledge's slug for those who also signed up. */
    act: text().notNull(),
    chapter: text().notNull(),
    /** Empty for those who came through none. */
    partner: text().notNull().default(''),
    people: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.act, table.chapter, table.partner] })],
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
    kind: text({ enum: ['paper', 'partner'] })
      .notNull()
      .default('paper'),
    chapter: text().notNull().default('national'),
    partner: text(),
    count: integer().notNull(),
    source: text().notNull(),
    recordedAt: text('recorded_at').notNull(),
  },
  (table) => [index('counter_totals_by_counter').on(table.counter)],
);

/** What counters show, and when that moves. A figure is read by its whole key, however many people there are. */
export const publishedCounts = sqliteTable(
  'published_counts',
  {
    counter: text().notNull(),
    /** A chapter, or `*` for the whole campaign. */
    chapter: text().notNull(),
    /** A partner, or `*` for all who came, through a partner or not. */
    partner: text().notNull(),
    kind: text({ enum: ['online', 'paper', 'partner'] }).notNull(),
    figure: integer().notNull(),
    /** How many people move the figure on. Drawn at random, and told to nobody. */
    threshold: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.counter, table.chapter, table.partner, table.kind] })],
);
