import { primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** The tenants that own entries. `national` is the root, and inherits from none. */
export const chapters = sqliteTable('chapters', {
  slug: text().primaryKey(),
  inherits: text(),
  region: text().notNull(),
  timeZone: text('time_zone').notNull(),
  /** Name and description by locale, as authored. */
  translations: text({ mode: 'json' }).$type<Record<string, { name: string; description: string }>>().notNull(),
});

/** What a chapter wrote: an entry of its own, or a change to the national one of the same kind and slug. */
export const entries = sqliteTable(
  'entries',
  {
    id: text().primaryKey(),
    chapter: text()
      .notNull()
      .references(() => chapters.slug),
    kind: text().notNull(),
    slug: text().notNull(),
    mode: text({ enum: ['own', 'override', 'hide'] }).notNull(),
    status: text({ enum: ['draft', 'published'] }).notNull(),
    shared: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    /** SHA-256 of all that was authored, so that an unchanged entry keeps its time. */
    digest: text().notNull(),
    updatedAt: text('updated_at').notNull(),
  },
  (table) => [uniqueIndex('entries_by_slug').on(table.chapter, table.kind, table.slug)],
);

/** The words of an entry in one locale: raw, never what fell back from another. */
export const translations = sqliteTable(
  'translations',
  {
    entry: text()
      .notNull()
      .references(() => entries.id, { onDelete: 'cascade' }),
    locale: text().notNull(),
    method: text({ enum: ['original', 'human', 'machine', 'reviewed'] }).notNull(),
    fields: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.entry, table.locale] })],
);
