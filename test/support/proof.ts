import { randomUUID } from 'node:crypto';
import type { Challenge } from '../../schema/wire/challenge.ts';
import { challengeFor } from '../../worker/intake/proof.ts';
import { solve } from '../../widgets/shared/proof.ts';
import { dataOf } from './manage.ts';

/** The challenge that a sender with these headers gets for a key. */
export async function challengeOf(
  origin: string,
  key: string,
  { partner, headers = {} }: { partner?: string | undefined; headers?: Record<string, string> } = {},
): Promise<Challenge> {
  const query = partner === undefined ? '' : `?partner=${partner}`;
  return dataOf(await fetch(`${origin}/v1/challenge${query}`, { headers: { ...headers, 'Idempotency-Key': key } }));
}

/** Sends what a person wrote as a client does: with a proof of work, under a new Idempotency-Key unless one is given. */
export async function submit(
  origin: string,
  path: `/v1/${'signups' | 'pledges'}${string}`,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  const key = headers['Idempotency-Key'] ?? randomUUID();
  const { partner } = body as { partner?: string };
  const { 'Content-Type': _, ...asked } = headers;
  const proof = key.length < 16 ? '' : await solve(await challengeOf(origin, key, { partner, headers: asked }));
  return fetch(origin + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key, 'UWH-Proof': proof, ...headers },
    body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body),
  });
}

/** The hardest proof for a key, from a challenge of one's own: its answer is found at once. For load alone. */
export async function proveEasily(intakeSecret: string, key: string): Promise<string> {
  return solve(await challengeFor({ INTAKE_SECRET: intakeSecret }, key, 3, 2));
}
