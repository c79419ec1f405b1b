import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { agree, consent, startConsentStack, type ConsentStack } from '../support/consent.ts';
import { query } from '../support/intake.ts';
import { manage } from '../support/manage.ts';

let stack: ConsentStack;
beforeAll(async () => {
  stack = await startConsentStack();
});
afterAll(() => stack.stop());

/** Files of the database and of the journal that have this value. */
async function filesWith(value: string): Promise<string[]> {
  const files = await readdir(stack.dataDir, { recursive: true, withFileTypes: true });
  const found = await Promise.all(
    files
      .filter((file) => file.isFile())
      .map(async (file) => {
        const path = join(file.parentPath, file.name);
        return (await readFile(path, 'latin1')).includes(value) ? [path] : [];
      }),
  );
  return found.flat();
}

it('erases from the tables at once; what storage keeps of old pages is ciphertext and digests', async () => {
  const marker = `m${randomUUID().replaceAll('-', '')}`;
  const { id } = await agree(stack, { email: `${marker}@example.org`, phone: '503 555 0181' });
  await consent(stack, 'erase', '--phone', '503 555 0181');
  const left = () => query(stack.libsqlUrl, 'select id from submissions where id = ?', id);
  await expect.poll(async () => (await left()).length, { timeout: 10_000 }).toBe(0);
  for (const value of [marker, '5035550181']) expect(await filesWith(value)).toEqual([]);
});

it('takes revocations and erasures while the database is away, and logs nothing of anyone', async () => {
  await stack.children.find(({ name }) => name.includes('libSQL'))!.stop();
  const marker = `m${randomUUID().replaceAll('-', '')}`;
  const { INBOUND_SECRET } = JSON.parse(await readFile(join(stack.dataDir, 'secrets.json'), 'utf8')) as {
    INBOUND_SECRET: string;
  };
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${INBOUND_SECRET}` };
  for (const text of ['STOP', `Call me, ${marker}`]) {
    const body = JSON.stringify({ from: '+15035550182', text });
    expect((await fetch(`${stack.origin}/v1/inbound/sms`, { method: 'POST', headers, body })).status).toBe(204);
  }
  for (const path of ['revocations', 'erasures']) {
    const body = { email: `${marker}@example.org` };
    expect((await manage(stack, 'POST', path, { body })).status).toBe(201);
  }
  const code = await fetch(`${stack.origin}/en/my`, {
    method: 'POST',
    body: new URLSearchParams({ code: '7H2KQ0MZ4T9XW1BC5RSE' }),
  });
  expect(code.status).toBe(503);
  expect((await fetch(`${stack.origin}/en/consent?link=${marker}`)).status).toBe(404);
  const workerd = stack.children.find(({ name }) => name === 'workerd')!;
  // The first try to reach the database comes within a second.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await workerd.stop();
  const log = await workerd.ended;
  expect(log).toContain('drain_failed');
  for (const value of [marker, '5550182', '7H2KQ', INBOUND_SECRET]) expect(log).not.toContain(value);
});
