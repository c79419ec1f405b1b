import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

type Grants = { chapter: string; locale: string; kind: string; action: string }[];

/** Who comes in at the desk. */
export const organizers = sqliteTable('organizers', {
  /** `organizer_…`: names them in the audit, where tokens have ids of another form. */
  id: text().primaryKey(),
  /** A role; of nobody more than this is kept. */
  name: text().notNull(),
  grants: text({ mode: 'json' }).$type<Grants>().notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: text('created_at').notNull(),
  /** When what whoever invited them held ends; null where it does not. */
  expiresAt: text('expires_at'),
  revokedAt: text('revoked_at'),
});

/** Keys with which organizers sign in. Rows go when they are revoked. */
export const passkeys = sqliteTable(
  'passkeys',
  {
    id: text().primaryKey(),
    organizer: text()
      .notNull()
      .references(() => organizers.id),
    /** The id that its authenticator gave it, in base64url. */
    credential: text().notNull().unique(),
    /** COSE, in base64url. */
    publicKey: text('public_key').notNull(),
    /** How often it signed, as its authenticator counts; 0 where that does not count. */
    counter: integer().notNull(),
    label: text().notNull(),
    createdAt: text('created_at').notNull(),
    lastUsedAt: text('last_used_at').notNull(),
  },
  (table) => [index('passkeys_by_organizer').on(table.organizer)],
);

/** Who is signed in where. Rows go when they are revoked. */
export const sessions = sqliteTable(
  'sessions',
  {
    /** The part of the cookie that finds it here; tells nothing of its secret. */
    id: text().primaryKey(),
    organizer: text()
      .notNull()
      .references(() => organizers.id),
    /** With which it began: it ends with it. */
    passkey: text().notNull(),
    /** SHA-256 of the whole cookie. */
    digest: text().notNull(),
    label: text().notNull(),
    createdAt: text('created_at').notNull(),
    lastUsedAt: text('last_used_at').notNull(),
    expiresAt: text('expires_at').notNull(),
  },
  (table) => [index('sessions_by_organizer').on(table.organizer)],
);

/** Links with which someone comes in for the first time, or again. */
export const invitations = sqliteTable('invitations', {
  /** The part of the link's token that finds it here; tells nothing of its secret. */
  id: text().primaryKey(),
  name: text().notNull(),
  grants: text({ mode: 'json' }).$type<Grants>().notNull(),
  /** Who comes in again; null where it is someone new. */
  organizer: text().references(() => organizers.id),
  /** SHA-256 of the whole token. */
  digest: text().notNull(),
  /** Id of the token or organizer that made it, and its name. */
  token: text().notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: text('created_at').notNull(),
  expiresAt: text('expires_at').notNull(),
  usedAt: text('used_at'),
  revokedAt: text('revoked_at'),
});

/** Tickets of ceremonies that are done, until they would have expired: none is good twice. */
export const spentTickets = sqliteTable('spent_tickets', {
  id: text().primaryKey(),
  expiresAt: text('expires_at').notNull(),
});
