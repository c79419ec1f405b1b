import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Partner } from '../../schema/wire/partner.ts';
import { built } from '../../worker/cli/build.ts';
import { readSecrets } from '../../worker/cli/settings.ts';
import { carryAlong, startColdWorker } from '../support/carried.ts';
import { drainedRow, query } from '../support/intake.ts';
import { dataOf, manage } from '../support/manage.ts';
import { campaign, entry, publish, startPrivateStack } from '../support/private-stack.ts';
import { proveEasily } from '../support/proof.ts';
import { startRelay } from '../support/relay.ts';

// More than sqld lets in at once: to the others it says 429.
const crowd = 256;
const page = 'https://partner.example';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let relay: Awaited<ReturnType<typeof startRelay>>;
let cold: Awaited<ReturnType<typeof startColdWorker>>;
beforeAll(async () => {
  stack = await startPrivateStack();
  relay = await startRelay(stack.libsqlUrl);
  await relay.turn('open');
  // Started while there is nothing to know.
  cold = await startColdWorker(stack, { libsqlUrl: relay.url, assets: built.assets });
  const faq = entry('faq', 'who', { position: 1 }, { question: 'Who are we?', answer: 'An answer' });
  expect((await publish(stack, campaign([faq]))).status).toBe(200);
});
afterAll(async () => {
  await cold.child.stop();
  await relay.turn('gone');
  await stack.stop();
});

/** Asks one Worker for all at once; gives how many answers had each status, and how often the database was asked meanwhile. */
async function askAtOnce({ origin }: { origin: string }, requests: readonly [path: string, init?: RequestInit][]) {
  const before = relay.asked();
  const answers = await Promise.all(requests.map(([path, init]) => fetch(origin + path, init)));
  await Promise.all(answers.map((answer) => answer.text()));
  const statuses = Map.groupBy(answers, ({ status }) => status);
  return {
    statuses: Object.fromEntries([...statuses].map(([status, all]) => [status, all.length])),
    asked: relay.asked() - before,
  };
}

async function makePartner() {
  const body = { name: 'An ally', origins: [page] };
  return Partner.parse(await dataOf(await manage(stack, 'POST', 'partners', { body })));
}

/** As many sign-ups, each with the hardest proof. */
async function prepare(
  headers: Record<string, string> = {},
  more: object = {},
  length = crowd,
): Promise<[string, RequestInit][]> {
  const { INTAKE_SECRET } = await readSecrets(stack.dataDir);
  return Promise.all(
    Array.from({ length }, async (): Promise<[string, RequestInit]> => {
      const key = randomUUID();
      const proof = { 'Idempotency-Key': key, 'UWH-Proof': await proveEasily(INTAKE_SECRET, key) };
      const body = JSON.stringify({ givenName: 'Sam', email: `${key}@example.org`, locale: 'en', ...more });
      return [
        '/v1/signups',
        { method: 'POST', headers: { 'Content-Type': 'application/json', ...proof, ...headers }, body },
      ];
    }),
  );
}

describe('a crowd that comes at once to a Worker that knows nothing yet', () => {
  it('signs up on the page of a partner who is known for it, and the database is asked once for all of them', async () => {
    const { key } = await makePartner();
    const signups = await prepare({ Origin: page }, { partner: key });
    const { statuses, asked } = await askAtOnce(cold, signups);
    expect(statuses).toEqual({ 201: crowd });
    expect(asked).toBeLessThan(20);
    const kept = 'select count(*) as n, standing from submissions where partner is not null group by standing';
    await expect
      .poll(() => query(stack.libsqlUrl, kept), { timeout: 20_000 })
      .toEqual([{ n: crowd, standing: 'verified' }]);
  });

  it('reads, and the database is asked once for each thing that there is to read', async () => {
    const reads = Array.from({ length: crowd }, (_, n): [string] => [`/v1/faqs?n=${n}`]);
    const { statuses, asked } = await askAtOnce(cold, reads);
    expect(statuses).toEqual({ 200: crowd });
    expect(asked).toBeLessThan(20);
  });

  it.each(['wedged', 'silent'] as const)(
    'signs up by what the deployment carried along where the database is %s, and is answered in time where nothing was',
    async (mood) => {
      await relay.turn(mood);
      const cases = [
        { assets: await carryAlong(stack), status: 201 },
        { assets: built.assets, status: 503 },
      ];
      await Promise.all(
        cases.map(async ({ assets, status }) => {
          const other = await startColdWorker(stack, { libsqlUrl: relay.url, assets });
          try {
            const began = performance.now();
            expect((await askAtOnce(other, await prepare())).statuses).toEqual({ [status]: crowd });
            // A call to the database is given up after five seconds.
            expect(performance.now() - began).toBeLessThan(15_000);
          } finally {
            await other.child.stop();
          }
        }),
      );
    },
  );
});

describe('what comes through partners while the database tells nobody who they are', () => {
  it('is verified or not once it comes there, and is nobody’s who was revoked before', async () => {
    const [known, other, revoked] = await Promise.all([makePartner(), makePartner(), makePartner()]);
    expect((await manage(stack, 'DELETE', `partners/${revoked.id}`)).status).toBe(200);
    const assets = await carryAlong(stack);
    await relay.turn('wedged');
    const cut = await startColdWorker(stack, { libsqlUrl: relay.url, assets });
    try {
      const signups = await Promise.all([
        prepare({ Origin: page }, { partner: known.key }, 1),
        prepare({ Origin: 'https://elsewhere.example' }, { partner: other.key }, 1),
        prepare({ Origin: page }, { partner: revoked.key }, 1),
      ]);
      const answers = await Promise.all(signups.flat().map(([path, init]) => fetch(cut.origin + path, init)));
      const ids = await Promise.all(answers.map(async (answer) => (await dataOf<{ id: string }>(answer)).id));
      await relay.turn('open');
      const rows = await Promise.all(ids.map((id) => drainedRow(stack.libsqlUrl, id)));
      expect(rows.map(({ partner, standing }) => [partner, standing])).toEqual([
        [known.id, 'verified'],
        [other.id, 'unverified'],
        [null, 'unverified'],
      ]);
    } finally {
      await cut.child.stop();
    }
  });
});
