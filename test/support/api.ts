import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { Problem } from '../../schema/wire/problem.ts';

/** Asks the API that all tests share. */
export function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(inject('origin') + path, { headers, redirect: 'manual' });
}

/** Sends JSON as a client does, with a new Idempotency-Key unless one is given. */
export function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(inject('origin') + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

/** A strict problem: a stray field fails. */
export async function problemOf(response: Response): Promise<Problem> {
  if (response.headers.get('Content-Type') !== 'application/problem+json') {
    throw new Error(`${response.status} is not a problem: ${response.headers.get('Content-Type')}`);
  }
  return Problem.parse(await response.json());
}
