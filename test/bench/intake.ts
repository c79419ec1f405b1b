import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { createClient } from '@libsql/client/http';
import { loadContent } from '../../worker/cli/content.ts';
import { callManage } from '../../worker/cli/manage.ts';
import { startFaultyStack } from '../support/faulty-stack.ts';
import { query } from '../support/intake.ts';
import { proveEasily } from '../support/proof.ts';
import { report, serveWorker } from './serve.ts';

const backlog = 100_000;
/** More than can be sent in five seconds. */
const ours5s = 15_000;
const parsed5s = 60_000;

interface Prepared {
  headers: Record<string, string>;
  body: string;
}

/** Sign-ups as the join form sends them, each with a proof of work that was found before. */
async function prepare(intakeSecret: string, amount: number, email?: string): Promise<Prepared[]> {
  const made: Prepared[] = [];
  for (let index = 0; index < amount; index++) {
    const key = randomUUID();
    const proof = await proveEasily(intakeSecret, key);
    made.push({
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, 'UWH-Proof': proof },
      body: JSON.stringify({
        givenName: 'Sam',
        familyName: 'Example',
        email: email ?? `${key}@example.org`,
        zip: '97201',
        relation: 'worker',
        workplace: 'Example Clinic',
        chapter: 'oregon',
        locale: 'en',
        page: 'https://partner.example/join',
      }),
    });
  }
  return made;
}

interface Load {
  connections: number;
  seconds?: number;
  amount?: number;
}

/** Sends as fast as it is answered, each sign-up once. */
async function send(url: string, prepared: Prepared[], { connections, seconds, amount }: Load) {
  const result = await autocannon({
    url,
    connections,
    timeout: 30,
    ...(amount === undefined ? { duration: seconds ?? 5 } : { amount }),
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => {
          const next = prepared.pop();
          if (next === undefined) throw new Error('More was sent than was prepared');
          return { ...request, ...next };
        },
      },
    ],
  });
  const failures = result.errors + result.timeouts + result.non2xx;
  return { perSecond: result['2xx'] / result.duration, failures, p99: result.latency.p99, accepted: result['2xx'] };
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

async function waitUntilEmpty(origin: string): Promise<void> {
  for (;;) {
    const { journal } = await (await fetch(`${origin}/healthz`)).json<{ journal: { pending: number } | null }>();
    if (journal?.pending === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Both sides in turns. */
async function compareWrites(
  intakeSecret: string,
  one: string,
  { url: other, most, afterwards }: { url: string; most: number; afterwards: () => Promise<void> },
  connections: number,
) {
  const results: { ours: number; theirs: number; failures: number }[] = [];
  for (let round = 0; round < 3; round++) {
    const ours = await send(one, await prepare(intakeSecret, ours5s), { connections });
    // What the journal has yet to bring to the database would slow the other side.
    await waitUntilEmpty(new URL(one).origin);
    const theirs = await send(other, await prepare(intakeSecret, most), { connections });
    await afterwards();
    results.push({ ours: ours.perSecond, theirs: theirs.perSecond, failures: ours.failures });
  }
  return {
    ratio: median(results.map(({ ours, theirs }) => ours / theirs)),
    failures: results.reduce((sum, { failures }) => sum + failures, 0),
    note: `${Math.round(median(results.map(({ ours }) => ours)))} to ${Math.round(median(results.map(({ theirs }) => theirs)))} requests/s`,
  };
}

/** Rows a second that one writer brings to sqld in batches of 200, each as large as a sealed sign-up. */
async function writePlainBatches(libsqlUrl: string, rows: number): Promise<number> {
  const client = createClient({ url: libsqlUrl });
  await client.execute('create table if not exists bench_rows (id text primary key, body text)');
  const body = 'x'.repeat(3000);
  const began = performance.now();
  for (let written = 0; written < rows; written += 200) {
    await client.batch(
      Array.from({ length: 200 }, () => ({ sql: 'insert into bench_rows values (?, ?)', args: [randomUUID(), body] })),
      'write',
    );
  }
  const perSecond = rows / ((performance.now() - began) / 1000);
  await client.execute('drop table bench_rows');
  client.close();
  return perSecond;
}

async function countDrained(libsqlUrl: string): Promise<number> {
  return Number((await query(libsqlUrl, 'select count(*) as n from submissions'))[0]!['n']);
}

async function waitForDrain(libsqlUrl: string, total: number): Promise<void> {
  while ((await countDrained(libsqlUrl)) < total) await new Promise((resolve) => setTimeout(resolve, 200));
}

/** How far apart the medians of 1,000 people who are new and of 1,000 who come again are, as a share. */
async function compareKnown(stack: { origin: string; intakeSecret: string }): Promise<number> {
  const again = `${randomUUID()}@example.org`;
  const times: Record<'fresh' | 'known', number[]> = { fresh: [], known: [] };
  for (let index = 0; index < 1000; index++) {
    for (const kind of index % 2 === 0 ? (['fresh', 'known'] as const) : (['known', 'fresh'] as const)) {
      const email = kind === 'known' ? again : `${randomUUID()}@example.org`;
      const [prepared] = await prepare(stack.intakeSecret, 1, email);
      const began = performance.now();
      const answer = await fetch(`${stack.origin}/v1/signups`, { method: 'POST', ...prepared! });
      await answer.arrayBuffer();
      times[kind].push(performance.now() - began);
      if (answer.status !== 201) throw new Error(`${answer.status}`);
    }
  }
  return Math.abs(1 - median(times.known) / median(times.fresh));
}

/** Sign-ups: how many a second, how soon while the database is away, and how fast they come to it. */
export async function benchIntake(): Promise<void> {
  const stack = await startFaultyStack();
  await callManage(stack, 'PUT', 'content', await loadContent('content'));
  const client = createClient({ url: stack.libsqlUrl });
  await client.execute('create table bench_signups (id text primary key, body text)');
  await client.execute('create table bench_counter (people integer)');
  await client.execute('insert into bench_counter values (0)');
  client.close();
  const secret = stack.intakeSecret;
  // So many writers at once leave sqld spinning, for good at times.
  const restart = async () => {
    await stack.sqld.kill();
    await stack.sqld.start();
  };
  const bindings = { LIBSQL_URL: stack.libsqlUrl };
  const transaction = await serveWorker('transaction-signup', { bindings });
  const parsing = await serveWorker('parse-signup');
  const url = `${stack.origin}/v1/signups`;
  try {
    await send(url, await prepare(secret, ours5s), { connections: 8, seconds: 2 });
    const direct = await compareWrites(
      secret,
      url,
      { url: `${transaction.origin}/`, most: ours5s, afterwards: restart },
      32,
    );
    report('sign-ups, 32 connections, to a transaction a request', direct.ratio, { must: 8, aim: 10 }, direct.note);
    const crowd = await compareWrites(
      secret,
      url,
      { url: `${parsing.origin}/`, most: parsed5s, afterwards: async () => {} },
      128,
    );
    report('sign-ups, 128 connections, to parsing alone', crowd.ratio, { must: 0.15, aim: 0.3 }, crowd.note);
    report('failures of those', crowd.failures, { must: 0, aim: 0, atMost: true });

    report('medians of who is new and who comes again, 1,000 each, apart by', await compareKnown(stack), {
      must: 0.05,
      aim: 0.05,
      atMost: true,
    });

    const rounds: number[] = [];
    for (let round = 0; round < 3; round++) {
      const [first, second] = [await prepare(secret, ours5s), await prepare(secret, ours5s)];
      const up = await send(url, first, { connections: 8 });
      await stack.sqld.kill();
      const down = await send(url, second, { connections: 8 });
      await stack.sqld.start();
      rounds.push(down.p99 / up.p99);
    }
    report('p99 of a sign-up while libSQL is down, to while it is up', median(rounds), {
      must: 1.5,
      aim: 1,
      atMost: true,
    });

    const plain = await writePlainBatches(stack.libsqlUrl, 20_000);
    await stack.sqld.kill();
    let total = 0;
    while (total < backlog) {
      const prepared = await prepare(secret, 10_100);
      total += (await send(url, prepared, { connections: 64, amount: 10_000 })).accepted;
    }
    await stack.sqld.start();
    const [before, began] = [await countDrained(stack.libsqlUrl), performance.now()];
    await waitForDrain(stack.libsqlUrl, before + total);
    const drained = total / ((performance.now() - began) / 1000);
    report(
      `drain of a backlog of ${total.toLocaleString('en')} to plain batches of 200`,
      drained / plain,
      { must: 0.5, aim: 0.8 },
      `${Math.round(drained)} to ${Math.round(plain)} rows/s`,
    );
  } finally {
    await Promise.all([transaction.stop(), parsing.stop()]);
    await stack.stop();
  }
}
