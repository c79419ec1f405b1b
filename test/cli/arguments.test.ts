import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { makeKeyPair } from '../../worker/cli/settings.ts';
import { post } from '../support/api.ts';
import { run, type Outcome } from '../support/command.ts';
import { drainedRow } from '../support/intake.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'uwh-arguments-'));
  const { kid } = JSON.parse(await readFile(join(inject('dataDir'), 'keys/campaign.private.json'), 'utf8')) as {
    kid: string;
  };
  const own = join(folder, 'own.json');
  await makeKeyPair('campaign', own);
  const privateKey = JSON.parse(await readFile(own, 'utf8')) as object;
  await writeFile(join(folder, 'other.json'), JSON.stringify({ ...privateKey, kid }));
  await writeFile(join(folder, 'spoiled.json'), JSON.stringify({ ...privateKey, n: '%', kid }));
  await writeFile(join(folder, 'public.json'), JSON.stringify({ ...privateKey, d: undefined }));
  await writeFile(join(folder, 'text.json'), 'not a key');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function command(name: string, ...args: string[]): Promise<Outcome> {
  return run(process.execPath, [resolve(import.meta.dirname, `../../worker/cli/${name}.ts`), ...args], {
    env: { DATA_DIR: inject('dataDir'), LIBSQL_URL: inject('libsqlUrl'), PORT: new URL(inject('origin')).port },
  });
}

const campaignKey = () => join(inject('dataDir'), 'keys/campaign.private.json');

it.concurrent.each<[string, string, () => string[]]>([
  ['an option that there is not', 'consent', () => ['verify', '--bogus']],
  ['an option without its value', 'consent', () => ['dossier', '--phone']],
  ['an end that is none', 'consent', () => ['verify', '--head', 'x']],
  [
    'a dossier in a folder that is not there',
    'consent',
    () => ['dossier', '--email', 'a@example.org', '--out', '/none/x'],
  ],
  ['a channel that there is not', 'consent', () => ['revoke', '--phone', '503 555 0142', '--channel', 'fax']],
  ['an option that there is not', 'export', () => ['--bogus']],
  ['one argument too many', 'export', () => ['--key', campaignKey(), 'x']],
  ['a format that there is not', 'export', () => ['--key', campaignKey(), '--format', 'xlsx']],
  ['no file', 'export', () => ['--key', join(folder, 'nothing.json')]],
  ['a file that is no key', 'export', () => ['--key', join(folder, 'text.json')]],
  ['a spoiled key', 'export', () => ['--key', join(folder, 'spoiled.json')]],
  ['a public key', 'export', () => ['--key', join(folder, 'public.json')]],
  ['a folder that is not there', 'export', () => ['--key', campaignKey(), '--out', '/none/x.csv']],
  ['an option that there is not', 'receivers', () => ['--bogus']],
  ['an option that there is not', 'keys', () => ['create', '--bogus']],
])('with %s "%s" says in few words what is wrong', async (_, name, args) => {
  const { code, stdout, stderr } = await command(name, ...args());
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).not.toMatch(/\n {4}at /);
  expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(12);
});

it('an export with another key of the same name opens nothing, and names what it should open', async () => {
  const signup = { givenName: 'Sam', email: 'sam@example.org', locale: 'en' };
  const { data } = await (await post('/v1/signups', signup)).json<{ data: { id: string } }>();
  await drainedRow(inject('libsqlUrl'), data.id);
  const { code, stdout, stderr } = await command('export', '--key', join(folder, 'other.json'), '--format', 'jsonl');
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/^0 exported/);
  expect(stderr).toContain(data.id);
  expect(stderr).not.toMatch(/\n {4}at /);
});
