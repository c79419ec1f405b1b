import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { submit } from '../support/proof.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
beforeAll(async () => {
  stack = await startPrivateStack();
});
afterAll(() => stack.stop());

const texts = (text: string, closesAt: string | null) =>
  campaign([
    entry(
      'disclosure',
      'sms-1',
      { channel: 'sms', version: 1 },
      { text, links: { terms: 'T', privacy: 'P' }, review: { status: 'draft' } },
    ),
    entry('pledge', 'stand', { position: 1, closesAt }, { title: 'T', text: 'T', label: 'L' }),
  ]);

function send(path: 'signups' | 'pledges', key: string, body: unknown) {
  return submit(stack.origin, `/v1/${path}`, body, { 'Idempotency-Key': key });
}

it('a repeat gets its first answer, also after the disclosure has changed and the pledge was closed', async () => {
  await publish(stack, texts('One', null));
  const list = await fetch(`${stack.origin}/v1/disclosures?locale=en`);
  const { data } = await list.json<{ data: { slug: string; version: number; digest: string }[] }>();
  const { slug: disclosure, version, digest } = data[0]!;
  const person = { givenName: 'Sam', phone: '(503) 555-0142', locale: 'en' };
  const signup = { ...person, consents: { sms: { disclosure, version, digest, locale: 'en' } } };
  const pledge = { ...person, pledge: 'stand' };
  const keys = [randomUUID(), randomUUID()] as const;
  const first = [await send('signups', keys[0], signup), await send('pledges', keys[1], pledge)];
  expect(first.map(({ status }) => status)).toEqual([201, 201]);

  await publish(stack, texts('Two', '2020-01-01T00:00:00Z'));
  const isThere = async () =>
    (await (await fetch(`${stack.origin}/v1/disclosures?locale=en`)).text()).includes('"Two"');
  await expect.poll(isThere, { timeout: 4000 }).toBe(true);
  const again = [await send('signups', keys[0], signup), await send('pledges', keys[1], pledge)];
  expect(again.map(({ status }) => status)).toEqual([201, 201]);
  expect(await Promise.all(again.map((response) => response.text()))).toEqual(
    await Promise.all(first.map((response) => response.text())),
  );
  expect((await send('signups', randomUUID(), signup)).status).toBe(422);
  expect((await send('pledges', randomUUID(), pledge)).status).toBe(422);
});
