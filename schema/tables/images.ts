import { customType, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

const bytes = customType<{ data: Uint8Array<ArrayBuffer>; driverData: Uint8Array | ArrayBuffer }>({
  dataType: () => 'blob',
  fromDriver: (value) => new Uint8Array(value),
});

/** Files of pictures, under the SHA-256 of their bytes. Written once, never changed. */
export const images = sqliteTable('images', {
  digest: text().primaryKey(),
  type: text({ enum: ['image/webp', 'image/avif'] }).notNull(),
  width: integer().notNull(),
  height: integer().notNull(),
  bytes: bytes().notNull(),
  createdAt: text('created_at').notNull(),
});
