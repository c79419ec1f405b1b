import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startChild, waitForAnswer, type Child } from '../../worker/cli/child.ts';
import { readVariables } from '../../worker/cli/stack.ts';
import { startWorkerd } from '../../worker/cli/workerd.ts';
import { run } from '../support/command.ts';
import { campaign, publish, startPrivateStack } from '../support/private-stack.ts';
import { becomes, ended, overview, plan, soon, write } from '../support/schedule.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let restarted: Child | null;
beforeEach(async () => {
  restarted = null;
  stack = await startPrivateStack();
  expect((await publish(stack, campaign([]))).status).toBe(200);
  await write(stack, 'timed', 'In time');
});
afterEach(async () => {
  await restarted?.stop();
  await stack.stop();
});

const waitUntil = (time: string, more: number) =>
  new Promise((done) => setTimeout(done, Date.parse(time) + more - Date.now()));

async function kill(name: string): Promise<Child> {
  const child = stack.children.find((each) => each.name.includes(name))!;
  process.kill(child.pid, 'SIGKILL');
  await child.ended;
  return child;
}

async function startAgain(): Promise<Child> {
  const { dataDir, libsqlUrl, origin } = stack;
  const settings = { port: Number(new URL(origin).port), dataDir, libsqlUrl };
  return startWorkerd(settings, { ...(await readVariables(settings)), LIBSQL_URL: libsqlUrl });
}

describe('what is scheduled', () => {
  it('happens where the Worker was killed before, and runs again in time', async () => {
    const act = await plan(stack, 'publish', 'timed', soon(4000));
    await kill('workerd');
    restarted = await startAgain();
    expect(Date.now()).toBeLessThan(Date.parse(act.at));
    expect((await ended(stack, act)).lateSeconds).toBeLessThan(4);
    await becomes(stack, 'timed', 'In time');
  });

  it('happens late, and is reported so, where the Worker was down then', async () => {
    const act = await plan(stack, 'publish', 'timed', soon(1000));
    await kill('workerd');
    await waitUntil(act.at, 2200);
    restarted = await startAgain();
    expect((await ended(stack, act)).lateSeconds).toBeGreaterThanOrEqual(2);
    await becomes(stack, 'timed', 'In time');
  });

  it('is never shown where so late that its withdrawal is due too', async () => {
    const shown = await plan(stack, 'publish', 'timed', soon(1500));
    const hidden = await plan(stack, 'withdraw', 'timed', soon(2500));
    await kill('workerd');
    await waitUntil(hidden.at, 300);
    restarted = await startAgain();
    expect((await ended(stack, shown, 'missed')).reason).toBe('withdrawn');
    await ended(stack, hidden);
    expect((await overview(stack)).next).toEqual([]);
  });

  it('happens late, and is reported so, where the database was down then', async () => {
    const act = await plan(stack, 'publish', 'timed', soon(1500));
    const { pid } = stack.children.find(({ name }) => name.includes('libSQL'))!;
    const [command = '', ...args] = (await run('ps', ['-ww', '-o', 'args=', '-p', `${pid}`])).stdout.trim().split(' ');
    await kill('libSQL');
    await waitUntil(act.at, 2200);
    restarted = startChild('libSQL', command, args);
    await waitForAnswer(restarted, new URL('/health', stack.libsqlUrl).href, (status) => status === 200);
    expect((await ended(stack, act)).lateSeconds).toBeGreaterThanOrEqual(2);
    await becomes(stack, 'timed', 'In time');
  });
});
