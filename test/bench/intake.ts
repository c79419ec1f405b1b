import { randomUUID } from 'node:crypto';
import { copyFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { createClient } from '@libsql/client/http';
import { built } from '../../worker/cli/build.ts';
import { loadContent } from '../../worker/cli/content.ts';
import { callManage } from '../../worker/cli/manage.ts';
import { startFaultyStack } from '../support/faulty-stack.ts';
import { query } from '../support/intake.ts';
import { proveEasily } from '../support/proof.ts';
import { buildWorker, report, serveWorker } from './serve.ts';

const backlog = 100_000;
/** More than can be sent in five seconds. */
const ours5s = 15_000;
const parsed5s = 90_000;

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

interface Other {
  url: string;
  secret: string;
  /** Sign-ups that it can't answer in five seconds. */
  most: number;
  afterwards?: () => Promise<void>;
}

/** Both sides in turns. */
async function compareWrites(
  one: { url: string; secret: string },
  { url: other, secret, most, afterwards }: Other,
  connections: number,
) {
  const results: { ours: number; theirs: number; failures: number; failuresThere: number }[] = [];
  for (let round = 0; round < 3; round++) {
    const ours = await send(one.url, await prepare(one.secret, ours5s), { connections });
    // What the journal has yet to bring to the database would slow the other side.
    await waitUntilEmpty(new URL(one.url).origin);
    const theirs = await send(other, await prepare(secret, most), { connections });
    await afterwards?.();
    results.push({
      ours: ours.perSecond,
      theirs: theirs.perSecond,
      failures: ours.failures,
      failuresThere: theirs.failures,
    });
  }
  const [ours, theirs] = [results.map((each) => each.ours), results.map((each) => each.theirs)].map((rates) =>
    Math.round(median(rates)),
  );
  const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
  return {
    ratio: median(results.map((each) => each.ours / each.theirs)),
    failures: sum(results.map(({ failures }) => failures)),
    note: `${ours} to ${theirs} sign-ups/s, which failed ${sum(results.map(({ failuresThere }) => failuresThere))} times there`,
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
  const folder = await buildWorker('direct-intake');
  await copyFile(built.workerd, join(folder, 'workerd.capnp'));
  const direct = await startFaultyStack({ config: join(folder, 'workerd.capnp') });
  for (const each of [stack, direct]) await callManage(each, 'PUT', 'content', await loadContent('content'));
  const client = createClient({ url: stack.libsqlUrl });
  await client.execute('create table bench_signups (id text primary key, body text)');
  await client.execute('create table bench_counter (people integer)');
  await client.execute('insert into bench_counter values (0)');
  client.close();
  const secret = stack.intakeSecret;
  // So many writers at once leave sqld spinning, for good at times.
  const restart = async ({ sqld }: typeof stack) => {
    await sqld.kill();
    await sqld.start();
  };
  const bare = await serveWorker('transaction-signup', { bindings: { LIBSQL_URL: stack.libsqlUrl } });
  const parsing = await serveWorker('parse-signup');
  const url = `${stack.origin}/v1/signups`;
  const one = { url, secret };
  try {
    await send(url, await prepare(secret, ours5s), { connections: 8, seconds: 2 });
    const own = await compareWrites(
      one,
      {
        url: `${direct.origin}/v1/signups`,
        secret: direct.intakeSecret,
        most: ours5s,
        afterwards: () => restart(direct),
      },
      32,
    );
    report('sign-ups, 32 connections, to the same in a transaction each', own.ratio, { must: 8, aim: 10 }, own.note);
    const insert = await compareWrites(
      one,
      { url: `${bare.origin}/`, secret, most: ours5s, afterwards: () => restart(stack) },
      32,
    );
    console.log(`        ${insert.ratio.toPrecision(3).padStart(8)}  to a bare insert and a counter  ${insert.note}`);
    const crowd = await compareWrites(one, { url: `${parsing.origin}/`, secret, most: parsed5s }, 128);
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
    const before = await countDrained(stack.libsqlUrl);
    await waitForDrain(stack.libsqlUrl, before + 1);
    const began = performance.now();
    const left = before + total - (await countDrained(stack.libsqlUrl));
    await waitForDrain(stack.libsqlUrl, before + total);
    const drained = left / ((performance.now() - began) / 1000);
    report(
      `drain of a backlog of ${total.toLocaleString('en')} to plain batches of 200`,
      drained / plain,
      { must: 0.5, aim: 0.8 },
      `${Math.round(drained)} to ${Math.round(plain)} rows/s`,
    );
  } finally {
    await Promise.all([bare.stop(), parsing.stop(), stack.stop(), direct.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}
