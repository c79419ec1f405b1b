import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { startFaultyStack } from '../support/faulty-stack.ts';
import { query, signUp } from '../support/intake.ts';
import { campaign, publish } from '../support/private-stack.ts';

let stack: Awaited<ReturnType<typeof startFaultyStack>>;
beforeAll(async () => {
  // What was refused is tried again at the turn of the counters' period.
  vi.stubEnv('COUNTER_SECONDS', '10');
  stack = await startFaultyStack();
  expect((await publish(stack, campaign([]))).status).toBe(200);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await stack.stop();
});

const polling = { timeout: 60_000, interval: 100 };
const submissions = async () =>
  Number((await query(stack.libsqlUrl, 'select count(*) as n from submissions'))[0]!['n']);

async function stuck(): Promise<number | undefined> {
  const { journal } = await (await fetch(`${stack.origin}/healthz`)).json<{ journal: { stuck: number } | null }>();
  return journal?.stuck;
}

/** What the private code shows to whom it was given. */
async function privatePage(code: string): Promise<string> {
  return (await fetch(`${stack.origin}/en/my`, { method: 'POST', body: new URLSearchParams({ code }) })).text();
}

it(
  'what the database refuses is set aside, the rest goes on, and it is tried again',
  { timeout: 150_000 },
  async () => {
    const condition = 'when (select count(*) from submissions) = 30';
    await query(
      stack.libsqlUrl,
      `create trigger refusing before insert on submissions ${condition} begin select raise(abort, 'no'); end`,
    );
    let code = '';
    for (let index = 0; index < 31; index++) {
      const response = await signUp(stack);
      expect(response.status).toBe(201);
      ({ code } = (await response.json<{ data: { code: string } }>()).data);
    }
    await expect.poll(stuck, polling).toBe(1);
    expect(await submissions()).toBe(30);
    expect(await privatePage(code)).toContain('is just being filed');
    const ofNobody = code.slice(0, -1) + (code.endsWith('0') ? '1' : '0');
    expect(await privatePage(ofNobody)).not.toContain('is just being filed');
    await query(stack.libsqlUrl, 'drop trigger refusing');
    await expect.poll(submissions, polling).toBe(31);
    expect(await stuck()).toBe(0);
    expect(await privatePage(code)).toContain('Received: ');
  },
);
