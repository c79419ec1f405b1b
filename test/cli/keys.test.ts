import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from '../support/command.ts';
import { drainedRow } from '../support/intake.ts';
import { dataOf } from '../support/manage.ts';
import { campaign, publish } from '../support/private-stack.ts';
import { command, startReceivingStack } from '../support/receiving-stack.ts';
import { submit } from '../support/proof.ts';

let stack: Awaited<ReturnType<typeof startReceivingStack>>;
beforeAll(async () => {
  stack = await startReceivingStack();
  expect((await publish(stack, campaign([]))).status).toBe(200);
});
afterAll(() => stack.stop());

async function signUp(givenName: string, chapter: string): Promise<void> {
  const response = await submit(stack.origin, '/v1/signups', {
    givenName,
    email: `${givenName}@example.org`,
    locale: 'en',
    chapter,
  });
  await drainedRow(stack.libsqlUrl, (await dataOf<{ id: string }>(response)).id);
}

/** The names that a private key opens. */
async function namesOpenedBy(file: string): Promise<string[]> {
  const { stdout } = await run(process.execPath, [command('export'), '--key', file], {
    env: { DATA_DIR: stack.dataDir },
  });
  return [...stdout.matchAll(/\b(\w+)@example\.org/g)].map(([, name]) => name!).toSorted();
}

const inKeys = (name: string) => join(stack.dataDir, 'keys', name);

describe('npm run keys', () => {
  it('gives a chapter a key that opens its own sign-ups, and no one else’s, and none from before', async () => {
    await signUp('early', 'oregon');
    const made = await stack.keys('create', '--holder', 'chapter-oregon');
    expect([made.code, made.stderr]).toEqual([0, '']);
    expect((await stack.keys('create', '--holder', 'chapter-national')).code).toBe(0);
    await stack.restart();
    await signUp('local', 'oregon');
    await signUp('elsewhere', 'national');
    const file = inKeys('chapter-oregon.private.json');
    expect(made.stdout).toContain(file);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await namesOpenedBy(file)).toEqual(['local']);
    expect(await namesOpenedBy(inKeys('chapter-national.private.json'))).toEqual(['elsewhere']);
    expect(await namesOpenedBy(inKeys('campaign.private.json'))).toEqual(['early', 'elsewhere', 'local']);
  });

  it('replaces the campaign’s key: the old one opens what was sealed to it, the new one what comes', async () => {
    expect((await stack.keys('rotate', '--holder', 'campaign')).code).toBe(0);
    await stack.restart();
    await signUp('later', 'oregon');
    const files = (await readdir(inKeys('.'))).filter((name) => name.startsWith('campaign'));
    const rotated = files.find((name) => name !== 'campaign.private.json')!;
    expect(files.length).toBe(2);
    expect(await namesOpenedBy(inKeys('campaign.private.json'))).toEqual(['early', 'elsewhere', 'local']);
    expect(await namesOpenedBy(inKeys(rotated))).toEqual(['later']);
    expect(await namesOpenedBy(inKeys('recovery.private.json'))).toEqual(['early', 'elsewhere', 'later', 'local']);
    const list = (await stack.keys('list')).stdout.trim().split('\n');
    expect(new Set(list.map((line) => line.split('\t')[1]))).toEqual(
      new Set(['campaign', 'recovery', 'chapter-oregon', 'chapter-national']),
    );
  });

  it('keeps the keys of fifty chapters in settings of 5 kB, that the Worker reads, and takes one out again', async () => {
    // Made here, without the seconds that fifty key pairs take.
    const file = join(stack.dataDir, 'secrets.json');
    const secrets = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
    const { keys } = JSON.parse(secrets['SEALING_KEYS']!) as { keys: { kid: string }[] };
    const spare = Array.from({ length: 50 }, (_, index) => ({
      ...keys[0]!,
      kid: `chapter-state-number-${index}-0a1b2c3d`,
    }));
    await writeFile(file, JSON.stringify({ ...secrets, SEALING_KEYS: JSON.stringify({ keys: [...keys, ...spare] }) }));
    expect((await stack.keys('create', '--holder', 'receiver-1', '--chapter', 'oregon')).code).toBe(0);
    const split = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
    const sets = Object.entries(split).filter(([name]) => name.startsWith('SEALING_KEYS'));
    expect(sets.length).toBeGreaterThan(5);
    for (const [name, text] of sets) expect(text.length, name).toBeLessThanOrEqual(5000);
    await stack.restart();
    expect((await stack.keys('list')).stdout.trim().split('\n').length).toBe(keys.length + 51);
    const removed = await stack.keys('remove', '--holder', 'receiver-1');
    expect(removed.code).toBe(0);
    expect((await stack.keys('list')).stdout).not.toContain('receiver-1');
    await stack.restart();
  });

  it.each([
    [[], 'Usage: '],
    [['create', '--holder', 'someone'], 'Usage: '],
    [['create', '--holder', 'campaign'], 'Usage: '],
    [['create', '--holder', 'receiver-1'], '--chapter'],
    [['create', '--holder', 'chapter-ohio', '--chapter', 'ohio'], '--chapter'],
    [['create', '--holder', 'chapter-oregon'], 'rotate'],
    [['rotate', '--holder', 'chapter-ohio'], 'has no key'],
    [['remove', '--holder', 'recovery'], 'must have a key'],
  ])('%j: one line says what to do', async (args, hint) => {
    const { code, stderr } = await stack.keys(...args);
    expect([code, stderr.trim().split('\n').length]).toEqual([1, 1]);
    expect(stderr).toContain(hint);
  });
});
