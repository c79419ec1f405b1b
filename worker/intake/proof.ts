import { createChallenge, randomInt } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import { toHex } from '../../schema/kinds/digest.ts';
import { Proof, type Challenge } from '../../schema/wire/challenge.ts';
import { isEqual } from '../access.ts';
import type { Config } from '../env.ts';
import { hmac, mac } from '../mac.ts';
import { digestKey } from './code.ts';

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
  const [secret, key] = await Promise.all([secretOf(config), digestKey(config, idempotencyKey)]);
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
 * How hard the proof is that came with a request, by the digest of whose key it has to be.
 * @returns -1 where there is none for this key that is whole, solved, ours and good by now.
 */
export async function levelOfProof(config: Config, header: string | undefined, key: string): Promise<number> {
  const proof = parse(header);
  if (proof === null) return -1;
  const { data } = proof.challenge.parameters;
  if (data.key !== key) return -1;
  return (await isGood(proof, await secretOf(config))) ? data.level : -1;
}

/**
 * What `verifySolution` of `altcha-lib` tells of a challenge of this one form: it imports its key, sorts and measures
 * anew each time, which is a tenth of what a sign-up costs.
 */
async function isGood({ challenge: { parameters, signature }, solution }: Proof, secret: string): Promise<boolean> {
  if (parameters.expiresAt < Date.now() / 1000) return false;
  const counter = solution.counter.toString(16).padStart(8, '0');
  const tried = Uint8Array.from((parameters.salt + parameters.nonce + counter).match(/../g)!, (pair) =>
    Number.parseInt(pair, 16),
  );
  const [signed, derived] = await Promise.all([
    // The schema has put the fields in their order.
    hmac(secret, JSON.stringify(parameters)),
    crypto.subtle.digest('SHA-256', tried),
  ]);
  const derivedKey = toHex(derived);
  return (
    isEqual(toHex(signed), signature) &&
    isEqual(derivedKey, solution.derivedKey) &&
    derivedKey.startsWith(parameters.keyPrefix)
  );
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
