import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Counter } from '../../schema/wire/counter.ts';
import { problemOf } from '../support/api.ts';
import { submit } from '../support/proof.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

const words = { title: 'Stand', text: 'I stand.', label: 'I stand' };
// The journal brings what was sent to the database shortly after.
const polling = { timeout: 10_000 };
let stack: Awaited<ReturnType<typeof startPrivateStack>>;

beforeAll(async () => {
  stack = await startPrivateStack();
  await publish(
    stack,
    campaign([
      entry('pledge', 'open', { position: 1, countsSignups: true }, words),
      entry('pledge', 'with-target', { position: 2, target: 2000 }, words),
      entry('pledge', 'closed', { position: 3, closesAt: '2020-01-01T00:00:00Z' }, words),
    ]),
  );
});
afterAll(() => stack.stop());

async function read(slug: string) {
  const response = await fetch(`${stack.origin}/v1/counters/${slug}`);
  return z.strictObject({ data: Counter }).parse(await response.json()).data;
}

function record(slug: string, body: unknown, token = stack.manageToken) {
  return fetch(`${stack.origin}/v1/manage/counters/${slug}/totals`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
}

function send(path: 'signups' | 'pledges', more: object) {
  return submit(stack.origin, `/v1/${path}`, { givenName: 'Sam', email: 'sam@example.org', locale: 'en', ...more });
}

describe('a counter', () => {
  it('starts at nothing, hides few, and shows paper and online together', async () => {
    expect(await read('open')).toEqual({
      counter: 'open',
      total: 0,
      goal: { value: 100, basis: 'milestone' },
      includes: [],
      closed: false,
    });
    expect((await send('pledges', { pledge: 'open' })).status).toBe(201);
    await expect.poll(() => read('open'), polling).toMatchObject({ total: null, includes: ['online'] });
    expect((await record('open', { count: 50, source: 'Cards of a test meeting' })).status).toBe(201);
    expect((await send('signups', { email: 'alex@example.org' })).status).toBe(201);
    await expect.poll(() => read('open'), polling).toMatchObject({ total: 52, includes: ['online', 'paper'] });
    expect((await record('open', { count: 48, source: 'More cards' })).status).toBe(201);
    expect(await read('open')).toMatchObject({ total: 100, goal: { value: 250, basis: 'milestone' } });
  });

  it('shows the target that the campaign set, and does not count sign-ups unless told to', async () => {
    expect(await read('with-target')).toMatchObject({ total: 0, goal: { value: 2000, basis: 'target' } });
  });

  it('says that a pledge is closed, and the pledge takes no more', async () => {
    expect((await read('closed')).closed).toBe(true);
    expect((await problemOf(await send('pledges', { pledge: 'closed' }))).code).toBe('pledge_closed');
  });

  it('takes totals only with the token, with a source, and for a pledge that is there', async () => {
    expect((await record('open', { count: 1, source: 'x' }, 'wrong')).status).toBe(401);
    expect((await record('open', { count: 1 })).status).toBe(422);
    expect((await record('open', { count: 0, source: 'x' })).status).toBe(422);
    expect((await record('nothing', { count: 1, source: 'x' })).status).toBe(404);
  });
});
