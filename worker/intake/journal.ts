import { DurableObject } from 'cloudflare:workers';
import { DatabaseError, openDatabase } from '../db.ts';
import { readConfig, type Alarmed, type Env } from '../env.ts';
import { describeError, logError, rootOf } from '../log.ts';
import { apply } from './apply.ts';
import { Backlog } from './backlog.ts';
import { Limits, type Toll } from './limits.ts';
import { wakeCouriers } from './outbox.ts';
import { publishCounts } from './publish-counts.ts';
import type { JournalAnswer, JournalEntry, JournalRecord } from './record.ts';
import { eraseExpired } from './retain.ts';

/**
 * Entries that wait for the database at the most: some 4 GB. Past it nothing more is acknowledged; what people take back
 * has room of its own.
 */
const room = { submissions: 1_000_000, acts: 1_100_000 };
/** How long a repeat gets its first answer. */
const rememberedMs = 24 * 60 * 60 * 1000;
/** Entries that go to the database in one transaction. */
const batchSize = 500;
const refusalsBeforeSingle = 3;
/** After so long the alarm ends and comes again: runtimes stop those that do not. */
const longestDrainMs = 60_000;
const drainDelayMs = 250;
const longestDelayMs = 10_000;
const recoveryMs = 10_000;
/** How often what is older than the campaign keeps it is erased. */
const retentionEveryMs = 24 * 60 * 60 * 1000;
const retentionRetryMs = 60 * 1000;
/** In what steps anybody is told since when something waits. */
const toldMs = 10 * 60 * 1000;

interface Waiting {
  entry: JournalEntry;
  resolve: (answer: JournalAnswer) => void;
  reject: (error: unknown) => void;
}

/**
 * Keeps what people sent on its own disk until the database has it. Many requests share one commit; each is answered
 * once its entry is durable. It alone writes to the tables of intake, from its alarm, so that a database that is away
 * or slow is felt by nobody.
 */
export class Journal extends DurableObject<Env> implements Alarmed {
  #waiting: Waiting[] = [];
  #isWriting = false;
  #pending: number;
  /** Alarms in a row that failed. */
  #failures = 0;
  /** Batches that the database refused, not one that it could not take just then. */
  #refusals = 0;
  /** Whether couriers may have something to send; at the start nobody knows. */
  #hasNews = true;
  #publishAt = 0;
  #retainAt = 0;
  #limits = new Limits();
  #backlog = new Backlog();

  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    this.ctx.storage.sql.exec(`
      create table if not exists entries (
        number integer primary key autoincrement,
        id text not null unique,
        request_mac text not null,
        received_at text not null,
        record text,
        is_stuck integer not null default 0
      );
      create index if not exists entries_pending on entries (number) where record is not null;
      create index if not exists entries_stuck on entries (number) where is_stuck;
      drop index if exists entries_waiting;
      create index if not exists entries_by_time on entries (received_at) where record is null;
    `);
    this.#pending = this.#release();
    void this.ctx.blockConcurrencyWhile(() => this.arm());
  }

  /** Keeps an entry. When this returns a time, it is durable: since then, where it came again. */
  keep(entry: JournalEntry): Promise<JournalAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject });
      if (!this.#isWriting) void this.#write();
    });
  }

  /** What the first request under this key was answered, or null. */
  find(key: string, id: string): JournalAnswer | null {
    const known = this.#known(key);
    if (known === null) return null;
    return known.request_mac === id ? { receivedAt: known.received_at } : { refused: 'key_reused' };
  }

  /** Whether a record waits for the database, whose key's digest begins so. */
  isWaiting(keyStart: string, id: string): boolean {
    const query = 'select 1 from entries where id between ? and ? and request_mac = ? and record is not null';
    return this.ctx.storage.sql.exec(query, keyStart, `${keyStart}~`, id).toArray().length > 0;
  }

  /** How hard a proof of work a sender needs now. */
  levelOf(toll: Toll): number {
    return this.#limits.levelOf(toll);
  }

  /**
   * How much waits for the database and since when, and how much of it the database refused. In steps: who watches it
   * must not see anybody sign.
   */
  status(): { pending: number; oldest: string | null; stuck: number } {
    const { sql } = this.ctx.storage;
    const [first] = sql
      .exec<{ received_at: string }>('select received_at from entries where record is not null order by number limit 1')
      .toArray();
    const { stuck } = sql.exec<{ stuck: number }>('select count(*) as stuck from entries where is_stuck').one();
    const since = first === undefined ? Infinity : Date.parse(first.received_at);
    const pending = this.#backlog.figureOf(this.#pending);
    return {
      pending,
      // Of few it would tell when one of them came.
      oldest: pending === 0 || since + toldMs > Date.now() ? null : new Date(since - (since % toldMs)).toISOString(),
      stuck,
    };
  }

  /** Whatever stopped it, it goes on. */
  async arm(): Promise<void> {
    await this.#wakeIn(0);
  }

  /** Never throws: the runtime gives up on alarms that do. */
  override async alarm(): Promise<void> {
    try {
      // An alarm that is killed does not come again by itself.
      await this.#wakeIn(recoveryMs);
      this.#forget();
      await this.#drain();
      this.#failures = 0;
      await this.#tell();
      await this.#publishCounts();
      await this.#retain();
    } catch (error) {
      this.#failures += 1;
      logError({ event: 'drain_failed', ...describeError(rootOf(error)) });
    } finally {
      // Nothing between this and the next request may leave entries without an alarm.
      await this.#wakeIn(this.#nextDelay()).catch((error: unknown) => {
        logError({ event: 'alarm_not_set', ...describeError(error) });
      });
    }
  }

  /** Writes all that came while the last write was under way, in one commit, until nothing waits. */
  async #write(): Promise<void> {
    this.#isWriting = true;
    // What arrives in the same turn shares the first commit.
    await scheduler.wait(1);
    while (this.#waiting.length > 0) {
      const group = this.#waiting;
      this.#waiting = [];
      try {
        const answers = this.ctx.storage.transactionSync(() => group.map(({ entry }) => this.#insert(entry)));
        if (this.#pending > 0) await this.#armIfIdle();
        await this.ctx.storage.sync();
        for (const [index, { resolve }] of group.entries()) resolve(answers[index]!);
      } catch (error) {
        for (const { reject } of group) reject(error);
        this.#recount();
      }
    }
    this.#isWriting = false;
  }

  #insert({ key, id, receivedAt, record, toll, proof }: JournalEntry): JournalAnswer {
    const level = toll === null ? 0 : this.#limits.levelOf(toll);
    let refused: 'full' | 'toll_not_paid' | null = null;
    if (this.#pending >= (toll === null ? room.acts : room.submissions)) refused = 'full';
    else if (proof !== null && proof < level) refused = 'toll_not_paid';
    if (refused !== null) return this.find(key, id) ?? { refused };
    const isUnproven = toll !== null && proof === null && level > toll.level;
    const kept = isUnproven
      ? JSON.stringify({ ...(JSON.parse(record) as JournalRecord), standing: 'unproven' })
      : record;
    const statement = 'insert into entries (id, request_mac, received_at, record) values (?, ?, ?, ?)';
    try {
      this.ctx.storage.sql.exec(statement, key, id, receivedAt, kept);
    } catch (error) {
      // To look first would cost everybody what a repeat alone needs.
      const known = this.find(key, id);
      if (known === null) throw error;
      return known;
    }
    if (toll !== null) this.#limits.count(toll);
    this.#pending += 1;
    return { receivedAt };
  }

  /** Moves what waits to the database, oldest first. An entry leaves the journal when its transaction is committed. */
  async #drain(): Promise<void> {
    const until = Date.now() + longestDrainMs;
    while (this.#pending > 0 && Date.now() < until) {
      // Where the database refuses a whole batch again and again, one by one finds the entry that does not go through;
      // where none came through in time, fewer may.
      const most = this.#refusals < refusalsBeforeSingle ? batchSize : 1;
      const size = Math.max(1, Math.floor(most / 2 ** this.#failures));
      const rows = this.ctx.storage.sql
        .exec<{ number: number; record: string }>(
          'select number, record from entries where record is not null and not is_stuck order by number limit ?',
          size,
        )
        .toArray();
      const records = rows.map(({ record }) => JSON.parse(record) as JournalRecord);
      try {
        if (await apply(openDatabase(readConfig(this.env)), records)) this.#hasNews = true;
        this.#mark('record = null', rows);
        this.#failures = 0;
        // It was none of these: one by one goes on until it is found, or nothing is left.
        if (size > 1 || this.#pending === 0) this.#refusals = 0;
      } catch (error) {
        const root = rootOf(error);
        if (!(root instanceof DatabaseError) || root.isPassing) throw error;
        this.#refusals += 1;
        if (size > 1) throw error;
        logError({ event: 'entry_refused', ...describeError(root) });
        this.#mark('is_stuck = 1', rows);
        this.#refusals = 0;
      }
      await this.#tell();
      await this.#publishCounts();
      // What has come meanwhile goes in a batch of its own, at the next alarm: many small ones cost more.
      if (rows.length < size) return;
    }
  }

  /** Lets the couriers know that there is something to send. */
  async #tell(): Promise<void> {
    if (!this.#hasNews) return;
    try {
      await wakeCouriers(this.env, openDatabase(readConfig(this.env)));
      this.#hasNews = false;
    } catch (error) {
      logError({ event: 'couriers_not_woken', ...describeError(rootOf(error)) });
    }
  }

  /**
   * Lets counters move, once in each period of the clock: not when somebody signs, and not again after a restart. A
   * period in which it fails is left out. At the same turn, what the database refused is tried again.
   */
  async #publishCounts(): Promise<void> {
    if (Date.now() < this.#publishAt) return;
    const periodMs = readConfig(this.env).COUNTER_SECONDS * 1000;
    const period = Math.floor(Date.now() / periodMs);
    this.#publishAt = (period + 1) * periodMs;
    this.#pending = this.#release();
    if (this.ctx.storage.kv.get('published') === period) return;
    this.ctx.storage.kv.put('published', period);
    try {
      await publishCounts({ env: this.env, executionCtx: this.ctx });
    } catch (error) {
      logError({ event: 'counts_not_published', ...describeError(rootOf(error)) });
    }
  }

  /** Erases a batch of what is older than the campaign keeps it, once a day until nothing is. */
  async #retain(): Promise<void> {
    if (Date.now() < this.#retainAt) return;
    try {
      const hasMore = await eraseExpired(openDatabase(readConfig(this.env)));
      this.#hasNews = true;
      await this.#tell();
      if (!hasMore) this.#retainAt = Date.now() + retentionEveryMs;
    } catch (error) {
      logError({ event: 'retention_failed', ...describeError(rootOf(error)) });
      this.#retainAt = Date.now() + retentionRetryMs;
    }
  }

  #mark(change: 'record = null' | 'is_stuck = 1', rows: readonly { number: number }[]): void {
    const numbers = JSON.stringify(rows.map(({ number }) => number));
    this.ctx.storage.sql.exec(`update entries set ${change} where number in (select value from json_each(?))`, numbers);
    this.#pending -= rows.length;
  }

  /** Lets everything that waits be tried, and counts it. */
  #release(): number {
    const { sql } = this.ctx.storage;
    sql.exec('update entries set is_stuck = 0 where is_stuck');
    return sql.exec<{ pending: number }>('select count(*) as pending from entries where record is not null').one()
      .pending;
  }

  /** After a write that failed. Where this fails too, those who come next must be heard all the same. */
  #recount(): void {
    try {
      this.#pending = this.#release();
    } catch (error) {
      logError({ event: 'journal_not_counted', ...describeError(error) });
    }
  }

  #forget(): void {
    const before = new Date(Date.now() - rememberedMs).toISOString();
    this.ctx.storage.sql.exec('delete from entries where record is null and received_at < ?', before);
  }

  #nextDelay(): number {
    if (this.#pending === 0 && this.#failures === 0) {
      if (this.#hasNews) return longestDelayMs;
      return Math.max(0, Math.min(this.#publishAt, this.#retainAt) - Date.now());
    }
    return Math.min(drainDelayMs * 2 ** this.#failures, longestDelayMs) * (0.75 + Math.random() / 2);
  }

  /** While it drains, or waits to, nothing needs to be set. */
  async #armIfIdle(): Promise<void> {
    const at = await this.ctx.storage.getAlarm();
    const soon = this.#failures > 0 ? longestDelayMs * 2 : drainDelayMs * 2;
    if (at === null || at > Date.now() + soon) await this.ctx.storage.setAlarm(Date.now() + drainDelayMs);
  }

  async #wakeIn(delayMs: number): Promise<void> {
    await this.ctx.storage.setAlarm(Date.now() + delayMs);
  }

  /** Of this key: in `id` stands the key's digest, and in `request_mac` the record's id, which is the request's. */
  #known(key: string): { request_mac: string; received_at: string } | null {
    const query = 'select request_mac, received_at from entries where id = ?';
    return this.ctx.storage.sql.exec<{ request_mac: string; received_at: string }>(query, key).toArray()[0] ?? null;
  }
}
