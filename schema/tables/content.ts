import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

/** The campaign's settings, as authored: one row. */
export const campaigns = sqliteTable('campaigns', {
  id: integer().primaryKey(),
  settings: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
});

/** The tenants that own entries. `national` is the root, and inherits from none. */
export const chapters = sqliteTable('chapters', {
  slug: text().primaryKey(),
  inherits: text(),
  region: text().notNull(),
  timeZone: text('time_zone').notNull(),
  /** Name and description by locale, as authored. */
  translations: text({ mode: 'json' }).$type<Record<string, { name: string; description: string }>>().notNull(),
  /** Null while it is there. */
  deletedAt: text('deleted_at'),
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
    /** Counts up with every change. */
    revision: integer().notNull(),
    /** The revision that readers see; null where they see none. */
    publishedRevision: integer('published_revision'),
    /** SHA-256 of all that was authored, so that writing the same again changes nothing. */
    digest: text().notNull(),
    updatedAt: text('updated_at').notNull(),
    /** Null while it is there. A removed entry keeps its versions, and can be restored. */
    deletedAt: text('deleted_at'),
  },
  (table) => [
    uniqueIndex('entries_by_slug').on(table.chapter, table.kind, table.slug),
    index('entries_by_kind_and_slug').on(table.kind, table.slug),
  ],
);

/** Every state that an entry ever had, whole: what readers get is compiled from here, and any can be restored. */
export const versions = sqliteTable(
  'versions',
  {
    entry: text()
      .notNull()
      .references(() => entries.id),
    revision: integer().notNull(),
    /** What was authored (`EntrySource`): raw words only, never what fell back from another locale. */
    source: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    /** Whether the change removed the entry. */
    removes: integer({ mode: 'boolean' }).notNull(),
    /** Name of the token that made the change. */
    changedBy: text('changed_by').notNull(),
    changedAt: text('changed_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.entry, table.revision] })],
);
