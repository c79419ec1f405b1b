import { createApp } from './app.ts';
import type { Env } from './env.ts';
import { armJournal } from './intake/keep.ts';
import { armSchedule } from './publishing/schedule-arm.ts';

export { Courier } from './intake/courier.ts';
export { Journal } from './intake/journal.ts';
export { Schedule } from './publishing/schedule-alarm.ts';

/** What a cron sets going again, should its alarm be lost. */
const arms = [armJournal, armSchedule];

export default {
  ...createApp(),
  scheduled: async (_event, env) => {
    await Promise.all(arms.map((arm) => arm(env)));
  },
} satisfies ExportedHandler<Env>;
