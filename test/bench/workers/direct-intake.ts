import { DurableObject } from 'cloudflare:workers';
import { openDatabase } from '../../../worker/db.ts';
import { readConfig, type Env } from '../../../worker/env.ts';
import { apply } from '../../../worker/intake/apply.ts';
import type { JournalAnswer, JournalEntry, JournalRecord } from '../../../worker/intake/record.ts';

export { default, Courier, Schedule } from '../../../worker/index.ts';

const attempts = 10;

/** In the journal's place: each sign-up is a transaction of its own, tried again while others write. */
export class Journal extends DurableObject<Env> {
  async keep({ record, receivedAt }: JournalEntry): Promise<JournalAnswer> {
    const db = openDatabase(readConfig(this.env));
    for (let attempt = 1; ; attempt++) {
      try {
        await apply(db, [JSON.parse(record) as JournalRecord]);
        return { receivedAt };
      } catch (error) {
        if (attempt === attempts) throw error;
        await scheduler.wait(2 ** attempt * 10 * (0.5 + Math.random()));
      }
    }
  }

  find(): null {
    return null;
  }

  levelOf(): number {
    return 0;
  }

  status() {
    return { pending: 0, oldest: null, stuck: 0 };
  }

  arm(): void {}
}
