import { sql } from 'drizzle-orm';
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** What people sent: sign-ups and pledges. Who they are stands in `sealed` alone. */
export const submissions = sqliteTable(
  'submissions',
  {
    /** Derived from the request and its Idempotency-Key, so that a repeat meets its first. */
    id: text().primaryKey(),
    type: text({ enum: ['signup', 'pledge'] }).notNull(),
    chapter: text().notNull(),
    /** Slug of the pledge; null for a sign-up. */
    pledge: text(),
    person: integer(),
    /** JWE, general JSON serialization, one recipient for each key holder. */
    sealed: text().notNull(),
    /** Id of the partner through whose page it came. */
    partner: text(),
    /** What is to be said for it: `unproven` came without proof of work while more was sent than usual. */
    standing: text({ enum: ['verified', 'unverified', 'unproven'] }),
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

/**
 * Addresses and numbers in submissions, by which someone else is known than who sent them by all else: an erasure, a hold
 * or a revocation by one of them reaches the submission, and two people do not become one because somebody named both.
 */
export const strays = sqliteTable(
  'strays',
  {
    /** Keyed digest of the address or number. */
    digest: text().notNull(),
    submission: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.digest, table.submission] }),
    index('strays_by_submission').on(table.submission),
  ],
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

/**
 * What people agreed to and took back: which words, where, how and when, each row bound to the one before. Says nothing
 * of who. Rows are added, never changed or removed: triggers refuse it.
 */
export const consentEvents = sqliteTable(
  'consent_events',
  {
    /** From 1, without a gap. */
    number: integer().primaryKey(),
    event: text({ enum: ['given', 'revoked'] }).notNull(),
    /** The submission, or the revocation. */
    submission: text().notNull(),
    /** Keyed digest of the address or phone number that was given. */
    contact: text(),
    /** `*` where all of them were taken back. */
    channel: text({ enum: ['sms', 'email', 'phone', '*'] }).notNull(),
    /** Which words: with `version`, `digest` and `locale` empty where it was taken back, whatever the words were. */
    disclosure: text().notNull(),
    version: integer().notNull(),
    digest: text().notNull(),
    locale: text().notNull(),
    /** Origin of the page; null where the page had none. */
    pageOrigin: text('page_origin'),
    at: text().notNull(),
    /** SHA-256 over this row and the `hash` of the one before; empty where the row is older than the chain. */
    hash: text().notNull(),
    /** The chapter in whose name the words ask; `*` where it was taken back from all. */
    organization: text(),
    /** With what the person agreed, how that stood before, and which form of which version showed it. */
    control: text(),
    controlDefault: text('control_default'),
    form: text(),
    /** When the person agreed, by the clock of their device. */
    clientAt: text('client_at'),
    /** Through whom it came; null where it was no partner. */
    partner: text(),
    /** How it was taken back. */
    method: text(),
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
/** What was done with people's records, beside keeping them: whatever came again after a lost reply is known by it. */
export const acts = sqliteTable('acts', {
  /** The journal entry. */
  id: text().primaryKey(),
  type: text({ enum: ['revocation', 'erasure', 'hold', 'message', 'settlement'] }).notNull(),
});

/** What must be honored since somebody took it back, by when, and when it was. */
export const suppressions = sqliteTable(
  'suppressions',
  {
    /** The revocation, as the chain names it. */
    id: text().primaryKey(),
    /** Keyed digest of the address or phone number. */
    contact: text().notNull(),
    /** Like the organization: one, or `*` for all. */
    channel: text({ enum: ['sms', 'email', 'phone', '*'] }).notNull(),
    organization: text().notNull(),
    at: text().notNull(),
    /** The last day, `2026-12-07`. */
    due: text().notNull(),
    /** When it had been carried out everywhere; null while it has not. */
    settledAt: text('settled_at'),
  },
  (table) => [
    index('suppressions_by_contact').on(table.contact),
    index('suppressions_by_due')
      .on(table.due)
      .where(sql`settled_at is null`),
  ],
);

/** Whose records a legal hold keeps, by keyed digest of an address or phone number. */
export const holds = sqliteTable('holds', {
  contact: text().primaryKey(),
  since: text().notNull(),
});

/** Erasures that wait for the release of a hold. */
export const heldErasures = sqliteTable('held_erasures', {
  id: text().primaryKey(),
  person: integer().notNull(),
  /** One submission of that person; null for all of them. */
  submission: text(),
  at: text().notNull(),
});

/** Text messages that no keyword answers, for a person to read. Who wrote what stands in `sealed` alone. */
export const messages = sqliteTable(
  'messages',
  {
    id: text().primaryKey(),
    /** Keyed digest of the number that it came from. */
    contact: text().notNull(),
    /** JWE, general JSON serialization. */
    sealed: text().notNull(),
    receivedAt: text('received_at').notNull(),
  },
  (table) => [index('messages_by_contact').on(table.contact), index('messages_by_time').on(table.receivedAt)],
);
