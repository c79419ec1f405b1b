import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startFaultyStack } from '../support/faulty-stack.ts';
import { drainedRow, query, sendEasily } from '../support/intake.ts';
import { manage } from '../support/manage.ts';
import { campaign, publish } from '../support/private-stack.ts';

let stack: Awaited<ReturnType<typeof startFaultyStack>>;
beforeAll(async () => {
  stack = await startFaultyStack();
  expect((await publish(stack, campaign([]))).status).toBe(200);
});
afterAll(() => stack.stop());

interface Receipt {
  id: string;
  receivedAt: string;
  code: string;
}

async function send(key: string, givenName: string): Promise<Receipt | number> {
  const person = { givenName, email: `${givenName}@example.org`, locale: 'en' };
  const response = await sendEasily(stack, '/v1/signups', person, key);
  if (response.status !== 201) return response.status;
  return (await response.json<{ data: Receipt }>()).data;
}

/** Changes the journal's file while workerd is away. */
async function changeJournal(change: (journal: DatabaseSync) => void): Promise<void> {
  await stack.workerd.kill();
  const folder = join(stack.dataDir, 'objects');
  for (const file of await readdir(folder, { recursive: true })) {
    if (!file.endsWith('.sqlite')) continue;
    const object = new DatabaseSync(join(folder, file));
    if (object.prepare("select 1 from sqlite_master where name = 'entries'").get() !== undefined) change(object);
    object.close();
  }
  await stack.workerd.start();
}

function passTwoDays(): Promise<void> {
  const before = new Date(Date.now() - 48 * 60 * 60 * 1000).toISOString();
  return changeJournal((journal) => journal.prepare('update entries set received_at = ?').run(before));
}

it('a key that is used again after 24 hours loses nobody: the same request is one record, another is another', async () => {
  const key = randomUUID();
  const ada = (await send(key, 'ada')) as Receipt;
  await drainedRow(stack.libsqlUrl, ada.id);
  expect(await send(key, 'ada')).toEqual(ada);
  expect(await send(key, 'grace')).toBe(422);

  await passTwoDays();
  await expect.poll(async () => typeof (await send(key, 'grace')), { timeout: 10_000 }).toBe('object');
  const grace = (await send(key, 'grace')) as Receipt;
  expect(await drainedRow(stack.libsqlUrl, grace.id)).toMatchObject({ received_at: grace.receivedAt });
  expect(grace.code).not.toBe(ada.code);
  expect(await send(key, 'ada')).toBe(422);

  await passTwoDays();
  await expect.poll(async () => typeof (await send(key, 'ada')), { timeout: 10_000 }).toBe('object');
  const again = (await send(key, 'ada')) as Receipt;
  expect([again.id, again.code]).toEqual([ada.id, ada.code]);
  const { id } = (await send(randomUUID(), 'later')) as Receipt;
  await drainedRow(stack.libsqlUrl, id);
  expect(await query(stack.libsqlUrl, 'select id from submissions where id = ?', ada.id)).toHaveLength(1);
  expect(await query(stack.libsqlUrl, 'select id from submissions')).toHaveLength(3);
});

it('a journal that is broken is 503 with a time to come again, and goes on once it is mended', async () => {
  await drainedRow(stack.libsqlUrl, ((await send(randomUUID(), 'first')) as Receipt).id);
  const key = randomUUID();
  await changeJournal((journal) =>
    journal.exec('alter table entries rename to mended; create view entries as select 1'),
  );
  const person = { givenName: 'Sam', email: 'sam@example.org', locale: 'en' };
  const refused = [
    await sendEasily(stack, '/v1/signups', person, key),
    await fetch(`${stack.origin}/v1/signups`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body: JSON.stringify(person),
    }),
    await fetch(`${stack.origin}/v1/challenge`, { headers: { 'Idempotency-Key': key } }),
  ];
  expect(refused.map(({ status, headers }) => [status, headers.get('Retry-After')])).toEqual(
    refused.map(() => [503, '5']),
  );
  await changeJournal((journal) => journal.exec('drop view entries; alter table mended rename to entries'));
  const { id } = (await send(key, 'sam')) as Receipt;
  await drainedRow(stack.libsqlUrl, id);
});

it('a journal that is full is 503 with a time to come again, and takes back what people agreed to all the same', async () => {
  // More than is found to be good for nothing meanwhile, one by one.
  await changeJournal((journal) =>
    journal.exec(`with recursive series (n) as (select 1 union all select n + 1 from series where n < 1050000)
      insert into entries (id, request_mac, received_at, record)
      select 'full-' || n, n, '2026-11-22T17:00:00.000Z', '{}' from series`),
  );
  const key = randomUUID();
  const person = { givenName: 'Sam', email: 'sam@example.org', locale: 'en' };
  const refused = await sendEasily(stack, '/v1/signups', person, key);
  expect([refused.status, refused.headers.get('Retry-After')]).toEqual([503, '60']);
  const revocation = { email: 'sam@example.org', channel: 'email' };
  expect((await manage(stack, 'POST', 'revocations', { body: revocation })).status).toBe(201);
  await changeJournal((journal) => journal.exec("delete from entries where id like 'full-%'"));
  expect(await drainedRow(stack.libsqlUrl, ((await send(key, 'sam')) as Receipt).id)).toBeTruthy();
});
