import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Who may change what. A token's secret is shown once, and only its digest is kept. */
export const tokens = sqliteTable('tokens', {
  /** The part of the token that finds it here; tells nothing of its secret. */
  id: text().primaryKey(),
  name: text().notNull(),
  /** SHA-256 of the whole token. */
  digest: text().notNull(),
  grants: text({ mode: 'json' }).$type<{ chapter: string; locale: string; kind: string; action: string }[]>().notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: text('created_at').notNull(),
  /** Null where it stays good until it is revoked. */
  expiresAt: text('expires_at'),
  revokedAt: text('revoked_at'),
});

/** What was done, by which token, in the order in which it happened. Rows are added, never changed or removed. */
export const audit = sqliteTable(
  'audit',
  {
    number: integer().primaryKey({ autoIncrement: true }),
    at: text().notNull(),
    /** Id of the token or organizer, and its name. */
    token: text().notNull(),
    tokenName: text('token_name').notNull(),
    action: text().notNull(),
    /** The chapter and kind by which readers of this table are told apart; null for what belongs to none. */
    chapter: text(),
    kind: text(),
    /** What was changed: `entries/oregon/faq/who-we-are`, `tokens/…`. */
    target: text().notNull(),
    /** Digest of the target before and after; null where it was not there. */
    before: text(),
    after: text(),
  },
  (table) => [index('audit_by_chapter').on(table.chapter, table.number)],
);
