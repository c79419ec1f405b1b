import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Organizations whose pages carry the widgets. Their key is public: it says whence a sign-up came, and opens nothing. */
export const partners = sqliteTable('partners', {
  /** Stands in the key, and beside what came through the partner. */
  id: text().primaryKey(),
  name: text().notNull(),
  mode: text({ enum: ['live', 'test'] }).notNull(),
  /** The chapter that works with the partner. */
  chapter: text().notNull(),
  /** Origins of its pages. */
  origins: text({ mode: 'json' }).$type<string[]>().notNull(),
  /** Submissions an hour, past which each costs its sender a harder proof of work. */
  perHour: integer('per_hour').notNull(),
  createdBy: text('created_by').notNull(),
  createdAt: text('created_at').notNull(),
  revokedAt: text('revoked_at'),
});
