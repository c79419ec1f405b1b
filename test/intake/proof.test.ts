import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createChallenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Challenge, Proof } from '../../schema/wire/challenge.ts';
import { readSecrets } from '../../worker/cli/settings.ts';
import { digestKey } from '../../worker/intake/code.ts';
import { mac } from '../../worker/mac.ts';
import { solve } from '../../widgets/shared/proof.ts';
import { problemOf } from '../support/api.ts';
import { query } from '../support/intake.ts';
import { campaign, publish, startPrivateStack } from '../support/private-stack.ts';
import { challengeOf, proveEasily, submit } from '../support/proof.ts';

let stack: Awaited<ReturnType<typeof startPrivateStack>>;
let secret: string;
beforeAll(async () => {
  stack = await startPrivateStack();
  ({ INTAKE_SECRET: secret } = await readSecrets(stack.dataDir));
  await publish(stack, campaign([]));
});
afterAll(() => stack.stop());

const person = () => ({ givenName: 'Sam', email: `${randomUUID()}@example.org`, locale: 'en' });
const encode = (proof: unknown) => btoa(JSON.stringify(proof));
const parse = (proof: string) => Proof.parse(JSON.parse(atob(proof)));

/** Sends with this very proof, or none. */
function send(key: string, proof: string | null, body: unknown = person(), more: Record<string, string> = {}) {
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': key, ...more };
  const init = { method: 'POST', body: JSON.stringify(body) };
  return fetch(`${stack.origin}/v1/signups`, {
    ...init,
    headers: { ...headers, ...(proof !== null && { 'UWH-Proof': proof }) },
  });
}

/** Sends with the hardest proof, which is easy for who has the secret. */
async function easily(headers: Record<string, string>): Promise<Response> {
  const key = randomUUID();
  return send(key, await proveEasily(secret, key), person(), headers);
}

function triedOnly({ parameters: { salt, nonce } }: Challenge, counter: number) {
  const tried = Buffer.from(salt + nonce + counter.toString(16).padStart(8, '0'), 'hex');
  return { counter, derivedKey: createHash('sha256').update(tried).digest('hex') };
}

async function solved(key: string): Promise<string> {
  return solve(await challengeOf(stack.origin, key));
}

/** Sends each, a few at once, and counts the answers by status and code. */
async function outcomes<Each>(all: readonly Each[], sendOne: (each: Each) => Promise<Response>) {
  const counts: Record<string, number> = {};
  for (let index = 0; index < all.length; index += 20) {
    for (const response of await Promise.all(all.slice(index, index + 20).map(sendOne))) {
      const name = response.ok ? 'accepted' : (await problemOf(response)).code;
      counts[name] = (counts[name] ?? 0) + 1;
    }
  }
  return counts;
}

const fiveHundred = Array.from({ length: 500 }, (_, index) => index);

describe('a proof of work', () => {
  it('is asked for in a format that the library of its makers solves too', async () => {
    const key = randomUUID();
    const response = await fetch(`${stack.origin}/v1/challenge`, { headers: { 'Idempotency-Key': key } });
    expect(response.headers.get('Cache-Control')).toBe('no-store');
    const { data } = await response.json<{ data: unknown }>();
    const challenge = Challenge.parse(data);
    const solution = await solveChallenge({ challenge, deriveKey });
    const { counter, derivedKey } = solution!;
    expect(parse(await solve(challenge)).solution).toEqual({ counter, derivedKey });
    expect((await send(key, encode({ challenge, solution: { counter, derivedKey } }))).status).toBe(201);
  });

  it('is needed, and a client that has none is told how to get one', async () => {
    const response = await send(randomUUID(), null);
    expect(response.status).toBe(403);
    expect(await problemOf(response)).toMatchObject({
      code: 'challenge_required',
      title: expect.stringContaining('/v1/challenge'),
    });
  });

  it('is good once: 500 replays of it leave nothing more, and a retry gets its first answer', async () => {
    const key = randomUUID();
    const proof = await solved(key);
    const body = person();
    const first = await (await send(key, proof, body)).text();
    expect(await outcomes(fiveHundred, (index) => send(index % 2 === 0 ? key : randomUUID(), proof))).toEqual({
      idempotency_key_reused: 250,
      challenge_required: 250,
    });
    for (const again of [proof, null, 'none']) {
      const response = await send(key, again, body);
      expect([response.status, await response.text()]).toEqual([201, first]);
    }
    const drained = () => query(stack.libsqlUrl, 'select * from submissions');
    await expect.poll(async () => (await drained()).length, { timeout: 10_000 }).toBe(2);
  });

  it('of one key is not one of another', async () => {
    const proof = await solved(randomUUID());
    expect(await outcomes(fiveHundred, () => send(randomUUID(), proof))).toEqual({ challenge_required: 500 });
  });

  it('that has expired, or whose expiry was put off, is refused 500 times', async () => {
    const key = randomUUID();
    const { challenge, solution } = parse(await solved(key));
    const expired = fiveHundred.map((index) => ({
      challenge: {
        ...challenge,
        parameters: { ...challenge.parameters, expiresAt: challenge.parameters.expiresAt + (index - 250) * 60 || 1 },
      },
      solution,
    }));
    const changed = expired.filter((each) => each.challenge.parameters.expiresAt !== challenge.parameters.expiresAt);
    expect(await outcomes(changed, (proof) => send(key, encode(proof)))).toEqual({
      challenge_required: changed.length,
    });
    expect(changed.length).toBeGreaterThanOrEqual(499);
  });

  it('that was ours and good until a while ago is refused 500 times', async () => {
    const ages = fiveHundred.map((index) => ({ key: randomUUID(), ageMs: index === 0 ? 1500 : index * 60_000 }));
    const outdated = await Promise.all(
      ages.map(async ({ key, ageMs }) => {
        const challenge = await createChallenge({
          algorithm: 'SHA-256',
          cost: 1,
          counter: 1,
          data: { key: await digestKey({ INTAKE_SECRET: secret }, key), level: 3 },
          deriveKey,
          expiresAt: new Date(Date.now() - ageMs),
          hmacSignatureSecret: await mac(secret, 'challenge', ''),
        });
        return { key, proof: await solve(Challenge.parse(challenge)) };
      }),
    );
    expect(await outcomes(outdated, ({ key, proof }) => send(key, proof))).toEqual({ challenge_required: 500 });
  });

  it('that was forged is refused 500 times', async () => {
    const key = randomUUID();
    const { challenge, solution } = parse(await solved(key));
    const own = await createChallenge({
      algorithm: 'SHA-256',
      cost: 1,
      counter: 1,
      data: challenge.parameters.data,
      deriveKey,
      expiresAt: new Date(Date.now() + 60_000),
      hmacSignatureSecret: 'a secret of their own',
    });
    const ownSolution = { ...(await solveChallenge({ challenge: own, deriveKey }))! };
    const forgeries = [
      () => ({ challenge: own, solution: { counter: ownSolution.counter, derivedKey: ownSolution.derivedKey } }),
      (index: number) => ({ challenge, solution: { ...solution, counter: solution.counter + 1 + index } }),
      () => ({ challenge, solution: { ...solution, derivedKey: 'f'.repeat(64) } }),
      // The digest of a number that is no answer: no work at all.
      (index: number) => ({ challenge, solution: triedOnly(challenge, solution.counter + 1 + index) }),
      () => ({ challenge: { ...challenge, signature: '0'.repeat(64) }, solution }),
      () => ({
        challenge: { ...challenge, parameters: { ...challenge.parameters, keyPrefix: '0'.repeat(32) } },
        solution,
      }),
      () => ({
        challenge: {
          ...challenge,
          parameters: { ...challenge.parameters, data: { ...challenge.parameters.data, level: 3 } },
        },
        solution,
      }),
      () => ({ challenge, solution: { ...solution, counter: '1' } }),
      () => ({ challenge: { parameters: challenge.parameters }, solution }),
      () => [],
      () => 'nothing',
    ];
    const forged = fiveHundred.map((index) => forgeries[index % forgeries.length]!(index));
    expect(await outcomes(forged, (proof) => send(key, encode(proof)))).toEqual({ challenge_required: 500 });
    expect((await send(key, encode({ challenge, solution }))).status).toBe(201);
  });
});

describe('limits', () => {
  const from = (address: string, more: Record<string, string> = {}) => ({ 'CF-Connecting-IP': address, ...more });
  const levelFor = async (headers: Record<string, string>) =>
    (await challengeOf(stack.origin, randomUUID(), { headers })).parameters.data.level;

  it('ask more of who sends much, never of those beside them, and a person gets through', async () => {
    expect(await levelFor(from('203.0.113.7'))).toBe(1);
    const proofs = await Promise.all(
      fiveHundred.slice(0, 80).map(async () => {
        const key = randomUUID();
        return { key, proof: await solve(await challengeOf(stack.origin, key, { headers: from('203.0.113.7') })) };
      }),
    );
    const sent = await outcomes(proofs, ({ key, proof }) => send(key, proof, person(), from('203.0.113.7')));
    expect(sent['accepted']).toBeGreaterThanOrEqual(20);
    expect(sent['challenge_required']).toBeGreaterThanOrEqual(10);
    expect(await levelFor(from('203.0.113.7'))).toBe(2);
    expect(await levelFor(from('203.0.113.8'))).toBe(1);
    expect((await submit(stack.origin, '/v1/signups', person(), from('203.0.113.7'))).status).toBe(201);
  });

  it('take a household’s network of IPv6 for one, and an IPv4 address for itself however it is written', async () => {
    const hosts = fiveHundred.slice(1, 71).map((host) => from(`2001:db8:0:7::${host.toString(16)}`));
    expect(await outcomes(hosts, (headers) => easily(headers))).toEqual({ accepted: 70 });
    expect(await levelFor(from('2001:0db8:0000:0007:1:2:3:4'))).toBe(2);
    expect(await levelFor(from('2001:db8:0:8::1'))).toBe(1);
    expect(await levelFor(from('::ffff:203.0.113.7'))).toBe(2);
    expect(await levelFor(from('::ffff:203.0.113.9'))).toBe(1);
  });

  it('rise too for who says to come from our own pages, and from another address each time', async () => {
    const headers = (index: number) => from(`198.18.${index >> 8}.${index & 255}`, { Origin: stack.origin });
    const visitors = Array.from({ length: 4000 }, (_, index) => headers(index));
    expect(await levelFor(headers(0))).toBe(0);
    expect(await outcomes(visitors, (each) => easily(each))).toEqual({ accepted: 4000 });
    expect(await levelFor(headers(5000))).toBe(1);
  });

  it('keep no address: not in the database, not in the journal', async () => {
    const files = await readdir(stack.dataDir, { recursive: true, withFileTypes: true });
    for (const file of files.filter((each) => each.isFile())) {
      const bytes = await readFile(join(file.parentPath, file.name), 'latin1');
      for (const address of ['203.0.113.7', '2001:db8']) expect(bytes.includes(address), file.name).toBe(false);
    }
  });
});
