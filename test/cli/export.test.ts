import { readFile, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createClient } from '@libsql/client/http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../support/command.ts';
import { drainedRow, query } from '../support/intake.ts';
import { campaign, publish, startPrivateStack } from '../support/private-stack.ts';
import { submit } from '../support/proof.ts';

const cli = resolve(import.meta.dirname, '../../worker/cli/export.ts');
let stack: Awaited<ReturnType<typeof startPrivateStack>>;
beforeAll(async () => {
  stack = await startPrivateStack();
  await publish(stack, campaign([]));
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
