import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../support/api.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { submit } from '../support/proof.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
const marker = `m${randomUUID().replaceAll('-', '')}`;

beforeAll(async () => {
  stack = await startPrivateStack();
  const pledge = entry('pledge', 'stand', { position: 1 }, { title: 'T', text: 'T', label: 'L' });
  await publish(stack, campaign([entry('faq', 'a', { position: 1 }, { question: 'Q', answer: 'A' }), pledge]));
  for (const path of ['faqs', 'pledges']) expect((await fetch(`${stack.origin}/v1/${path}`)).status).toBe(200);
  await stack.children.find(({ name }) => name.includes('libSQL'))!.stop();
});
afterAll(() => stack.stop());

describe('while the database is away', () => {
  it('reads go on', async () => {
    for (let times = 0; times < 3; times++) expect((await fetch(`${stack.origin}/v1/faqs`)).status).toBe(200);
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
    const counter = await fetch(`${stack.origin}/v1/counters/stand?name=${marker}`);
    expect(counter.status).toBe(503);
    expect(counter.headers.get('Retry-After')).toMatch(/^\d+$/);
    const workerd = stack.children.find(({ name }) => name === 'workerd')!;
    // The first try to reach the database comes within a second.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await workerd.stop();
    const log = await workerd.ended;
    expect(log).toContain('drain_failed');
    expect(log).not.toContain(marker);
  });
});
