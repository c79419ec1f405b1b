import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { built } from '../../worker/cli/build.ts';
import { startColdWorker } from '../support/carried.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { startRelay } from '../support/relay.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
const faq = (question: string) => entry('faq', 'who', { position: 1 }, { question, answer: 'An answer' });
const goal = entry('goal', 'wages', { position: 1 }, { title: 'Wages', body: 'Pay' });
const paths = ['/v1/faqs?locale=en', '/v1/faqs/who', '/v1/goals?chapter=oregon', '/v1/chapters', '/v1/locales', '/en'];
// New addresses each: none of them is answered from memory as a whole.
const fresh = (path: string, number: number) => `${path}${path.includes('?') ? '&' : '?'}n=${number}`;

beforeAll(async () => {
  stack = await startPrivateStack();
  expect((await publish(stack, campaign([faq('Who are we?'), goal]))).status).toBe(200);
});
afterAll(() => stack.stop());

interface Seen {
  path: string;
  status: number;
  words: string;
}

/** Reads for as long as asked, eight at a time, and gives what was not as it should be. */
async function readAllTheWhile(origin: string, during: () => Promise<void>): Promise<{ reads: number; wrong: Seen[] }> {
  const expected = new Map<string, string>();
  for (const path of paths) expected.set(path, await wordsOf(await fetch(origin + path)));
  const reading = { isDone: false, reads: 0 };
  const wrong: Seen[] = [];
  const reader = async () => {
    while (!reading.isDone) {
      const path = paths[reading.reads % paths.length]!;
      reading.reads += 1;
      const address = origin + (reading.reads % 2 === 0 ? path : fresh(path, reading.reads));
      // What hangs is given up.
      const answer = await fetch(address, { signal: AbortSignal.timeout(3000) }).catch(() => null);
      const words = answer === null ? '' : await wordsOf(answer);
      if (answer?.status !== 200 || words !== expected.get(path))
        wrong.push({ path, status: answer?.status ?? 0, words });
    }
  };
  const readers = Array.from({ length: 8 }, reader);
  await during();
  reading.isDone = true;
  await Promise.all(readers);
  return { reads: reading.reads, wrong };
}

/** The content, without the address that was asked. */
async function wordsOf(answer: Response): Promise<string> {
  const text = await answer.text();
  return text.startsWith('{') ? JSON.stringify((JSON.parse(text) as { data: unknown }).data) : text;
}

const healthOf = async (origin: string) => (await fetch(`${origin}/healthz`)).json();

describe('while readers come', () => {
  it('no reader notices that sqld is stopped in its tracks, and the next publish is seen once it goes on', async () => {
    const sqld = stack.children.find(({ name }) => name.includes('libSQL'))!;
    try {
      const { reads, wrong } = await readAllTheWhile(stack.origin, async () => {
        await sleep(500);
        process.kill(sqld.pid, 'SIGSTOP');
        // Longer than a call to it is waited for.
        await sleep(6500);
        expect(await healthOf(stack.origin)).toMatchObject({ status: 'ok', source: 'memory', database: 'away' });
        expect((await fetch(`${stack.origin}/v1/search?q=who`)).status).toBe(503);
      });
      expect(wrong).toEqual([]);
      expect(reads).toBeGreaterThan(100);
    } finally {
      process.kill(sqld.pid, 'SIGCONT');
    }
    expect((await publish(stack, campaign([faq('Who has come back?'), goal]))).status).toBe(200);
    await expect
      .poll(async () => wordsOf(await fetch(`${stack.origin}/v1/faqs?locale=en`)), { timeout: 9000 })
      .toContain('Who has come back?');
    expect(await healthOf(stack.origin)).toMatchObject({ source: 'database', database: 'ok' });
  });

  it('no reader notices that sqld refuses everything, as it does once too many writers have held it', async () => {
    const relay = await startRelay(stack.libsqlUrl);
    await relay.turn('open');
    const { origin, child } = await startColdWorker(stack, { libsqlUrl: relay.url, assets: built.assets });
    const { wrong } = await readAllTheWhile(origin, async () => {
      await relay.turn('wedged');
      await sleep(2500);
      expect(await healthOf(origin)).toMatchObject({ status: 'ok', source: 'memory', database: 'away' });
    });
    await child.stop();
    await relay.turn('gone');
    expect(wrong).toEqual([]);
  });

  it('no reader notices that sqld is killed', async () => {
    const sqld = stack.children.find(({ name }) => name.includes('libSQL'))!;
    const { wrong } = await readAllTheWhile(stack.origin, async () => {
      await sleep(500);
      process.kill(sqld.pid, 'SIGKILL');
      await sleep(2500);
      expect(await healthOf(stack.origin)).toMatchObject({ status: 'ok', source: 'memory', database: 'away' });
      expect((await fetch(`${stack.origin}/v1/search?q=who`)).status).toBe(503);
    });
    expect(wrong).toEqual([]);
  });
});
