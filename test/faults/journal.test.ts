import { randomUUID } from 'node:crypto';
import { createServer, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../../worker/cli/child.ts';
import { startFaultyStack } from '../support/faulty-stack.ts';
import { query, sendEasily, signUp } from '../support/intake.ts';
import { campaign, publish } from '../support/private-stack.ts';

let stack: Awaited<ReturnType<typeof startFaultyStack>>;
beforeAll(async () => {
  stack = await startFaultyStack();
  expect((await publish(stack, campaign([]))).status).toBe(200);
});
afterAll(() => stack.stop());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** People who sign up one after the other, and come again with the same key until they are answered. */
function load(clients: number) {
  const acknowledged: string[] = [];
  const over = new AbortController();
  const loops = Array.from({ length: clients }, async () => {
    while (!over.signal.aborted) {
      const key = randomUUID();
      for (;;) {
        const response = await signUp(stack, key).catch(() => null);
        const answer = await response?.json<{ data: { id: string } }>().catch(() => null);
        if (response?.status === 201 && answer?.data) {
          acknowledged.push(answer.data.id);
          break;
        }
        await pause(20);
      }
    }
  });
  return {
    acknowledged,
    stop: async () => {
      over.abort();
      await Promise.all(loops);
    },
  };
}

const count = async (sql: string) => Number((await query(stack.libsqlUrl, sql))[0]!['n']);

/** What the database has, once all that was acknowledged had time to come: rows, people, how many are counted. */
async function takeStock(acknowledged: readonly string[], before: number) {
  const expected = before + acknowledged.length;
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await pause(100)) {
    if ((await count('select count(*) as n from submissions')) >= expected) break;
  }
  const ids = new Set((await query(stack.libsqlUrl, 'select id from submissions')).map(({ id }) => id));
  return {
    lost: acknowledged.filter((id) => !ids.has(id)),
    rows: ids.size - before,
    people: (await count('select count(distinct person) as n from contacts')) - before,
    counted: (await count("select total(people) as n from tallies where act = 'signup'")) - before,
  };
}

/** Each acknowledged once, each there once. */
function allKept(acknowledged: readonly string[]) {
  const { length } = acknowledged;
  return { lost: [], rows: length, people: new Set(acknowledged).size, counted: length };
}

describe('nothing that was acknowledged is lost, and nothing is there twice', () => {
  it('while sqld is killed 20 times', { timeout: 180_000 }, async () => {
    const before = await count('select count(*) as n from submissions');
    const people = load(8);
    for (let times = 0; times < 20; times++) {
      await pause(200 + Math.random() * 300);
      await stack.sqld.kill();
      await stack.sqld.start();
    }
    await people.stop();
    expect(people.acknowledged.length).toBeGreaterThan(100);
    expect(await takeStock(people.acknowledged, before)).toEqual(allKept(people.acknowledged));
  });

  it('while workerd is killed 20 times', { timeout: 180_000 }, async () => {
    const before = await count('select count(*) as n from submissions');
    const people = load(8);
    for (let times = 0; times < 20; times++) {
      await pause(200 + Math.random() * 300);
      await stack.workerd.kill();
      await stack.workerd.start();
    }
    await people.stop();
    expect(people.acknowledged.length).toBeGreaterThan(100);
    expect(await takeStock(people.acknowledged, before)).toEqual(allKept(people.acknowledged));
  });

  // Five minutes, say: STALL_SECONDS=300
  const stallMs = Number(process.env['STALL_SECONDS'] ?? 12) * 1000;

  it('while sqld hangs', { timeout: 180_000 + 2 * stallMs }, async () => {
    const before = await count('select count(*) as n from submissions');
    const people = load(8);
    await pause(500);
    stack.sqld.signal('SIGSTOP');
    const sofar = people.acknowledged.length;
    await pause(stallMs);
    expect(people.acknowledged.length).toBeGreaterThan(sofar + 100);
    stack.sqld.signal('SIGCONT');
    await people.stop();
    expect(people.acknowledged.length).toBeGreaterThan(100);
    expect(await takeStock(people.acknowledged, before)).toEqual(allKept(people.acknowledged));
  });
});

describe('what waited while sqld was away for long', () => {
  it('comes in batches all the same', { timeout: 120_000 }, async () => {
    const batches = () => count('select max(number) as n from drains');
    const [before, first] = [await count('select count(*) as n from submissions'), await batches()];
    await stack.sqld.kill();
    const people = load(8);
    // Longer than the first pauses between tries together.
    await pause(12_000);
    await people.stop();
    await stack.sqld.start();
    expect(await takeStock(people.acknowledged, before)).toEqual(allKept(people.acknowledged));
    expect(people.acknowledged.length).toBeGreaterThan(500);
    expect((await batches()) - first).toBeLessThan(people.acknowledged.length / 50);
  });
});

describe('a client whose answer was lost', () => {
  it('gets it again with the same key, 200 times, and leaves one row each time', async () => {
    const before = await count('select count(*) as n from submissions');
    const port = await findFreePort();
    // Hands the request on, waits for the answer, and hangs up.
    const proxy = createServer((client) => {
      const server = connect(Number(new URL(stack.origin).port), '127.0.0.1');
      client.pipe(server).once('data', () => {
        client.destroy();
        server.destroy();
      });
      for (const socket of [client, server]) socket.on('error', () => socket.destroy());
    }).listen(port, '127.0.0.1');
    try {
      for (let group = 0; group < 20; group++) {
        await Promise.all(
          Array.from({ length: 10 }, async () => {
            const key = randomUUID();
            await expect(signUp({ ...stack, origin: `http://127.0.0.1:${port}` }, key)).rejects.toThrow('fetch failed');
            const answers = [await signUp(stack, key), await signUp(stack, key)];
            expect(answers.map(({ status }) => status)).toEqual([201, 201]);
            const [one, other] = await Promise.all(answers.map((answer) => answer.text()));
            expect(one).toBe(other);
          }),
        );
      }
    } finally {
      proxy.close();
    }
    await expect.poll(() => count('select count(*) as n from submissions'), { timeout: 20_000 }).toBe(before + 200);
  });

  it('and 50 at once with one key, of two people, leave the one who came first, and refuse the other', async () => {
    const before = await count('select count(*) as n from submissions');
    const key = randomUUID();
    const people = ['ada', 'grace'].map((name) => ({ givenName: name, email: `${name}@example.org`, locale: 'en' }));
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, index) => {
        const response = await sendEasily(stack, '/v1/signups', people[index % 2]!, key);
        return { who: index % 2, text: `${response.status} ${await response.text()}` };
      }),
    );
    const byWho = [0, 1].map((who) => new Set(answers.filter((each) => each.who === who).map(({ text }) => text)));
    expect(byWho.map(({ size }) => size)).toEqual([1, 1]);
    const outcomes = byWho.map((texts) => [...texts][0]!).toSorted();
    expect(outcomes).toEqual([expect.stringMatching(/^201 /), expect.stringMatching(/^422 .*idempotency_key_reused/)]);
    await expect.poll(() => count('select count(*) as n from submissions'), { timeout: 20_000 }).toBe(before + 1);
  });

  it('and 50 at once with one key leave one row, and get equal answers', async () => {
    const before = await count('select count(*) as n from submissions');
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => signUp(stack, key)));
    const texts = await Promise.all(answers.map(async (answer) => `${answer.status} ${await answer.text()}`));
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toMatch(/^201 /);
    await expect.poll(() => count('select count(*) as n from submissions')).toBe(before + 1);
    await pause(1000);
    expect(await count('select count(*) as n from submissions')).toBe(before + 1);
  });
});
