import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../support/api.ts';
import { digestOf, upload, webp } from '../support/images.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { submit } from '../support/proof.ts';

let readAt: number;
let stack: Awaited<ReturnType<typeof startPrivateStack>>;
const known = 'known';
const marker = `m${randomUUID().replaceAll('-', '')}`;

beforeAll(async () => {
  stack = await startPrivateStack();
  const pledges = ['stand', known].map((slug, position) =>
    entry('pledge', slug, { position }, { title: 'T', text: 'T', label: 'L' }),
  );
  await publish(stack, campaign([entry('faq', 'a', { position: 1 }, { question: 'Q', answer: 'A' }), ...pledges]));
  for (const path of ['faqs', 'pledges', `counters/${known}`])
    expect((await fetch(`${stack.origin}/v1/${path}`)).status).toBe(200);
  expect((await upload(stack, webp)).status).toBe(201);
  expect((await fetch(`${stack.origin}/images/${digestOf(webp)}.webp`)).status).toBe(200);
  readAt = Date.now();
  await stack.children.find(({ name }) => name.includes('libSQL'))!.stop();
});
afterAll(() => stack.stop());

describe('while the database is away', () => {
  it('reads go on', async () => {
    for (let times = 0; times < 3; times++) expect((await fetch(`${stack.origin}/v1/faqs`)).status).toBe(200);
  });

  it('a picture that was read is given still, and one that was not is 503', async () => {
    expect((await fetch(`${stack.origin}/images/${digestOf(webp)}.webp`)).status).toBe(200);
    const response = await fetch(`${stack.origin}/images/${'0'.repeat(64)}.webp`);
    expect((await problemOf(response)).code).toBe('unavailable');
  });

  it('a counter is what it was when it was last read', async () => {
    const isStale = async () => {
      const response = await fetch(`${stack.origin}/v1/counters/${known}`);
      expect(response.status).toBe(200);
      return Date.now() > readAt + 2000;
    };
    await expect.poll(isStale, { timeout: 10_000 }).toBe(true);
  });

  it('search is 503, and reads go on after it', async () => {
    const response = await fetch(`${stack.origin}/v1/search?q=${marker}`);
    expect(response.status).toBe(503);
    expect((await problemOf(response)).code).toBe('unavailable');
    expect((await fetch(`${stack.origin}/v1/faqs`)).status).toBe(200);
  });

  it('sign-ups and pledges are taken, and no log has anything of the person', async () => {
    const body = { givenName: marker, email: `${marker}@example.org`, locale: 'en' };
    for (const [path, sent] of [
      ['signups', body],
      ['pledges', { ...body, pledge: 'stand' }],
    ] as const) {
      const key = `${marker}${randomUUID()}`;
      const response = await submit(stack.origin, `/v1/${path}?name=${marker}`, sent, { 'Idempotency-Key': key });
      expect(response.status).toBe(201);
      expect(await response.text()).not.toContain(marker);
    }
    const health = await fetch(`${stack.origin}/healthz`);
    // Whoever watches it does not see two people sign.
    expect((await health.json<{ journal: unknown }>()).journal).toEqual({ pending: 0, oldest: null, stuck: 0 });
    const counter = await fetch(`${stack.origin}/v1/counters/stand?name=${marker}`);
    expect(counter.status).toBe(503);
    expect(counter.headers.get('Retry-After')).toMatch(/^\d+$/);
    const workerd = stack.children.find(({ name }) => name === 'workerd')!;
    // The first try to reach the database comes within a second.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await workerd.stop();
    const log = await workerd.ended;
    expect(log).toContain('drain_failed');
    expect(log).toContain('stale_counter');
    expect(log).not.toContain(marker);
  });
});
