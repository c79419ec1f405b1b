import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../support/command.ts';
import { dataOf, manage } from '../support/manage.ts';
import { startPrivateStack } from '../support/private-stack.ts';

const cli = resolve(import.meta.dirname, '../../worker/cli/content.ts');
let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let folder: string;
beforeAll(async () => {
  stack = await startPrivateStack();
  folder = await mkdtemp(join(tmpdir(), 'uwh-content-'));
  await cp(resolve(import.meta.dirname, '../../content'), folder, { recursive: true });
});
afterAll(async () => {
  await stack.stop();
  await rm(folder, { recursive: true, force: true });
});

function content(command: string, into = folder) {
  const env = { DATA_DIR: stack.dataDir };
  return run(process.execPath, [cli, command, '--folder', into, '--origin', stack.origin], { env });
}

async function filesIn(into: string): Promise<Map<string, string>> {
  const files = (await readdir(into, { recursive: true, withFileTypes: true })).filter((file) => file.isFile());
  const pairs = files.map(async ({ parentPath, name }) => {
    const path = join(parentPath, name);
    return [path.slice(into.length), await readFile(path, 'utf8')] as const;
  });
  return new Map(await Promise.all(pairs));
}

it('pushes what files say, pulls nothing back, and tells what differs', async () => {
  const first = await content('push');
  expect(first.stderr).toBe('');
  expect(first.stdout).toContain('entries are published');
  const before = await filesIn(folder);
  expect((await content('pull')).stdout).toContain('nothing changed');
  expect(await filesIn(folder)).toEqual(before);
  expect((await content('push')).stdout).toContain('nothing changed');

  await writeFile(join(folder, 'national/goal/protected-voice.en.yaml'), 'title: Another title\nbody: Another text\n');
  expect((await content('diff')).stdout.trim()).toBe('~ national/goal/protected-voice');
  const pushed = await content('push');
  expect(pushed.stdout).toContain('~ national/goal/protected-voice');
  expect((await content('diff')).stdout).toContain('say the same');
});

it('refuses to push over what was changed on the server, and pulls it', async () => {
  const path = 'faqs/who-is-afscme?chapter=national';
  const match = (await manage(stack, 'GET', path)).headers.get('ETag')!;
  const body = { method: 'original', fields: { question: 'Who?', answer: 'Changed on the server.' } };
  const written = await manage(stack, 'PUT', 'faqs/who-is-afscme/translations/en?chapter=national', { match, body });
  expect(written.status).toBe(200);
  await writeFile(join(folder, 'national/goal/protected-voice.en.yaml'), 'title: Third title\nbody: Third text\n');
  const refused = await content('push');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('was changed since the last push or pull');
  expect(refused.stderr).toContain('~ national/faq/who-is-afscme');

  const copy = await mkdtemp(join(tmpdir(), 'uwh-content-'));
  await cp(folder, copy, { recursive: true });
  expect((await content('pull', copy)).stdout).toContain('~ national/faq/who-is-afscme');
  expect(await readFile(join(copy, 'national/faq/who-is-afscme.en.yaml'), 'utf8')).toContain('Changed on the server.');
  expect((await content('diff', copy)).stdout).toContain('say the same');
  expect((await content('push', copy)).code).toBe(0);
  await rm(copy, { recursive: true });
});

it('tells which translations from files fell behind, and writes no note of that into the files', async () => {
  const stateOf = async (slug: string) => {
    const { translations } = await dataOf<{ translations: object }>(
      await manage(stack, 'GET', `goals/${slug}?chapter=national`),
    );
    return translations;
  };
  const english = (text: string) =>
    writeFile(join(folder, 'national/goal/skills-that-grow.en.yaml'), `title: Skills\nbody: ${text}\n`);
  const spanish = (text: string) =>
    writeFile(join(folder, 'national/goal/skills-that-grow.es.yaml'), `$method: human\ntitle: Oficio\nbody: ${text}\n`);
  await content('pull');
  await Promise.all([english('One'), spanish('Uno')]);
  expect((await content('push')).code).toBe(0);
  expect(await stateOf('skills-that-grow')).toEqual({ en: 'current', es: 'current' });

  await english('Two');
  expect((await content('push')).code).toBe(0);
  expect(await stateOf('skills-that-grow')).toEqual({ en: 'current', es: 'stale' });
  const before = await filesIn(folder);
  expect((await content('pull')).stdout).toContain('nothing changed');
  expect(await filesIn(folder)).toEqual(before);
  expect((await content('push')).stdout).toContain('nothing changed');
  expect(await stateOf('skills-that-grow')).toEqual({ en: 'current', es: 'stale' });

  await spanish('Dos');
  expect((await content('push')).code).toBe(0);
  expect(await stateOf('skills-that-grow')).toEqual({ en: 'current', es: 'current' });
});

it('keeps, on a server that is new, which words a translation in a file was made from', async () => {
  await writeFile(join(folder, 'national/goal/skills-that-grow.en.yaml'), 'title: Skills\nbody: Three\n');
  expect((await content('push')).code).toBe(0);
  const copy = await mkdtemp(join(tmpdir(), 'uwh-content-'));
  await cp(folder, copy, { recursive: true });
  for (const file of ['yaml', 'en.yaml', 'es.yaml']) await rm(join(copy, `national/goal/skills-that-grow.${file}`));
  expect((await content('pull', copy)).stdout).toContain('+ national/goal/skills-that-grow');
  const other = await startPrivateStack();
  try {
    const env = { DATA_DIR: other.dataDir };
    const pushed = await run(process.execPath, [cli, 'push', '--folder', copy, '--origin', other.origin], { env });
    expect(pushed.stderr).toBe('');
    const { translations } = await dataOf<{ translations: object }>(
      await manage(other, 'GET', 'goals/skills-that-grow?chapter=national'),
    );
    expect(translations).toEqual({ en: 'current', es: 'stale' });
  } finally {
    await other.stop();
    await rm(copy, { recursive: true });
  }
});
