import { createClient } from '@libsql/client/http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
beforeAll(async () => {
  stack = await startPrivateStack();
  const set = campaign([entry('faq', 'a', { position: 1 }, { question: 'Q', answer: 'A' })]);
  expect((await publish(stack, set)).status).toBe(200);
});
afterAll(() => stack.stop());

describe.each(['audit', 'versions'])('the table %s', (table) => {
  it.each([
    `update ${table} set rowid = rowid`,
    `delete from ${table}`,
    `delete from ${table} where rowid = 1`,
    `insert or replace into ${table} select * from ${table}`,
  ])('refuses: %s', async (statement) => {
    const client = createClient({ url: stack.libsqlUrl });
    const rows = async () => (await client.execute(`select * from ${table}`)).rows;
    const before = await rows();
    expect(before.length).toBeGreaterThan(0);
    await expect(client.execute(statement)).rejects.toThrow('append-only');
    expect(await rows()).toEqual(before);
    client.close();
  });
});
