import { readFile, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { loadContent } from '../../worker/cli/content.ts';
import { copyCheckout } from '../support/checkout.ts';
import { run } from '../support/command.ts';
import { dataOf, makeToken, manage } from '../support/manage.ts';
import { publish, startPrivateStack } from '../support/private-stack.ts';

// Each command is a process of its own, which a busy machine is slow to start.
vi.setConfig({ testTimeout: 240_000 });

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let checkout: Awaited<ReturnType<typeof copyCheckout>>;
beforeAll(async () => {
  [stack, checkout] = await Promise.all([startPrivateStack(), copyCheckout()]);
  expect((await publish(stack, await loadContent('content'))).status).toBe(200);
});
afterAll(() => Promise.all([stack.stop(), checkout.remove()]));

const env = () => ({ PORT: new URL(stack.origin).port, DATA_DIR: stack.dataDir });

function content(token: string, ...args: string[]) {
  const cli = join(checkout.folder, 'worker/cli/content.ts');
  return run(process.execPath, [cli, ...args], { cwd: checkout.folder, env: { ...env(), MANAGE_TOKEN: token } });
}

async function nationalState(): Promise<unknown> {
  const paths = ['pages', 'articles', 'testimonials', 'faqs'].map((plural) => `${plural}?chapter=national&limit=100`);
  const lists = paths.map(async (path) => dataOf(await manage(stack, 'GET', path)));
  return [await Promise.all(lists), await dataOf(await manage(stack, 'GET', 'audit?chapter=national'))];
}

const read = (path: string) => fetch(`${stack.origin}/v1/${path}?chapter=oregon&locale=en`);

describe('the README', () => {
  it('has five commands by which a chapter publishes a page, news and a testimonial, and touches nothing else', async () => {
    const readme = await readFile(resolve(import.meta.dirname, '../../README.md'), 'utf8');
    const section = readme.split('## Publish a page of a chapter')[1]!;
    const commands = /```sh\n([\s\S]*?)```/.exec(section)![1]!.trim();
    expect(commands.split('\n')).toHaveLength(5);
    const before = await nationalState();
    const done = await run('bash', ['-euc', commands], { cwd: checkout.folder, env: env() });
    expect(done).toMatchObject({ code: 0, stdout: expect.stringContaining('Published in oregon: 3.') });
    for (const path of ['pages/meet-us', 'articles/first-meeting', 'testimonials/sam-example']) {
      await expect.poll(async () => (await read(path)).status, { timeout: 4000 }).toBe(200);
      expect(await dataOf(await read(path))).toMatchObject({ chapter: 'oregon' });
    }
    expect((await fetch(`${stack.origin}/en/chapters/oregon/meet-us`)).status).toBe(200);
    expect(await nationalState()).toEqual(before);
    const acts = await dataOf<{ tokenName: string }[]>(await manage(stack, 'GET', 'audit?chapter=oregon&limit=4'));
    expect([...new Set(acts.map(({ tokenName }) => tokenName))]).toEqual(['Oregon editors']);
  });
});

describe('a chapter’s files', () => {
  const file = (path: string) => join(checkout.folder, 'content', path);

  it('are pushed over what was read alone, and pulled where the server has others', async () => {
    const { secret } = await makeToken(stack, ['oregon:*:*:*']);
    await writeFile(file('oregon/page/meet-us.en.yaml'), 'title: Meet us\nsummary: Pushed.\nbody: Here.\n');
    expect((await content(secret, 'diff', '--chapter', 'oregon')).stdout).toContain('~ oregon/page/meet-us');
    expect((await content(secret, 'push', '--chapter', 'oregon')).stdout).toContain('Published in oregon: 1.');
    expect((await content(secret, 'push', '--chapter', 'oregon')).stdout).toContain('nothing changed');

    const words = { method: 'original', fields: { title: 'Meet us', summary: 'On the server.', body: 'Here.' } };
    const path = 'pages/meet-us/translations/en?chapter=oregon';
    expect((await manage(stack, 'PUT', path, { body: words, match: '*' })).status).toBe(200);
    await writeFile(file('oregon/page/meet-us.en.yaml'), 'title: Meet us\nsummary: Again.\nbody: Here.\n');
    const refused = await content(secret, 'push', '--chapter', 'oregon');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('pull --chapter oregon') });
    expect((await content(secret, 'pull', '--chapter', 'oregon')).stdout).toContain('~ oregon/page/meet-us');
    expect(await readFile(file('oregon/page/meet-us.en.yaml'), 'utf8')).toContain('On the server.');

    await Promise.all(['yaml', 'en.yaml'].map((end) => rm(file(`oregon/page/meet-us.${end}`))));
    expect((await content(secret, 'push', '--chapter', 'oregon')).stdout).toContain('- oregon/page/meet-us');
    expect((await manage(stack, 'GET', 'pages/meet-us?chapter=oregon')).status).toBe(404);
  });

  it('are written no further than the token’s grants go, and none of another kind is taken for removed', async () => {
    const { secret } = await makeToken(stack, ['oregon:*:page:*']);
    expect((await content(secret, 'new', 'oregon/page/hours')).code).toBe(0);
    expect((await content(secret, 'new', 'oregon/page/hours')).stderr).toContain('is there already');
    expect((await content(secret, 'new', 'oregon/nothing/hours')).stderr).toContain('Usage');
    expect((await content(secret, 'diff', '--chapter', 'oregon')).stdout.trim()).toBe('- oregon/page/hours');
  });

  it('are refused to tokens of others, and of those who only read', async () => {
    const other = await makeToken(stack, ['ohio:*:*:*']);
    expect((await content(other.secret, 'push', '--chapter', 'oregon')).stderr).toContain('may read nothing of oregon');
    const reader = await makeToken(stack, ['oregon:*:*:read']);
    const refused = await content(reader.secret, 'push', '--chapter', 'oregon');
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('Needs a grant to create') });
    expect((await manage(stack, 'GET', 'pages/hours?chapter=oregon')).status).toBe(404);
  });
});
