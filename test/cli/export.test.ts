import { readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createClient } from '@libsql/client/http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../support/command.ts';
import { drainedRow, query } from '../support/intake.ts';
import { agree, consent, startConsentStack, type ConsentStack } from '../support/consent.ts';
import { submit } from '../support/proof.ts';

const cli = resolve(import.meta.dirname, '../../worker/cli/export.ts');
let stack: ConsentStack;
beforeAll(async () => {
  stack = await startConsentStack();
});
afterAll(() => stack.stop());

async function signUp(givenName: string): Promise<string> {
  const response = await submit(stack.origin, '/v1/signups', { givenName, email: 'sam@example.org', locale: 'en' });
  const { id } = (await response.json<{ data: { id: string } }>()).data;
  await drainedRow(stack.libsqlUrl, id);
  return id;
}

it('goes on past a damaged record, names it, fails at the end, and leaves a file for its owner alone', async () => {
  await signUp('Firstperson');
  const damaged = [await signUp('Damagedperson'), await signUp('Spoiledperson')];
  await signUp('Lastperson');
  const client = createClient({ url: stack.libsqlUrl });
  await client.execute({
    sql: 'update submissions set sealed = replace(sealed, \'"tag":"\', \'"tag":"AAAA\') where id = ?',
    args: [damaged[0]!],
  });
  await client.execute({ sql: "update submissions set sealed = 'x' where id = ?", args: [damaged[1]!] });
  client.close();

  const out = join(stack.dataDir, 'people.csv');
  await writeFile(out, 'old', { mode: 0o644 });
  const key = join(stack.dataDir, 'keys/campaign.private.json');
  const { code, stderr } = await run(process.execPath, [cli, '--key', key, '--out', out], {
    env: { DATA_DIR: stack.dataDir },
  });
  expect(code).toBe(1);
  for (const id of damaged) expect(stderr).toContain(id);
  const csv = await readFile(out, 'utf8');
  expect(csv).toContain('Firstperson');
  expect(csv).toContain('Lastperson');
  expect((await stat(out)).mode & 0o777).toBe(0o600);
});

it('writes JSON Lines, and leaves a row in the audit that names the key', async () => {
  const id = await signUp('Linesperson');
  const key = join(stack.dataDir, 'keys/recovery.private.json');
  const { stdout } = await run(process.execPath, [cli, '--key', key, '--format', 'jsonl'], {
    env: { DATA_DIR: stack.dataDir },
  });
  const people = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; givenName: string });
  expect(people.find((person) => person.id === id)).toMatchObject({ givenName: 'Linesperson', noVoicemail: false });
  const { kid } = JSON.parse(await readFile(key, 'utf8')) as { kid: string };
  const rows = await query(stack.libsqlUrl, "select target from audit where action = 'export' order by number desc");
  expect(rows[0]).toMatchObject({ target: `exports/${kid}` });
});

it('shows a consent that was taken back as such, until it is given again, and leaves out who is to be erased', async () => {
  const key = join(stack.dataDir, 'keys/campaign.private.json');
  const args = [cli, '--key', key, '--format', 'jsonl'];
  const exported = async () => {
    const { stdout, stderr } = await run(process.execPath, args, { env: { DATA_DIR: stack.dataDir } });
    const people = stdout.trim().split('\n');
    return { people: people.map((line) => JSON.parse(line) as Record<string, unknown>), stderr };
  };
  const settled = async (sql: string, count: number) => {
    await expect.poll(async () => (await query(stack.libsqlUrl, sql)).length, { timeout: 10_000 }).toBe(count);
  };
  const phone = '503 555 0161';
  const first = await agree(stack, { phone });
  const stays = await agree(stack, { phone: '503 555 0162' });
  const find = async (id: string) => (await exported()).people.find((person) => person['id'] === id);
  expect(await find(first.id)).toMatchObject({ smsConsent: 'sms-1', smsRevokedAt: null, takenBack: null });

  await consent(stack, 'revoke', '--phone', phone, '--channel', 'sms');
  await settled("select 1 from consent_events where event = 'revoked'", 1);
  expect(await find(first.id)).toMatchObject({ smsConsent: null, takenBack: 'sms' });
  expect((await find(first.id))!['smsRevokedAt']).toEqual(expect.any(String));
  expect(await find(stays.id)).toMatchObject({ smsConsent: 'sms-1', smsRevokedAt: null, takenBack: null });

  const again = await agree(stack, { phone });
  expect(await find(again.id)).toMatchObject({ smsConsent: 'sms-1', smsRevokedAt: null });
  expect(await find(first.id)).toMatchObject({ smsConsent: null });

  await consent(stack, 'hold', '--phone', phone);
  await consent(stack, 'erase', '--phone', phone);
  await settled('select 1 from held_erasures', 1);
  const { people, stderr } = await exported();
  const ids = people.map(({ id }) => id);
  expect(ids).toContain(stays.id);
  expect(ids).not.toContain(first.id);
  expect(ids).not.toContain(again.id);
  expect(stderr).toContain('2 left out: they are to be erased once a legal hold ends.');
});
