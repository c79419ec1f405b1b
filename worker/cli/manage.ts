import type { Problem } from '../../schema/wire/problem.ts';
import { UserError } from './command.ts';

/** An API, and the right to manage it. */
export interface Target {
  origin: string;
  manageToken: string;
}

interface Call {
  body?: unknown;
  /** The `ETag` of what it changes. */
  match?: string | undefined;
}

/**
 * Calls a managing operation.
 * @throws {UserError} where the server does not answer, or refuses. That nothing is there (404) is for the caller to judge.
 */
export async function requestManage(
  { origin, manageToken }: Target,
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: string,
  { body, match }: Call = {},
): Promise<Response> {
  const response = await fetch(`${origin}/v1/manage/${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${manageToken}`,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(match !== undefined && { 'If-Match': match }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new UserError(`${origin} does not answer: start it with "npm start", or give its address with --origin.`);
  });
  if (response.ok || response.status === 404) return response;
  throw await refusalOf(response);
}

const maxLines = 20;

async function refusalOf(response: Response): Promise<UserError> {
  const { title, detail, errors = [] } = await response.json<Problem>();
  const head = detail === undefined ? `${title}.` : `${title}: ${detail}.`;
  const lines = errors.map((error) => `${error.pointer}: ${error.detail}`);
  const more = lines.length > maxLines ? [`and ${lines.length - maxLines} more`] : [];
  return new UserError([head, ...lines.slice(0, maxLines), ...more].join('\n'));
}

/**
 * Calls a managing operation.
 * @returns the answer's `data`.
 * @throws {UserError} where the server does not answer, or refuses.
 */
export async function callManage<Data>(
  target: Target,
  method: 'GET' | 'PUT' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<Data> {
  const response = await requestManage(target, method, path, { body });
  if (!response.ok) throw await refusalOf(response);
  return (await response.json<{ data: Data }>()).data;
}
