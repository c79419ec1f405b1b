import { inject } from 'vitest';
import { Problem } from '../../schema/wire/problem.ts';
import { submit } from './proof.ts';

/** Asks the API that all tests share. */
export function get(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(inject('origin') + path, { headers, redirect: 'manual' });
}

/** Sends what a person wrote as a client does, to the API that all tests share. */
export function post(
  path: `/v1/${'signups' | 'pledges'}${string}`,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return submit(inject('origin'), path, body, headers);
}

/** A strict problem: a stray field fails. */
export async function problemOf(response: Response): Promise<Problem> {
  if (response.headers.get('Content-Type') !== 'application/problem+json') {
    throw new Error(`${response.status} is not a problem: ${response.headers.get('Content-Type')}`);
  }
  return Problem.parse(await response.json());
}
