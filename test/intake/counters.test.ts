import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { supporters } from '../../schema/tables/intake.ts';
import { Counter, type TrueCount } from '../../schema/wire/counter.ts';
import { openDatabase } from '../../worker/db.ts';
import { queryFigures } from '../../worker/intake/figures.ts';
import { figureAfter } from '../../worker/intake/publication.ts';
import { uncount } from '../../worker/intake/tally.ts';
import { problemOf } from '../support/api.ts';
import { Attacker, type Seen } from '../support/counter-attacker.ts';
import { query, sendEasily } from '../support/intake.ts';
import { dataOf, makeToken, manage } from '../support/manage.ts';
import { submit } from '../support/proof.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';

const words = { title: 'Stand', text: 'I stand.', label: 'I stand' };
// The journal brings what was sent to the database shortly after, and counters follow at the turn of a period.
const polling = { timeout: 20_000 };
let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let intakeSecret: string;
const database = () => openDatabase({ LIBSQL_URL: stack.libsqlUrl, LIBSQL_AUTH_TOKEN: '' });

beforeAll(async () => {
  vi.stubEnv('COUNTER_SECONDS', '0.5');
  stack = await startPrivateStack();
  const secrets = await readFile(join(stack.dataDir, 'secrets.json'), 'utf8');
  intakeSecret = (JSON.parse(secrets) as { INTAKE_SECRET: string }).INTAKE_SECRET;
  await publish(
    stack,
    campaign([
      entry('pledge', 'open', { position: 1, countsSignups: true }, words),
      entry('pledge', 'with-target', { position: 2, target: 2000 }, words),
      entry('pledge', 'closed', { position: 3, closesAt: '2020-01-01T00:00:00Z' }, words),
      entry('pledge', 'watched', { position: 4 }, words),
    ]),
  );
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await stack.stop();
});

const address = (slug: string, place = '') => `${stack.origin}/v1/counters/${slug}${place}`;

async function read(slug: string, place = '') {
  const response = await fetch(address(slug, place));
  return z.strictObject({ data: Counter }).parse(await response.json()).data;
}

function record(slug: string, body: unknown, token = stack.manageToken) {
  return manage(stack, 'POST', `counters/${slug}/totals`, { body, token });
}

async function truth(counter: string, chapter = '*', kind = 'online'): Promise<number> {
  const counts = await dataOf<TrueCount[]>(await manage(stack, 'GET', 'counters'));
  const isWanted = (each: TrueCount) =>
    each.counter === counter && each.chapter === chapter && each.partner === '*' && each.kind === kind;
  return counts.find(isWanted)?.people ?? 0;
}

function send(path: 'signups' | 'pledges', more: object) {
  return submit(stack.origin, `/v1/${path}`, { givenName: 'Sam', email: 'sam@example.org', locale: 'en', ...more });
}

function sendMany(count: number, path: 'signups' | 'pledges', more: object) {
  return Promise.all(
    Array.from({ length: count }, () => {
      const body = { givenName: 'Sam', email: `${randomUUID()}@example.org`, locale: 'en', ...more };
      return sendEasily({ ...stack, intakeSecret }, `/v1/${path}`, body);
    }),
  );
}

/** What a figure tells: at least so many, and fewer than two steps more. */
function isToldOf(people: number, figure: number | null): boolean {
  const shown = figure ?? 0;
  return shown <= people && people < 2 * figureAfter(shown) - shown;
}

describe('a counter', () => {
  it('counts a person once, whether they pledge twice or join and pledge', async () => {
    const tagged = { email: 'SAM+pledge@gmail.com' };
    for (const [path, more] of [
      ['pledges', { pledge: 'open', email: 'sam@gmail.com' }],
      ['pledges', { pledge: 'open', ...tagged }],
      ['signups', tagged],
      ['signups', { email: 'alex@example.org' }],
      ['pledges', { pledge: 'open', email: 'alex@example.org', chapter: 'oregon' }],
      ['pledges', { pledge: 'with-target', email: 'alex@example.org' }],
    ] as const)
      expect((await send(path, more)).status).toBe(201);
    await expect.poll(() => truth('with-target'), polling).toBe(1);
    expect(await truth('open')).toBe(2);
  });

  it('says nothing of few, and nothing exact of many, on paper or online', async () => {
    expect(await read('open')).toEqual({
      counter: 'open',
      chapter: null,
      partner: null,
      total: null,
      goal: { value: 100, basis: 'milestone' },
      includes: [],
      closed: false,
    });
    expect((await record('open', { count: 330, source: 'Cards', chapter: 'oregon' })).status).toBe(201);
    const counted = { count: 70, source: 'Their own list', kind: 'partner', partner: 'a-union' };
    expect((await record('open', counted)).status).toBe(201);
    await sendMany(60, 'signups', {});
    await expect.poll(() => truth('open'), polling).toBe(62);
    await expect.poll(async () => (await read('open')).includes.length, polling).toBe(3);
    const { total, includes, goal } = await read('open');
    const figures = Object.fromEntries(includes.map(({ kind, people }) => [kind, people]));
    expect([250, 300]).toContain(figures['paper']);
    for (const kind of ['online', 'partner']) expect([25, 50]).toContain(figures[kind]);
    expect(total).toBe(figures['paper']! + figures['online']! + figures['partner']!);
    expect(goal).toEqual({ value: 500, basis: 'milestone' });

    const partner = await read('open', '?partner=a-union');
    expect(partner.includes).toEqual([{ kind: 'partner', people: partner.total }]);
    expect((await read('open', '?chapter=oregon')).includes.map(({ kind }) => kind)).toEqual(['paper']);
    expect((await read('open', '?chapter=oregon&partner=a-union')).total).toBeNull();
  });

  it('is cached at the edge, and tells who has it that it is the same', async () => {
    const response = await fetch(address('closed'));
    expect(response.headers.get('Cache-Control')).toBe('public, max-age=60, stale-while-revalidate=600');
    expect(response.headers.has('Last-Modified')).toBe(false);
    const again = await fetch(address('closed'), { headers: { 'If-None-Match': response.headers.get('ETag')! } });
    expect([again.status, await again.text()]).toEqual([304, '']);
    expect(again.headers.get('ETag')).toBe(response.headers.get('ETag'));
  });

  it('is read by the whole key of one small table, however many people there are', async () => {
    const { sql, params } = queryFigures(database(), { counter: 'open', chapter: '*', partner: '*' }).toSQL();
    const plan = await query(stack.libsqlUrl, `explain query plan ${sql}`, ...(params as string[]));
    expect(plan.map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/^SEARCH published_counts USING .*INDEX .* \(counter=\? AND chapter=\? AND partner=\?\)$/),
    ]);
  });

  it('shows the target that the campaign set, and says that a pledge is closed', async () => {
    expect(await read('with-target')).toMatchObject({ total: null, goal: { value: 2000, basis: 'target' } });
    expect((await read('closed')).closed).toBe(true);
    expect((await problemOf(await send('pledges', { pledge: 'closed' }))).code).toBe('pledge_closed');
  });

  it('is 404 for a chapter that there is not, and 422 for what names no partner', async () => {
    expect((await fetch(address('open', '?chapter=nowhere'))).status).toBe(404);
    expect((await fetch(address('open', '?partner=no%20one'))).status).toBe(422);
  });

  it('takes totals only with the token, with a source, and for a pledge, chapter and partner that are named', async () => {
    expect((await record('open', { count: 1, source: 'x' }, 'wrong')).status).toBe(401);
    expect((await record('nothing', { count: 1, source: 'x' })).status).toBe(404);
    for (const body of [
      { count: 1 },
      { count: 0, source: 'x' },
      { count: 1, source: 'x', chapter: 'nowhere' },
      { count: 1, source: 'x', kind: 'partner' },
      { count: 1, source: 'x', kind: 'online' },
    ])
      expect((await record('open', body)).status).toBe(422);
  });

  it('is shown as it truly is to administrators alone', async () => {
    const { secret: token } = await makeToken(stack, ['oregon:*:*:*', 'national:*:pledge:*']);
    expect((await manage(stack, 'GET', 'counters', { token })).status).toBe(403);
    expect((await fetch(`${stack.origin}/v1/manage/counters`)).status).toBe(401);
  });
});

it('who watches all the time, and takes all answers apart, pins nobody, also where somebody is erased', async () => {
  const attacker = new Attacker();
  const places = { '': ['national', 'oregon'], '?chapter=oregon': ['oregon'], '?chapter=national': ['national'] };
  const watch = async () => {
    const seen = Object.entries(places).map(async ([place, groups]): Promise<Seen> => {
      const from = (await read('watched', place)).total ?? 0;
      return { groups, from, to: 2 * figureAfter(from) - from - 2 };
    });
    attacker.note(await Promise.all(seen));
  };
  let sent = 0;
  for (const [count, chapter] of [
    [7, 'national'],
    [30, 'oregon'],
    [3, 'national'],
    [45, 'oregon'],
    [1, 'national'],
    [60, 'oregon'],
  ] as const) {
    await sendMany(count, 'pledges', { pledge: 'watched', chapter });
    sent += count;
    await watch();
    await expect.poll(() => truth('watched'), polling).toBe(sent);
    await watch();
  }
  const shown = async () => isToldOf(sent, (await read('watched')).total);
  await expect.poll(shown, polling).toBe(true);
  const before = await read('watched');
  const people = await query(stack.libsqlUrl, "select person from supporters where act = 'pledge:watched' limit 90");
  for (const { person } of people) {
    const db = database();
    const isThem = eq(supporters.person, Number(person));
    const acts = await db.query.select().from(supporters).where(isThem);
    await db.write([db.query.delete(supporters).where(isThem), ...uncount(db, acts, acts)]);
  }
  expect(await truth('watched')).toBe(sent - 90);
  await sendMany(1, 'pledges', { pledge: 'watched' });
  await expect.poll(() => truth('watched'), polling).toBe(sent - 89);
  await watch();
  expect((await read('watched')).total).toBeGreaterThanOrEqual(before.total!);
  expect(attacker.betrayed()).toEqual([]);
});
