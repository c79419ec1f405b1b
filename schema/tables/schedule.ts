import { sql } from 'drizzle-orm';
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { entries } from './content.ts';

/** What is to be published or withdrawn at a time, and what became of it. */
export const schedule = sqliteTable(
  'schedule',
  {
    id: text().primaryKey(),
    entry: text()
      .notNull()
      .references(() => entries.id),
    action: text({ enum: ['publish', 'withdraw'] }).notNull(),
    /** The instant, in UTC. */
    at: text().notNull(),
    /** What clocks show then, in the zone that the chapter had when it was scheduled. */
    local: text().notNull(),
    timeZone: text('time_zone').notNull(),
    /** The version that is to be published, or that was there when its withdrawal was scheduled. */
    revision: integer().notNull(),
    /** Id of the token that scheduled it, and its name. */
    token: text().notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: text('created_at').notNull(),
    state: text({ enum: ['planned', 'done', 'missed', 'cancelled'] }).notNull(),
    /** Why it was missed. */
    reason: text(),
    /** When it was done, missed or cancelled; null while it is planned. */
    endedAt: text('ended_at'),
  },
  (table) => [
    index('schedule_by_state').on(table.state, table.at),
    uniqueIndex('schedule_once')
      .on(table.entry, table.action)
      .where(sql`state = 'planned'`),
  ],
);
