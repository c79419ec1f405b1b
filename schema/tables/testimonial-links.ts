import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/**
 * Links by which a worker gives a testimonial, each once, and what came of them. What opens one, and what takes words
 * back, is signed and stands nowhere.
 */
export const testimonialLinks = sqliteTable('testimonial_links', {
  number: integer().primaryKey({ autoIncrement: true }),
  id: text().notNull().unique(),
  chapter: text().notNull(),
  /** In which it opens; its reader can take another. */
  locale: text().notNull(),
  /** Name of the token that made it. */
  createdBy: text('created_by').notNull(),
  createdAt: text('created_at').notNull(),
  expiresAt: text('expires_at').notNull(),
  revokedAt: text('revoked_at'),
  /** When words came by it; null while none have. */
  usedAt: text('used_at'),
  /** The testimonial that came. */
  slug: text(),
  /** SHA-256 of what its person consented to: words and place. */
  consentDigest: text('consent_digest'),
  /** When its person took it back, for good. */
  withdrawnAt: text('withdrawn_at'),
});
