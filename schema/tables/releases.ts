import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Whatever a publish made, under the SHA-256 of its body: items, bundles and manifests. Written once, never changed. */
export const documents = sqliteTable('documents', {
  digest: text().primaryKey(),
  body: text().notNull(),
});

/** What a chapter served from one publish on: its own layer, over the national one. */
export const releases = sqliteTable(
  'releases',
  {
    id: text().primaryKey(),
    chapter: text().notNull(),
    /** Digest of the national manifest beneath; null for `national` itself. */
    base: text().references(() => documents.digest),
    /** Digest of the manifest of the chapter's own layer. */
    manifest: text()
      .notNull()
      .references(() => documents.digest),
    createdAt: text('created_at').notNull(),
    /** When it was live last; null while it is, and for a preview, which never was. */
    retiredAt: text('retired_at'),
  },
  (table) => [index('releases_by_chapter').on(table.chapter, table.createdAt)],
);

/** The release that each chapter serves now. */
export const livePointers = sqliteTable('live_pointers', {
  chapter: text().primaryKey(),
  release: text()
    .notNull()
    .references(() => releases.id),
});

/** Every publish, by number. The next number can be taken once, so two publishes can't both build on the same state. */
export const publishes = sqliteTable('publishes', {
  revision: integer().primaryKey(),
  publishedAt: text('published_at').notNull(),
});

/** Words that may never change, since people agreed to them: which text stood under which entry and locale. */
export const frozenTexts = sqliteTable('frozen_texts', {
  /** `{chapter}/{kind}/{slug}/{locale}` */
  key: text().primaryKey(),
  /** SHA-256 of the words. */
  digest: text().notNull(),
});

/** Consents that were taken back, and given again: the newest row of an entry counts, in whichever release it stands. */
export const revocations = sqliteTable('revocations', {
  number: integer().primaryKey({ autoIncrement: true }),
  entry: text().notNull(),
  isRevoked: integer('is_revoked', { mode: 'boolean' }).notNull(),
  notedAt: text('noted_at').notNull(),
});
