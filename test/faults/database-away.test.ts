import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemOf } from '../support/api.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

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

  it('what needs it is 503 and says when to come back, and no log has anything of the person', async () => {
    const body = { givenName: marker, email: `${marker}@example.org`, locale: 'en' };
    const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': `${marker}${randomUUID()}` };
    for (const [path, sent] of [
      ['signups', body],
      ['pledges', { ...body, pledge: 'stand' }],
    ] as const) {
      const response = await fetch(`${stack.origin}/v1/${path}?name=${marker}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(sent),
      });
      expect(response.status).toBe(503);
      expect(response.headers.get('Retry-After')).toMatch(/^\d+$/);
      const text = await response.clone().text();
      expect((await problemOf(response)).code).toBe('unavailable');
      expect(text).not.toContain(marker);
    }
    expect((await fetch(`${stack.origin}/v1/counters/stand`)).status).toBe(503);
    const workerd = stack.children.find(({ name }) => name === 'workerd')!;
    await workerd.stop();
    const log = await workerd.ended;
    expect(log).toContain('request_failed');
    expect(log).not.toContain(marker);
  });
});
