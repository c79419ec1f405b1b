import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../support/command.ts';
import { drainedRow } from '../support/intake.ts';
import { dataOf, manage } from '../support/manage.ts';
import { campaign, publish } from '../support/private-stack.ts';
import { command, startReceivingStack } from '../support/receiving-stack.ts';
import { submit } from '../support/proof.ts';

const host = 'one.example.org';
const polling = { timeout: 30_000, interval: 50 };
let stack: Awaited<ReturnType<typeof startReceivingStack>>;
beforeAll(async () => {
  stack = await startReceivingStack();
  expect((await publish(stack, campaign([]))).status).toBe(200);
});
afterAll(() => stack.stop());

const receivers = (...args: string[]) =>
  run(process.execPath, [command('receivers'), ...args, '--origin', stack.origin], {
    env: { DATA_DIR: stack.dataDir },
  });

async function signUp(): Promise<string> {
  const response = await submit(stack.origin, '/v1/signups', {
    givenName: 'Sam',
    email: 'sam@example.org',
    locale: 'en',
    chapter: 'oregon',
  });
  const { id } = await dataOf<{ id: string }>(response);
  await drainedRow(stack.libsqlUrl, id);
  return id;
}

it('takes a receiver from its making to its end, and the audit has each step', async () => {
  const what = [
    '--name',
    'Members',
    '--url',
    `https://${host}/hook`,
    '--chapter',
    'oregon',
    '--events',
    'signup.created',
  ];
  const made = await receivers('create', ...what);
  expect([made.code, made.stderr]).toEqual([0, '']);
  const secret = /^whsec_[A-Za-z0-9+/]{43}=$/m.exec(made.stdout)![0];
  const id = made.stdout.split('\t')[0]!;
  const list = await receivers('list');
  expect(list.stdout).toContain(`${id}\tMembers\tpending\thttps://${host}/hook\toregon\tsignup.created`);
  expect(list.stdout).not.toContain(secret);

  const early = await receivers('approve', id);
  expect(early).toMatchObject({ code: 1, stderr: expect.stringContaining('npm run keys -- create') });
  await signUp();
  expect((await stack.keys('create', '--holder', `receiver-${id}`, '--chapter', 'oregon')).code).toBe(0);
  await stack.restart();
  // Sealed to it, and yet before its approval.
  await signUp();
  expect((await receivers('approve', id)).stdout).toContain('approved');

  const submission = await signUp();
  await expect.poll(() => stack.listener.to(host).length, polling).toBe(1);
  expect(stack.listener.to(host)[0]!.body).toContain(submission);
  await expect.poll(async () => (await receivers('deliveries', id)).stdout, polling).toContain('delivered\t204');
  const delivery = (await receivers('deliveries', '--state', 'delivered')).stdout.split('\t')[0]!;
  expect((await receivers('replay', delivery)).code).toBe(0);
  await expect.poll(() => stack.listener.to(host).length, polling).toBe(2);

  stack.listener.replies[host] = () => ({ status: 500 });
  await signUp();
  await expect.poll(async () => (await receivers('deliveries', '--state', 'due')).stdout, polling).toContain('\t500\t');
  expect((await receivers('revoke', id)).stdout).toContain('revoked');
  await expect.poll(async () => (await receivers('deliveries', '--state', 'due')).stdout, polling).toBe('');
  expect((await receivers('deliveries', '--state', 'dead')).stdout.trim().split('\n').length).toBe(1);
  await signUp();
  expect(stack.listener.to(host).length).toBe(3);
  expect(await receivers('approve', id)).toMatchObject({ code: 1, stderr: expect.stringContaining('revoked') });

  const acts = await dataOf<{ action: string; target: string }[]>(await manage(stack, 'GET', 'audit'));
  const own = acts.filter(({ target }) => /^(?:receivers|deliveries)\//.test(target)).map(({ action }) => action);
  expect(own.toReversed()).toEqual(['create', 'approve', 'replay', 'revoke']);
});

it('says in one line what is wrong', async () => {
  expect(await receivers()).toMatchObject({ code: 1, stderr: expect.stringMatching(/^Usage: /) });
  expect(await receivers('approve', 'nothing')).toMatchObject({ code: 1, stderr: expect.stringContaining('receiver') });
  expect(await receivers('replay', 'nothing')).toMatchObject({ code: 1 });
});
