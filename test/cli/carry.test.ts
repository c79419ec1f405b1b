import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { copyCheckout } from '../support/checkout.ts';
import { run, type Outcome } from '../support/command.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let checkout: Awaited<ReturnType<typeof copyCheckout>>;
beforeAll(async () => {
  [stack, checkout] = await Promise.all([startPrivateStack(), copyCheckout()]);
});
afterAll(() => Promise.all([stack.stop(), checkout.remove()]));

/** The first half of `npm run deploy`. */
function carry(libsqlUrl: string): Promise<Outcome> {
  const { folder } = checkout;
  return run(process.execPath, ['worker/cli/carry.ts'], { cwd: folder, env: { LIBSQL_URL: libsqlUrl } });
}

it('carries nothing along while nothing is published, and then all that is live', async () => {
  const release = resolve(checkout.folder, 'dist/assets/release');
  expect(await carry(stack.libsqlUrl)).toEqual({
    code: 0,
    stdout: 'Nothing is published yet: this deployment carries no release along.\n',
    stderr: '',
  });
  await expect(readdir(release)).rejects.toThrow('ENOENT');
  const faq = entry('faq', 'who', { position: 1 }, { question: 'Who are we?', answer: 'An answer' });
  expect((await publish(stack, campaign([faq]))).status).toBe(200);
  expect(await carry(stack.libsqlUrl)).toMatchObject({ code: 0, stdout: expect.stringContaining('2 chapters') });
  expect(await readdir(release)).toContain('index.json');
});

it('says in one line what is missing, and how to deploy all the same', async () => {
  const unset = await carry('');
  expect([unset.code, unset.stdout]).toEqual([1, '']);
  expect(unset.stderr).toMatch(/^Set LIBSQL_URL.*\n$/);
  const away = await carry('http://127.0.0.1:9');
  expect([away.code, away.stdout]).toEqual([1, '']);
  expect(away.stderr).toMatch(/^The published releases can't be read.*npx wrangler deploy\n$/);
  expect(await readdir(resolve(checkout.folder, 'dist/assets/release'))).toContain('index.json');
});
