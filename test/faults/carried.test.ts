import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Child } from '../../worker/cli/child.ts';
import { carryAlong, startColdWorker } from '../support/carried.ts';
import { digestOf, upload, webp } from '../support/images.ts';
import { manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { startRelay } from '../support/relay.ts';
import { submit } from '../support/proof.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let relay: Awaited<ReturnType<typeof startRelay>>;
let assets: string;
/** The releases of the deployment, and what was read while they were live. */
let carried: Record<string, string>;
const published = new Map<string, string>();
const workers: Child[] = [];

const faq = (slug: string, question: string, more = {}) =>
  entry('faq', slug, { position: 1 }, { question, answer: 'An answer' }, more);
const goal = (title: string) => entry('goal', 'wages', { position: 1 }, { title, body: 'Pay' });
const testimonial = (slug: string, quote: string, status: string) =>
  entry(
    'testimonial',
    slug,
    { position: 1, name: 'Sam Example', spokenIn: 'en', consent: { status } },
    { quote, attribution: 'A' },
  );
const picture = `/images/${digestOf(webp)}.webp`;
const page = entry(
  'page',
  'meet-us',
  { position: 1, image: { sources: [{ digest: digestOf(webp), type: 'image/webp', width: 48, height: 32 }] } },
  { title: 'Meet us', summary: 'Where', body: 'Come and talk.', imageAlt: 'A red wall' },
);

const taken = 'Words that were taken back';
const hidden = 'Words that are a draft';
const content = (question = 'Who are we?', { kim = 'withdrawn', sam = 'documented' } = {}) =>
  campaign(
    [
      faq('who', question),
      faq('draft', hidden, { status: 'draft' }),
      goal('Wages'),
      testimonial('kim', taken, kim),
      testimonial('sam', 'Words to keep', sam),
    ],
    [page, faq('local', 'What of Oregon?')],
  );

const reads = ['', '&chapter=oregon', '&locale=es'].flatMap((query) => [
  `/v1/chapters?locale=en${query.replace('&chapter=oregon', '')}`,
  ...['faqs', 'goals', 'pages', 'testimonials', 'sections', 'changes'].map((kind) => `/v1/${kind}?limit=50${query}`),
]);
const others = ['/v1/locales', '/v1/chapters/oregon', '/v1/faqs/who?locale=es', '/v1/pages/meet-us?chapter=oregon'];
const pages = ['/en', '/es', '/en/faq', '/en/chapters/oregon', '/en/chapters/oregon/meet-us'];

beforeAll(async () => {
  stack = await startPrivateStack();
  expect((await publish(stack, campaign([]))).status).toBe(200);
  expect((await upload(stack, webp)).status).toBe(201);
  expect((await publish(stack, content('Who are we?', { kim: 'documented' }))).status).toBe(200);
  const { releases } = await health(stack.origin);
  expect((await publish(stack, content())).status).toBe(200);
  // The words are in this release, and taken back all the same.
  for (const [chapter, release] of Object.entries(releases)) {
    expect((await manage(stack, 'POST', `chapters/${chapter}/rollback`, { body: { release } })).status).toBe(204);
  }
  const isTakenBack = async () => !(await body(stack.origin, '/v1/testimonials')).includes(taken);
  await vi.waitUntil(isTakenBack, { timeout: 4000, interval: 100 });
  relay = await startRelay(stack.libsqlUrl);
  assets = await carryAlong(stack);
  carried = releases;
  for (const path of [...reads, ...others]) published.set(path, await body(stack.origin, path));
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
  await relay.turn('gone');
});
afterAll(() => stack.stop());

async function startCold(): Promise<string> {
  const { origin, child } = await startColdWorker(stack, { libsqlUrl: relay.url, assets });
  workers.push(child);
  return origin;
}

const get = (origin: string, path: string) => fetch(origin + path, { signal: AbortSignal.timeout(4000) });
const body = async (origin: string, path: string) => (await get(origin, path)).text();
const health = async (origin: string) =>
  (await get(origin, '/healthz')).json<{
    releases: Record<string, string>;
    source: string;
    database: string;
    databaseAwaySince: string;
  }>();

describe('what a deployment carries along', () => {
  it('is in small files, has no draft and nothing that was taken back, and has no address', async () => {
    const folder = join(assets, 'release');
    const files = await readdir(folder);
    expect(files.length).toBeGreaterThan(5);
    const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
    expect(texts.join()).toContain('Words to keep');
    for (const words of [taken, hidden]) expect(texts.join()).not.toContain(words);
    const origin = await startCold();
    for (const file of files.slice(0, 3)) {
      for (const path of [
        `/release/${file}`,
        `/embed/v1/../../release/${file}`,
        `/embed/v1/..%2f..%2frelease%2f${file}`,
      ]) {
        expect((await get(origin, path)).status).toBe(404);
      }
    }
  });
});

describe.each(['gone', 'silent', 'wedged'] as const)('a Worker that starts while the database is %s', (mood) => {
  it('serves what the deployment carried along, says so, and takes up what is live as soon as it can', async () => {
    await relay.turn(mood);
    const origin = await startCold();
    for (const path of [...reads, ...others, ...pages]) {
      const answer = await get(origin, path);
      expect([path, answer.status]).toEqual([path, 200]);
      expect(answer.headers.get('Cache-Control')).not.toMatch(/stale-while-revalidate=[1-9]/);
    }
    for (const [path, expected] of published) expect(await body(origin, path)).toBe(expected);
    expect(await body(origin, '/v1/testimonials?locale=en')).toContain('Words to keep');
    expect((await get(origin, '/v1/testimonials/kim')).status).toBe(404);
    expect(Buffer.from(await (await get(origin, picture)).arrayBuffer()).equals(webp)).toBe(true);
    expect(await health(origin)).toMatchObject({
      status: 'ok',
      source: 'carried',
      database: 'away',
      databaseAwaySince: expect.any(String),
      releases: carried,
    });
    expect((await get(origin, '/v1/search?q=who')).status).toBe(503);
    const signup = await submit(origin, '/v1/signups', { givenName: 'Sam', email: 'sam@example.org', locale: 'en' });
    expect(signup.status).toBe(201);

    await relay.turn('open');
    expect((await publish(stack, content(`What is new after it was ${mood}?`))).status).toBe(200);
    await expect
      .poll(() => body(origin, '/v1/faqs?locale=en'), { timeout: 8000 })
      .toContain(`What is new after it was ${mood}?`);
    expect(await health(origin)).toMatchObject({ source: 'database', database: 'ok', databaseAwaySince: null });
    expect((await get(origin, '/v1/goals')).headers.get('Cache-Control')).toMatch(/stale-while-revalidate=[1-9]/);
    expect((await get(origin, '/v1/search?q=what')).status).toBe(200);
    expect((await publish(stack, content())).status).toBe(200);
  });
});

describe('a Worker that knows of a newer release, and has not read it yet when the database goes', () => {
  it('serves what did not change, an older version of what did, and nothing that was taken back', async () => {
    await relay.turn('open');
    expect((await publish(stack, content())).status).toBe(200);
    assets = await carryAlong(stack);
    expect((await publish(stack, content('What is newer?', { sam: 'withdrawn' }))).status).toBe(200);
    const origin = await startCold();
    const { releases } = await health(origin);
    await relay.turn('gone');
    const goals = await get(origin, '/v1/goals?locale=en');
    expect(goals.status).toBe(200);
    expect(Object.values(releases)).toContain(goals.headers.get('UWH-Release'));
    const faqs = await get(origin, '/v1/faqs?locale=en');
    expect(await faqs.text()).toContain('Who are we?');
    expect(Object.values(releases)).not.toContain(faqs.headers.get('UWH-Release'));
    expect(faqs.headers.get('Cache-Control')).not.toMatch(/stale-while-revalidate=[1-9]/);
    expect(await body(origin, '/v1/testimonials?locale=en')).toContain('"data":[]');
    expect((await get(origin, '/v1/changes?locale=en')).status).toBe(503);
    expect(await health(origin)).toMatchObject({ source: 'memory', database: 'away', releases });
    await relay.turn('open');
    await expect.poll(() => body(origin, '/v1/faqs?locale=en'), { timeout: 8000 }).toContain('What is newer?');
    expect(await body(origin, '/v1/testimonials?locale=en')).toContain('"data":[]');
  });
});
