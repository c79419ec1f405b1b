import type { Problem } from '../../schema/wire/problem.ts';
import { UserError } from './command.ts';

/**
 * Calls a managing operation.
 * @returns the answer's `data`.
 * @throws {UserError} where the server does not answer, or refuses.
 */
export async function callManage<Data>(
  { origin, manageToken }: { origin: string; manageToken: string },
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Data> {
  const response = await fetch(`${origin}/v1/manage/${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${manageToken}`,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new UserError(`${origin} does not answer: start it with "npm start", or give its address with --origin.`);
  });
  if (response.ok) return (await response.json<{ data: Data }>()).data;
  const { title, detail, errors = [] } = await response.json<Problem>();
  const head = detail === undefined ? `${title}.` : `${title}: ${detail}.`;
  throw new UserError([head, ...errors.map((error) => `${error.pointer}: ${error.detail}`)].join('\n'));
}
