import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
beforeAll(async () => {
  stack = await startPrivateStack();
});
afterAll(() => stack.stop());

const entries = (word: string) =>
  Array.from({ length: 40 }, (_, index) =>
    entry('faq', `q-${index}`, { position: index }, { question: `${word} ${index}`, answer: '**A**' }),
  );

async function words(origin: string, chapter: string): Promise<string[]> {
  const response = await fetch(`${origin}/v1/faqs?locale=en&chapter=${chapter}`);
  const { data } = await response.json<{ data: { question: string }[] }>();
  return data.map(({ question }) => question.split(' ')[0]!);
}

describe('a publish that is killed at any moment', () => {
  it('leaves the old release serving, or the new one, never a part of either', async () => {
    expect((await publish(stack, campaign(entries('Word-0')))).status).toBe(200);
    const outcomes: string[] = [];
    for (let round = 1; round <= 10; round++) {
      const writer = await startPrivateStack(stack.libsqlUrl);
      const workerd = writer.children.find(({ name }) => name === 'workerd')!;
      const sent = publish(writer, campaign(entries(`Word-${round}`))).then(
        ({ status }) => `answered ${status}`,
        () => 'killed',
      );
      await new Promise((done) => setTimeout(done, Math.random() * 120));
      process.kill(workerd.pid, 'SIGKILL');
      outcomes.push(await sent);
      await writer.stop();
      // Another Worker that starts now reads what is in the database.
      const reader = await startPrivateStack(stack.libsqlUrl);
      for (const chapter of ['national', 'oregon']) {
        const seen = await words(reader.origin, chapter);
        expect(seen).toHaveLength(40);
        expect(new Set(seen).size).toBe(1);
      }
      await reader.stop();
    }
    expect(outcomes).toContain('killed');
    // Whoever comes next can publish.
    expect((await publish(stack, campaign(entries('Last')))).status).toBe(200);
    await expect
      .poll(async () => new Set(await words(stack.origin, 'oregon')), { timeout: 4000 })
      .toEqual(new Set(['Last']));
  });
});

describe('while sqld is stopped in its tracks', () => {
  it('reads go on from memory, and the first after a pause waits no more than a moment', async () => {
    const sqld = stack.children.find(({ name }) => name.includes('libSQL'))!;
    expect((await fetch(`${stack.origin}/v1/faqs?locale=en`)).status).toBe(200);
    process.kill(sqld.pid, 'SIGSTOP');
    try {
      await new Promise((done) => setTimeout(done, 2500));
      for (let times = 0; times < 20; times++) {
        // By design 100 ms at the most; what hangs is given up.
        const answer = await fetch(`${stack.origin}/v1/faqs?locale=en`, { signal: AbortSignal.timeout(3000) });
        expect(answer.status).toBe(200);
      }
      expect((await fetch(`${stack.origin}/healthz`)).status).toBe(200);
    } finally {
      process.kill(sqld.pid, 'SIGCONT');
    }
    expect((await publish(stack, campaign(entries('After')))).status).toBe(200);
    await expect
      .poll(async () => new Set(await words(stack.origin, 'national')), { timeout: 9000 })
      .toEqual(new Set(['After']));
  });
});
