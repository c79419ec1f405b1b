import { createClient, type Client } from '@libsql/client/http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { problemOf } from '../support/api.ts';
import { manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

const kept = entry('faq', 'kept', { position: 1 }, { question: 'Keptword', answer: 'A' });
const changing = (index: number) =>
  campaign(
    [kept, entry('faq', 'changing', { position: 2 }, { question: `Number${index}`, answer: 'A' })],
    [entry('goal', 'local', { position: 1 }, { title: `Localword${index % 2}`, body: 'B' })],
  );

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let client: Client;
beforeAll(async () => {
  stack = await startPrivateStack();
  client = createClient({ url: stack.libsqlUrl });
});
afterAll(async () => {
  client.close();
  await stack.stop();
});

async function rowsOf(table: string): Promise<number> {
  return Number((await client.execute(`select count(*) from ${table}`)).rows[0]![0]);
}

/** Oregon's releases, oldest first. */
async function releaseIds(): Promise<string[]> {
  const found = await client.execute(`select id from releases where chapter = 'oregon' order by created_at`);
  return found.rows.map((row) => row[0] as string);
}

/** Moves all that was published so far into the past. */
async function makeOld(): Promise<void> {
  const old = (column: string) => `${column} = '2020' || substr(${column}, 5)`;
  await client.execute(`update releases set ${old('created_at')}, ${old('retired_at')}`);
}

function changes(since?: string): Promise<Response> {
  return fetch(`${stack.origin}/v1/changes?chapter=oregon&locale=en${since === undefined ? '' : `&since=${since}`}`);
}
async function token(): Promise<string> {
  return (await (await changes()).json<{ meta: { token: string } }>()).meta.token;
}
const rollBack = (release: string) => manage(stack, 'POST', 'chapters/oregon/rollback', { body: { release } });

async function untilServed(origin: string, question: string): Promise<void> {
  const read = async () => (await fetch(`${origin}/v1/faqs/changing?chapter=oregon&locale=en`)).text();
  await expect.poll(read, { timeout: 5000 }).toContain(`"${question}"`);
}

it('what is old goes with its documents and words; what is live, recent or shared stays', async () => {
  expect((await publish(stack, changing(0))).status).toBe(200);
  await untilServed(stack.origin, 'Number0');
  const early = await token();
  for (let index = 1; index < 60; index++) expect((await publish(stack, changing(index))).status).toBe(200);
  await untilServed(stack.origin, 'Number59');
  const late = await token();
  const ids = await releaseIds();
  expect(ids).toHaveLength(60);
  const [documents, words] = [await rowsOf('documents'), await rowsOf('search')];

  await makeOld();
  expect((await publish(stack, changing(60))).status).toBe(200);
  await expect.poll(() => rowsOf('documents'), { timeout: 5000 }).toBeLessThan(documents - 20);
  const left = await releaseIds();
  // The last 50, the one that came now among them.
  expect(left.slice(0, -1)).toEqual(ids.slice(-49));
  expect(await rowsOf('search')).toBe(words - 20);

  // One that knows nothing yet reads every document from the database.
  const fresh = await startPrivateStack(stack.libsqlUrl);
  try {
    await untilServed(fresh.origin, 'Number60');
    for (const [word, slug] of [
      ['Keptword', 'kept'],
      ['Localword0', 'local'],
      ['Number60', 'changing'],
    ]) {
      const found = await fetch(`${fresh.origin}/v1/search?chapter=oregon&locale=en&q=${word}`);
      expect(await found.text()).toContain(`"slug":"${slug}"`);
    }
  } finally {
    await fresh.stop();
  }

  await untilServed(stack.origin, 'Number60');
  const since = await (await changes(late)).json<{ data: object[] }>();
  expect(since.data).toMatchObject([
    { change: 'updated', kind: 'faq', slug: 'changing' },
    { change: 'updated', kind: 'goal', slug: 'local' },
  ]);
  const expired = await changes(early);
  expect(expired.status).toBe(410);
  expect((await problemOf(expired)).code).toBe('changes_expired');
  expect((await rollBack(ids[0]!)).status).toBe(404);
  expect((await rollBack(left[0]!)).status).toBe(204);
  await untilServed(stack.origin, 'Number11');
});

it('counts from when a release was live last, not from when it was made', async () => {
  for (let index = 61; index < 115; index++) expect((await publish(stack, changing(index))).status).toBe(200);
  await makeOld();
  // What is pruned still, behind the last of these publishes, is none of the last 50.
  const [first, second] = (await releaseIds()).slice(-50);
  await expect.poll(async () => (await rollBack(first!)).status, { timeout: 5000 }).toBe(204);
  for (const index of [115, 116]) expect((await publish(stack, changing(index))).status).toBe(200);
  await expect.poll(releaseIds, { timeout: 5000 }).not.toContain(second);
  expect(await releaseIds()).toContain(first);
});

it('while others publish, each publish is whole or told to try again', async () => {
  await makeOld();
  for (let index = 200; index < 206; index++) {
    const answers = await Promise.all([publish(stack, changing(index)), publish(stack, changing(index + 100))]);
    expect(answers.map(({ status }) => status).filter((status) => status !== 200 && status !== 409)).toEqual([]);
    await makeOld();
  }
  await expect.poll(async () => (await publish(stack, changing(999))).status, { timeout: 5000 }).toBe(200);
  const fresh = await startPrivateStack(stack.libsqlUrl);
  try {
    await untilServed(fresh.origin, 'Number999');
    expect((await fetch(`${fresh.origin}/v1/goals?chapter=oregon&locale=en`)).status).toBe(200);
    const found = await fetch(`${fresh.origin}/v1/search?chapter=oregon&locale=en&q=Number999`);
    expect(await found.text()).toContain('"slug":"changing"');
  } finally {
    await fresh.stop();
  }
});
