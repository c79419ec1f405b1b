import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { createApp } from '../../worker/app.ts';
import { readVariables } from '../../worker/cli/stack.ts';
import type { Env } from '../../worker/env.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

// workerd has no edge before it: the app runs here, with a cache that notes what it is told.
let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let env: Env;
const app = createApp();
const purged: string[][] = [];
let purge: () => Promise<{ success: boolean; errors: { code: number; message: string }[] }>;
const good = async () => ({ success: true, errors: [] });

beforeAll(async () => {
  stack = await startPrivateStack();
  const settings = { port: 0, dataDir: stack.dataDir, libsqlUrl: stack.libsqlUrl };
  // Objects run on workerd alone.
  const SCHEDULE = { getByName: () => ({ arm: async () => {} }) };
  env = { ...(await readVariables(settings)), LIBSQL_URL: stack.libsqlUrl, SCHEDULE } as unknown as Env;
});
afterAll(() => stack.stop());
beforeEach(async () => {
  purge = good;
  await publish(stack, campaign([faq('n', 'National'), testimonial('documented')], [faq('o', 'Oregon')]));
});

const faq = (slug: string, question: string) => entry('faq', slug, { position: 10 }, { question, answer: 'A' });
const testimonial = (status: string) =>
  entry(
    'testimonial',
    'sam',
    { position: 1, name: 'Sam Example', spokenIn: 'en', consent: { status } },
    { quote: 'Our words', attribution: 'A' },
  );

const twice = (...tags: string[]) => [tags, tags];

/** Sends as the administrator, and gives the answer with what was purged: at once, and by the end. */
async function send(method: string, path: string, body: unknown, headers = {}) {
  purged.length = 0;
  const waits: Promise<unknown>[] = [];
  const context = {
    waitUntil: (promise: Promise<unknown>) => waits.push(promise),
    passThroughOnException: () => {},
    cache: {
      purge: ({ tags }: { tags: string[] }) => {
        purged.push(tags.toSorted());
        return purge();
      },
    },
  };
  const response = await app.fetch(
    new Request(`http://api.example/v1/manage/${path}`, {
      method,
      headers: { Authorization: `Bearer ${stack.manageToken}`, 'Content-Type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    }),
    env,
    context as unknown as ExecutionContext,
  );
  await Promise.all(waits);
  return response;
}

it('purges what a publish changed, and again once every isolate knows of it', async () => {
  const set = campaign([faq('n', 'National'), testimonial('documented')], [faq('o', 'Oregon, changed')]);
  expect((await send('PUT', 'content', set)).status).toBe(200);
  expect(purged).toEqual(twice('oregon', 'oregon:faq'));
  const national = campaign([faq('n', 'Changed'), testimonial('documented')], [faq('o', 'Oregon, changed')]);
  await send('PUT', 'content', national);
  expect(purged).toEqual(twice('national', 'national:faq'));
  await send('PUT', 'content', national);
  expect(purged).toEqual([]);
});

it('purges all of a chapter that is rolled back', async () => {
  const releases = await send('GET', 'chapters/oregon/releases', undefined);
  const { data } = await releases.json<{ data: { id: string }[] }>();
  expect((await send('POST', 'chapters/oregon/rollback', { release: data[0]!.id })).status).toBe(204);
  expect(purged[0]).toEqual(expect.arrayContaining(['chapters', 'oregon', 'oregon:faq', 'oregon:testimonial']));
  expect(purged.flat().filter((tag) => tag.startsWith('national'))).toEqual([]);
});

it('purges a testimonial whose consent is withdrawn as soon as that is written', async () => {
  const path = 'testimonials/sam?chapter=national';
  const etag = (await send('GET', path, undefined)).headers.get('ETag')!;
  const { shared, translations, mode, status } = testimonial('withdrawn');
  const body = { shared, translations, mode, status };
  expect((await send('PUT', path, body, { 'If-Match': etag })).status).toBe(200);
  expect(purged).toEqual(twice('national', 'national:testimonial'));
});

it.each([
  ['throws', () => Promise.reject(new Error('secret detail'))],
  ['refuses', async () => ({ success: false, errors: [{ code: 1234, message: 'secret detail' }] })],
])('publishes all the same where the edge %s, and logs no more than that', async (_what, fails) => {
  purge = fails;
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  const set = campaign([faq('n', 'Published'), testimonial('documented')], [faq('o', 'Oregon')]);
  expect((await send('PUT', 'content', set)).status).toBe(200);
  const lines = log.mock.calls.flat().map(String);
  log.mockRestore();
  expect(purged).toHaveLength(2);
  expect(lines).toHaveLength(2);
  expect(lines.every((line) => line.includes('"cache_purge_failed"') && !line.includes('secret'))).toBe(true);
});
