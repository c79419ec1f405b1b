import type { Grant } from '../../schema/wire/access.ts';

export interface Api {
  origin: string;
  manageToken: string;
}

interface Call {
  body?: unknown;
  token?: string;
  match?: string;
}

/** Calls a managing operation, as the administrator unless a token is given. */
export function manage(
  { origin, manageToken }: Api,
  method: string,
  path: string,
  { body, token = manageToken, match }: Call = {},
): Promise<Response> {
  return fetch(`${origin}/v1/manage/${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(match !== undefined && { 'If-Match': match }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

/** The answer's `data`. */
export async function dataOf<Data>(response: Response): Promise<Data> {
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json<{ data: Data }>()).data;
}

/** `oregon:*:faq:update` */
export function grant(text: string): Grant {
  const [chapter, locale, kind, action] = text.split(':');
  return { chapter, locale, kind, action } as Grant;
}

/** Makes a token, and gives its id and secret. */
export async function makeToken(
  api: Api,
  grants: readonly string[],
  more: { expiresAt?: string; token?: string } = {},
): Promise<{ id: string; secret: string }> {
  const { token, ...rest } = more;
  const body = { name: 'A test', grants: grants.map(grant), ...rest };
  return dataOf(await manage(api, 'POST', 'tokens', { body, ...(token !== undefined && { token }) }));
}
