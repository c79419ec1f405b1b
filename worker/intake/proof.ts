import { createChallenge, randomInt, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { Proof, type Challenge } from '../../schema/wire/challenge.ts';
import type { Config } from '../env.ts';
import { mac } from '../mac.ts';

// Tries at the most, a digest of SHA-256 each; at the least half of it. An old phone makes some 50,000 a second.
const tries = [1000, 5000, 50_000, 250_000];
const goodForMs = 30 * 60 * 1000;

type Secret = Pick<Config, 'INTAKE_SECRET'>;

/**
 * Makes a challenge that is good for one Idempotency-Key. The answer is chosen first, so that none takes for ever.
 * @param most tries at the most, where another number than the level's is wanted.
 */
export async function challengeFor(
  config: Secret,
  idempotencyKey: string,
  level: number,
  most = tries[level]!,
): Promise<Challenge> {
  const [secret, key] = await Promise.all([secretOf(config), bindingOf(config, idempotencyKey)]);
  const challenge = await createChallenge({
    algorithm: 'SHA-256',
    cost: 1,
    counter: randomInt(most, most / 2),
    data: { key, level },
    deriveKey,
    expiresAt: new Date(Date.now() + goodForMs),
    hmacSignatureSecret: secret,
  });
  return challenge as Challenge;
}

/**
 * How hard the proof is that came with a request.
 * @returns -1 where there is none for this key that is whole, solved, ours and good by now.
 */
export async function levelOfProof(
  config: Config,
  header: string | undefined,
  idempotencyKey: string,
): Promise<number> {
  const proof = parse(header);
  if (proof === null) return -1;
  const [secret, key] = await Promise.all([secretOf(config), bindingOf(config, idempotencyKey)]);
  const { data } = proof.challenge.parameters;
  if (data.key !== key) return -1;
  const { verified } = await verifySolution({ ...proof, deriveKey, hmacSignatureSecret: secret });
  return verified ? data.level : -1;
}

function parse(header: string | undefined): Proof | null {
  try {
    return Proof.parse(JSON.parse(atob(header ?? '')));
  } catch {
    return null;
  }
}

const secrets = new WeakMap<Secret, Promise<string>>();

function secretOf(config: Secret): Promise<string> {
  const known = secrets.get(config) ?? mac(config.INTAKE_SECRET, 'challenge', '');
  secrets.set(config, known);
  return known;
}

function bindingOf({ INTAKE_SECRET }: Secret, idempotencyKey: string): Promise<string> {
  return mac(INTAKE_SECRET, 'challenge-key', idempotencyKey);
}
