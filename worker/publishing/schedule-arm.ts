import type { Env } from '../env.ts';
import { describeError, logError } from '../log.ts';

/** Makes sure that the alarm is set for what is due next. */
export async function armSchedule({ SCHEDULE }: Env): Promise<void> {
  try {
    await SCHEDULE.getByName('campaign').arm();
  } catch (error) {
    logError({ event: 'schedule_not_armed', ...describeError(error) });
  }
}
