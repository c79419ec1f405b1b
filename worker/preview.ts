import { z } from 'zod';
import { decodeToken, encodeToken } from './base64url.ts';
import type { Config } from './env.ts';
import { mac } from './mac.ts';
import { ProblemError } from './problem.ts';

const Claims = z.strictObject({ release: z.string(), chapter: z.string(), expires: z.int() });

/** Which release of which chapter someone may see before it is live, and until when (seconds since 1970). */
export type PreviewClaims = z.infer<typeof Claims>;

/** Signs a preview. Who has the token sees the release until it expires. */
export async function signPreview({ MANAGE_TOKEN }: Config, claims: PreviewClaims): Promise<string> {
  const payload = encodeToken(claims);
  return `${payload}.${await mac(MANAGE_TOKEN, 'preview', payload)}`;
}

/**
 * The release of this chapter that a preview's token shows.
 * @throws {ProblemError} `invalid_request` where the token is forged, spoiled, expired or another chapter's.
 */
export async function readPreview(config: Config, token: string, chapter: string): Promise<string> {
  const claims = await readClaims(config, token).catch(() => null);
  if (claims?.chapter === chapter && claims.expires * 1000 > Date.now()) return claims.release;
  throw new ProblemError('invalid_request', {
    errors: [{ pointer: '/query/preview', detail: 'Not a preview of this chapter, or it has expired' }],
  });
}

/** Null where the signature is another. */
async function readClaims({ MANAGE_TOKEN }: Config, token: string): Promise<PreviewClaims | null> {
  const [payload = '', signature = ''] = token.split('.');
  const expected = await mac(MANAGE_TOKEN, 'preview', payload);
  // Compared as digests under the secret: how much of a forged one was right can't be told from the time.
  if ((await mac(MANAGE_TOKEN, 'compare', signature)) !== (await mac(MANAGE_TOKEN, 'compare', expected))) return null;
  return Claims.parse(decodeToken(payload));
}
