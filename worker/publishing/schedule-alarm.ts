import { DurableObject } from 'cloudflare:workers';
import { purge } from '../cache-tags.ts';
import { openDatabase } from '../db.ts';
import { readConfig, type Alarmed, type Env } from '../env.ts';
import { describeError, logError } from '../log.ts';
import { findNextTime } from './schedule.ts';
import { runDue } from './schedule-run.ts';

const publishTimeoutMs = 60_000;
const firstRetryMs = 1000;
const maxRetryMs = 60_000;

/**
 * Does what is scheduled when it is due. What is planned stands in the database; here is only the alarm for the next
 * of it, which outlives a restart. While the database is away, the alarm rings again and again.
 */
export class Schedule extends DurableObject<Env> implements Alarmed {
  #failures = 0;

  async arm(): Promise<void> {
    await this.#wakeAfter(() => findNextTime(openDatabase(readConfig(this.env))));
  }

  override async alarm(): Promise<void> {
    // An alarm that is killed does not come again by itself.
    const guard = Date.now() + maxRetryMs;
    await this.ctx.storage.setAlarm(guard);
    await this.#wakeAfter(() => {
      const config = readConfig(this.env);
      return runDue(openDatabase(config, publishTimeoutMs), {
        settings: { showDrafts: config.SHOW_DRAFTS === 'true' },
        forget: (tags) => purge(this.ctx, tags),
      });
    }, guard);
  }

  /** Sets the alarm for when `work` says; where it fails, for another attempt. Never throws: alarms give up on that. */
  async #wakeAfter(work: () => Promise<number | null>, guard?: number): Promise<void> {
    const next = await this.#attempt(work);
    const set = await this.ctx.storage.getAlarm();
    // One that was set meanwhile for something sooner stays.
    if (next !== null && (set === null || set === guard || next < set)) await this.ctx.storage.setAlarm(next);
    if (next === null && set === guard) await this.ctx.storage.deleteAlarm();
  }

  async #attempt(work: () => Promise<number | null>): Promise<number | null> {
    try {
      const next = await work();
      this.#failures = 0;
      return next;
    } catch (error) {
      logError({ event: 'schedule_failed', ...describeError(error) });
      const waitMs = Math.min(maxRetryMs, firstRetryMs * 2 ** this.#failures);
      this.#failures += 1;
      return Date.now() + waitMs;
    }
  }
}
